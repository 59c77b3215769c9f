package textfile

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// expander puts the values of anchors in the place of aliases.
type expander struct {
	anchors map[string]expanded
}

// expanded is a value and its size in bytes, with aliases replaced.
type expanded struct {
	node ast.Node
	size int
}

// node returns a node without anchors and aliases, and its size in bytes. An anchor can be used after its value has ended, so that no
// alias stands for a value that contains it.
func (e *expander) node(n ast.Node) (ast.Node, int, error) {
	size := 1
	switch x := n.(type) {
	case *ast.AnchorNode:
		if x.Value == nil {
			return nil, 0, errorAt(Line(n), "has an anchor without a value")
		}
		value, size, err := e.node(x.Value)
		if err == nil {
			e.anchors[x.Name.String()] = expanded{value, size}
		}
		return value, size, err
	case *ast.AliasNode:
		target, ok := e.anchors[x.Value.String()]
		if !ok {
			return nil, 0, errorAt(Line(n), "*%s stands for nothing: there is no &%s before it", x.Value, x.Value)
		}
		return target.node, target.size, nil
	case *ast.TagNode:
		return nil, 0, errorAt(Line(n), "tags such as %s are not taken; write the value alone", x.Start.Value)
	case *ast.MappingNode, *ast.MappingValueNode:
		entries, _ := Entries(n)
		for _, entry := range entries {
			added, err := e.entry(entry)
			if size += added; err != nil || size > MaxSize {
				return nil, 0, orTooLarge(n, err)
			}
		}
	case *ast.SequenceNode:
		for i, item := range x.Values {
			value, added, err := e.node(item)
			if size += added; err != nil || size > MaxSize {
				return nil, 0, orTooLarge(n, err)
			}
			x.Values[i] = value
		}
	default:
		size += len(Scalar(n))
	}
	return n, size, nil
}

// entry replaces the value of an object's entry, and returns the size of both key and value.
func (e *expander) entry(entry *ast.MappingValueNode) (size int, err error) {
	switch entry.Key.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MappingKeyNode:
		return 0, errorAt(Line(entry.Key), "has a key that is no plain word; write keys without ?, &, * and !")
	}
	if entry.Value == nil {
		return 0, errorAt(Line(entry.Key), "%s has no value", Scalar(entry.Key))
	}
	entry.Value, size, err = e.node(entry.Value)
	return size + len(Scalar(entry.Key)), err
}

// orTooLarge returns err, or without one the error of a text that grows too large.
func orTooLarge(n ast.Node, err error) error {
	if err != nil {
		return err
	}
	wrong := errTooLarge()
	wrong.Line, wrong.Text = Line(n), message.New("%s, with its aliases put in", wrong.Text)
	return wrong
}
