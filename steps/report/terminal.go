package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// maxNamed is how many scenarios or obligations are named before the rest is only counted.
const maxNamed = 6

// painter writes the parts of a report.
type painter struct{ plain.Painter }

// Terminal writes the report for people: what is broken, what could not be checked and why, and the numbers at the end.
func (r Report) Terminal(w io.Writer, color bool) error {
	found, absent, err := r.findings()
	if err != nil {
		return err
	}
	var b strings.Builder
	p := painter{plain.Painter(color)}
	for _, f := range byLevel(found) {
		if f.Verdict == contract.Failed {
			p.failure(&b, r, f)
		}
	}
	p.unchecked(&b, r, found, contract.NotJudged, "Not judged, because something else went wrong before:")
	skipped := message.Text("Skipped, which says nothing about the merchant:")
	if r.ByScenario {
		skipped = "Skipped:"
	}
	p.unchecked(&b, r, found, contract.Skipped, skipped)
	p.numbers(&b, r, found, absent)
	_, err = io.WriteString(w, b.String())
	return err
}

// Closing writes the end of Terminal: the verdict and the numbers.
func (r Report) Closing(w io.Writer, color bool) error {
	found, absent, err := r.findings()
	if err != nil {
		return err
	}
	var b strings.Builder
	painter{plain.Painter(color)}.numbers(&b, r, found, absent)
	_, err = io.WriteString(w, b.String())
	return err
}

// failure tells of a broken obligation.
func (p painter) failure(b *strings.Builder, r Report, f finding) {
	code := plain.Red
	if f.Level == contract.Should {
		code = plain.Yellow
	}
	fmt.Fprintf(b, "%s  %s\n", p.Paint(code, f.Outcome()), p.Paint(plain.Bold, f.Title()))
	r.reasons(b, "  ", f)
	labelled(b, "  "+r.say("usual cause: "), f.Cause)
	if !r.ByScenario {
		labelled(b, "  "+r.say("written in:  "), f.Rule)
	}
	b.WriteByte('\n')
}

func labelled(b *strings.Builder, label, text string) {
	if text != "" {
		fmt.Fprintf(b, "%s%s\n", label, plain.OneLine(text))
	}
}

// unchecked lists the findings with a verdict that says nothing about the merchant, by reason.
func (p painter) unchecked(b *strings.Builder, r Report, found []finding, verdict contract.Verdict, heading message.Text) {
	var reasons []string
	named := map[string][]string{} // by the kind of the reason
	for _, f := range found {
		seen := map[string]bool{}
		for _, result := range f.Results {
			why := cmp.Or(plain.Indent("  ", result.Reason), r.say("No reason was given"))
			key := contract.ReasonKind(why)
			if result.Verdict != verdict || seen[key] {
				continue
			}
			seen[key] = true
			if named[key] == nil {
				reasons = append(reasons, why)
			}
			named[key] = append(named[key], f.partly(verdict))
		}
	}
	if len(reasons) == 0 {
		return
	}
	b.WriteString(p.Paint(plain.Yellow, r.say(heading)) + "\n")
	for _, why := range reasons {
		fmt.Fprintf(b, "  %s\n    %s\n", why, message.List(named[contract.ReasonKind(why)]).In(r.Lang))
	}
	b.WriteByte('\n')
}

// partly is the finding's label, with the number of scenarios that have the verdict where there are others.
func (f finding) partly(verdict contract.Verdict) string {
	label := plain.OneLine(cmp.Or(f.ID, f.Demand))
	if n := f.countOf(verdict); n < len(f.Results) {
		label += say(f.lang, " (%d of %d scenarios)", n, len(f.Results))
	}
	return label
}

func (p painter) numbers(b *strings.Builder, r Report, found []finding, absent []rulebook.Obligation) {
	c := count(found)
	code := plain.Green
	switch {
	case c.Must+c.NotJudged > 0:
		code = plain.Red
	case c.Should > 0 || c.Checked() == 0:
		code = plain.Yellow
	}
	if r.Stopped != "" {
		b.WriteString(p.Paint(plain.Yellow, plain.OneLine(r.Stopped)) + "\n")
	}
	b.WriteString(p.Paint(code, r.conclusion(c)) + "\n")
	if r.ByScenario {
		b.WriteString(r.playedCounts())
	} else {
		b.WriteString(r.say("%s; %s", r.numbers(c), r.scenarioCount(len(r.Results))))
	}
	if d := r.took(); d > 0 {
		b.WriteString(r.say(" in %s", d.Round(time.Second/10)))
	}
	b.WriteString("\n")
	if s := r.absenceText(absent); s != "" {
		b.WriteString(s + "\n")
	}
}

// absenceText says which obligations no scenario was about; nothing in the report of a finding, where nobody asked for the others.
func (r Report) absenceText(absent []rulebook.Obligation) string {
	switch n := len(absent); {
	case n == 0 || r.Story != "":
		return ""
	case n > maxNamed:
		return r.say("%d obligations were not part of this run.", n)
	}
	ids := make([]string, len(absent))
	for i, o := range absent {
		ids[i] = o.ID
	}
	return r.say("Not part of this run: %s.", message.List(ids))
}
