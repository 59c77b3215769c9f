package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// counts are numbers of obligations.
type counts struct{ Kept, Must, Should, NotJudged, Skipped int }

func count(found []finding) (c counts) {
	for _, f := range found {
		switch {
		case f.Verdict == contract.Passed:
			c.Kept++
		case f.Verdict == contract.Skipped:
			c.Skipped++
		case f.Verdict == contract.NotJudged:
			c.NotJudged++
		case f.Level == contract.Must:
			c.Must++
		default:
			c.Should++
		}
	}
	return c
}

func (c counts) Checked() int { return c.Kept + c.Must + c.Should }

// Sentence is the verdict on the merchant.
func (c counts) Sentence() string {
	switch {
	case c.Checked()+c.NotJudged == 0:
		return "Nothing was checked."
	case c.Must > 0:
		return fmt.Sprintf("The merchant breaks %s that it must keep.", human.Count(c.Must, "obligation"))
	case c.NotJudged > 0:
		return fmt.Sprintf("%s could not be judged, because something else went wrong before.", human.Count(c.NotJudged, "obligation"))
	case c.Should > 0:
		return fmt.Sprintf("The merchant does what it must, and breaks %s that it should keep.", human.Count(c.Should, "obligation"))
	case c.Skipped > 0:
		return "The merchant keeps every obligation that could be checked."
	}
	return "The merchant keeps every obligation that was checked."
}

// conclusion is the sentence about the merchant, or about the scenarios of a run. A check that ended early praises nobody.
func (r Report) conclusion(c counts) string {
	if r.ByScenario {
		return r.played()
	}
	if r.Stopped != "" && c.Must+c.Should+c.NotJudged == 0 {
		return "Nothing broken was found before that."
	}
	return c.Sentence()
}

// String lists the numbers that are not zero.
func (c counts) String() string {
	parts := []string{fmt.Sprintf("%s checked", human.Count(c.Checked(), "obligation"))}
	for _, p := range []struct {
		n    int
		what string
	}{{c.Kept, "kept"}, {c.Must, "MUST broken"}, {c.Should, "SHOULD broken"}, {c.NotJudged, "not judged"}, {c.Skipped, "skipped"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}

// seconds is a duration as JUnit writes it.
func seconds(d time.Duration) string {
	if d <= 0 {
		return ""
	}
	return fmt.Sprintf("%.3f", d.Seconds())
}

// took is how long the steps of scenarios took together.
func took(results []contract.Result) (sum time.Duration) {
	for _, r := range results {
		for _, s := range r.Steps {
			sum += s.Took
		}
	}
	return sum
}

// place is where a scenario stands.
func place(r contract.Result) string {
	if r.Line == 0 {
		return r.File
	}
	return fmt.Sprintf("%s:%d", r.File, r.Line)
}
