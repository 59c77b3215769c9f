package simulator

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestEveryEndpointIsServed holds that the platform serves the endpoints that clients know, each once and completely described.
func TestEveryEndpointIsServed(t *testing.T) {
	var known, served []wire.EndpointKind
	for _, e := range wire.Endpoints() {
		known = append(known, e.Kind)
	}
	for _, e := range endpoints() {
		served = append(served, e.Kind)
		t.Run(string(e.Kind), func(t *testing.T) {
			if e.Source == nil || e.Decide == nil || e.Answer == nil {
				t.Error("it is not complete")
			}
			if domain.Effects[e.FaultPoint] == nil {
				t.Errorf("there are no faults at %q", e.FaultPoint)
			}
			if e.Bare && e.Echoed != nil {
				t.Errorf("its refusals are bare and repeat %v", e.Echoed)
			}
			for _, name := range e.Echoed {
				if !slices.ContainsFunc(e.Fields.Rows, func(row wire.Row) bool { return row.Name == name }) {
					t.Errorf("its refusals repeat %s, which is no field of it", name)
				}
			}
		})
	}
	if diff := cmp.Diff(known, served); diff != "" {
		t.Error(diff)
	}
}

// pathsRow is a row of a table that lists an endpoint's paths.
var pathsRow = regexp.MustCompile("(?m)^\\| [^|]+ \\| (`/[a-z]\\S*\\.htm`.*) \\|$")

func TestREADMEListsThePathsOfEndpoints(t *testing.T) {
	var want []string
	for _, e := range wire.Endpoints() {
		want = append(want, "`"+strings.Join(e.Paths, "`, `")+"`")
	}
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile("../" + name)
			if err != nil {
				t.Fatal(err)
			}
			var rows []string
			for _, row := range pathsRow.FindAllStringSubmatch(string(text), -1) {
				rows = append(rows, row[1])
			}
			if diff := cmp.Diff(want, rows); diff != "" {
				t.Error(diff)
			}
		})
	}
}
