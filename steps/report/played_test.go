package report_test

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report"
)

// ofRun is a result of a run: without a level and an obligation.
func ofRun(r contract.Result, file string, rules ...string) contract.Result {
	r.Obligations, r.Level, r.File, r.Rule, r.Cause, r.Rules = nil, "", file, "", "", rules
	return r
}

// played is a run in which everything happened.
func played() report.Report {
	wrong := ofRun(doubled(), "features/dates.feature", "IDN-5")
	wrong.Rule = "IDN-5: A request for an order that is paid is refused."
	for i := range 30 {
		wrong.Story = append(wrong.Story, contract.Happening{At: noon.Add(time.Duration(i) * time.Hour), Text: fmt.Sprintf("line %d "+nasty, i)})
	}
	late := ofRun(amount(141, "5"), "features/dates.feature")
	late.Verdict, late.Reason = contract.Passed, ""
	return report.Report{
		Results: []contract.Result{
			ofRun(passed("", "An order of the 31st", "", 3), "features/dates.feature", "IDN-1", "CLR-2"), wrong,
			ofRun(amount(140, "49.9"), "features/dates.feature"), late,
			ofRun(skipped("", ""), "own.feature"), ofRun(notJudged("", "", 40), "own.feature"),
		},
		Started: noon.Add(-time.Hour), Ended: noon.Add(-time.Hour + 3*time.Second), Version: "v1.2.3", ByScenario: true, Server: "http://127.0.0.1:8900",
	}
}

// The report of a run goes by scenario, and speaks of merchants and obligations nowhere.
func TestARunIsReportedByScenario(t *testing.T) {
	for name, write := range map[string]func(report.Report, io.Writer) error{
		"terminal": terminal, "JUnit": report.Report.JUnit, "Cucumber": report.Report.Cucumber, "HTML": report.Report.HTML,
	} {
		t.Run(name, func(t *testing.T) {
			text := written(t, played(), write)
			if found := regexp.MustCompile(`(?i:obligation)|\bMUST\b|\bSHOULD\b|llsim check|llsim\.merchant|[Uu]sual cause|[Ww]ritten in`).FindString(text); found != "" {
				t.Errorf("it says %q", found)
			}
			if at := acting.FindStringIndex(text); at != nil {
				t.Errorf("it holds %q", text[at[0]:at[1]])
			}
		})
	}
}

// One sentence says what came of a run.
func TestWhatCameOfARun(t *testing.T) {
	all := played().Results
	good, wrong, skipped, open := all[0], all[1], all[4], all[5]
	for _, c := range []struct {
		sentence, stopped string
		results           []contract.Result
	}{
		{"No scenario was played.", "", nil},
		{"No scenario was played.", "", []contract.Result{skipped}},
		{"1 scenario passed.", "", []contract.Result{good}},
		{"1 scenario passed, 1 skipped.", "", []contract.Result{good, skipped}},
		{"1 of 2 scenarios failed.", "", []contract.Result{good, wrong}},
		{"1 of 1 scenario could not be judged, because something else went wrong before.", "", []contract.Result{open}},
		{"No scenario failed before that.", "The run was interrupted.", []contract.Result{good}},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			text := written(t, report.Report{Results: c.results, Stopped: c.stopped, ByScenario: true}, terminal)
			if !strings.Contains(text, "\n"+c.sentence+"\n") && !strings.HasPrefix(text, c.sentence+"\n") {
				t.Errorf("it says\n%s", text)
			}
		})
	}
}
