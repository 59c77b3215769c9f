package harness

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// answer is what expressions see.
type answer struct {
	Status  int               `expr:"status"`
	Headers map[string]string `expr:"headers"` // by canonical name, such as Location
	Body    any               `expr:"body"`    // parsed JSON, or the text
	Form    map[string]string `expr:"form"`    // fields of the form on an HTML page that leads to the platform

	formURL string // where that form leads
}

// kind is what an expression must give.
type kind string

const (
	truth  kind = "true or false"
	number kind = "a number"
	text   kind = "a text"
	texts  kind = "a list"
)

// expression is a compiled expression of the file.
type expression struct {
	key     string // where it stands
	line    int
	source  string
	kind    kind
	program *vm.Program
}

// maxExpression bounds the length of an expression, in bytes: the compiler's stack grows with the brackets within each other.
const maxExpression = 4096

// compile reads an expression that must give a k. The error says where in the expression it is wrong.
func compile(source string, k kind) (*expression, error) {
	if len(source) > maxExpression {
		return nil, message.Errorf("has %d bytes; an expression has at most %d", len(source), maxExpression)
	}
	program, err := expr.Compile(source, expr.Env(answer{}))
	if err != nil {
		return nil, expressionError(source, err)
	}
	if t := program.Node().Type(); !k.fits(t) {
		return nil, message.Errorf("is %s, which gives %s; it must give %s", quoted(source), message.Word(goKind(t)), message.Word(k))
	}
	if !readsAnswer(program.Node()) {
		return nil, message.Errorf("is %s, which says the same of every answer; look at status, headers, body or form, or leave the key out", quoted(source))
	}
	return &expression{source: source, kind: k, program: program}, nil
}

// readsAnswer tells whether an expression looks at anything of the answer.
func readsAnswer(n ast.Node) bool {
	seen := answerVisitor(false)
	ast.Walk(&n, &seen)
	return bool(seen)
}

type answerVisitor bool

func (l *answerVisitor) Visit(n *ast.Node) {
	if name, ok := (*n).(*ast.IdentifierNode); ok && slices.Contains(expressionVars, name.Value) {
		*l = true
	}
}

var (
	unknownName    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`unknown name (\w+)`) })
	loneEquals     = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[^=!<>]=[^=]`) })
	expressionVars = []string{"status", "headers", "body", "form"}
)

func expressionError(source string, err error) error {
	syntax, ok := errors.AsType[*file.Error](err)
	if !ok {
		return message.Errorf("is no expression: %w", err)
	}
	wrong := message.New("is %s, wrong at character %d: %s", quoted(source), syntax.Column+1, syntax.Message)
	switch name := unknownName().FindStringSubmatch(syntax.Message); {
	case name != nil && api.Nearest(name[1], expressionVars) != "":
		return message.Errorf("%s; did you mean %s?", wrong, api.Nearest(name[1], expressionVars))
	case name != nil:
		return message.Errorf("%s; known are status, headers, body and form, and texts stand in quotes", wrong)
	case loneEquals().MatchString(source):
		return message.Errorf("%s; write == to compare", wrong)
	}
	return message.Errorf("%s", wrong)
}

// fits tells whether a value of the type may be a k; nil and interface types show only when the expression runs.
func (k kind) fits(t reflect.Type) bool {
	if t == nil || t.Kind() == reflect.Interface {
		return true
	}
	switch k {
	case truth:
		return t.Kind() == reflect.Bool
	case number:
		return isNumber(t)
	case text:
		return t.Kind() == reflect.String || isNumber(t)
	}
	return t.Kind() == reflect.Slice
}

func isNumber(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Int, reflect.Int64, reflect.Float64:
		return true
	}
	return false
}

func goKind(t reflect.Type) string {
	switch {
	case t == nil:
		return "nothing"
	case truth.fits(t):
		return string(truth)
	case isNumber(t):
		return string(number)
	case t.Kind() == reflect.String:
		return string(text)
	case texts.fits(t):
		return string(texts)
	}
	return "an object"
}

// run gives the value, nil where the answer holds none. In an error answer (status 400 and above) an expression that fails
// found nothing either; in another it is an error.
func (e *expression) run(a answer) (any, error) {
	v, err := expr.Run(e.program, a)
	switch {
	case err != nil && a.Status >= 400:
		return nil, nil
	case err != nil:
		why, _, _ := strings.Cut(err.Error(), "\n")
		return nil, e.errorf("does not work on the answer with status %d, %s: %s", a.Status, describe(a.Body), why)
	case v == nil:
		return nil, nil
	case !e.kind.fits(reflect.TypeOf(v)):
		return nil, e.errorf("gives %s on the answer with status %d, %s; it must give %s", message.Word(goKind(reflect.TypeOf(v))), a.Status, describe(a.Body), message.Word(e.kind))
	}
	return v, nil
}

// ExpressionError is an expression of the merchant file that cannot be applied to an answer.
type ExpressionError struct{ Problem }

func (e *ExpressionError) Error() string { return e.In(message.English) }

// In says the mistake in a language.
func (e *ExpressionError) In(lang message.Lang) string {
	return message.New("the expression %s: %s", e.Key, e.Text).In(lang)
}

func (e *expression) errorf(text message.Text, args ...any) error {
	return &ExpressionError{e.problemf(text, args...)}
}

// problemf is a mistake of the expression: what it is and what it does.
func (e *expression) problemf(text message.Text, args ...any) Problem {
	return Problem{e.line, e.key, message.New("%s %s", quoted(e.source), message.New(text, args...))}
}

func describe(body any) message.Message {
	if s, ok := body.(string); ok {
		return message.New("whose body is the text %s", quoted(s))
	}
	return message.New("whose body is JSON")
}

// quoted shortens a text for a message and puts it in backquotes, which leave quotes inside it readable.
func quoted(s string) string {
	return "`" + strings.ReplaceAll(wire.Clip(s, 100), "\n", " ") + "`"
}
