package harness

import (
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/textfile"
)

// results are the expressions of an action and what they must give.
type results map[string]kind

// actionsKnown are the actions, with the variables that their requests know beside the environment and their expressions. Every action may
// also have accepted.
var actionsKnown = map[string]struct {
	variables []string
	results   results
}{
	"checkout":     {[]string{"no_order", "amount", "goods", "remark", "pay_type"}, results{"order_number": text}},
	"pay_again":    {[]string{"no_order"}, nil},
	"verify":       {[]string{"no_order", "code"}, nil},
	"bind":         {[]string{"user", "card_no", "acct_name", "id_no", "phone"}, nil},
	"bind_verify":  {[]string{"user", "code"}, nil},
	"pay_bound":    {[]string{"user", "amount", "goods"}, results{"order_number": text}},
	"app_result":   {[]string{"no_order", "result"}, nil},
	"cancel":       {[]string{"no_order"}, nil},
	"refund":       {[]string{"no_order", "amount"}, results{"refund_number": text}},
	"retry_refund": {[]string{"no_refund"}, nil},
	"poll":         {},
	"drain":        {},
	"reconcile":    {[]string{"settle_date"}, results{"differences": texts}},
	"set_time":     {[]string{"now"}, nil},
	"fail_store":   {[]string{"on"}, nil},
	"reset":        {},
}

func (l *loader) actions(n ast.Node, place string) {
	known := keys{}
	for name, a := range actionsKnown {
		given := results{"accepted": truth}
		maps.Copy(given, a.results)
		required := []string{"request"}
		if name == "reconcile" {
			required = append(required, "differences")
		}
		known[name] = func(n ast.Node, place string) { l.action(name, n, place, a.variables, given, required...) }
	}
	l.object(n, place, known, "checkout")
}

func (l *loader) order(n ast.Node, place string) {
	given := results{"paid": truth, "closed": truth, "fulfilments": number, "refunded": text, "alarm": truth}
	l.action("order", n, place, []string{"no_order"}, given, "request")
}

// cardActions are the actions of merchants that take cards on their server (api: card).
var cardActions = []string{"verify", "bind", "bind_verify", "pay_bound"}

// checkActions checks what an action must have at the merchant's API.
func (l *loader) checkActions() {
	wrong := func(a *action, key string, text message.Text, args ...any) {
		l.problems = append(l.problems, Problem{a.request.url.line, "actions." + key, message.New(text, args...)})
	}
	for _, name := range cardActions {
		a := l.file.actions[name]
		if a == nil || a.request == nil {
			continue
		}
		if l.file.API != APICard {
			wrong(a, name, "is for merchants that take cards on their server (merchant.api: card), and this one has api: %s; take the action away, or write api: card", l.file.API)
		}
		for _, variable := range []string{"code", "user"} {
			if slices.Contains(actionsKnown[name].variables, variable) && !a.request.uses(variable) {
				wrong(a, name+".request", "does not use ${%s}; the merchant cannot know it otherwise", variable)
			}
		}
	}
	if bind := l.file.actions["bind"]; l.file.actions["bind_verify"] == nil && bind != nil && bind.request != nil {
		wrong(bind, "bind_verify", "is missing: bind asks for a code, and bind_verify brings it")
	}
}

func (l *loader) action(name string, n ast.Node, place string, variables []string, given results, required ...string) {
	a := &action{results: map[string]*expression{}}
	known := keys{"request": func(n ast.Node, place string) { a.request = l.request(n, place, slices.Concat(variables, environment)) }}
	for result, k := range given {
		known[result] = func(n ast.Node, place string) { a.results[result] = l.expression(n, place, k) }
	}
	l.object(n, place, known, required...)
	l.file.actions[name] = a
}

func (l *loader) returnPage(n ast.Node, place string) {
	a := &action{request: &request{method: "POST"}, results: map[string]*expression{}}
	l.object(n, place, keys{
		"url":   func(n ast.Node, place string) { a.request.url = l.address(n, place, environment) },
		"shown": func(n ast.Node, place string) { a.results["accepted"] = l.expression(n, place, truth) },
	}, "url")
	l.file.actions["return"] = a
}

