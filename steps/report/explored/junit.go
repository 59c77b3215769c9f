package explored

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/report/internal/junit"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// JUnit writes the report for build servers: a case for each promise. One that could not be judged is an error, and so is an exploration
// that ended early.
func (r Report) JUnit(w io.Writer) error {
	suite := &junit.Suite{Name: "llsim explore", ID: "0", Properties: []junit.Property{
		{Name: "llsim.version", Value: plain.OneLine(r.Version)}, {Name: "llsim.merchant", Value: plain.OneLine(r.Merchant)},
		{Name: "llsim.seed", Value: strconv.FormatUint(r.Seed, 10)}, {Name: "llsim.sequences", Value: strconv.Itoa(r.Sequences)},
	}}
	if d := r.took(); d > 0 {
		suite.Time = fmt.Sprintf("%.3f", d.Seconds())
		suite.Timestamp = r.Started.UTC().Format("2006-01-02T15:04:05")
	}
	for _, p := range explore.Promises() {
		suite.Cases = append(suite.Cases, r.junitCase(suite, p))
	}
	if r.Stopped != "" {
		suite.Errors++
		suite.Cases = append(suite.Cases, junit.Case{Class: "llsim.explore", Name: "The exploration comes to a conclusion",
			Error: &junit.Failure{Message: plain.OneLine(r.Stopped), Type: "INCONCLUSIVE"}})
	}
	suite.Tests = len(suite.Cases)
	return junit.Suites{Name: suite.Name, Time: suite.Time, Tests: suite.Tests, Failures: suite.Failures, Errors: suite.Errors, Suites: []*junit.Suite{suite}}.Write(w)
}

// junitCase makes the case of a promise, whose name is in English in every language: build servers know it by that from one run to the next.
func (r Report) junitCase(suite *junit.Suite, p explore.Promise) junit.Case {
	c := junit.Case{Class: "llsim.INV", Name: p.ID + " " + p.In(message.English)}
	c.Output.Text = "\n" + r.say("rests on: ") + strings.Join(p.Rests, " ") + "\n"
	switch verdict, reason := r.verdict(p); verdict {
	case Broken:
		suite.Failures++
		c.Failure = &junit.Failure{Message: strings.TrimSpace(plain.Visible(reason)), Type: "MUST", Text: "\n" + r.explanation()}
	case NotJudged:
		suite.Errors++
		c.Error = &junit.Failure{Message: plain.OneLine(reason), Type: "NOT JUDGED"}
	case LeftOut:
		suite.Skipped++
		c.Skipped = &junit.Skipped{Message: plain.OneLine(reason)}
	}
	return c
}

// explanation is the scenario of the finding, which has the story in it, and how to play it again.
func (r Report) explanation() string {
	var b strings.Builder
	b.WriteString(strings.TrimSpace(plain.Visible(r.Finding.Feature())) + "\n\n")
	for _, again := range r.Again() {
		b.WriteString(r.say("again: ") + again + "\n")
	}
	return b.String()
}
