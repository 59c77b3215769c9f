package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// wireName matches names that stand on the wire, in the configuration or in an address, which are the same in every language.
var wireName = regexp.MustCompile(`_|^(payLoad|id|token|bank|ack|sms|SFTP|url)$`)

// TestEveryLabelIsChineseToo reads the names of columns and rows out of the code: the heads of tables, and every other argument of pairs.
func TestEveryLabelIsChineseToo(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset, found := token.NewFileSet(), 0
	label := func(e ast.Expr) {
		literal, ok := e.(*ast.BasicLit)
		if !ok {
			return
		}
		name, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		found++
		if _, ok := message.Twin(name); !ok && !wireName.MatchString(name) {
			t.Errorf("%s: the name %q has no Chinese twin; write one in simulator/message/zh_labels.go", fset.Position(e.Pos()), name)
		}
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if called, ok := n.Fun.(*ast.Ident); ok && called.Name == "pairs" && len(n.Args) > 2 {
					for i := 2; i < len(n.Args); i += 2 {
						label(n.Args[i])
					}
				}
			case *ast.CompositeLit:
				if kind, ok := n.Type.(*ast.Ident); ok && kind.Name == "row" && allLiterals(n.Elts) {
					for _, e := range n.Elts {
						label(e)
					}
				}
			}
			return true
		})
	}
	if found < 100 {
		t.Errorf("only %d names are found", found)
	}
}

// allLiterals reports whether a row is the head of a table: the texts of other rows are computed.
func allLiterals(list []ast.Expr) bool {
	literals := 0
	for _, e := range list {
		if _, ok := e.(*ast.BasicLit); ok {
			literals++
		}
	}
	return literals > 1 || literals == len(list)
}
