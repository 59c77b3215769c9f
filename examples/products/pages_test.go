package products_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestMain(m *testing.M) { os.Exit(checked.Main(m)) }

// Every sh block of a product's page is run, and its quotes are in the files that they name.
func TestPages(t *testing.T) {
	for page, needed := range map[string]func(*testing.T){
		"web.md": needPHP,
		"wap.md": func(t *testing.T) { t.Helper(); checked.Need(t, "java", "javac") },
	} {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			needed(t)
			checked.Need(t, "bash", "curl")
			blocks := slices.DeleteFunc(checked.Blocks(t, "../../docs/products/"+page), func(b checked.Block) bool { return b.Lang == "mermaid" })
			reader := checked.NewReader(t, "../..", "go run ./cmd/llsim", "llsim", "/tmp/", t.TempDir()+"/")
			if ran := reader.Follow(t, blocks); ran < 2 && !t.Failed() {
				t.Errorf("%d blocks ran", ran)
			}
		})
	}
}

var (
	fieldsOf  = regexp.MustCompile(`(?s)<!-- fields of (\w+) -->(.*?)<!-- end of the fields -->`)
	fieldsRow = regexp.MustCompile("(?m)^\\| (`[^|]*) \\| (required|) *\\|")
	fieldName = regexp.MustCompile("`(\\w+)`")
)

// The fields on a product's page are those of the endpoint's table, and required where they are there.
func TestPagesNameEveryField(t *testing.T) {
	for _, page := range []string{"web.md", "wap.md"} {
		t.Run(page, func(t *testing.T) {
			text, err := os.ReadFile("../../docs/products/" + page)
			if err != nil {
				t.Fatal(err)
			}
			part := fieldsOf.FindStringSubmatch(string(text))
			if part == nil {
				t.Fatal("it lists no fields")
			}
			var got []string
			for _, row := range fieldsRow.FindAllStringSubmatch(part[2], -1) {
				for _, name := range fieldName.FindAllStringSubmatch(row[1], -1) {
					got = append(got, strings.TrimSpace(name[1]+" "+row[2]))
				}
			}
			want := []string{"oid_partner required", "sign required", "sign_type required"} // what every message has
			all := wire.Endpoints()
			at := slices.IndexFunc(all, func(e wire.Endpoint) bool { return string(e.Kind) == part[1] })
			for _, row := range all[max(at, 0)].Fields.Rows {
				want = append(want, row.Name+map[bool]string{true: " required"}[row.Required])
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("the page has\n%s\nthe endpoint\n%s", strings.Join(got, ", "), strings.Join(want, ", "))
			}
		})
	}
}
