package merchant

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// reader walks the tree of a merchant file and notes every problem with its line, so that a user can mend all at once.
type reader struct {
	problems []Problem
	anchors  map[string]ast.Node
}

// keys are what may stand in an object, and what reads each.
type keys map[string]func(n ast.Node, place string)

func (r *reader) problem(n ast.Node, place, format string, args ...any) {
	line := 0
	if n != nil {
		line = n.GetToken().Position.Line
	}
	r.problems = append(r.problems, Problem{line, place, fmt.Sprintf(format, args...)})
}

// parse returns the one document of a file, nil with a problem noted.
func (r *reader) parse(data []byte) ast.Node {
	file, err := parser.ParseBytes(data, 0)
	if wrong, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		r.problems = append(r.problems, Problem{wrong.Token.Position.Line, "", "is not YAML: " + wrong.Message})
		return nil
	}
	if err != nil {
		r.problem(nil, "", "is not YAML: %v", err)
		return nil
	}
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.CommentType {
			bodies = append(bodies, doc.Body)
		}
	}
	switch len(bodies) {
	case 0:
		r.problem(nil, "", "is empty; llsim check --init writes a file to start from")
		return nil
	case 1:
		return bodies[0]
	}
	r.problem(bodies[1], "", "has a second document; write one without ---")
	return nil
}

// value looks through anchors and aliases.
func (r *reader) value(n ast.Node) ast.Node {
	switch n := n.(type) {
	case *ast.AnchorNode:
		r.anchors[n.Name.String()] = n.Value
		return r.value(n.Value)
	case *ast.AliasNode:
		if target, ok := r.anchors[n.Value.String()]; ok {
			return r.value(target)
		}
	}
	return n
}

// entries are the members of an object; false with a problem noted when it is none.
func (r *reader) entries(n ast.Node, place, example string) ([]*ast.MappingValueNode, bool) {
	switch n := r.value(n).(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
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
		name := scalarText(entry.Key)
		where := join(place, name)
		read, ok := known[name]
		switch {
		case !ok:
			r.problem(entry.Key, where, "is not a known key; %s", hint(name, names))
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

func hint(name string, known []string) string {
	if near := api.Nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "known here: " + strings.Join(known, ", ")
}

// items are the elements of a list.
func (r *reader) items(n ast.Node, place, example string) ([]ast.Node, bool) {
	if sequence, ok := r.value(n).(*ast.SequenceNode); ok {
		return sequence.Values, true
	}
	r.problem(n, place, "must be a list, such as %s", example)
	return nil, false
}

// scalar is a single value as it stands in the file, so that 201304121000001004 needs no quotes.
func (r *reader) scalar(n ast.Node, place string) (string, bool) {
	n = r.value(n)
	if _, ok := n.(ast.ScalarNode); !ok || n.Type() == ast.NullType {
		r.problem(n, place, "must be a single value")
		return "", false
	}
	return scalarText(n), true
}

func scalarText(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	}
	return n.GetToken().Value
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
