package phrasebook

import (
	_ "embed" // phrasebook.json
	"encoding/json"
	"slices"
	"sync"
)

// Book lists steps, and the types of their parameters.
type Book struct {
	Merchant []Step `json:"merchant"` // those that need a merchant file
	Platform []Step `json:"platform"` // those that need none
	Types    []Type `json:"types"`
}

// Step is one sentence of feature files. Pattern and Chinese are Cucumber expressions with the same parameters, those of one type in the same
// order. The examples are a typical use in the scenarios that come with the program; a table or a text follows line by line. Needs are the
// parts of a merchant file without which a scenario with the step is skipped; what only some values of its parameters need is not among them,
// and steps that need no merchant file have none.
type Step struct {
	Pattern        string   `json:"pattern"`
	Chinese        string   `json:"chinese,omitempty"`
	Subject        string   `json:"subject"`
	SubjectChinese string   `json:"subject_chinese"`
	Keyword        Keyword  `json:"keyword"` // with which most scenarios say it
	Parameters     []string `json:"parameters"`
	Example        string   `json:"example"`
	ExampleChinese string   `json:"example_chinese,omitempty"`
	From           Place    `json:"from"` // of the example
	FromChinese    Place    `json:"from_chinese,omitzero"`
	Needs          []string `json:"needs,omitzero"`
}

// OfMerchant tells whether the step needs a merchant file.
func (s Step) OfMerchant() bool { return s.Needs != nil }

// Place is a scenario of the features that come with the program.
type Place struct {
	File     string `json:"file"`
	Scenario string `json:"scenario"`
}

// Keyword is Given, When or Then.
type Keyword string

// The keywords, in the order of a scenario.
const (
	Given Keyword = "Given"
	When  Keyword = "When"
	Then  Keyword = "Then"
)

// Keywords are the keywords in the order of a scenario.
var Keywords = []Keyword{Given, When, Then}

// Chinese is the keyword in a Chinese feature file.
func (k Keyword) Chinese() string {
	return map[Keyword]string{Given: "假如", When: "当", Then: "那么"}[k]
}

// Type is a type of parameters. Values lists what can be said for it where there are few: each in English and in Chinese. Regexp is what a
// value looks like in either language, as a regular expression of JavaScript; the types that every Cucumber has are without.
type Type struct {
	Name         string      `json:"name"`
	About        string      `json:"about"`
	AboutChinese string      `json:"about_chinese"`
	Values       [][2]string `json:"values,omitempty"`
	Regexp       string      `json:"regexp,omitempty"`
}

//go:embed phrasebook.json
var data []byte

// Read returns the phrasebook of the vocabularies that come with the program.
var Read = sync.OnceValues(func() (b Book, err error) {
	return b, json.Unmarshal(data, &b)
})

// Steps lists the steps. One that is in both lists comes once: it needs no merchant file.
func (b Book) Steps() []Step {
	all := slices.Clone(b.Platform)
	for _, s := range b.Merchant {
		if !slices.ContainsFunc(b.Platform, func(p Step) bool { return p.Pattern == s.Pattern }) {
			all = append(all, s)
		}
	}
	return all
}

// Group is the steps about one subject.
type Group struct {
	Subject, Chinese string
	Parts            []Part
}

// Part is the steps about a subject that are said with one keyword.
type Part struct {
	Keyword Keyword
	Steps   []Step
}

// Groups lists the steps by subject, and by keyword within a subject.
func (b Book) Groups() (all []Group) {
	for _, s := range b.Steps() {
		i := slices.IndexFunc(all, func(g Group) bool { return g.Subject == s.Subject })
		if i < 0 {
			i = len(all)
			all = append(all, Group{Subject: s.Subject, Chinese: s.SubjectChinese})
		}
		all[i].add(s)
	}
	for _, g := range all {
		slices.SortFunc(g.Parts, func(a, b Part) int {
			return slices.Index(Keywords, a.Keyword) - slices.Index(Keywords, b.Keyword)
		})
	}
	return all
}

func (g *Group) add(s Step) {
	i := slices.IndexFunc(g.Parts, func(p Part) bool { return p.Keyword == s.Keyword })
	if i < 0 {
		i = len(g.Parts)
		g.Parts = append(g.Parts, Part{Keyword: s.Keyword})
	}
	g.Parts[i].Steps = append(g.Parts[i].Steps, s)
}
