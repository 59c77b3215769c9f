package api_test

import (
	"encoding/json"
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
	"github.com/lianlian-sim/llsim/simulator/api"
)

var update = flag.Bool("update", false, "write docs/reference/control-api.md from openapi.yaml")

// here begins the path of what belongs to a sandbox; the page leaves it out.
const here = "/_sim/v1/sandboxes/{sandbox}"

func TestControlAPIPage(t *testing.T) {
	t.Parallel()
	type body struct {
		Ref string `json:"$ref"`
	}
	var document struct {
		Tags  []struct{ Name string }
		Paths map[string]map[string]json.RawMessage
	}
	text, err := api.OpenAPI()
	if err == nil {
		err = json.Unmarshal(text, &document)
	}
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][][]string{} // by tag
	for _, path := range sorted(document.Paths) {
		for _, method := range []string{"get", "post", "put", "delete"} {
			var call struct {
				Tags        []string
				Summary     string
				RequestBody struct {
					Content map[string]struct{ Schema body }
				}
			}
			raw, exists := document.Paths[path][method]
			if !exists {
				continue
			}
			if err := json.Unmarshal(raw, &call); err != nil {
				t.Fatal(err)
			}
			short := path
			if rest, ok := strings.CutPrefix(path, here); ok {
				short = "…" + rest
			}
			schema := strings.TrimPrefix(call.RequestBody.Content["application/json"].Schema.Ref, "#/components/schemas/")
			if schema != "" {
				schema = "`" + schema + "`"
			}
			rows[call.Tags[0]] = append(rows[call.Tags[0]], []string{"`" + strings.ToUpper(method) + " " + short + "`", schema, call.Summary})
		}
	}
	var b strings.Builder
	for _, tag := range document.Tags {
		b.WriteString("### " + strings.ToUpper(tag.Name[:1]) + tag.Name[1:] + "\n\n" + reference.Table([]string{"call", "body", ""}, rows[tag.Name]...) + "\n")
	}
	reference.Part(t, *update, "control-api.md", "openapi.yaml", b.String())
}

func sorted[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
