package api_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// bodies are the Go types of the document's schemas.
var bodies = []any{
	api.Error{}, api.ErrorDetail{}, api.Health{}, api.NewSandbox{}, api.Config{}, api.Sandbox{}, api.Sandboxes{}, api.Reset{}, api.Clock{},
	api.SetClock{}, api.Advance{}, api.Advanced{}, api.Progress{}, api.NewSnapshot{}, api.Snapshot{}, api.Snapshots{}, api.Merchant{}, api.Limits{},
	api.RefundPolicy{}, api.Window{}, api.AutomaticPayment{}, api.Keys{}, api.SFTP{}, api.Merchants{}, api.Order{}, api.Orders{}, api.Attempt{},
	api.Pay{}, api.Finish{}, api.Refund{}, api.Refunds{}, api.Delivery{}, api.DeliveryRequest{}, api.DeliveryResponse{},
	api.Notifications{}, api.Notify{}, api.NewFault{}, api.Fault{}, api.Faults{}, api.Entry{}, api.Journal{}, api.File{}, api.Files{},
	api.Diagnose{}, api.Diagnosed{}, api.Finding{}, api.Agreement{}, api.Agreements{}, api.NewAgreement{}, api.Ticket{},
	api.InboxAnswer{}, api.Inbox{}, api.Received{},
}

// media is one body of the document with its examples.
type media struct {
	Schema struct {
		Ref string `json:"$ref"`
	} `json:"schema"`
	Example  json.RawMessage `json:"example"`
	Examples map[string]struct {
		Value json.RawMessage `json:"value"`
	} `json:"examples"`
}

type content struct {
	Content map[string]media `json:"content"`
}

// document is the part of the OpenAPI document that these tests look at.
type document struct {
	Paths      map[string]map[string]json.RawMessage `json:"paths"`
	Components struct {
		Responses map[string]content `json:"responses"`
		Schemas   map[string]struct {
			Properties map[string]json.RawMessage `json:"properties"`
			Required   []string                   `json:"required"`
		} `json:"schemas"`
	} `json:"components"`
}

func read(t *testing.T) (d document) {
	t.Helper()
	data, err := api.OpenAPI()
	if err == nil {
		err = json.Unmarshal(data, &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOpenAPISchemasAreTheGoTypes(t *testing.T) {
	t.Parallel()
	schemas := read(t).Components.Schemas
	for _, body := range bodies {
		typ := reflect.TypeOf(body)
		schema := schemas[typ.Name()]
		var keys []string
		for field := range typ.Fields() {
			key, options, _ := strings.Cut(field.Tag.Get("json"), ",")
			keys = append(keys, key)
			if slices.Contains(schema.Required, key) && strings.Contains(options, "omit") {
				t.Errorf("%s.%s is required in the document and may be left out in Go", typ.Name(), key)
			}
		}
		slices.Sort(keys)
		if diff := cmp.Diff(keys, slices.Sorted(maps.Keys(schema.Properties))); diff != "" {
			t.Errorf("%s (Go -, document +):\n%s", typ.Name(), diff)
		}
	}
}

func TestOpenAPIExamplesDecode(t *testing.T) {
	t.Parallel()
	d := read(t)
	count := 0
	for path, members := range d.Paths {
		for method, member := range members {
			if method == "parameters" {
				continue
			}
			var op struct {
				RequestBody content            `json:"requestBody"`
				Responses   map[string]content `json:"responses"`
			}
			if err := json.Unmarshal(member, &op); err != nil {
				t.Fatal(err)
			}
			count += tryExamples(t, method+" "+path, op.RequestBody)
			for status, answer := range op.Responses {
				count += tryExamples(t, method+" "+path+" "+status, answer)
			}
		}
	}
	for name, answer := range d.Components.Responses {
		count += tryExamples(t, name, answer)
	}
	if count < 45 {
		t.Errorf("only %d examples", count)
	}
}

// tryExamples decodes the examples of a body into the Go type of its schema and returns how many there were.
func tryExamples(t *testing.T, where string, c content) (count int) {
	t.Helper()
	m := c.Content["application/json"]
	i := slices.IndexFunc(bodies, func(body any) bool { return strings.HasSuffix(m.Schema.Ref, "/"+reflect.TypeOf(body).Name()) })
	if i < 0 {
		return 0
	}
	examples := map[string]json.RawMessage{}
	if m.Example != nil {
		examples["example"] = m.Example
	}
	for name, e := range m.Examples {
		examples[name] = e.Value
	}
	for name, example := range examples {
		if err := api.Decode(example, reflect.New(reflect.TypeOf(bodies[i])).Interface()); err != nil {
			t.Errorf("%s, %s: %v", where, name, err)
		}
	}
	return len(examples)
}
