package rulebook

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Mark says where a rule comes from.
type Mark string

const (
	Doc       Mark = "doc"     // the product's documentation
	SisterDoc Mark = "doc*"    // the documentation of a sister product
	Sample    Mark = "sdk"     // a sample or library that LianLian published
	Seen      Mark = "seen"    // real traffic or published clients
	Captured  Mark = "cap"     // real traffic whose signature verifies
	AReading  Mark = "reading" // the simulator's answer to what the documentation leaves open
)

// Rule is one decision of the platform. Section is the title of its section, Codes are its possible answers. Built says whether the
// simulator implements it.
type Rule struct {
	ID        string      `yaml:"id" json:"id"`
	Section   string      `yaml:"-" json:"section"`
	Statement string      `yaml:"statement" json:"statement"`
	Marks     []Mark      `yaml:"marks" json:"marks,omitempty"`
	Codes     []wire.Code `yaml:"codes" json:"codes,omitempty"`
	Readings  []Reading   `yaml:"readings" json:"readings,omitempty"`
	Built     bool        `yaml:"built" json:"built"`
}

// Reading is the simulator's answer to a question the documentation leaves open: what it is about, the reason, and the alternative.
// Statement is set only for readings that belong to no single rule.
type Reading struct {
	About       string `yaml:"about" json:"about"`
	Statement   string `yaml:"statement" json:"statement,omitempty"`
	Reason      string `yaml:"reason" json:"reason"`
	Alternative string `yaml:"alternative" json:"alternative"`
}

// Level says how binding an obligation is.
type Level string

const (
	Must   Level = "MUST"   // the documentation demands it, or money is lost without it
	Should Level = "SHOULD" // good practice
)

// Obligation is one thing a merchant's integration has to do. Provoke says how it is tested, Defect what usually breaks it ("" where no
// single cause is typical), Written which sections of the protocol and which rules demand it. Built says whether the harness checks it.
type Obligation struct {
	ID        string `yaml:"id" json:"id"`
	Section   string `yaml:"-" json:"section"`
	Level     Level  `yaml:"level" json:"level"`
	Statement string `yaml:"statement" json:"statement"`
	Provoke   string `yaml:"provoke" json:"provoke"`
	Defect    string `yaml:"defect" json:"defect,omitempty"`
	Written   string `yaml:"written" json:"-"`
	Built     bool   `yaml:"built" json:"built"`
}

//go:embed *.yaml
var data embed.FS

var (
	rules       = sync.OnceValues(func() ([]Rule, error) { return loadRules("rules.yaml") })
	chinese     = sync.OnceValues(loadChinese)
	obligations = sync.OnceValues(loadObligations)
	inChinese   = sync.OnceValues(loadObligationsInChinese)
	readings    = sync.OnceValues(loadReadings)
)

// Rules returns all rules in the order of their sections.
func Rules() ([]Rule, error) {
	list, err := rules()
	return slices.Clone(list), err
}

// Obligations returns all obligations in the order of their sections.
func Obligations() ([]Obligation, error) {
	list, err := obligations()
	return slices.Clone(list), err
}

// ObligationByID returns one obligation, and whether there is one of that id.
func ObligationByID(id string) (Obligation, bool) {
	return find(obligations, func(o Obligation) bool { return o.ID == id })
}

// ObligationsIn returns all obligations in a language: with "zh" sections, statements, what provokes them and what breaks them are Chinese;
// every other language is English.
func ObligationsIn(language string) ([]Obligation, error) {
	if language != "zh" {
		return Obligations()
	}
	list, err := inChinese()
	return slices.Clone(list), err
}

// ObligationIn returns one obligation in a language, or nil where there is none of that id.
func ObligationIn(language, id string) *Obligation {
	from := obligations
	if language == "zh" {
		from = inChinese
	}
	if o, ok := find(from, func(o Obligation) bool { return o.ID == id }); ok {
		return &o
	}
	return nil
}

// Readings returns the readings that belong to no single rule.
func Readings() ([]Reading, error) {
	list, err := readings()
	return slices.Clone(list), err
}

// ByID returns one rule, and whether there is one of that id.
func ByID(id string) (Rule, bool) {
	return find(rules, func(r Rule) bool { return r.ID == id })
}

// In returns one rule in a language, or nil where there is none of that id. With "zh" its section, statement and readings are Chinese;
// every other language is English.
func In(language, id string) *Rule {
	from := rules
	if language == "zh" {
		from = chinese
	}
	if r, ok := find(from, func(r Rule) bool { return r.ID == id }); ok {
		return &r
	}
	return nil
}

// find returns the first of a list that is wanted, and whether there is one; none where the list cannot be read.
func find[T any](list func() ([]T, error), wanted func(T) bool) (found T, ok bool) {
	all, err := list()
	i := slices.IndexFunc(all, wanted)
	if err != nil || i < 0 {
		return found, false
	}
	return all[i], true
}

// loadSections reads the rules or the obligations of a file, section by section, and sets the title of the section of each.
func loadSections[T any](name string, setSection func(item *T, title string)) ([]T, error) {
	var sections []struct {
		Title       string `yaml:"title"`
		Rules       []T    `yaml:"rules"`
		Obligations []T    `yaml:"obligations"`
	}
	if err := load(name, &sections); err != nil {
		return nil, err
	}
	var list []T
	for _, s := range sections {
		for _, item := range append(s.Rules, s.Obligations...) {
			setSection(&item, s.Title)
			list = append(list, item)
		}
	}
	return list, nil
}

func loadRules(name string) ([]Rule, error) {
	return loadSections(name, func(r *Rule, title string) { r.Section = title })
}

// loadChinese returns the rules with their Chinese texts. The Chinese file has the same rules in the same order.
func loadChinese() ([]Rule, error) {
	list, err := Rules()
	if err != nil {
		return nil, err
	}
	texts, err := loadRules("rules.zh.yaml")
	if err != nil {
		return nil, err
	}
	for i, r := range list {
		if i >= len(texts) || texts[i].ID != r.ID {
			return nil, fmt.Errorf("rulebook: rules.zh.yaml: %s is missing or not at its place", r.ID)
		}
		list[i].Section, list[i].Statement, list[i].Readings = texts[i].Section, texts[i].Statement, texts[i].Readings
	}
	return list, nil
}

func loadObligations() ([]Obligation, error) {
	return loadSections("obligations.yaml", func(o *Obligation, title string) { o.Section = title })
}

// loadObligationsInChinese returns the obligations with their Chinese texts. The Chinese file has the same obligations in the same order.
func loadObligationsInChinese() ([]Obligation, error) {
	list, err := Obligations()
	if err != nil {
		return nil, err
	}
	texts, err := loadSections("obligations.zh.yaml", func(o *Obligation, title string) { o.Section = title })
	if err != nil {
		return nil, err
	}
	for i := range list {
		o := &list[i]
		if i >= len(texts) || texts[i].ID != o.ID {
			return nil, fmt.Errorf("rulebook: obligations.zh.yaml: %s is missing or not at its place", o.ID)
		}
		o.Section, o.Statement, o.Provoke, o.Defect, o.Written = texts[i].Section, texts[i].Statement, texts[i].Provoke, texts[i].Defect, writtenInChinese(o.Written)
	}
	return list, nil
}

func loadReadings() ([]Reading, error) {
	var list []Reading
	err := load("readings.yaml", &list)
	return list, err
}

// load reads an embedded YAML file strictly.
func load(name string, into any) error {
	text, err := data.ReadFile(name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(text, into, yaml.Strict()); err != nil {
		return fmt.Errorf("rulebook: %s: %w", name, err)
	}
	return nil
}
