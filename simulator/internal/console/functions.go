package console

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// functions are what templates may call beside the methods of what they show.
func functions(lang page.Lang) template.FuncMap {
	return template.FuncMap{
		"t":    func(key string, args ...any) string { return say(lang, key, args...) },
		"say":  func(key string, args []any) string { return say(lang, key, args...) },
		"said": func(m message.Speaker) string { return m.In(lang) },
		"inEnglish": func(text string) string {
			if lang == page.English {
				return text
			}
			return ""
		},
		"smscode":  func() string { return wire.SMSCode },
		"outcome":  func(o outcome) string { return say(lang, o.Key, o.Args...) },
		"asset":    func(name string) string { _, names := assets(); return names[name] },
		"rule":     func(id string) *rulebook.Rule { return rulebook.In(string(lang), id) },
		"origin":   func(r *rulebook.Rule) string { return r.Origin(string(lang)) },
		"named":    func(text string) []rulebook.Rule { return rulebook.Named(string(lang), text) },
		"rulesat":  func(id string) string { return rulesPath + "#" + id },
		"at":       human.Time,
		"day":      func(date any) string { return human.Stamp(fmt.Sprint(date)) }, // a domain.Date or a string
		"dashed":   func(date domain.Date) string { return human.Stamp(date) },
		"span":     human.In(string(lang)).Span,
		"stamp":    func(t time.Time) string { return t.In(wire.Zone).Format(time.RFC3339) },
		"brief":    func(b []byte) string { return cut(wire.MaskCards(string(b))) },
		"short":    cut,
		"some":     someOf,
		"masked":   func(text string) string { return wire.MaskCards(text) },
		"hidden":   domain.Masked,
		"yuan":     human.Yuan,
		"number":   human.Number,
		"join":     func(words []string) string { return strings.Join(words, " ") },
		"values":   func(field string) []string { return values[field] },
		"has":      slices.Contains[[]string],
		"banks":    wire.Banks,
		"failures": failures,
		"points":   func() choice.List[choice.FaultPoint] { return choice.FaultPoints },
		"effects":  choice.EffectsAt,
		"presets":  func() []preset { return presets },
	}
}
