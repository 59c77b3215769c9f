package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

//go:embed page.html
var pageText string

// pages are the page in each language.
var pages = Page(pageText, pageTexts, "", func(lang message.Lang) template.FuncMap {
	return template.FuncMap{
		"number":   func(all []contract.Evidence) string { return human.Number(len(all)) },
		"values":   func(s scenario) string { return values(s.Result) },
		"place":    func(s scenario) string { return place(s.Result) },
		"request":  func(p part) string { return wire.MaskCards(request(lang, p.Evidence)) },
		"response": func(p part) string { return wire.MaskCards(response(lang, p.Evidence)) },
		"times":    func(p part) []clock { return clocks(lang, p.Evidence) },
		"word":     func(v contract.Verdict) string { return verdictWord(v).In(lang) },
		"origin":   func(r rulebook.Rule) string { return r.Origin(string(lang)) },
	}
})

// section is a part of the page: the findings with one verdict. Folded findings open when the reader asks for them.
type section struct {
	ID       string // in the page, the same in each language
	Title    string
	Folded   bool
	Findings []pageFinding
}

// pageFinding is a finding and the report that it belongs to.
type pageFinding struct {
	finding
	report Report
}

// view is what the page shows.
type view struct {
	Report     Report
	Counts     string
	Conclusion string
	Command    string // check or run
	Sections   []section
	Listed     []section // less those of which only the number is listed
	Kept       int
	Absent     string
	Began      string // UTC+8
	Took       time.Duration
}

// sectionOrder lists what is to be repaired first, then what is not known, then what is well.
var sectionOrder = []struct {
	verdict contract.Verdict
	title   message.Text
	folded  bool
}{{contract.Failed, "Broken", false}, {contract.NotJudged, "Not judged", false}, {contract.Skipped, "Skipped", true}, {contract.Passed, "Kept", true}}

// HTML writes the report as one page that needs nothing else and runs no script.
func (r Report) HTML(w io.Writer) error {
	found, absent, err := r.findings()
	if err != nil {
		return err
	}
	c := count(found)
	v := view{Report: r, Counts: r.say("%s; %s", r.numbers(c), r.scenarioCount(len(r.Results))), Command: r.command(), Absent: r.absenceText(absent), Began: moment(r.Started), Took: r.took().Round(time.Second / 10)}
	v.Conclusion, v.Kept = r.conclusion(c), c.Kept
	if r.ByScenario {
		v.Counts = r.playedCounts()
	}
	for _, o := range sectionOrder {
		s := section{ID: slug(string(o.title)), Title: r.say(o.title), Folded: o.folded}
		if r.ByScenario {
			s.ID, s.Title = slug(verdictWord(o.verdict).String()), human.UpperFirst(verdictWord(o.verdict).In(r.Lang))
		}
		for _, f := range byLevel(found) {
			if f.Verdict == o.verdict {
				s.Findings = append(s.Findings, pageFinding{f, r})
			}
		}
		if len(s.Findings) == 0 {
			continue
		}
		v.Sections = append(v.Sections, s)
		if o.verdict != contract.Passed {
			v.Listed = append(v.Listed, s)
		}
	}
	return pages.Write(w, r.Lang, v)
}

// Label names the finding in few words.
func (f pageFinding) Label() string {
	switch {
	case f.ID != "":
		return plain.OneLine(f.ID)
	case f.report.ByScenario:
		return plain.OneLine(place(f.Results[0]))
	}
	return f.report.say("(your own)")
}

// Class is the verdict as a class of the style sheet.
func (f finding) Class() string {
	if f.Verdict == contract.Failed && f.Level == contract.Should {
		return "weak"
	}
	return string(f.Verdict)
}

// Anchor is where the finding stands in the page.
func (f finding) Anchor() string {
	if f.ID != "" {
		return slug(f.ID)
	}
	return slug("own " + place(f.Results[0]) + " " + f.Demand)
}

// Sign stands before a verdict for those who look rather than read.
func (f finding) Sign() string { return sign(f.Verdict) }

func sign(v contract.Verdict) string {
	switch v {
	case contract.Passed:
		return "✓"
	case contract.Failed:
		return "✗"
	case contract.NotJudged:
		return "?"
	}
	return "–"
}

// Broken tells whether the finding opens when the page does.
func (f finding) Broken() bool { return f.Verdict == contract.Failed }

// scenario is a result on the page. The exchanges of the first failure are shown at once. Again is the command that runs it again.
type scenario struct {
	contract.Result
	Shown bool
	Again string
	lang  message.Lang
	Told  []line // what happened in its sandbox, in the report of a run
	place string // where it stands in the page
}

// Groups are its exchanges as the page shows them, each with its place in the page.
func (s scenario) Groups() []group {
	all := groups(s.Evidence)
	for _, g := range all {
		for i := range g.Parts {
			g.Parts[i].Anchor = fmt.Sprintf("%s-x%d", s.place, g.Parts[i].Numbers[0]+1)
		}
	}
	return all
}

// line is a line of a story.
type line struct{ Time, Text string }

// ByScenario tells whether the report is a run's.
func (f pageFinding) ByScenario() bool { return f.report.ByScenario }

// Scenarios are the results as the page shows them, the worst first.
func (f pageFinding) Scenarios() []scenario {
	all := make([]scenario, len(f.Results))
	shown := false
	worst := func(a, b contract.Result) int { return severity[b.Verdict] - severity[a.Verdict] }
	for i, r := range slices.SortedStableFunc(slices.Values(f.Results), worst) {
		all[i] = scenario{Result: r, lang: f.lang, Shown: !shown && r.Verdict == contract.Failed, place: fmt.Sprintf("%s-%d", f.Anchor(), i+1)}
		if r.Verdict != contract.Passed {
			all[i].Again = f.report.rerunCommand(r)
			all[i].Told = f.report.told(r)
		}
		shown = shown || all[i].Shown
	}
	return all
}

// Summary is the first reason and how many others there are.
func (f finding) Summary() string {
	if len(f.Reasons) == 0 {
		return ""
	}
	first := strings.TrimSuffix(plain.OneLine(f.Reasons[0].Text), say(f.lang, "."))
	if n := len(f.Reasons) - 1; n > 0 {
		return say(f.lang, "%s. And %s other {reason|reasons}.", first, human.Number(n))
	}
	return say(f.lang, "%s.", first)
}

// Partly says how many of the scenarios were skipped; nothing where none or all were.
func (f finding) Partly() string {
	if n := f.countOf(contract.Skipped); f.Verdict != contract.Skipped && n > 0 {
		return say(f.lang, "%d of %d scenarios skipped.", n, len(f.Results))
	}
	return ""
}
