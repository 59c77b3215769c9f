package api

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Decode reads one JSON value into v, strictly: a key that v does not know, a key written twice and a value of the wrong type
// are refused with a problem.Malformed that names the place and what to write instead. What the text leaves out, or gives as null, keeps
// the value it had in v.
func Decode(data []byte, v any) error {
	if err := wellFormed(data); err != nil {
		return err
	}
	if err := check(data, reflect.TypeOf(v).Elem(), ""); err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

func wellFormed(data []byte) error {
	if len(bytes.TrimSpace(data)) == 0 {
		return problem.Malformedf("the body is empty; send a JSON object")
	}
	if !utf8.Valid(data) {
		return problem.Malformedf("the body is not UTF-8")
	}
	var raw json.RawMessage
	err := json.Unmarshal(data, &raw)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		before := data[:min(int(syntax.Offset), len(data))]
		line := bytes.Count(before, []byte("\n")) + 1
		column := len(before) - 1 - bytes.LastIndexByte(before, '\n')
		return problem.Malformedf("the body is not JSON: %w, at line %d, column %d", err, line, column)
	}
	return err
}

// ReadsItself reports whether a type reads its JSON or text itself.
func ReadsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(reflect.TypeFor[json.Unmarshaler]()) || p.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

// check holds raw, which is well-formed, against the type it is to become. path names the place for messages.
func check(raw json.RawMessage, t reflect.Type, path string) error {
	raw = bytes.TrimSpace(raw)
	if bytes.Equal(raw, []byte("null")) {
		return nil
	}
	if t.Kind() == reflect.Pointer {
		return check(raw, t.Elem(), path)
	}
	if !ReadsItself(t) {
		switch t.Kind() {
		case reflect.Struct, reflect.Map:
			return checkObject(raw, t, path)
		case reflect.Slice:
			return checkList(raw, t, path)
		}
	}
	return checkScalar(raw, t, path)
}

func checkObject(raw json.RawMessage, t reflect.Type, path string) error {
	if raw[0] != '{' {
		return mismatch(raw, path, "an object in braces")
	}
	keys := KeysOf(t)
	seen := map[string]bool{}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		key, place := token.(string), join(path, token.(string))
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		elem, known := keys[key]
		if keys == nil {
			elem, known = t.Elem(), true
		}
		if !known {
			return problem.Malformedf("%s is not a known key; %s", place, UnknownKey(key, slices.Sorted(maps.Keys(keys))))
		}
		if seen[key] {
			return problem.Malformedf("%s stands twice; write it once", place)
		}
		seen[key] = true
		if err := check(value, elem, place); err != nil {
			return err
		}
	}
	return nil
}

func checkList(raw json.RawMessage, t reflect.Type, path string) error {
	var elements []json.RawMessage
	if json.Unmarshal(raw, &elements) != nil {
		return mismatch(raw, path, "a list in brackets")
	}
	for i, e := range elements {
		if err := check(e, t.Elem(), fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	return nil
}

func checkScalar(raw json.RawMessage, t reflect.Type, path string) error {
	err := json.Unmarshal(raw, reflect.New(t).Interface())
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); !ok {
		return problem.New(problem.Malformed, path, "%w", err)
	}
	want := map[reflect.Kind]string{
		reflect.Bool: "true or false", reflect.Int: "a whole number", reflect.Uint64: "a whole number, not negative",
		reflect.Int64: "a whole number", reflect.Float64: "a number", reflect.String: "a string in quotes",
	}[t.Kind()]
	if t == reflect.TypeFor[Duration]() {
		want = `a duration in quotes such as "90s"`
	}
	return mismatch(raw, path, want)
}

func mismatch(raw json.RawMessage, path, want string) error {
	if path == "" {
		path = "the body"
	}
	got := string(raw)
	switch {
	case raw[0] == '{':
		got = "an object"
	case raw[0] == '[':
		got = "a list"
	case utf8.RuneCountInString(got) > 40:
		got = string([]rune(got)[:40]) + "…"
	}
	return problem.Malformedf("%s must be %s, not %s", path, want, got)
}

// KeysOf maps the JSON keys of a struct, with those of embedded ones, to their types; nil for a map, which takes any key.
func KeysOf(t reflect.Type) map[string]reflect.Type {
	if t.Kind() == reflect.Map {
		return nil
	}
	keys := map[string]reflect.Type{}
	for _, field := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" && name != "-" {
			keys[name] = field.Type
		}
	}
	return keys
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
