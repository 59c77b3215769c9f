package report

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// How many characters of a body are shown in short.
const (
	maxRequest = 500
	maxAnswer  = 300
)

// values are the values of a scenario's example, "" for a plain scenario.
func values(r contract.Result) string {
	all := make([]string, len(r.Example))
	for i, cell := range r.Example {
		all[i] = plain.OneLine(cell.Name) + " = " + plain.OneLine(cell.Value)
	}
	return strings.Join(all, ", ")
}

// rows are the lines of a table as a feature file has them, columns under each other.
func rows(table [][]string) []string {
	var widths []int
	for _, row := range table {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], human.Width(cellText(cell)))
		}
	}
	lines := make([]string, len(table))
	for i, row := range table {
		var b strings.Builder
		b.WriteString("|")
		for j, cell := range row {
			text := cellText(cell)
			b.WriteString(" " + text + strings.Repeat(" ", widths[j]-human.Width(text)) + " |")
		}
		lines[i] = b.String()
	}
	return lines
}

func cellText(cell string) string { return strings.ReplaceAll(plain.OneLine(cell), "|", `\|`) }

// reasons writes why an obligation is broken or not judged: the first example of each scenario in full, of the others what differs.
func (r Report) reasons(b *strings.Builder, indent string, f finding) {
	var explained []contract.Result
	for _, why := range f.Reasons {
		got := ""
		if expected := failedStep(why.Results[0]); r.ByScenario && expected != "" {
			got = r.say("got:      ")
			labelled(b, indent+r.say("expected: "), expected)
		}
		fmt.Fprintf(b, "%s%s%s\n", indent, got, plain.Indent(indent+strings.Repeat(" ", human.Width(got)), why.Text))
		if r.ByScenario {
			labelled(b, indent+r.say("rule:     "), f.Rule)
		}
		for i, s := range why.Results {
			if i == maxNamed {
				fmt.Fprintf(b, "%s  %s\n", indent, r.say("in %d more", len(why.Results)-i))
				break
			}
			r.where(b, indent+"  ", s)
			if !slices.ContainsFunc(explained, func(t contract.Result) bool { return t.File == s.File && t.Name == s.Name }) {
				explained = append(explained, s)
				r.story(b, indent+"  ", s)
			}
		}
	}
}

// where names a scenario, its example and the command that runs it again.
func (r Report) where(b *strings.Builder, indent string, s contract.Result) {
	fmt.Fprintf(b, "%s%s\n", indent, r.say("in %s (%s)", plain.OneLine(s.Name), plain.OneLine(place(s))))
	labelled(b, indent+r.say("with "), values(s))
	labelled(b, indent+r.say("again: "), r.rerunCommand(s))
}

// story writes the scenario as text and its exchanges in short; in the report of a run, what happened in its sandbox.
func (r Report) story(b *strings.Builder, indent string, s contract.Result) {
	if len(s.Steps) > 0 {
		b.WriteByte('\n')
		r.scenarioText(b, indent, s)
	}
	if r.ByScenario && len(s.Story) > 0 {
		b.WriteByte('\n')
		r.happenings(b, indent+"  ", s.Story)
	} else if len(s.Evidence) > 0 {
		b.WriteByte('\n')
		r.exchangesText(b, indent+"  ", s)
	}
	if len(s.Steps)+len(s.Evidence) > 0 {
		b.WriteByte('\n')
	}
}

// scenarioText writes a scenario as it ran, with a sign before the step that ended it; in the report of a run, before each step.
func (r Report) scenarioText(b *strings.Builder, indent string, s contract.Result) {
	for _, step := range s.Steps {
		mark := "  "
		if r.ByScenario {
			mark = sign(step.Status) + " "
		}
		if step.Error != "" && step.Status != contract.Passed {
			mark = sign(step.Status) + " "
		}
		fmt.Fprintf(b, "%s%s%s %s\n", indent, mark, step.Keyword, plain.OneLine(step.Text))
		for _, row := range rows(step.Table) {
			fmt.Fprintf(b, "%s    %s\n", indent, row)
		}
		if step.DocString != "" {
			fmt.Fprintf(b, "%s    \"\"\"\n", indent)
			for text := range strings.SplitSeq(plain.Visible(step.DocString), "\n") {
				fmt.Fprintf(b, "%s    %s\n", indent, text)
			}
			fmt.Fprintf(b, "%s    \"\"\"\n", indent)
		}
	}
}

// exchangesText writes the exchanges in short.
func (r Report) exchangesText(b *strings.Builder, indent string, s contract.Result) {
	shown, omitted := selectEvidence(s.Evidence)
	if omitted > 0 {
		fmt.Fprintf(b, "%s%s\n", indent, r.say("(%s {exchange|exchanges} more; --format html:report.html shows all)", human.Number(omitted)))
	}
	for _, g := range shown {
		inner := indent
		if g.Title != "" {
			fmt.Fprintf(b, "%s%s\n", indent, r.say("%s:", plain.OneLine(g.Title)))
			inner += "  "
		}
		for _, p := range g.Parts {
			r.exchangeText(b, inner, p)
		}
	}
}

func (r Report) exchangeText(b *strings.Builder, indent string, p part) {
	title := plain.OneLine(p.Title)
	if p.Times > 1 {
		title = r.say("%d times: %s", p.Times, title)
	}
	fmt.Fprintf(b, "%s%s\n%s  %s\n", indent, title, indent, plain.OneLine(p.Method+" "+p.URL))
	if p.RequestBody != "" {
		fmt.Fprintf(b, "%s  %s\n", indent, r.shorten(p.RequestBody, maxRequest))
	}
	answer := plain.OneLine(noAnswer(r.Lang, p.Evidence))
	if p.Status != 0 {
		answer = strings.TrimSpace(fmt.Sprintf("%d %s", p.Status, http.StatusText(p.Status)))
		if p.ResponseBody != "" {
			answer += "  " + r.shorten(p.ResponseBody, maxAnswer)
		}
	}
	fmt.Fprintf(b, "%s  → %s\n", indent, answer)
	if p.Diagnosis != "" {
		fmt.Fprintf(b, "%s  %s\n%s  %s\n", indent, r.say("The signature does not verify."), indent, plain.Indent(indent+"  ", p.Diagnosis))
	}
}

// shorten is the beginning of a text in one line, and how many characters follow.
func (r Report) shorten(s string, limit int) string {
	runes := []rune(plain.OneLine(s))
	if len(runes) <= limit {
		return string(runes)
	}
	return r.say("%s… (%d more characters)", string(runes[:limit]), len(runes)-limit)
}
