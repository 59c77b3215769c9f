package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Selection is what to run.
type Selection struct {
	Scenarios []Scenario
	contents  []godog.Feature
	places    map[string]contract.Place
	runs      []scenarioRun
	misread   []placed     // of the features that something is selected of
	whole     bool         // no lines were named
	parts     []*Selection // that run one after the other, because later ones rest on earlier ones; of a part itself none
}

// Whole tells whether all of each feature was named, and not lines of it.
func (s *Selection) Whole() bool { return s.whole }

// Total is how many scenarios run, each row of examples one.
func (s *Selection) Total() int { return len(s.runs) }

// Skipped counts the scenarios that are skipped because the merchant file does not cover them, by reason in a language.
func (s *Selection) Skipped(f *harness.File, lang message.Lang) map[string]int {
	skipped := map[string]int{}
	for _, p := range s.runs {
		if reason := contract.Uncovered(p.Scenario, f, lang); reason != "" {
			skipped[reason]++
		}
	}
	return skipped
}

// Select reads feature files (none: the obligations in English) and keeps what a tag expression picks (empty: all). FILE:LINE names the
// scenario or the row of examples there. The error is a *FeatureError.
func Select(files []string, tags string) (*Selection, error) {
	if len(files) == 0 {
		return SelectEmbedded(features.Merchant, tags)
	}
	all, err := loadFeatures(nil, files)
	if err != nil {
		return nil, err
	}
	return pickFrom(all, tags)
}

// SelectText is Select from the text of one feature file, which need not exist under its name.
func SelectText(name, text string) (*Selection, error) {
	f, err := parseFeature(name, []byte(text))
	if err != nil {
		return nil, err
	}
	return pickFrom([]feature{f}, "")
}

// SelectEmbedded is Select from a folder of the features that come with the program: features.Merchant or features.Chinese.
func SelectEmbedded(folder, tags string) (*Selection, error) {
	all, err := loadEmbedded(folder)
	if err != nil {
		return nil, err
	}
	return pickFrom(all, tags)
}

func pickFrom(all []feature, tags string) (*Selection, error) {
	pick, err := parseTags(tags, knownTags(all))
	if err != nil {
		return nil, featureErrorf("--tags %v", err)
	}
	s := selectFrom(all, pick)
	if len(s.Scenarios) == 0 {
		if err := mistakesAt(misreadIn(all)); err != nil {
			return nil, err
		}
		return nil, featureErrorf("no scenario is selected%s; --list shows what there is", by(tags))
	}
	for _, first := range []bool{true, false} {
		part := selectFrom(all, func(tags []string) bool {
			return pick(tags) && first == slices.Contains(tags, strings.ToLower(contract.WayToPay))
		})
		if len(part.runs) > 0 {
			s.parts = append(s.parts, part)
		}
	}
	return s, nil
}

// misreadIn lists what is misread in features without a scenario: that may be why they have none.
func misreadIn(all []feature) (found []placed) {
	for _, f := range all {
		if len(f.runs) > 0 {
			continue
		}
		for _, m := range f.misread {
			found = append(found, placed{f.name, m})
		}
	}
	return found
}

func selectFrom(all []feature, pick expression) *Selection {
	s := &Selection{places: map[string]contract.Place{}}
	s.whole = !slices.ContainsFunc(all, func(f feature) bool { return len(f.namedLines) > 0 })
	for _, f := range all {
		s.add(f, pick)
	}
	return s
}

// place is where a scenario that runs comes from.
func (s *Selection) place(sc *godog.Scenario) contract.Place { return s.places[where(sc)] }

func by(tags string) message.Message {
	if tags == "" {
		return message.Message{}
	}
	return message.New(" by --tags \"%s\"", tags)
}

func knownTags(all []feature) []string {
	var known []string
	for _, f := range all {
		for _, n := range f.nodes {
			known = append(known, lower(n.everyTag())...)
		}
	}
	slices.Sort(known)
	return slices.Compact(known)
}

// everyTag lists the tags of a node and of its examples.
func (n node) everyTag() []string {
	tags := slices.Clone(n.tags)
	for _, e := range n.examples {
		for _, t := range e.tags {
			if !slices.Contains(tags, t) {
				tags = append(tags, t)
			}
		}
	}
	return tags
}

func lower(tags []string) []string {
	l := make([]string, len(tags))
	for i, t := range tags {
		l[i] = strings.ToLower(t)
	}
	return l
}

// add takes the scenarios of a feature that are picked. The others become empty lines, so that all lines keep their numbers.
func (s *Selection) add(f feature, pick expression) {
	lines := slices.Clone(f.lines)
	picked := map[int]bool{} // lines of the scenarios and rows that run
	for _, n := range f.nodes {
		var kept []node
		for _, e := range n.examples {
			rows := f.pickRows(n, e)
			if len(rows) == 0 || !pick(lower(e.tags)) {
				blank(lines, e)
				continue
			}
			kept = append(kept, e)
			for _, row := range e.rows {
				if picked[row] = slices.Contains(rows, row); !picked[row] {
					lines[row-1] = ""
				}
			}
		}
		if len(n.examples) > 0 && len(kept) == 0 || len(n.examples) == 0 && !(f.picks(n) && pick(lower(n.tags))) {
			blank(lines, n)
			continue
		}
		picked[n.line] = len(n.examples) == 0
		tags := node{tags: n.tags, examples: kept}.everyTag()
		s.Scenarios = append(s.Scenarios, Scenario{
			Name: n.name, File: f.name, Line: n.line, Obligations: obligations(tags), Tags: tags, Text: f.text(n), Background: f.text(f.background),
		})
	}
	if len(picked) == 0 {
		return
	}
	for _, m := range f.misread {
		s.misread = append(s.misread, placed{f.name, m})
	}
	s.contents = append(s.contents, godog.Feature{Name: f.name, Contents: []byte(strings.Join(lines, "\n"))})
	for _, run := range f.runs {
		if picked[run.place.Line] {
			s.runs = append(s.runs, run)
			s.places[where(run.Scenario)] = run.place
		}
	}
}

func blank(lines []string, n node) {
	for i := n.first - 1; i < n.last && i < len(lines); i++ {
		lines[i] = ""
	}
}

func obligations(tags []string) []string {
	ids := []string{}
	for _, t := range tags {
		if isObligation(t) && !slices.Contains(ids, t) {
			ids = append(ids, t)
		}
	}
	return ids
}

// where tells scenarios that run apart: by the line of the scenario, or of the row of its examples.
func where(sc *messages.Pickle) string { return fmt.Sprintf("%s:%d", sc.Uri, sc.Location.Line) }
