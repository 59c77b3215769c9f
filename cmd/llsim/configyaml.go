package main

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// yamlReader turns a configuration file into JSON. It holds each value against the type it is to become, so that mistakes have
// a line, and notes the lines for what is found later. Texts may be written without quotes, also those that look like numbers.
type yamlReader struct {
	*config
	anchors map[string]json.RawMessage
}

func (r *yamlReader) read(data []byte) (json.RawMessage, error) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, r.syntaxError(err)
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if body != nil {
			return nil, r.mistake(doc.Body, "a second document begins; write one without ---")
		}
		body = doc.Body
	}
	if body == nil || body.Type() == ast.CommentType || body.Type() == ast.NullType {
		return json.RawMessage("{}"), nil
	}
	return r.value(body, reflect.TypeFor[configFile](), "")
}

func (r *yamlReader) syntaxError(err error) error {
	e := &configError{file: r.file, text: "is not YAML: " + err.Error()}
	if wrong, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		e.line, e.text = wrong.Token.Position.Line, "is not YAML: "+wrong.Message
	}
	return e
}

// mistake is one in the line of a node.
func (r *yamlReader) mistake(n ast.Node, format string, args ...any) error {
	return &configError{r.file, n.GetToken().Position.Line, fmt.Sprintf(format, args...)}
}

// value reads a node that is to become a t. path names the place for messages.
func (r *yamlReader) value(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch n := n.(type) {
	case *ast.AnchorNode:
		text, err := r.value(n.Value, t, path)
		r.anchors[n.Name.String()] = text
		return text, err
	case *ast.AliasNode:
		text, ok := r.anchors[n.Value.String()]
		if !ok || !json.Valid(text) || json.Unmarshal(text, reflect.New(t).Interface()) != nil {
			return nil, r.mistake(n, "%s: *%s does not name a value that fits here", path, n.Value)
		}
		return text, nil
	case *ast.TagNode:
		return nil, r.mistake(n, "%s: tags such as %s are not taken; write the value alone", path, n.Start.Value)
	case *ast.NullNode:
		return json.RawMessage("null"), nil
	}
	if n.Type() != ast.MappingType && t == reflect.TypeFor[clockSetting]() {
		return r.clock(n, path)
	}
	switch {
	case unmarshalsText(t):
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return r.object(n, t, path)
	case t.Kind() == reflect.Slice:
		return r.list(n, t, path)
	}
	return r.scalar(n, t, path)
}

func unmarshalsText(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

func (r *yamlReader) object(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	var entries []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		entries = n.Values
	case *ast.MappingValueNode:
		entries = []*ast.MappingValueNode{n}
	default:
		return nil, r.mismatch(n, path, "keys with values, such as "+example(t))
	}
	known := keysOfType(t)
	object := map[string]json.RawMessage{}
	for _, entry := range entries {
		key := scalarText(entry.Key)
		place := strings.TrimPrefix(path+"."+key, ".")
		elem, ok := known[key]
		if known == nil {
			elem, ok = t.Elem(), true
		}
		if !ok {
			return nil, r.mistake(entry.Key, "%s is not a known key; %s", place, hint(key, slices.Sorted(maps.Keys(known))))
		}
		r.positions[place] = entry.Key.GetToken().Position.Line
		var err error
		if object[key], err = r.value(entry.Value, elem, place); err != nil {
			return nil, err
		}
	}
	return json.Marshal(object)
}

func (r *yamlReader) list(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	sequence, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, r.mismatch(n, path, "a list: lines that begin with -, or [a, b]")
	}
	list := make([]json.RawMessage, len(sequence.Values))
	for i, v := range sequence.Values {
		place := fmt.Sprintf("%s[%d]", path, i)
		r.positions[place] = v.GetToken().Position.Line
		var err error
		if list[i], err = r.value(v, t.Elem(), place); err != nil {
			return nil, err
		}
	}
	return json.Marshal(list)
}

// clock reads a clock that is written as in --clock.
func (r *yamlReader) clock(n ast.Node, path string) (json.RawMessage, error) {
	clock, err := parseClock(scalarText(n))
	if err != nil {
		return nil, r.mistake(n, "%s: %v", path, err)
	}
	return json.Marshal(clock)
}

func (r *yamlReader) scalar(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	if _, ok := n.(ast.ScalarNode); !ok {
		return nil, r.mismatch(n, path, kindName(t))
	}
	text := scalarText(n)
	raw := json.RawMessage(text)
	if t.Kind() == reflect.String || unmarshalsText(t) {
		var err error
		if raw, err = json.Marshal(text); err != nil {
			return nil, r.mistake(n, "%s: %v", path, err)
		}
	} else if n.Type() == ast.StringType || !json.Valid(raw) {
		return nil, r.mismatch(n, path, kindName(t))
	}
	err := json.Unmarshal(raw, reflect.New(t).Interface())
	if _, wrongKind := errors.AsType[*json.UnmarshalTypeError](err); wrongKind {
		return nil, r.mismatch(n, path, kindName(t))
	}
	if err != nil {
		return nil, r.mistake(n, "%s: %v", path, err)
	}
	return raw, nil
}

func (r *yamlReader) mismatch(n ast.Node, path, want string) error {
	got := scalarText(n)
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		got = "keys with values"
	case *ast.SequenceNode:
		got = "a list"
	}
	if path == "" {
		path = "the file"
	}
	return r.mistake(n, "%s must be %s, not %s", path, want, shorten(got, 40))
}

// scalarText is a scalar as it stands in the file.
func scalarText(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	}
	return n.GetToken().Value
}

func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	}
	return "a single value"
}

// keysOfType maps the keys of a struct to the types of their values; nil for a map, which takes any key.
func keysOfType(t reflect.Type) map[string]reflect.Type {
	if t.Kind() == reflect.Map {
		return nil
	}
	keys := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			keys[name] = f.Type
		}
	}
	return keys
}

func example(t reflect.Type) string {
	keys := slices.Sorted(maps.Keys(keysOfType(t)))
	if len(keys) == 0 {
		return "no_order: 'T*'"
	}
	return keys[0] + ": …"
}

func hint(key string, known []string) string {
	if near := api.Nearest(key, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "known here: " + strings.Join(known, ", ")
}
