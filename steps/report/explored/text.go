package explored

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// Terminal writes the report for people: the finding, how to play it again, what was played and what was reached.
func (r Report) Terminal(w io.Writer, color bool) error {
	rules, err := rulebook.Rules()
	if err != nil {
		return err
	}
	t := text{Report: r, Painter: plain.Painter(color)}
	t.conclusion()
	if r.Finding != nil {
		t.finding()
	}
	t.line(r.say("%s.", r.Played()))
	t.unjudged()
	t.reached()
	t.rules(len(rules))
	t.promises()
	t.leftOut()
	_, err = io.WriteString(w, t.String())
	return err
}

// Closing writes Terminal in short: the verdict, how to play the finding again, and how much was played.
func (r Report) Closing(w io.Writer, color bool) error {
	t := text{Report: r, Painter: plain.Painter(color)}
	t.conclusion()
	if r.Finding != nil {
		t.seen()
		t.again()
	}
	t.line(r.say("%s.", r.Played()))
	_, err := io.WriteString(w, t.String())
	return err
}

// text is a report under way.
type text struct {
	strings.Builder
	Report
	plain.Painter
}

func (t *text) line(s string) { t.WriteString(s + "\n") }

// conclusion says what the exploration comes to.
func (t *text) conclusion() {
	code := plain.Green
	switch {
	case t.Finding != nil:
		code = plain.Red
	case !t.OK() || t.Stopped != "":
		code = plain.Yellow
	}
	if t.Stopped != "" {
		t.line(t.Paint(plain.Yellow, plain.OneLine(t.Stopped)))
	}
	t.line(t.Paint(code, t.Verdict()))
}

// finding is the scenario, which has the story in it, and how to play it again.
func (t *text) finding() {
	t.line("")
	for line := range strings.Lines(strings.TrimSpace(plain.Visible(t.Finding.Feature())) + "\n") {
		t.WriteString(strings.TrimRight("  "+line, " \n") + "\n")
	}
	t.line("")
	t.seen()
	t.line(t.Smaller())
	t.again()
	t.line("")
}

// seen says how often the finding came again, where that was tried.
func (t *text) seen() {
	if said := t.Seen(); said != "" {
		t.line(said)
	}
}

// again says how to play the finding again, and where it was saved.
func (t *text) again() {
	for i, again := range t.Again() {
		label := t.say("again: ")
		if i > 0 {
			label = strings.Repeat(" ", human.Width(label))
		}
		t.line(label + t.Paint(plain.Bold, again))
	}
	if t.Folder != "" {
		t.line(t.say("saved: ") + plain.OneLine(t.Folder))
	}
}

// unjudged says why sequences could not be judged, the most frequent reason first.
func (t *text) unjudged() {
	if len(t.Unjudged) == 0 {
		return
	}
	t.line("")
	t.line(t.say("%s of them could not be judged:", strconv.Itoa(t.Report.unjudged())))
	for _, why := range t.reasons() {
		t.line(fmt.Sprintf("  %4d  %s", t.Unjudged[why], plain.Indent("        ", why)))
	}
}

// reasons are why sequences could not be judged, the most frequent first.
func (r Report) reasons() []string {
	return slices.SortedFunc(maps.Keys(r.Unjudged), func(a, b string) int {
		if n := r.Unjudged[b] - r.Unjudged[a]; n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
}

// reached is the table of events by the state at the platform in which they met the order.
func (t *text) reached() {
	met := t.met()
	if len(met) == 0 {
		return
	}
	t.line("")
	t.line(t.say("Reached: events by the state in which they met the order at the platform"))
	head := []string{t.say("event")}
	for _, state := range platformStates {
		head = append(head, t.stateName(state))
	}
	rows := [][]string{head}
	for _, event := range t.eventNames() {
		row := []string{event}
		for _, n := range byPlatform(met[event]) {
			if n == 0 {
				row = append(row, "·")
				continue
			}
			row = append(row, human.Number(n))
		}
		rows = append(rows, row)
	}
	t.columns(rows)
}

// columns writes rows, the first column to the left and numbers to the right.
func (t *text) columns(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], human.Width(cell))
		}
	}
	for _, row := range rows {
		t.WriteString("  ")
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-human.Width(cell))
			if i == 0 {
				t.WriteString(cell + space)
				continue
			}
			t.WriteString("  " + space + cell)
		}
		t.line("")
	}
}

// rules lists the rules of the platform that were met.
func (t *text) rules(all int) {
	met := t.Reached.Rules()
	t.line("")
	if len(met) == 0 {
		t.line(t.say("No rule of the platform was met."))
		return
	}
	t.line(t.say("Rules of the platform met, %s of %s:", strconv.Itoa(len(met)), strconv.Itoa(all)))
	t.list("  ", met)
}

// lineWidth is how wide lists of names are.
const lineWidth = 98

// list writes names in as many lines as they need.
func (t *text) list(indent string, names []string) {
	line := indent
	for _, name := range names {
		if human.Width(line)+1+human.Width(name) > lineWidth {
			t.line(strings.TrimRight(line, " "))
			line = indent
		}
		line += name + " "
	}
	t.line(strings.TrimRight(line, " "))
}

// promises lists what was judged, with the obligations that it rests on.
func (t *text) promises() {
	t.line("")
	t.line(t.say("Promises, and the obligations that each rests on:"))
	for _, p := range explore.Promises() {
		mark := t.Paint(plain.Green, "✓")
		switch verdict, _ := t.verdict(p); verdict {
		case LeftOut:
			continue
		case Broken:
			mark = t.Paint(plain.Red, "✗")
		case NotJudged:
			mark = "–"
		}
		t.line(fmt.Sprintf("  %s %-6s  %s", mark, p.ID, p.In(t.Lang)))
		t.line("            " + strings.Join(p.Rests, " "))
	}
}

func (t *text) leftOut() {
	left := t.Report.LeftOut()
	if len(left) == 0 {
		return
	}
	t.line("")
	t.line(t.say("Left out:"))
	for _, group := range left {
		t.line("  " + plain.Indent("  ", t.say("%s:", group.Reason)))
		t.list("    ", group.Names)
	}
}
