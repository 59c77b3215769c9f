package examples

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/lianlian-sim/llsim/"

// TestPackageTable holds the table of packages in docs/architecture.md to the imports that the compiler sees: each package has a row,
// and the row names what it imports of ours, no more and no less.
func TestPackageTable(t *testing.T) {
	t.Parallel()
	imports := packageImports(t)
	rows := packageRows(t)
	for name, imported := range imports {
		t.Run(name, func(t *testing.T) {
			listed, exists := rows[name]
			if !exists {
				t.Fatalf("docs/architecture.md has no row for it; write: | `%s` | what it is | %s |", name, listOf(imported))
			}
			if !slices.Equal(listed, imported) {
				t.Errorf("docs/architecture.md says it imports %s; it imports %s", listOf(listed), listOf(imported))
			}
		})
	}
	for name := range rows {
		if _, exists := imports[name]; !exists {
			t.Errorf("docs/architecture.md has a row for %s, and there is no such package", name)
		}
	}
}

// packageImports returns what each package imports of ours by short name, without tests and without the programs under examples and fixtures.
func packageImports(t *testing.T) map[string][]string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./...")
	command.Dir = ".."
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for list := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := list.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		if strings.HasPrefix(name, "examples") || strings.HasPrefix(name, "fixtures/") {
			continue
		}
		all[name] = nil
		for _, imported := range p.Imports {
			if ours, isOurs := strings.CutPrefix(imported, module); isOurs {
				all[name] = append(all[name], shortName(ours))
			}
		}
		slices.Sort(all[name])
	}
}

// packageRows reads the rows of the table of packages: by package, what the last cell names.
func packageRows(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 3 || !strings.HasPrefix(strings.TrimSpace(cells[0]), "`") {
			continue
		}
		name := strings.Trim(strings.TrimSpace(cells[0]), "`")
		rows[name] = nil
		for imported := range strings.SplitSeq(cells[2], ",") {
			if imported = strings.TrimSpace(imported); imported != "nothing" {
				rows[name] = append(rows[name], imported)
			}
		}
		slices.Sort(rows[name])
	}
	return rows
}

// shortName is the last part of a package's path, by which the table names it.
func shortName(name string) string { return path.Base(name) }

func listOf(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
