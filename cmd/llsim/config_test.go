package main

import (
	"encoding"
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator"
)

const (
	schemaFile  = "../../docs/config.schema.json"
	exampleFile = "../../examples/llsim.yaml"
)

// schema is the part of JSON Schema that the configuration's schema is written in.
type schema struct {
	Ref                  string             `json:"$ref"`
	Type                 string             `json:"type"`
	Properties           map[string]*schema `json:"properties"`
	AdditionalProperties json.RawMessage    `json:"additionalProperties"`
	Items                *schema            `json:"items"`
	OneOf                []*schema          `json:"oneOf"`
	Defs                 map[string]*schema `json:"$defs"`
	Description          string             `json:"description"`
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func readSchema(t *testing.T) *schema {
	t.Helper()
	var s schema
	if err := json.Unmarshal(readFile(t, schemaFile), &s); err != nil {
		t.Fatal(err)
	}
	return &s
}

// TestSchemaHasTheKeysOfTheStruct holds each object of the schema against the Go type that is read.
func TestSchemaHasTheKeysOfTheStruct(t *testing.T) {
	root := readSchema(t)
	var compare func(s *schema, goType reflect.Type, path string)
	compare = func(s *schema, goType reflect.Type, path string) {
		if s == nil {
			t.Errorf("%s is missing", path)
			return
		}
		if goType.Kind() == reflect.Pointer {
			goType = goType.Elem()
		}
		for s.Ref != "" {
			s = root.Defs[strings.TrimPrefix(s.Ref, "#/$defs/")]
		}
		for _, one := range s.OneOf {
			if one.Ref != "" {
				compare(one, goType, path)
				return
			}
		}
		switch {
		case goType.Kind() == reflect.String || reflect.PointerTo(goType).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
			expect(t, path, "string", s.Type)
		case goType.Kind() == reflect.Bool:
			expect(t, path, "boolean", s.Type)
		case goType.Kind() == reflect.Int:
			expect(t, path, "integer", s.Type)
		case goType.Kind() == reflect.Slice:
			expect(t, path, "array", s.Type)
			compare(s.Items, goType.Elem(), path+"[]")
		case goType.Kind() == reflect.Map:
			expect(t, path, "object", s.Type)
		default:
			expect(t, path, "object", s.Type)
			expect(t, path+": additionalProperties", "false", string(s.AdditionalProperties))
			keys := namesIn(goType)
			if diff := cmp.Diff(sortedKeys(keys), sortedKeys(s.Properties)); diff != "" {
				t.Errorf("%s: keys of the struct (-) and of the schema (+):\n%s", path, diff)
			}
			for key, elem := range keys {
				if property := s.Properties[key]; property != nil {
					compare(property, elem, path+"."+key)
				}
			}
		}
	}
	compare(root, reflect.TypeFor[configFile](), "config")
}

// namesIn maps the keys of a struct, by their JSON names, to the types of their values.
func namesIn(goType reflect.Type) map[string]reflect.Type {
	keys := map[string]reflect.Type{}
	for _, f := range reflect.VisibleFields(goType) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			keys[name] = f.Type
		}
	}
	return keys
}

func expect(t *testing.T, what, want, got string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: the schema says %q, the struct %q", what, got, want)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := []string{}
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// validate checks a YAML text against the schema with a validator that is not ours.
func validate(t *testing.T, text []byte) error {
	t.Helper()
	var root map[string]json.RawMessage
	if err := json.Unmarshal([]byte(strings.ReplaceAll(string(readFile(t, schemaFile)), "#/$defs/", "#/components/schemas/")), &root); err != nil {
		t.Fatal(err)
	}
	var schemas map[string]json.RawMessage
	if err := json.Unmarshal(root["$defs"], &schemas); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"$defs", "$schema", "$id"} {
		delete(root, key)
	}
	config, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	schemas["config"] = config
	document, err := json.Marshal(map[string]any{
		"openapi": "3.1.0", "info": map[string]string{"title": "config", "version": "1"}, "paths": map[string]any{},
		"components": map[string]any{"schemas": schemas},
	})
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		t.Fatal(err)
	}
	asJSON, err := yaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(asJSON, &value); err != nil {
		t.Fatal(err)
	}
	return loaded.Components.Schemas["config"].Value.VisitJSON(value)
}

func TestExampleFitsTheSchema(t *testing.T) {
	if err := validate(t, readFile(t, exampleFile)); err != nil {
		t.Error(err)
	}
	for _, broken := range []string{"lissten: x", "clock: noon", "merchants: [{name: x}]", "clearing_cutoff: '24:00'", "log_format: xml", "merchants: [{oid_partner: '201801120000000001', limits: {day: 1}}]"} {
		t.Run(broken, func(t *testing.T) {
			if validate(t, []byte(broken)) == nil {
				t.Errorf("the schema takes %s", broken)
			}
		})
	}
}

func TestExampleStarts(t *testing.T) {
	c, err := loadConfig(t.Context(), exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	server, err := simulator.Start(t.Context(), simulator.Options{Sandbox: c.sandbox})
	if err != nil {
		t.Fatal(c.locate(err))
	}
	defer server.Close()
	m, err := server.Control().Merchant(t.Context(), "201801120000000001")
	if err != nil || m.Name != "my shop" || len(m.AutomaticPayments) != 2 || !strings.Contains(m.PublicKey, "BEGIN PUBLIC KEY") {
		t.Errorf("%+v %v", m, err)
	}
}