func (l *loader) expression(n ast.Node, place string, k kind) *expression {
	source, ok := l.scalar(n, place)
	if !ok {
		return nil
	}
	e, err := compile(source, k)
	if err != nil {
		l.problem(n, place, "%v", err)
		return nil
	}
	e.key, e.line = place, n.GetToken().Position.Line
	return e
}

func (l *loader) request(n ast.Node, place string, known []string) *request {
	r := &request{}
	bodies := 0
	body := func(read func(n ast.Node, place string)) func(ast.Node, string) {
		return func(n ast.Node, place string) {
			if bodies++; bodies > 1 {
				l.problem(n, place, "is a second body; keep one of json, form and body")
			}
			read(n, place)
		}
	}
	l.object(n, place, keys{
		"method":  l.word(&r.method, "GET", "POST", "PUT", "PATCH", "DELETE"),
		"url":     func(n ast.Node, place string) { r.url = l.address(n, place, known) },
		"headers": func(n ast.Node, place string) { r.headers = l.pairs(n, place, "Accept: application/json", known) },
		"json":    body(func(n ast.Node, place string) { r.json = l.tree(n, place, known) }),
		"form": body(func(n ast.Node, place string) {
			r.hasForm, r.form = true, l.pairs(n, place, "amount: ${amount}", known)
		}),
		"body": body(func(n ast.Node, place string) { r.body = l.template(n, place, known) }),
	}, "method", "url")
	return r
}

// template reads a text with variables.
func (l *loader) template(n ast.Node, place string, known []string) *template {
	s, ok := l.scalar(n, place)
	if !ok {
		return &template{}
	}
	t, err := parseTemplate(s, known)
	if err != nil {
		l.problem(n, place, "%v", err)
		return &template{}
	}
	t.key, t.line = place, n.GetToken().Position.Line
	l.file.templates = append(l.file.templates, t)
	return t
}

// address reads a URL with variables.
func (l *loader) address(n ast.Node, place string, known []string) *template {
	problems := len(l.problems)
	t := l.template(n, place, known)
	if len(l.problems) > problems {
		return t
	}
	sample := t.fill(Values{"port": "1", "platform.base_url": "http://h", "platform.clock_url": "http://h"})
	if u, err := url.Parse(sample); err != nil || !strings.HasPrefix(u.Scheme, "http") || u.Host == "" {
		l.problem(n, place, "must be an address that begins with http:// or https://, such as http://127.0.0.1:${port}/checkout")
	}
	return t
}

// pairs reads names with values in the order of the file.
func (l *loader) pairs(n ast.Node, place, example string, known []string) []pair {
	var all []pair
	entries, _ := l.entries(n, place, example)
	for _, entry := range entries {
		name := textfile.Scalar(entry.Key)
		where := join(place, name)
		if slices.ContainsFunc(all, func(p pair) bool { return p.name == name }) {
			l.problem(entry.Key, where, "is there twice; keep one")
		}
		value := &template{}
		if entry.Value.Type() != ast.NullType {
			value = l.template(entry.Value, where, known)
		}
		all = append(all, pair{name, value})
	}
	return all
}

// tree reads a JSON value: numbers, true, false and null stay what they are, texts may have variables.
func (l *loader) tree(n ast.Node, place string, known []string) tree {
	switch x := n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		var o object
		entries, _ := l.entries(n, place, "")
		for _, entry := range entries {
			name := textfile.Scalar(entry.Key)
			o = append(o, member{name, l.tree(entry.Value, join(place, name), known)})
		}
		return o
	case *ast.SequenceNode:
		var items list
		for _, item := range x.Values {
			items = append(items, l.tree(item, place, known))
		}
		return items
	case *ast.NullNode:
		return json.RawMessage("null")
	case *ast.StringNode, *ast.LiteralNode:
		return l.template(n, place, known)
	default:
		if raw := json.RawMessage(n.GetToken().Value); json.Valid(raw) {
			return raw
		}
		return l.template(n, place, known)
	}
}
