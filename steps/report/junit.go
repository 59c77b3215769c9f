package report

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/junit"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// JUnit writes the report for build servers. An obligation that should be kept is a failure as well when it is broken; its type
// is SHOULD. One that could not be judged is an error, and so is a check that came to no conclusion.
func (r Report) JUnit(w io.Writer) error {
	found, _, err := r.findings()
	if err != nil {
		return err
	}
	all := junit.Suites{Name: "llsim " + r.command(), Time: seconds(r.took())}
	for _, f := range found {
		class, name := r.family(f)
		suite := r.suite(&all, name)
		addCase(suite, f, r.junitCase(f, class))
		all.Tests++
		if f.Verdict == contract.Failed {
			all.Failures++
		}
		if f.Verdict == contract.NotJudged {
			all.Errors++
		}
	}
	if why := r.inconclusive(found); why != "" {
		suite := r.suite(&all, "llsim "+r.command())
		suite.Tests, suite.Errors = 1, 1
		suite.Cases = []junit.Case{{Class: "llsim." + r.command(), Name: "The " + r.command() + " comes to a conclusion", Error: &junit.Failure{Message: why, Type: "INCONCLUSIVE"}}}
		all.Tests++
		all.Errors++
	}
	return all.Write(w)
}

// inconclusive says why a check fails without an obligation that failed: it ended early, or nothing could be checked.
func (r Report) inconclusive(found []finding) string {
	if r.Stopped != "" {
		return plain.OneLine(r.Stopped)
	}
	if len(found) == 0 || slices.ContainsFunc(found, func(f finding) bool { return f.Verdict != contract.Skipped }) {
		return ""
	}
	if r.ByScenario {
		return r.say("No scenario was played: every one was skipped.")
	}
	return r.say("Nothing was checked: every scenario was skipped.")
}

// family is the class name and the suite of an obligation: llsim.M-NTF and M-NTF Asynchronous notification. Those of a scenario of a run
// are its file's.
func (r Report) family(f finding) (class, suite string) {
	if r.ByScenario {
		return "llsim." + slug(strings.TrimSuffix(path.Base(f.Section), ".feature")), plain.Visible(f.Section)
	}
	f = f.stable()
	i := strings.LastIndexByte(f.ID, '-')
	if i < 0 {
		return "llsim.scenarios", f.Section
	}
	return "llsim." + f.ID[:i], f.ID[:i] + " " + f.Section
}

// stable returns the finding with section and demand in English, by which build servers know suites and cases from one run to the next.
func (f finding) stable() finding {
	if o, known := rulebook.ObligationByID(f.ID); known {
		f.Section, f.Demand = o.Section, o.Statement
	} else if f.own {
		f.Section = string(userSection)
	}
	return f
}

// suite returns the suite with a name.
func (r Report) suite(all *junit.Suites, name string) *junit.Suite {
	for _, s := range all.Suites {
		if s.Name == name {
			return s
		}
	}
	s := &junit.Suite{Name: name, ID: strconv.Itoa(len(all.Suites)), Properties: []junit.Property{{Name: "llsim.version", Value: plain.OneLine(r.Version)}}}
	if r.Merchant != "" || !r.ByScenario {
		s.Properties = append(s.Properties, junit.Property{Name: "llsim.merchant", Value: plain.OneLine(r.Merchant)})
	}
	if r.Stopped != "" {
		s.Properties = append(s.Properties, junit.Property{Name: "llsim.stopped", Value: plain.OneLine(r.Stopped)})
	}
	if !r.Started.IsZero() {
		s.Timestamp = r.Started.UTC().Format("2006-01-02T15:04:05")
	}
	all.Suites = append(all.Suites, s)
	return s
}

func addCase(s *junit.Suite, f finding, c junit.Case) {
	s.Tests++
	switch f.Verdict {
	case contract.Failed:
		s.Failures++
	case contract.NotJudged:
		s.Errors++
	case contract.Skipped:
		s.Skipped++
	}
	s.Took += took(f.Results)
	s.Time = seconds(s.Took)
	s.Cases = append(s.Cases, c)
}

func (r Report) junitCase(f finding, class string) junit.Case {
	c := junit.Case{Class: class, Name: f.stable().Title(), Time: seconds(took(f.Results))}
	var why []string
	for _, reason := range f.Reasons {
		why = append(why, strings.TrimSpace(plain.Visible(reason.Text)))
	}
	switch f.Verdict {
	case contract.Failed:
		c.Failure = &junit.Failure{Message: strings.Join(why, "\n"), Type: cmp.Or(strings.ToUpper(f.Level), "FAILED"), Text: "\n" + r.explanation(f)}
	case contract.NotJudged:
		c.Error = &junit.Failure{Message: strings.Join(why, "\n"), Type: "NOT JUDGED", Text: "\n" + r.explanation(f)}
	case contract.Skipped:
		c.Skipped = &junit.Skipped{Message: strings.Join(why, "\n")}
	}
	c.Output.Text = "\n" + r.listing(f)
	return c
}

// explanation is what a failure is about.
func (r Report) explanation(f finding) string {
	var b strings.Builder
	r.reasons(&b, "", f)
	labelled(&b, r.say("usual cause: "), f.Cause)
	if !r.ByScenario {
		labelled(&b, r.say("written in: "), f.Rule)
	}
	return b.String()
}

// listing names the scenarios with their verdicts.
func (r Report) listing(f finding) string {
	var b strings.Builder
	for _, s := range f.Results {
		fmt.Fprintf(&b, "%-7s %s (%s)\n", verdictWord(s.Verdict).In(r.Lang), plain.OneLine(s.Name), plain.OneLine(place(s)))
		labelled(&b, "        "+r.say("with "), values(s))
		if s.Verdict == contract.Skipped || s.Verdict == contract.NotJudged {
			labelled(&b, "        ", s.Reason)
		}
	}
	return b.String()
}
