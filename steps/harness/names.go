package harness

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// bodyPaths are the names that an expression looks up in the answer's body, such as status of body.status, each as its path.
func (e *expression) bodyPaths() [][]string {
	v := &pathVisitor{}
	node := e.program.Node()
	ast.Walk(&node, v)
	return v.paths
}

type pathVisitor struct{ paths [][]string }

// Visit notes the longest chains of members: those that are part of one come after it.
func (v *pathVisitor) Visit(node *ast.Node) {
	path, ok := bodyPath(*node)
	if !ok || len(path) == 0 {
		return
	}
	v.paths = slices.DeleteFunc(v.paths, func(p []string) bool { return len(p) < len(path) && slices.Equal(p, path[:len(p)]) })
	v.paths = append(v.paths, path)
}

func bodyPath(node ast.Node) ([]string, bool) {
	switch n := node.(type) {
	case *ast.ChainNode:
		return bodyPath(n.Node)
	case *ast.IdentifierNode:
		return nil, n.Value == "body"
	case *ast.MemberNode:
		path, ok := bodyPath(n.Node)
		if !ok {
			return nil, false
		}
		switch property := n.Property.(type) {
		case *ast.StringNode:
			return append(slices.Clone(path), property.Value), true
		case *ast.IntegerNode:
			return append(slices.Clone(path), strconv.Itoa(property.Value)), true
		}
	}
	return nil, false
}

// missingName is the first name of a path that a body does not have, and the names present in its place; "" where all are present.
func missingName(body any, path []string) (name string, present []string) {
	for _, name := range path {
		switch at := body.(type) {
		case map[string]any:
			next, known := at[name]
			if !known {
				return name, slices.Sorted(maps.Keys(at))
			}
			body = next
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(at) {
				return name, nil
			}
			body = at[i]
		default:
			return name, nil
		}
	}
	return "", nil
}

// describeMissing says which name of an expression an answer does not have, and which names it has instead; "" where it has them all. near
// tells that one of these was most likely meant.
func (e *expression) describeMissing(a answer) (text message.Message, near bool) {
	for _, path := range e.bodyPaths() {
		name, present := missingName(a.Body, path)
		if name == "" || present == nil {
			continue
		}
		text = message.New("the answer has no %s", name)
		if len(present) > 0 {
			text = message.New("%s; it has %s", text, message.List(present))
		}
		if meant := api.Nearest(name, present); meant != "" {
			return message.New("%s; did you mean %s?", text, meant), true
		}
	}
	return text, false
}

// leaves are the values of a body by their paths: body.status, body.items.0.count. A text is one leaf.
func leaves(body any) map[string]string {
	all := map[string]string{}
	collect(all, "body", body)
	return all
}

func collect(all map[string]string, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, member := range v {
			collect(all, path+"."+name, member)
		}
	case []any:
		for i, item := range v {
			collect(all, path+"."+strconv.Itoa(i), item)
		}
	default:
		all[path] = plain(v)
	}
}

// changedLeaves are the paths of leaves that have another value afterwards, less those that differ between any two looks.
func changedLeaves(before, again, after any) []string {
	first, second, last := leaves(before), leaves(again), leaves(after)
	var paths []string
	for path := range last {
		if was, existed := first[path]; second[path] == was && (!existed || was != last[path]) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// readsLeaf tells whether an expression looks at a leaf.
func (e *expression) readsLeaf(leaf string) bool {
	for _, path := range e.bodyPaths() {
		read := "body." + strings.Join(path, ".")
		if leaf == read || strings.HasPrefix(leaf, read+".") {
			return true
		}
	}
	return leaf == "body" // a text, which every expression reads
}
