package harness

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// reader walks the tree of a merchant file and notes every problem with its line, so that a user can mend all at once.
type reader struct {
	problems []Problem
}

// keys are what may stand in an object, and what reads each.
type keys map[string]func(n ast.Node, place string)

func (r *reader) problem(n ast.Node, place, format string, args ...any) {
	r.problems = append(r.problems, Problem{textfile.Line(n), place, fmt.Sprintf(format, args...)})
}

// parse returns the one document of a file, nil with a problem noted.
func (r *reader) parse(text []byte) ast.Node {
	body, err := textfile.ParseYAML(text)
	if err != nil {
		r.fileProblem(err)
	} else if body == nil {
		r.problem(nil, "", "is empty; llsim check --init writes a file to start from")
	}
	return body
}

// fileProblem notes what is wrong with the file as a whole.
func (r *reader) fileProblem(err error) {
	if problem, ok := errors.AsType[*textfile.Error](err); ok {
		r.problems = append(r.problems, Problem{problem.Line, "", problem.Text})
		return
	}
	r.problem(nil, "", "cannot be read: %v", err)
}

// entries are the members of an object; false with a problem noted when it is none.
func (r *reader) entries(n ast.Node, place, example string) ([]*ast.MappingValueNode, bool) {
	if entries, ok := textfile.Entries(n); ok {
		return entries, true
	}
	r.problem(n, place, "must be keys with values, such as %s", example)
	return nil, false
}

// object reads the keys it knows and notes those it does not, and those of required that are missing.
func (r *reader) object(n ast.Node, place string, known keys, required ...string) {
	names := slices.Sorted(maps.Keys(known))
	entries, ok := r.entries(n, place, names[0]+": …")
	if !ok {
		return
	}
	seen := map[string]bool{}
	for _, entry := range entries {
		name := textfile.Scalar(entry.Key)
		where := join(place, name)
		read, ok := known[name]
		switch {
		case !ok:
			r.problem(entry.Key, where, "is not a known key; %s", api.UnknownKey(name, names))
		case seen[name]:
			r.problem(entry.Key, where, "is there twice; keep one")
		default:
			read(entry.Value, where)
		}
		seen[name] = true
	}
	for _, name := range required {
		if !seen[name] {
			r.problem(n, join(place, name), "is missing")
		}
	}
}

func join(place, name string) string { return strings.TrimPrefix(place+"."+name, ".") }

// items are the elements of a list.
func (r *reader) items(n ast.Node, place, example string) ([]ast.Node, bool) {
	if sequence, ok := n.(*ast.SequenceNode); ok {
		return sequence.Values, true
	}
	r.problem(n, place, "must be a list, such as %s", example)
	return nil, false
}

// scalar is a single value as it stands in the file, so that 201304121000001004 needs no quotes.
func (r *reader) scalar(n ast.Node, place string) (string, bool) {
	if _, ok := n.(ast.ScalarNode); !ok || n.Type() == ast.NullType {
		r.problem(n, place, "must be a single value")
		return "", false
	}
	return textfile.Scalar(n), true
}

// text reads a single value.
func (r *reader) text(to *string) func(ast.Node, string) {
	return func(n ast.Node, place string) {
		if s, ok := r.scalar(n, place); ok {
			*to = s
		}
	}
}

// word reads one of a few words.
func (r *reader) word(to *string, words ...string) func(ast.Node, string) {
	return func(n ast.Node, place string) {
		s, ok := r.scalar(n, place)
		if ok && !slices.Contains(words, s) {
			r.problem(n, place, "is %q; write one of %s", s, strings.Join(words, ", "))
			return
		}
		*to = s
	}
}

// yesNo reads true or false.
func (r *reader) yesNo(to **bool) func(ast.Node, string) {
	return func(n ast.Node, place string) {
		var word string
		r.word(&word, "true", "false")(n, place)
		*to = new(word == "true")
	}
}

// duration reads a Go duration above zero.
func (r *reader) duration(to *time.Duration) func(ast.Node, string) {
	return func(n ast.Node, place string) {
		s, ok := r.scalar(n, place)
		if !ok {
			return
		}
		d, err := time.ParseDuration(s)
		if err != nil || d <= 0 {
			r.problem(n, place, "is %q; write a duration such as 3s or 500ms", s)
			return
		}
		*to = d
	}
}
