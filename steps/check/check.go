package check

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
	"github.com/lianlian-sim/llsim/steps/merchant"
)

// Platform is a running simulator.
type Platform interface {
	Control() *client.Control
	Close() error
}

// Options say what to check.
type Options struct {
	File      *merchant.File
	Selection *Selection
	Workers   int // 0: Workers(File, 0)
	Platform  func(ctx context.Context, listen string) (Platform, error)
	Done      func(contract.Result) // told of each result as it comes, one at a time; may be nil
}

// Summary is what a check found, by file and line.
type Summary struct {
	Results []contract.Result
	Passed  int
	Failed  int // of the level must
	Weak    int // failed, of the level should
	Skipped int

	Started, Ended time.Time // real time
}

// OK tells whether the merchant does what it must, and with strict what it should; nothing is known when no scenario ran.
func (s Summary) OK(strict bool) bool {
	return s.Passed+s.Failed+s.Weak > 0 && s.Failed == 0 && (!strict || s.Weak == 0)
}

// mostWorkers is how many copies of a merchant are started unless the user says otherwise.
const mostWorkers = 4

// Workers is how many scenarios run at the same time: as many as wanted, or 0 for as many as do well on this machine. A merchant
// that runs already is one, and cannot be more.
func Workers(f *merchant.File, wanted int) (int, error) {
	switch {
	case wanted < 0:
		return 0, fmt.Errorf("%d workers are too few", wanted)
	case !f.Started() && wanted > 1:
		return 0, fmt.Errorf("a merchant that runs already has one worker; with start in %s, llsim starts as many copies as there are workers", f.Path)
	case !f.Started():
		return 1, nil
	case wanted > 0:
		return wanted, nil
	}
	return min(runtime.NumCPU(), mostWorkers), nil
}

// Run starts what there is to start, runs the scenarios and stops everything again. The error is a *merchant.EnvironmentError
// where nothing can be said about the merchant, a *merchant.FileError where the file asks for what the platform does not have,
// and a *FeatureError where a scenario has a step that does not exist.
func Run(ctx context.Context, o Options) (summary Summary, err error) {
	workers, err := Workers(o.File, o.Workers)
	if err != nil {
		return Summary{}, err
	}
	workers = min(workers, o.Selection.total)
	started := realtime.Now()
	defer func() { summary.Started, summary.Ended = started, realtime.Now() }()
	interrupted := ctx
	ctx, abort := context.WithCancelCause(ctx)
	defer abort(nil)
	seats, err := open(ctx, o, workers, abort)
	if err == nil {
		defer func() { err = errors.Join(err, seats.Close()) }()
		summary, err = o.Selection.run(ctx, seats.pool, workers, o.Done)
	}
	if interrupted.Err() != nil {
		return summary, environmentf("the check was interrupted")
	}
	return summary, err
}

// run runs the suite. The cause of the context's end goes before what came of it.
func (s *Selection) run(ctx context.Context, seats *pool, workers int, done func(contract.Result)) (Summary, error) {
	results := &contract.Collector{Line: s.line, Done: done}
	unknown := &unknownSteps{selection: s}
	var printed bytes.Buffer
	suite := godog.TestSuite{
		Name: "check",
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			contract.Register(sc, seats, results)
			unknown.watch(sc)
		},
		Options: &godog.Options{
			Format: "progress", Output: &printed, NoColors: true, Strict: true,
			Concurrency: workers, FeatureContents: s.contents, DefaultContext: ctx,
		},
	}
	status := suite.Run()
	if err := context.Cause(ctx); err != nil {
		return summarize(results.Results()), err
	}
	if err := unknown.error(); err != nil {
		return summarize(results.Results()), err
	}
	found := results.Results()
	if len(found) != s.total || status > 1 {
		return summarize(found), fmt.Errorf("%d of %d scenarios ended; the runner printed:\n%s", len(found), s.total, &printed)
	}
	return summarize(found), nil
}

func summarize(results []contract.Result) Summary {
	s := Summary{Results: results}
	for _, r := range results {
		switch {
		case r.Verdict == contract.Passed:
			s.Passed++
		case r.Verdict == contract.Skipped:
			s.Skipped++
		case r.Level == contract.Should:
			s.Weak++
		default:
			s.Failed++
		}
	}
	return s
}

// unknownSteps notes the steps that nobody has defined: a mistake in a feature file, not one of the merchant.
type unknownSteps struct {
	selection *Selection
	mu        sync.Mutex
	found     []string
}

func (u *unknownSteps) watch(sc *godog.ScenarioContext) {
	place := ""
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		place = fmt.Sprintf("%s:%d", s.Uri, u.selection.line(s))
		return ctx, nil
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, status godog.StepResultStatus, _ error) (context.Context, error) {
		if status == godog.StepUndefined {
			u.mu.Lock()
			defer u.mu.Unlock()
			u.found = append(u.found, fmt.Sprintf("%s: there is no step %q", place, step.Text))
		}
		return ctx, nil
	})
}

func (u *unknownSteps) error() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.found) == 0 {
		return nil
	}
	slices.Sort(u.found)
	return featureErrorf("%s", strings.Join(slices.Compact(u.found), "\n"))
}
