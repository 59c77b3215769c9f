package message

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/tools/go/packages"

	"github.com/lianlian-sim/llsim/fixtures/race"
)

const module = "github.com/lianlian-sim/llsim/"

// whole are the packages each of whose texts has a Chinese twin: a path below the module, with all that is below it.
var whole = []string{"cmd/llsim", "simulator", "steps"}

// use is a text as it stands in the code.
type use struct {
	pkg, place string
	text       Text
}

// source is what the repository's code says.
type source struct {
	uses  []use
	wrong []string // calls and conversions that no table can make good
}

// TestTexts holds every text of the repository against the tables. It costs 1.5 seconds of processor time.
func TestTexts(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	found := load(t)
	for _, sentence := range found.wrong {
		t.Error(sentence)
	}
	known, missing := map[Text]bool{}, map[Text]bool{}
	for _, u := range found.uses {
		known[u.text] = known[u.text] || u.pkg != module+"simulator/message" // the tables are no use
		if chinese()[u.text] == "" && speaks(u.text) && inWhole(u.pkg) && !missing[u.text] {
			missing[u.text] = true
			t.Errorf("%s: no Chinese twin of %q; write one in a table zh_*.go of simulator/message", u.place, u.text)
		}
	}
	for _, table := range tables() {
		for text, twin := range table {
			if chinese()[text] != twin {
				t.Errorf("%q stands in two tables with different twins; keep one", text)
			}
			if !known[text] {
				t.Errorf("%q is a text of no code any more: delete its twin, or move the twin to the text that took its place", text)
			}
			if fault := mismatch(text, twin); fault != "" {
				t.Errorf("the twin of %q, %q, %s", text, twin, fault)
			}
		}
	}
}

func inWhole(pkg string) bool {
	return slices.ContainsFunc(whole, func(path string) bool {
		return pkg == module+path || strings.HasPrefix(pkg, module+path+"/")
	})
}

// load reads the repository's packages, without tests.
func load(t *testing.T) *source {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{Dir: "../..", Mode: packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedExportFile |
		packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	found := &source{}
	for _, p := range pkgs {
		for _, wrong := range p.Errors {
			t.Fatal(wrong)
		}
		for _, file := range p.Syntax {
			ast.Inspect(file, func(n ast.Node) bool { return found.look(p, n) })
		}
	}
	if len(found.uses) == 0 {
		t.Fatal("the repository has no text")
	}
	return found
}

// look takes a text or checks a call. It reports whether what is inside n may hold more.
func (s *source) look(p *packages.Package, n ast.Node) bool {
	place := func() string { return cmp.Or(p.Fset.Position(n.Pos()).String(), p.PkgPath) }
	call, isCall := n.(*ast.CallExpr)
	e, isExpr := n.(ast.Expr)
	switch {
	case isExpr && isText(p.TypesInfo.Types[e].Type) && p.TypesInfo.Types[e].Value != nil:
		s.uses = append(s.uses, use{p.PkgPath, place(), textOf(p, e)})
		return false
	case isCall && p.TypesInfo.Types[call.Fun].IsType():
		if isText(p.TypesInfo.Types[call.Fun].Type) && !strings.Contains(place(), "simulator/message/message.go:") { // As makes one
			s.wrong = append(s.wrong, place()+": a text is made of what is not constant; use message.As, or a constant with an argument")
		}
	case isCall:
		if fault := misCalled(p, call); fault != "" {
			s.wrong = append(s.wrong, place()+": "+fault)
		}
	}
	return true
}

func isText(t types.Type) bool {
	return t != nil && types.TypeString(t, nil) == module+"simulator/message.Text"
}

func textOf(p *packages.Package, e ast.Expr) Text {
	return Text(constant.StringVal(p.TypesInfo.Types[e].Value))
}

// misCalled says what is wrong with the arguments that a call gives to the constant text before them, or returns "".
func misCalled(p *packages.Package, call *ast.CallExpr) string {
	signature, ok := p.TypesInfo.Types[call.Fun].Type.(*types.Signature)
	if !ok || !signature.Variadic() || call.Ellipsis.IsValid() {
		return ""
	}
	at := signature.Params().Len() - 2 // of the text, before args ...any
	if at < 0 || at >= len(call.Args) || !isText(signature.Params().At(at).Type()) || p.TypesInfo.Types[call.Args[at]].Value == nil {
		return ""
	}
	text, given := textOf(p, call.Args[at]), call.Args[at+1:]
	taken := verbs(string(text))
	if len(taken) != len(given) {
		return fmt.Sprintf("%q takes %d arguments, the call gives %d", text, len(taken), len(given))
	}
	for i, arg := range given {
		if kind := p.TypesInfo.Types[arg].Type; !suits(taken[i+1], kind) {
			return fmt.Sprintf("%q takes as argument %d what %%%s writes, the call gives %s", text, i+1, taken[i+1], kind)
		}
	}
	return ""
}

// suits reports whether a verb writes what a value of a type says.
func suits(verb string, t types.Type) bool {
	basic, isBasic := t.Underlying().(*types.Basic)
	number := isBasic && basic.Info()&types.IsNumeric != 0
	methods := types.NewMethodSet(t)
	speaks := methods.Lookup(nil, "String") != nil || methods.Lookup(nil, "Error") != nil
	switch verb[len(verb)-1:] {
	case "d", "c", "U":
		return number
	case "x", "X":
		return number || isBasic && basic.Info()&types.IsString != 0
	case "s":
		return speaks || !number && !(isBasic && basic.Info()&types.IsBoolean != 0)
	case "q":
		return isBasic && basic.Info()&types.IsString != 0 || speaks
	case "w":
		return methods.Lookup(nil, "Error") != nil
	}
	return true
}

var verbPattern = regexp.MustCompile(`%([-+# 0-9.]*)(?:\[(\d+)\])?([a-zA-Z%])`)

// verbs returns the verb of each argument that a format takes, by the argument's number from 1.
func verbs(format string) map[int]string {
	taken, next := map[int]string{}, 1
	for _, v := range verbPattern.FindAllStringSubmatch(format, -1) {
		if v[3] == "%" {
			continue
		}
		if v[2] != "" {
			_, _ = fmt.Sscan(v[2], &next)
		}
		taken[next] = v[1] + v[3]
		next++
	}
	return taken
}

// mismatch says what is wrong with a twin, or returns "".
func mismatch(text Text, twin string) string {
	taken, other := verbs(string(text)), verbs(twin)
	for n := 1; n <= max(len(taken), len(other)); n++ {
		if strings.ReplaceAll(taken[n], "w", "v") != strings.ReplaceAll(other[n], "w", "v") {
			return fmt.Sprintf("takes %%%s as argument %d, not %%%s", other[n], n, taken[n])
		}
	}
	switch {
	case choice.MatchString(twin):
		return "chooses between singular and plural, which Chinese does not have"
	case !strings.ContainsFunc(twin, func(r rune) bool { return r > unicode.MaxLatin1 }):
		return "is not Chinese"
	}
	return ""
}

var choice = regexp.MustCompile(`\{[^{}|]*\|[^{}|]*\}`)

// speaks reports whether a text has words beside its verbs and names such as risk_item and SFTP.
func speaks(text Text) bool {
	return strings.ContainsFunc(namePattern.ReplaceAllString(verbPattern.ReplaceAllString(string(text), ""), ""), unicode.IsLetter)
}

var namePattern = regexp.MustCompile(`\b(?:[a-z]+_[a-z_]+|[A-Z]{2,})\b`)
