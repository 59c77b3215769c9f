package message

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// TestTextsAreFound has the search look at a package that is as message is.
func TestTextsAreFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, code string
		found      []Text
		wrong      string
	}{
		{"a call", `var m = New("%s is %d", "a", 1)`, []Text{"%s is %d"}, ""},
		{"a sum", `var m = New("long " + "sentence")`, []Text{"long sentence"}, ""},
		{"a constant", `const gone Text = "gone"`, []Text{"gone"}, ""},
		{"a table", `var m = map[string]Text{"a": "one"}`, []Text{"one"}, ""},
		{"a field", `var m = struct{ T Text }{"one"}`, []Text{"one"}, ""},
		{"a conversion of a constant", `var m = Text("one")`, []Text{"one"}, ""},
		{"a conversion of a variable", `var s string; var m = Text(s)`, nil, "not constant"},
		{"a missing argument", `var m = New("%s is %d", "a")`, []Text{"%s is %d"}, "takes 2 arguments, the call gives 1"},
		{"a number for a text", `var m = New("%s", 1)`, []Text{"%s"}, "what %s writes, the call gives int"},
		{"a text for a number", `var m = New("%d", "a")`, []Text{"%d"}, "what %d writes, the call gives string"},
		{"no error for an error", `var m = New("%w", "a")`, []Text{"%w"}, "what %w writes, the call gives string"},
		{"arguments handed on", `func f(text Text, args ...any) { New(text, args...) }`, nil, ""},
		{"a string", `var m = "no text"`, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &source{}
			p := check(t, "package message; type Text string; func New(text Text, args ...any) int { return 0 }; "+c.code)
			ast.Inspect(p.Syntax[0], func(n ast.Node) bool { return s.look(p, n) })
			var found []Text
			for _, u := range s.uses {
				found = append(found, u.text)
			}
			if len(found) != len(c.found) || len(found) > 0 && found[0] != c.found[0] {
				t.Errorf("found %q, want %q", found, c.found)
			}
			if wrong := strings.Join(s.wrong, "\n"); !strings.Contains(wrong, c.wrong) || (wrong == "") != (c.wrong == "") {
				t.Errorf("wrong is %q, want %q", wrong, c.wrong)
			}
		})
	}
}

// check reads a package that imports nothing.
func check(t *testing.T, code string) *packages.Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "code.go", code, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if _, err := new(types.Config).Check(module+"simulator/message", fset, []*ast.File{file}, info); err != nil {
		t.Fatal(err)
	}
	return &packages.Package{PkgPath: module + "simulator/message", Fset: fset, Syntax: []*ast.File{file}, TypesInfo: info}
}

func TestMismatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name       string
		text       Text
		twin, want string
	}{
		{"same order", "%s has %d", "%s 有 %d 个", ""},
		{"other order", "%s of %d", "%[2]d 个中的 %[1]s", ""},
		{"percent sign", "100%% of %s", "%s 的 100%%", ""},
		{"cause", "no: %w", "失败：%v", ""},
		{"braces", `write {"by": "2m"}`, `请写 {"by": "2m"}`, ""},
		{"one left out", "%s has %d", "有 %s", "takes % as argument 2, not %d"},
		{"one too many", "%s", "%s 有 %d", "takes %d as argument 2, not %"},
		{"another verb", "%q", "值 %s", "takes %s as argument 1, not %q"},
		{"plural", "%d {order|orders}", "%d 笔{订单|订单}", "chooses between singular and plural, which Chinese does not have"},
		{"English", "%s is gone", "%s gone", "is not Chinese"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := mismatch(c.text, c.twin); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
