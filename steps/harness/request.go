package harness

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// request is an HTTP request with variables. At most one of json, form and body is there.
type request struct {
	method  string
	url     *template
	headers []pair
	json    tree
	form    []pair
	hasForm bool
	body    *template
}

// tree is a JSON value with variables in its texts: object, list, *template or json.RawMessage.
type tree any

type (
	object []member
	list   []tree
	member struct {
		name  string
		value tree
	}
)

func (r *request) uses(name string) bool {
	in := func(pairs []pair) bool {
		return slices.ContainsFunc(pairs, func(p pair) bool { return p.value.uses(name) })
	}
	return r.url.uses(name) || in(r.headers) || in(r.form) || r.body != nil && r.body.uses(name) || treeUses(r.json, name)
}

func treeUses(t tree, name string) bool {
	switch t := t.(type) {
	case *template:
		return t.uses(name)
	case object:
		return slices.ContainsFunc(t, func(m member) bool { return treeUses(m.value, name) })
	case list:
		return slices.ContainsFunc(t, func(item tree) bool { return treeUses(item, name) })
	}
	return false
}

// content is the body and its type. What is nothing but a variable left open is left out.
func (r *request) content(v Values) (body, contentType string) {
	switch {
	case r.json != nil:
		var b bytes.Buffer
		writeTree(&b, r.json, v)
		return b.String(), "application/json"
	case r.hasForm:
		var fields []string
		for _, p := range r.form {
			if !p.value.isUnset(v) {
				fields = append(fields, url.QueryEscape(p.name)+"="+url.QueryEscape(p.value.fill(v)))
			}
		}
		return strings.Join(fields, "&"), wire.FormType
	case r.body != nil:
		return r.body.fill(v), "text/plain; charset=utf-8"
	}
	return "", ""
}

// writeTree writes JSON, the members in the order of the file. Values go in after decoding, so that a quote in one harms nothing.
func writeTree(b *bytes.Buffer, t tree, v Values) {
	switch t := t.(type) {
	case *template:
		writeText(b, t.fill(v))
	case json.RawMessage:
		b.Write(t)
	case object:
		separator := byte('{')
		for _, m := range t {
			if text, ok := m.value.(*template); ok && text.isUnset(v) {
				continue
			}
			b.WriteByte(separator)
			separator = ','
			writeText(b, m.name)
			b.WriteByte(':')
			writeTree(b, m.value, v)
		}
		if separator == '{' {
			b.WriteByte('{')
		}
		b.WriteByte('}')
	case list:
		b.WriteByte('[')
		for i, item := range t {
			if i > 0 {
				b.WriteByte(',')
			}
			writeTree(b, item, v)
		}
		b.WriteByte(']')
	}
}

func writeText(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text can always be written
	b.Truncate(b.Len() - 1)
}
