package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// command is the command whose report it is.
func (r Report) command() string {
	if r.ByScenario {
		return "run"
	}
	return "check"
}

// Units is how many there are of what the report goes by.
func (r Report) Units(n int) string {
	if r.ByScenario {
		return r.scenarioCount(n)
	}
	return r.say("%s {obligation|obligations}", human.Number(n))
}

func (r Report) scenarioCount(n int) string { return r.say("%s {scenario|scenarios}", human.Number(n)) }

// scenarios lists what was found scenario by scenario; the rows of an outline's examples are one.
func (r Report) scenarios() (found []finding) {
	for _, result := range r.Results {
		i := slices.IndexFunc(found, func(f finding) bool { return f.Section == result.File && f.Demand == result.Name })
		if i < 0 {
			i, found = len(found), append(found, finding{lang: r.Lang, Section: result.File, Demand: result.Name})
		}
		found[i].Results = append(found[i].Results, result)
	}
	for i := range found {
		found[i] = conclude(found[i])
	}
	return found
}

// scenarioCounts are numbers of scenarios, each row of examples one.
func (r Report) scenarioCounts() map[contract.Verdict]int {
	n := map[contract.Verdict]int{}
	for _, result := range r.Results {
		n[result.Verdict]++
	}
	return n
}

// played is the sentence about the scenarios.
func (r Report) played() string {
	n := r.scenarioCounts()
	all := human.Number(len(r.Results))
	switch {
	case n[contract.Passed]+n[contract.Failed]+n[contract.NotJudged] == 0:
		return r.say("No scenario was played.")
	case n[contract.Failed] > 0:
		return r.say("%d of %s {scenario|scenarios} failed.", n[contract.Failed], all)
	case n[contract.NotJudged] > 0:
		return r.say("%d of %s {scenario|scenarios} could not be judged, because something else went wrong before.", n[contract.NotJudged], all)
	case r.Stopped != "":
		return r.say("No scenario failed before that.")
	case n[contract.Skipped] > 0:
		return r.say("%s {scenario|scenarios} passed, %d skipped.", human.Number(n[contract.Passed]), n[contract.Skipped])
	}
	return r.say("%s {scenario|scenarios} passed.", all)
}

// playedCounts lists the numbers that are not zero.
func (r Report) playedCounts() string {
	n := r.scenarioCounts()
	parts := []string{r.scenarioCount(len(r.Results))}
	for _, verdict := range []contract.Verdict{contract.Passed, contract.Failed, contract.NotJudged, contract.Skipped} {
		if n[verdict] > 0 {
			parts = append(parts, r.say("%d %s", n[verdict], verdictWord(verdict)))
		}
	}
	return r.list(parts)
}

// failedStep is the sentence of the step that failed; "" where none did.
func failedStep(s contract.Result) string {
	for _, step := range s.Steps {
		if step.Status == contract.Failed {
			return plain.OneLine(step.Keyword + " " + step.Text)
		}
	}
	return ""
}

// maxHappenings is how many of the newest lines of a story are shown in short.
const maxHappenings = 24

// happenings writes what happened in the sandbox of a scenario, by platform time.
func (r Report) happenings(b *strings.Builder, indent string, all []contract.Happening) {
	fmt.Fprintf(b, "%s%s\n", indent, r.say("In its sandbox, by platform time:"))
	if more := len(all) - maxHappenings; more > 0 {
		fmt.Fprintf(b, "%s  %s\n", indent, r.say("(%d earlier ones; --keep leaves the sandbox with its journal)", more))
		all = all[more:]
	}
	day := ""
	for _, h := range all {
		date, at := h.At.Format(time.DateOnly), h.At.Format(time.TimeOnly)
		if date == day {
			date = strings.Repeat(" ", len(date))
		} else {
			day = date
		}
		fmt.Fprintf(b, "%s  %s %s  %s\n", indent, date, at, r.shorten(h.Text, maxAnswer))
	}
}

// told lists what happened in the sandbox of a scenario of a run.
func (r Report) told(s contract.Result) (lines []line) {
	if !r.ByScenario {
		return nil
	}
	for _, h := range s.Story {
		lines = append(lines, line{h.At.Format(time.DateTime), plain.OneLine(h.Text)})
	}
	return lines
}
