package contract

import (
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/harness"
)

// Verdict is how a scenario ended.
type Verdict string

// The verdicts.
const (
	Passed    Verdict = "passed"
	Failed    Verdict = "failed"
	Skipped   Verdict = "skipped"    // with a reason: the merchant file does not cover it
	NotJudged Verdict = "not_judged" // with a reason: the merchant did something else wrong before
)

// Levels of an obligation: must, from the documentation or because money is lost, and should, from good practice.
const (
	Must   = "must"
	Should = "should"
)

// Result is what a scenario found. Its JSON is what llsim check --json prints of it.
type Result struct {
	Name        string   `json:"name"`
	File        string   `json:"file"`
	Line        int      `json:"line"`                  // 0: unknown
	Obligations []string `json:"obligations,omitempty"` // ids from its tags, such as M-NTF-5
	Rules       []string `json:"rules,omitempty"`       // ids from its tags, such as IDN-5
	Level       string   `json:"level,omitempty"`       // must or should; empty: the scenario is a tester's own (Collector.Unrated)
	Verdict     Verdict  `json:"verdict"`
	// Reason says in one sentence what the merchant did and should have done, or why the scenario was skipped or not judged.
	Reason  string `json:"reason,omitempty"`
	Cause   string `json:"cause,omitempty"`   // what usually causes it
	Rule    string `json:"rule,omitempty"`    // where it is written
	Example []Cell `json:"example,omitempty"` // the row of examples that it was made from; nil for a plain scenario

	Evidence     []Evidence   `json:"-"`
	Steps        []StepResult `json:"-"`
	Story        []Happening  `json:"-"` // what happened in its sandbox
	PlatformTime string       `json:"-"` // at the end of the scenario
}

// Evidence is an exchange that shows what happened, with a heading and, for a signature, its diagnosis. Exchanges that follow each other with
// the same Together, such as "8 notifications at the same instant", have no order.
type Evidence struct {
	Title     string
	Way       Way
	Asking    string    // what was asked for, in few words
	Answering string    // what was answered, such as a return code or a verdict; "" where the status says it
	Good      bool      // the answer is what whoever asked hoped for
	Lost      bool      // the request never arrived
	Merchant  time.Time // the merchant's clock, as far as the harness set it; zero where that is not known
	Answered  time.Time // platform time of the answer; zero where that is not known
	Inside    int       // how many of the exchanges after it began before it was answered
	Step      int       // in which it happened, of Result.Steps
	Gap       int       // how many exchanges before it are left out
	Wrong     bool      // the breach shows in it
	Diagnosis string
	Together  string
	Aside     bool // left out of short reports: it only gives the merchant time
	harness.Exchange
}

// Cell is a value of a row of examples and the name of its column.
type Cell struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Place is what only the feature file tells of a scenario: where it and its steps stand, how its steps begin, and the row of examples that
// it was made from.
type Place struct {
	Line    int
	Example []Cell
	Steps   []StepPlace
}

// StepPlace is where a step stands and its keyword as it is written, such as And.
type StepPlace struct {
	Keyword string
	Line    int
}

// locate adds what the feature file tells.
func (r *Result) locate(p Place) {
	r.Line, r.Example = p.Line, p.Example
	for i := range min(len(r.Steps), len(p.Steps)) {
		r.Steps[i].Keyword, r.Steps[i].Line = p.Steps[i].Keyword, p.Steps[i].Line
	}
}

// StepResult is one step as it ran, with the table or the text below it.
type StepResult struct {
	Keyword, Text string
	Table         [][]string
	DocString     string
	Line          int
	Status        Verdict
	Error         string
	Mistake       bool          // Error is a mistake in the feature file
	Took          time.Duration // real time; 0 for a step that did not run
}

// stepResult is a step that has not run.
func stepResult(step *godog.Step) StepResult {
	r := StepResult{Keyword: keyword(step), Text: step.Text, Status: Skipped}
	if step.Argument == nil {
		return r
	}
	if step.Argument.DocString != nil {
		r.DocString = step.Argument.DocString.Content
	}
	if step.Argument.DataTable != nil {
		for _, row := range step.Argument.DataTable.Rows {
			cells := make([]string, len(row.Cells))
			for i, cell := range row.Cells {
				cells[i] = cell.Value
			}
			r.Table = append(r.Table, cells)
		}
	}
	return r
}
