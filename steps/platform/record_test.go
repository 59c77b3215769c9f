package platform

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cucumber/godog"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// recorded is what became of one scenario.
type recorded struct {
	name string
	err  error
	text string   // the recording
	came []string // what the journal says came of it, sorted
}

// play plays features and records each scenario before its sandbox is deleted.
func play(t *testing.T, control *client.Control, o godog.Options) (all []recorded) {
	t.Helper()
	var mu sync.Mutex
	o.Strict, o.Format, o.Output, o.Concurrency, o.DefaultContext = true, "progress", io.Discard, 4, t.Context()
	suite := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			own := &ownSandbox{server: control}
			scene := RegisterOn(sc, own, func(run func() error) error { return run() })
			sc.Before(func(ctx context.Context, _ *godog.Scenario) (context.Context, error) { return ctx, scene.Begin(ctx) })
			sc.After(func(ctx context.Context, s *godog.Scenario, err error) (context.Context, error) {
				w := scene.world
				text, failed := w.control.Feature(ctx)
				if failed != nil {
					t.Error(failed)
				}
				entries, failed := w.control.WholeJournal(ctx, 0)
				if failed != nil {
					t.Error(failed)
				}
				mu.Lock()
				defer mu.Unlock()
				all = append(all, recorded{s.Uri + ": " + s.Name, err, text, consequences(entries)})
				scene.Leave()
				return ctx, own.end(ctx)
			})
		},
		Options: &o,
	}
	suite.Run()
	return all
}

// consequences lists what came of all that was done in a sandbox: answers to merchants, changes of orders and refunds, deliveries, faults
// that struck. What a payer's browser does by itself is not among them, since a recording has only what came of it.
func consequences(entries []api.Entry) (all []string) {
	requests := map[uint64]bool{}
	for _, e := range entries {
		requests[e.ID] = strings.HasPrefix(e.Text, "POST ")
		switch {
		case e.Kind == "answer" && requests[e.Request], e.Kind == "state", e.Kind == "delivery" && e.Code != "handed-over", e.Kind == "fault" && !strings.Contains(e.Text, " at return"):
			all = append(all, strings.Join([]string{e.At.Format(time.DateTime), e.Kind, e.NoOrder, e.OidPaybill, e.Rule, e.Code}, " "))
		}
	}
	slices.Sort(all)
	return all
}

// leftOut is what recordings say that they leave out, in any feature.
var leftOut = regexp.MustCompile(`# Left out: (the operator binds card|POST \S+/v1/signcreatebill|GET |a form for the cashier that cannot be read)`)

// saidToBeLeftOut reports whether a scenario is about what recordings have no sentences for, and say so: requests with cards, what apps
// send, the operator's agreements, signings, forms in the address and forms that cannot be read.
func saidToBeLeftOut(name, text string) bool {
	return leftOut.MatchString(text) ||
		slices.ContainsFunc([]string{"card", "binding", "encryption", "sdk"}, func(file string) bool { return strings.HasPrefix(name, "platform/"+file+".feature") })
}

// literalNumbers is the scenario whose recording differs: it writes the numbers of a req_data as texts.
const literalNumbers = "platform/wap.feature: A JSON number counts with its literal text"

// sandboxNames are the only thing that is another in the recording of a recording.
var sandboxNames = regexp.MustCompile(`(Scenario: What happened in sandbox ).*`)

// played are the features to record, and how many scenarios they have at least: all of them, of which the race detector plays a third.
func played(t *testing.T) (paths []string, least int) {
	if !race.On {
		return []string{features.Platform}, 300
	}
	all, err := fs.Glob(features.Files, features.Platform+"/*.feature")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(all); i += 3 {
		paths = append(paths, all[i])
	}
	return paths, 60
}

// Each scenario of the platform's rules is recorded, the recording is played, and that is recorded again. The recording passes, and the
// second one is the same: nothing of what happened was lost.
func TestRecordingsPlayTheSame(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	paths, least := played(t)
	first := play(t, server.Control(), godog.Options{Paths: paths, FS: features.Files})
	slices.SortFunc(first, func(a, b recorded) int { return strings.Compare(a.name, b.name) })
	for _, r := range first {
		if r.err != nil {
			t.Fatalf("%s failed before it was recorded: %v", r.name, r.err)
		}
	}
	if len(first) < least {
		t.Errorf("%d scenarios were recorded", len(first))
	}
	if race.On { // one in sixteen, each of which is played as without it
		some := first[:0]
		for i := 0; i < len(first); i += 16 {
			some = append(some, first[i])
		}
		first = some
	}
	var contents []godog.Feature
	for i, r := range first {
		contents = append(contents, godog.Feature{Name: fmt.Sprint(i), Contents: []byte(r.text)})
	}
	again := map[string]recorded{}
	for _, r := range play(t, server.Control(), godog.Options{FeatureContents: contents}) {
		name, _, _ := strings.Cut(r.name, ":")
		again[name] = r
	}
	for i, r := range first {
		t.Run(r.name, func(t *testing.T) {
			second, played := again[fmt.Sprint(i)]
			switch text := sandboxNames.ReplaceAllString(r.text, "$1"); {
			case !played:
				t.Errorf("the recording was not played:\n%s", r.text)
			case r.name == literalNumbers:
			case saidToBeLeftOut(r.name, text):
				if !strings.Contains(text, "# Left out:") {
					t.Errorf("it does not say what is left out:\n%s", r.text)
				}
			case second.err != nil:
				t.Errorf("the recording fails: %v\n%s", second.err, r.text)
			case sandboxNames.ReplaceAllString(second.text, "$1") != text:
				t.Errorf("the recording of the recording is another:\n%s\n\n%s", r.text, second.text)
			case !slices.Equal(r.came, second.came):
				t.Errorf("something else came of the recording: %s\n%s", cmp.Diff(r.came, second.came), r.text)
			case strings.Contains(text, "# Left out:"):
				t.Errorf("something is left out:\n%s", r.text)
			}
		})
	}
	if !bytes.Contains(contents[0].Contents, []byte("Feature:")) {
		t.Errorf("the first recording is no feature:\n%s", contents[0].Contents)
	}
}
