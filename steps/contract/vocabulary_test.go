package contract

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What a step needs is what the code behind it asks for: everything that its own function asks for, and nothing that nobody
// behind it asks for.
func TestNeedsAreTrue(t *testing.T) {
	source := methods(t)
	for _, s := range steps.Steps() {
		name := runtime.FuncForPC(reflect.ValueOf(s.Run).Pointer()).Name()
		name = name[strings.LastIndex(name, ".")+1:]
		t.Run(s.English, func(t *testing.T) { source.check(t, name, s.Needs) })
	}
}

func (s behaviour) check(t *testing.T, name string, listed []string) {
	for _, need := range s[name].needs {
		if !slices.Contains(listed, need) {
			t.Errorf("the code needs %s, which the step does not say", need)
		}
	}
	behind := map[string]bool{}
	s.behind(name, map[string]bool{}, behind)
	for _, need := range listed {
		alternatives := strings.Split(need, " or ")
		if !behind[need] && slices.ContainsFunc(alternatives, func(one string) bool { return !behind[one] }) {
			t.Errorf("the step says that it needs %s, for which nothing behind it asks", need)
		}
	}
}

// method is what a method of the world calls: other methods, need and needPaymentVisible.
type method struct{ calls, needs, looks []string }

type behaviour map[string]method

func (s behaviour) behind(name string, seen, found map[string]bool) {
	if seen[name] {
		return
	}
	seen[name] = true
	for _, need := range slices.Concat(s[name].needs, s[name].looks) {
		found[need] = true
	}
	for _, call := range s[name].calls {
		s.behind(call, seen, found)
	}
}

func methods(t *testing.T) behaviour {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	all := behaviour{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, is := d.(*ast.FuncDecl); is && f.Recv != nil {
				all[f.Name.Name] = calledIn(f)
			}
		}
	}
	return all
}

func calledIn(f *ast.FuncDecl) (m method) {
	ast.Inspect(f, func(n ast.Node) bool {
		call, is := n.(*ast.CallExpr)
		if !is {
			return true
		}
		selected, is := call.Fun.(*ast.SelectorExpr)
		if !is {
			return true
		}
		switch name := selected.Sel.Name; name {
		case "need":
			for _, arg := range call.Args {
				if literal, is := arg.(*ast.BasicLit); is {
					need, _ := strconv.Unquote(literal.Value)
					m.needs = append(m.needs, need)
				}
			}
		case "needPaymentVisible":
			m.looks = append(m.looks, paymentVisible)
		default:
			m.calls = append(m.calls, name)
		}
		return true
	})
	return m
}
