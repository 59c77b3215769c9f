package report

import (
	"fmt"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
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

// sentence is the verdict on the merchant.
func (r Report) sentence(c counts) string {
	switch {
	case c.Checked()+c.NotJudged == 0:
		return r.say("Nothing was checked.")
	case c.Must > 0:
		return r.say("The merchant breaks %s {obligation|obligations} that it must keep.", human.Number(c.Must))
	case c.NotJudged > 0:
		return r.say("%s {obligation|obligations} could not be judged, because something else went wrong before.", human.Number(c.NotJudged))
	case c.Should > 0:
		return r.say("The merchant does what it must, and breaks %s {obligation|obligations} that it should keep.", human.Number(c.Should))
	case c.Skipped > 0:
		return r.say("The merchant keeps every obligation that could be checked.")
	}
	return r.say("The merchant keeps every obligation that was checked.")
}

// conclusion is the sentence about the merchant, or about the scenarios of a run. A check that ended early praises nobody.
func (r Report) conclusion(c counts) string {
	if r.ByScenario {
		return r.played()
	}
	if r.Stopped != "" && c.Must+c.Should+c.NotJudged == 0 {
		return r.say("Nothing broken was found before that.")
	}
	return r.sentence(c)
}

// numbers lists those that are not zero.
func (r Report) numbers(c counts) string {
	parts := []string{r.say("%s {obligation|obligations} checked", human.Number(c.Checked()))}
	for _, p := range []struct {
		n    int
		text message.Text
	}{{c.Kept, "%d kept"}, {c.Must, "%d MUST broken"}, {c.Should, "%d SHOULD broken"}, {c.NotJudged, "%d not judged"}, {c.Skipped, "%d skipped"}} {
		if p.n > 0 {
			parts = append(parts, r.say(p.text, p.n))
		}
	}
	return r.list(parts)
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
