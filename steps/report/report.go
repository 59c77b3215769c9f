// Package report tells what a check or a run found: to people at a terminal and in an HTML page, to build servers as JUnit XML, and to
// tools around Gherkin as Cucumber JSON. A check's report goes by obligation, a run's by scenario; one text says what all four say.
package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// Report is a check that has ended. Started and Ended are real time; zero leaves out when it was and how long it took. Merchant
// is the merchant file, "" without one, Version the program's. Stopped says why not all scenarios were played; empty: they were. ByScenario
// is set for a run, whose scenarios are no obligations, and Server where that was on a server that runs already. Story is a paragraph that
// stands at the beginning of the page.
type Report struct {
	Results        []contract.Result
	Started, Ended time.Time
	Merchant       string
	Version        string
	Stopped        string
	ByScenario     bool
	Server         string
	Story          string
	Lang           message.Lang // of what people read; "" is English
}

func (r Report) took() time.Duration {
	if r.Started.IsZero() || r.Ended.Before(r.Started) {
		return 0
	}
	return r.Ended.Sub(r.Started)
}

// say says a text in the report's language.
func (r Report) say(text message.Text, args ...any) string { return say(r.Lang, text, args...) }

func say(lang message.Lang, text message.Text, args ...any) string {
	return message.New(text, args...).In(lang)
}

// list writes parts one after the other.
func (r Report) list(parts []string) string {
	all := make([]message.Message, len(parts))
	for i, part := range parts {
		all[i] = message.As(part)
	}
	return message.Join("%s, %s", all...).In(r.Lang)
}

// finding is what all scenarios of one obligation found; a scenario without an obligation is a finding of its own.
type finding struct {
	lang    message.Lang
	own     bool   // it is about no obligation of the rulebook
	ID      string // "" without an obligation
	Section string
	Demand  string // what the merchant must do, or the scenario's name
	Level   string // of what failed, else of all
	Verdict contract.Verdict
	Cause   string // of the failures
	Rule    string
	Reasons []reason // why it failed or was not judged, else why scenarios were skipped
	Results []contract.Result
}

// reason is a sentence and the scenarios that it holds for.
type reason struct {
	Text    string
	Results []contract.Result
}

const userSection message.Text = "Scenarios of your own"

// findings lists what was found in the order of the rulebook, then of the results, and the obligations that no scenario was about.
func (r Report) findings() (found []finding, absent []rulebook.Obligation, err error) {
	if r.ByScenario {
		return r.scenarios(), nil, nil
	}
	all, err := rulebook.ObligationsIn(string(r.Lang))
	if err != nil {
		return nil, nil, err
	}
	remaining := r.Results
	take := func(f finding, belongs func(contract.Result) bool) bool {
		for _, result := range r.Results {
			if belongs(result) {
				f.Results = append(f.Results, result)
			}
		}
		remaining = slices.DeleteFunc(slices.Clone(remaining), belongs)
		if len(f.Results) > 0 {
			found = append(found, conclude(f))
		}
		return len(f.Results) > 0
	}
	for _, o := range all {
		if !take(finding{lang: r.Lang, ID: o.ID, Section: o.Section, Demand: o.Statement, Cause: o.Defect}, about(o.ID)) {
			absent = append(absent, o)
		}
	}
	for len(remaining) > 0 {
		first := remaining[0]
		f := finding{lang: r.Lang, own: true, Section: r.say(userSection), Demand: first.Name}
		if len(first.Obligations) > 0 {
			f.ID = first.Obligations[0]
			take(f, about(f.ID))
			continue
		}
		take(f, func(other contract.Result) bool {
			return len(other.Obligations) == 0 && other.Name == first.Name && other.File == first.File
		})
	}
	return found, absent, nil
}

// byLevel lists must before should.
func byLevel(found []finding) []finding {
	return slices.SortedStableFunc(slices.Values(found), func(a, b finding) int { return cmp.Compare(a.Level, b.Level) })
}

func about(id string) func(contract.Result) bool {
	return func(r contract.Result) bool { return slices.Contains(r.Obligations, id) }
}

// severity orders verdicts: one failure breaks an obligation, a scenario that could not be judged leaves it open, one pass keeps it.
var severity = map[contract.Verdict]int{contract.Skipped: 0, contract.Passed: 1, contract.NotJudged: 2, contract.Failed: 3}

// conclude completes a finding from its results.
func conclude(f finding) finding {
	f.Verdict = contract.Skipped
	for _, result := range f.Results {
		if severity[result.Verdict] > severity[f.Verdict] {
			f.Verdict = result.Verdict
		}
	}
	f.Level = contract.Should
	if f.Results[0].Level == "" {
		f.Level = ""
	}
	cause := ""
	for _, result := range f.Results {
		if result.Level == contract.Must && (result.Verdict == contract.Failed || f.Verdict != contract.Failed) {
			f.Level = contract.Must
		}
		if result.Verdict == contract.Failed {
			f.Rule = cmp.Or(f.Rule, result.Rule)
			if len(result.Obligations) < 2 { // else it may be the cause of another's failure
				cause = cmp.Or(cause, result.Cause)
			}
		}
	}
	f.Cause = cmp.Or(cause, f.Cause)
	counts := contract.Skipped
	if f.Verdict != contract.Passed {
		counts = f.Verdict
	}
	for _, result := range f.Results {
		if result.Verdict == counts {
			f.Reasons = addReason(f.lang, f.Reasons, result.Reason, result)
		}
	}
	return f
}

// addReason adds a result to its reason.
func addReason(lang message.Lang, all []reason, text string, result contract.Result) []reason {
	text = strings.TrimSpace(text)
	if text == "" {
		text = say(lang, "No reason was given")
	}
	i := slices.IndexFunc(all, func(r reason) bool { return r.Text == text })
	if i < 0 {
		return append(all, reason{text, []contract.Result{result}})
	}
	all[i].Results = append(all[i].Results, result)
	return all
}

// countOf counts the scenarios with a verdict.
func (f finding) countOf(verdict contract.Verdict) int {
	n := 0
	for _, r := range f.Results {
		if r.Verdict == verdict {
			n++
		}
	}
	return n
}

// words are the verdicts in a sentence.
var words = map[contract.Verdict]message.Text{
	contract.Passed: "passed", contract.Failed: "failed", contract.NotJudged: "not judged", contract.Skipped: "skipped",
}

func verdictWord(v contract.Verdict) message.Message { return message.New(words[v]) }

// Title is the id and what is demanded.
func (f finding) Title() string { return plain.OneLine(f.ID + " " + f.Demand) }

// Outcome is the verdict in a word or two, with the level where it matters.
func (f finding) Outcome() string {
	switch f.Verdict {
	case contract.Failed:
		if f.Level == "" {
			return say(f.lang, "FAILED")
		}
		return say(f.lang, "FAILED %s", strings.ToUpper(f.Level))
	case contract.Passed:
		if f.Level == "" {
			return say(f.lang, "passed")
		}
		return say(f.lang, "kept")
	case contract.NotJudged:
		return say(f.lang, "not judged")
	}
	return say(f.lang, "skipped")
}
