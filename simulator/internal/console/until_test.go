package console

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestWhenTheClockPageChanges(t *testing.T) {
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15:04:05.999", text, wire.Zone)
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	job := func(text string) due { return due{Upcoming: engine.Upcoming{Job: domain.Job{Due: at(text)}}} }
	none := []terms{{}}
	for name, test := range map[string]struct {
		now   string
		terms []terms
		next  []due
		want  string
	}{
		"midnight":                      {"2026-11-20 23:50:00", none, nil, "2026-11-21 00:00:00"},
		"the next midnight":             {"2026-11-21 00:00:00", none, nil, "2026-11-22 00:00:00"},
		"a job":                         {"2026-11-20 10:00:00", none, []due{job("2026-11-20 10:03:00"), job("2026-11-20 11:00:00")}, "2026-11-20 10:03:00"},
		"a job within a second":         {"2026-11-20 10:00:00.2", none, []due{job("2026-11-20 10:00:01.3")}, "2026-11-20 10:00:02"},
		"a job that is under way":       {"2026-11-20 10:00:00", none, []due{job("2026-11-20 10:00:00"), job("2026-11-20 09:59:58")}, "2026-11-21 00:00:00"},
		"a job after midnight":          {"2026-11-20 23:59:00", none, []due{job("2026-11-21 09:00:00")}, "2026-11-21 00:00:00"},
		"a merchant's cut-off":          {"2026-11-20 22:59:59.5", []terms{{}, {Cutoff: "23:00"}}, nil, "2026-11-20 23:00:00"},
		"the banks close":               {"2026-11-20 22:00:00", []terms{{Cutover: "23:45–00:10"}}, nil, "2026-11-20 23:45:00"},
		"the banks open":                {"2026-11-21 00:00:00", []terms{{Cutover: "23:45–00:10"}}, nil, "2026-11-21 00:10:00"},
		"terms that begin at their day": {"2026-11-20 23:00:00", []terms{{Cutoff: "23:00"}}, nil, "2026-11-21 00:00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := nextChange(at(test.now), test.terms, test.next); !got.Equal(at(test.want)) {
				t.Errorf("%s, expected %s", got, test.want)
			}
		})
	}
}
