package platform_test

import (
	"bytes"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// TestDatesFeatures plays what llsim dates --gherkin prints for several moments and merchants.
func TestDatesFeatures(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var contents []godog.Feature
	for _, c := range []struct {
		name, at, identity, cutoff string
		dtOrders                   []string
	}{
		{"midnight", "2026-02-01 00:00:00", "", "", nil},
		{"the last second of the 31st", "2026-01-31 23:59:59", "number", "00:00", nil},
		{"the cut-off", "2026-01-31 22:30:00", "", "22:30", nil},
		{"the second before the cut-off", "2026-01-31 22:29:59", "", "22:30", nil},
		{"by date and number", "2026-03-10 12:00:00", "date_and_number", "", nil},
		{"by four elements, at the end of a leap February", "2024-02-29 12:00:00", "four_elements", "", nil},
		{"31 August, whose sixth month is short", "2026-08-31 23:59:59", "number", "23:00", nil},
		{"the end of the year", "2025-12-31 23:59:59", "date_and_number", "", nil},
		{"edges of the tolerance that are asked for", "2026-02-01 00:02:00", "date_and_number", "",
			[]string{"20260130235959", "20260131000000", "20260202235959", "20260203000000"}},
		{"orders of long ago and of next year", "2026-02-01 00:02:00", "", "", []string{"20250201000200", "20260125000159", "20260125000201", "20270201000200"}},
	} {
		at, err := human.Moment(c.at, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		text, err := dates.Feature(at, dates.Merchant{Identity: c.identity, Cutoff: c.cutoff}, c.dtOrders...)
		if err != nil {
			t.Fatal(err)
		}
		contents = append(contents, godog.Feature{Name: c.name, Contents: []byte(text)})
	}
	var report bytes.Buffer
	var ran atomic.Int64
	suite := godog.TestSuite{
		Name: "dates",
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			ran.Add(1)
			platform.Register(sc, platform.Target{Control: server.Control()})
		},
		Options: &godog.Options{Format: "progress", Output: &report, NoColors: true, Strict: true, Concurrency: 4, FeatureContents: contents,
			TestingT: t, DefaultContext: t.Context()},
	}
	if status := suite.Run(); status != 0 {
		t.Errorf("godog ended with status %d:\n%s", status, &report)
	}
	examples := 0
	for _, c := range contents {
		examples += strings.Count(string(c.Contents), "\n      | 20")
	}
	if got := int(ran.Load()); got < examples || got < 12*len(contents) {
		t.Errorf("%d scenarios ran of %d examples in %d features", got, examples, len(contents))
	}
}
