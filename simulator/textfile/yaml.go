package textfile

import (
	"bytes"
	"errors"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// ParseYAML parses the one document of a YAML text; nil if there is none. It checks size and depth before it parses. In the tree aliases
// are replaced by their values and anchors removed; tags and a second document are refused. The error is an *Error.
func ParseYAML(text []byte) (ast.Node, error) {
	text = lineFeeds(text)
	if err := checkYAML(text, MaxDepth); err != nil {
		return nil, err
	}
	file, err := parser.ParseBytes(text, 0)
	if wrong, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		return nil, errorAt(wrong.Token.Position.Line, "is not YAML: %s", wrong.Message)
	}
	if err != nil {
		return nil, errorAt(0, "is not YAML: %v", err)
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if body != nil {
			return nil, errorAt(Line(doc.Body), "a second document begins; write one without ---")
		}
		body = doc.Body
	}
	if body == nil || body.Type() == ast.NullType {
		return nil, nil
	}
	body, _, err = (&expander{anchors: map[string]expanded{}}).node(body)
	if err != nil {
		return nil, err
	}
	return body, nil
}

// lineFeeds replaces all line ends by a line feed.
func lineFeeds(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// Line returns the line where a node begins, 0 for none.
func Line(n ast.Node) int {
	if n == nil || n.GetToken() == nil {
		return 0
	}
	return n.GetToken().Position.Line
}

// Scalar returns a single value as written, so that 201304121000001004 needs no quotes; for other nodes it returns their first character.
func Scalar(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	}
	return n.GetToken().Value
}

// Entries returns the keys of an object with their values; false for any other node.
func Entries(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}
