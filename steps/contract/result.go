package contract

import (
	"cmp"
	"time"

	"github.com/lianlian-sim/llsim/steps/merchant"
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

// Result is what a scenario found.
type Result struct {
	Obligations  []string // ids from its tags, such as M-NTF-5
	Level        string   // must or should
	Name, File   string
	Line         int // 0: unknown
	Verdict      Verdict
	Reason       string // one sentence: what the merchant did and should have done, or why the scenario was skipped or not judged
	Cause        string // what usually causes it
	Rule         string // where it is written
	Exchanges    []Evidence
	Steps        []StepResult
	PlatformTime string // at the end of the scenario
}

// Evidence is an exchange that shows what happened, with a heading and, for a signature, its diagnosis.
type Evidence struct {
	Title     string
	Diagnosis string
	merchant.Exchange
}

// StepResult is one step as it ran.
type StepResult struct {
	Keyword, Text string
	Line          int
	Status        Verdict
	Error         string
	Took          time.Duration // real time; 0 for a step that did not run
}

func compareResults(a, b Result) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}
