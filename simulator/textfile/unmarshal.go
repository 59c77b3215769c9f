package textfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Unmarshal reads a YAML text into the value that into points to, strictly: keys must be names of its JSON tags, and each value must fit
// its type. Strings need no quotes, even if they look like numbers. It returns the line of each key and item by its path, such as
// merchants[0].name, for errors that are found later. The error is an *Error.
func Unmarshal(text []byte, into any) (lines map[string]int, err error) {
	body, err := ParseYAML(text)
	if err != nil || body == nil {
		return map[string]int{}, err
	}
	r := reader{lines: map[string]int{}}
	asJSON, err := r.value(body, reflect.TypeOf(into).Elem(), "")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(asJSON, into); err != nil {
		return nil, errorAt(0, "%v", err)
	}
	return r.lines, nil
}

// ScalarReader is a type that can be written as an object or as a single value. ReadScalar returns the JSON of the object for a value.
type ScalarReader interface {
	ReadScalar(text string) (json.RawMessage, error)
}

// reader converts YAML to JSON and records the lines.
type reader struct{ lines map[string]int }

// mistake returns an *Error in the line of a node.
func (r reader) mistake(n ast.Node, text message.Text, args ...any) error {
	return errorAt(Line(n), text, args...)
}

// value returns the JSON of a node for a value of type t. path names its place for messages.
func (r reader) value(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if n.Type() == ast.NullType {
		return json.RawMessage("null"), nil
	}
	if s, ok := reflect.TypeAssert[ScalarReader](reflect.New(t)); ok {
		if _, isObject := Entries(n); !isObject {
			return r.written(n, s, path)
		}
	}
	switch {
	case api.ReadsItself(t):
	case t.Kind() == reflect.Struct || t.Kind() == reflect.Map:
		return r.object(n, t, path)
	case t.Kind() == reflect.Slice:
		return r.list(n, t, path)
	}
	return r.scalar(n, t, path)
}

func (r reader) object(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	entries, ok := Entries(n)
	if !ok {
		return nil, r.mismatch(n, path, message.New("keys with values, such as %s", example(t)))
	}
	known := api.KeysOf(t)
	object := map[string]json.RawMessage{}
	for _, entry := range entries {
		key := Scalar(entry.Key)
		place := strings.TrimPrefix(path+"."+key, ".")
		elem, ok := known[key]
		if known == nil {
			elem, ok = t.Elem(), true
		}
		if !ok {
			return nil, r.mistake(entry.Key, "%s is not a known key; %s", place, api.UnknownKey(key, slices.Sorted(maps.Keys(known))))
		}
		r.lines[place] = Line(entry.Key)
		var err error
		if object[key], err = r.value(entry.Value, elem, place); err != nil {
			return nil, err
		}
	}
	return json.Marshal(object)
}

func (r reader) list(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	sequence, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil, r.mismatch(n, path, message.New("a list: lines that begin with -, or [a, b]"))
	}
	list := make([]json.RawMessage, len(sequence.Values))
	for i, v := range sequence.Values {
		place := fmt.Sprintf("%s[%d]", path, i)
		r.lines[place] = Line(v)
		var err error
		if list[i], err = r.value(v, t.Elem(), place); err != nil {
			return nil, err
		}
	}
	return json.Marshal(list)
}

// written returns the JSON of a single value of a ScalarReader.
func (r reader) written(n ast.Node, s ScalarReader, path string) (json.RawMessage, error) {
	text, err := s.ReadScalar(Scalar(n))
	if err != nil {
		return nil, r.mistake(n, "%s: %v", path, err)
	}
	return text, nil
}

func (r reader) scalar(n ast.Node, t reflect.Type, path string) (json.RawMessage, error) {
	if _, ok := n.(ast.ScalarNode); !ok {
		return nil, r.mismatch(n, path, kindName(t))
	}
	text := Scalar(n)
	raw := json.RawMessage(text)
	if t.Kind() == reflect.String || api.ReadsItself(t) {
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

// mismatch returns the error of a node that is not what its type wants.
func (r reader) mismatch(n ast.Node, path string, want message.Message) error {
	got := message.As(wire.Clip(Scalar(n), 40))
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		got = message.New("keys with values")
	case *ast.SequenceNode:
		got = message.New("a list")
	}
	place := message.As(path)
	if path == "" {
		place = message.New("the file")
	}
	return r.mistake(n, "%s must be %s, not %s", place, want, got)
}

// kindName names what a scalar of a type looks like, for messages.
func kindName(t reflect.Type) message.Message {
	switch t.Kind() {
	case reflect.Bool:
		return message.New("true or false")
	case reflect.Int:
		return message.New("a whole number")
	}
	return message.New("a single value")
}

// example returns the beginning of an object of a type, for messages.
func example(t reflect.Type) string {
	keys := slices.Sorted(maps.Keys(api.KeysOf(t)))
	if len(keys) == 0 {
		return "no_order: 'T*'"
	}
	return keys[0] + ": …"
}
