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

// keys are what may stand in an object, and what reads each.
type keys map[string]func(n ast.Node, place string)

func (l *loader) problem(n ast.Node, place, format string, args ...any) {
	l.problems = append(l.problems, Problem{textfile.Line(n), place, fmt.Sprintf(format, args...)})
}

// parse returns the one document of a file, nil with a problem noted.
func (l *loader) parse(text []byte) ast.Node {
	body, err := textfile.ParseYAML(text)
	if err != nil {
		l.fileProblem(err)
	} else if body == nil {
		l.problem(nil, "", "is empty; llsim check --init writes a file to start from")
	}
	return body
}

// fileProblem notes what is wrong with the file as a whole.
func (l *loader) fileProblem(err error) {
	if problem, ok := errors.AsType[*textfile.Error](err); ok {
		l.problems = append(l.problems, Problem{problem.Line, "", problem.Text.String()})
		return
	}
	l.problem(nil, "", "cannot be read: %v", err)
}

// entries are the members of an object; false with a problem noted when it is none.
func (l *loader) entries(n ast.Node, place, example string) ([]*ast.MappingValueNode, bool) {
	if entries, ok := textfile.Entries(n); ok {
		return entries, true
	}
	l.problem(n, place, "must be keys with values, such as %s", example)
	return nil, false
}

// object reads the keys it knows and notes those it does not, and those of required that are missing.
func (l *loader) object(n ast.Node, place string, known keys, required ...string) {
	names := slices.Sorted(maps.Keys(known))
	entries, ok := l.entries(n, place, names[0]+": …")
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
			l.problem(entry.Key, where, "is not a known key; %s", api.UnknownKey(name, names))
		case seen[name]:
			l.problem(entry.Key, where, "is there twice; keep one")
		default:
			read(entry.Value, where)
		}
		seen[name] = true
	}
	for _, name := range required {
		if !seen[name] {
			l.problem(n, join(place, name), "is missing")
		}
	}
}

func join(place, name string) string { return strings.TrimPrefix(place+"."+name, ".") }

// items are the elements of a list.
func (l *loader) items(n ast.Node, place, example string) ([]ast.Node, bool) {
	if sequence, ok := n.(*ast.SequenceNode); ok {
		return sequence.Values, true
	}
	l.problem(n, place, "must be a list, such as %s", example)
	return nil, false
}

// scalar is a single value as it stands in the file, so that 201304121000001004 needs no quotes.
func (l *loader) scalar(n ast.Node, place string) (string, bool) {
	if _, ok := n.(ast.ScalarNode); !ok || n.Type() == ast.NullType {
		l.problem(n, place, "must be a single value")
		return "", false
	}
	return textfile.Scalar(n), true
}

// value reads a single value, unless complain says what is wrong with it.
func (l *loader) value(to *string, complain func(s string) string) func(ast.Node, string) {
	return func(n ast.Node, place string) {
		s, ok := l.scalar(n, place)
		if !ok {
			return
		}
		if complaint := complain(s); complaint != "" {
			l.problem(n, place, "%s", complaint)
			return
		}
		*to = s
	}
}

// text reads any single value.
func (l *loader) text(to *string) func(ast.Node, string) {
	return l.value(to, func(string) string { return "" })
}

// word reads one of a few words.
func (l *loader) word(to *string, words ...string) func(ast.Node, string) {
	return l.value(to, func(s string) string {
		if slices.Contains(words, s) {
			return ""
		}
		return fmt.Sprintf("is %q; write one of %s", s, strings.Join(words, ", "))
	})
}

// yesNo reads true or false.
func (l *loader) yesNo(to **bool) func(ast.Node, string) {
	return func(n ast.Node, place string) {
		var word string
		l.word(&word, "true", "false")(n, place)
		*to = new(word == "true")
	}
}

// duration reads a Go duration above zero.
func (l *loader) duration(to *time.Duration) func(ast.Node, string) {
	var text string
	return l.value(&text, func(s string) string {
		d, err := time.ParseDuration(s)
		if err != nil || d <= 0 {
			return fmt.Sprintf("is %q; write a duration such as 3s or 500ms", s)
		}
		*to = d
		return ""
	})
}
