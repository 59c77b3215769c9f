package console

import (
	"html/template"
	"maps"
	"net/http"
	"path"
	"strings"
)

// maxTyped is the longest form, in bytes, whose values are kept when its action fails.
const maxTyped = 16 << 10

// formNames are the fields of forms whose names are not the last part of those of the control API.
var formNames = map[string]string{
	"at": "what", "effect": "what", "bank_cutover": "cutover_from", "bank_cutover.from": "cutover_from", "bank_cutover.to": "cutover_to",
	"refund.outcome": "refund_outcome", "refund.after": "refund_after", "products": "product", "notify_identity": "identity",
}

// keep notes what was typed into a form whose action failed, so that the page can show it again with the error at its field.
func (o *outcome) keep(r *http.Request) {
	if !o.Failed {
		return
	}
	o.Form = path.Base(r.URL.Path)
	if len(r.PostForm.Encode()) <= maxTyped {
		o.Typed = maps.Clone(r.PostForm)
		o.Typed.Del("once")
		o.Typed.Del("token")
	}
	if name, other := formNames[o.Field]; other {
		o.Field = name
	} else {
		o.Field = o.Field[strings.LastIndex(o.Field, ".")+1:]
	}
}

// typed tells whether the page shows a form again after it failed.
func (v *visit) typed(form string) bool { return v.Outcome != nil && v.Outcome.Form == form }

// Typed returns what was typed into a field of a form that failed, else the given value.
func (v *visit) Typed(form, name, value string) string {
	if v.typed(form) && v.Outcome.Typed.Has(name) {
		return v.Outcome.Typed.Get(name)
	}
	return value
}

// Field returns the attributes of an input: its value, and that it is wrong.
func (v *visit) Field(form, name, value string) template.HTMLAttr {
	return template.HTMLAttr(`value="`+template.HTMLEscapeString(v.Typed(form, name, value))+`"`) + v.Mark(form, name)
}

// Mark returns the attributes of a field that was filled in wrongly, none of any other.
func (v *visit) Mark(form, name string) template.HTMLAttr {
	if wrong := v.Wrong(form, name); wrong != nil {
		return template.HTMLAttr(` aria-invalid="true" aria-describedby="` + template.HTMLEscapeString(wrong.ID) + `"`)
	}
	return ""
}

// wrongField is the sentence at a field that was filled in wrongly.
type wrongField struct{ ID, Text string }

// Wrong returns what is wrong with a field of a form, nil for nothing.
func (v *visit) Wrong(form, name string) *wrongField {
	if !v.typed(form) || v.Outcome.Field != name {
		return nil
	}
	text := say(v.Lang, v.Outcome.Key, v.Outcome.Args...)
	if v.Outcome.Key == "outcome.not" {
		text = v.Outcome.Reason.In(v.Lang)
	}
	return &wrongField{"wrong-" + form + "-" + name, text}
}
