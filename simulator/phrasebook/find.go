package phrasebook

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Find keeps the steps that have every word of a query, and the types of their parameters. Where it is a word of the sentences, subjects and
// keywords in either language, only those count; else examples, what the parameters stand for, and needs do too.
func (b Book) Find(query string) Book {
	wanted := strings.Fields(strings.ToLower(query))
	found := b.keep(func(s Step) bool { return hasAll(s.heading(), wanted) })
	if len(found.Steps()) == 0 {
		found = b.keep(func(s Step) bool { return hasAll(append(s.heading(), b.details(s)...), wanted) })
	}
	return found
}

func (b Book) keep(wanted func(Step) bool) Book {
	kept := Book{Merchant: []Step{}, Platform: []Step{}, Types: []Type{}}
	used := map[string]bool{}
	for _, list := range []struct{ from, to *[]Step }{{&b.Merchant, &kept.Merchant}, {&b.Platform, &kept.Platform}} {
		for _, s := range *list.from {
			if !wanted(s) {
				continue
			}
			*list.to = append(*list.to, s)
			for _, name := range s.Parameters {
				used[name] = true
			}
		}
	}
	for _, t := range b.Types {
		if used[t.Name] {
			kept.Types = append(kept.Types, t)
		}
	}
	return kept
}

// heading is what a step is looked up by.
func (s Step) heading() []string {
	return []string{s.Pattern, s.Chinese, s.Subject, s.SubjectChinese, string(s.Keyword), s.Keyword.Chinese()}
}

// details is what else is said of a step.
func (b Book) details(s Step) []string {
	all := append([]string{s.Example, s.ExampleChinese}, s.Needs...)
	for _, t := range b.Types {
		if !slices.Contains(s.Parameters, t.Name) {
			continue
		}
		all = append(all, t.About, t.AboutChinese)
		for _, value := range t.Values {
			all = append(all, value[0], value[1])
		}
	}
	return all
}

func hasAll(texts, words []string) bool {
	text := strings.ToLower(strings.Join(texts, "\n"))
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, word) })
}

var word = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{\w+\}|[a-z][a-z'_]+`) })

// Words lists the words that a query may consist of, in the order of the alphabet: those of the English sentences and subjects, the types of
// parameters, and the subjects in Chinese.
func (b Book) Words() (all []string) {
	for _, s := range b.Steps() {
		all = append(all, word().FindAllString(strings.ToLower(s.Pattern+" "+s.Subject), -1)...)
		all = append(all, s.SubjectChinese)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Unknown returns the first word of a query that no step has; "" where each is in a step, even if none has all.
func (b Book) Unknown(query string) string {
	for word := range strings.FieldsSeq(query) {
		if len(b.Find(word).Steps()) == 0 {
			return word
		}
	}
	return ""
}
