package check

import (
	"bytes"
	"context"
	"errors"
	"runtime"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// Platform is a running simulator.
type Platform interface {
	Control() *client.Control
	Close() error
}

// Options say what to check.
type Options struct {
	File      *harness.File // nil: no merchant; the scenarios act on the platform alone
	Selection *Selection
	Workers   int // 0: Workers(File, 0)
	Platform  func(ctx context.Context, listen string) (Platform, error)
	Running   bool                  // Platform returns one that runs already: it names the sandboxes, and those made are deleted in the end
	OnStart   func(contract.Result) // told of each scenario that begins, by name and obligations alone; may be nil
	OnResult  func(contract.Result) // told of each result as it comes, one at a time; may be nil

	Lang message.Lang // of what is said to people; "" is English

	Unrated bool // the scenarios are no obligations: their results have no level, and each failure counts

	// Keep, where it is set, is called with what was found and the scenarios that failed or were not judged, if there are any, while the
	// platform and their sandboxes still are as they left them. With a merchant the first of them is the last scenario that runs.
	Keep func(Summary, []Kept)
}

// Summary is what a check found, by file and line.
type Summary struct {
	Results      []contract.Result
	Passed       int
	Failed       int // of the level must
	ShouldFailed int // failed, of the level should
	Skipped      int

	NotJudged       int // of the level must
	ShouldNotJudged int // of the level should

	Started, Ended time.Time // real time
}

// OK tells whether the merchant does what it must, and with strict what it should. It is false where no scenario ran, and where
// one could not be judged.
func (s Summary) OK(strict bool) bool {
	return s.Passed+s.ShouldFailed > 0 && s.Failed+s.NotJudged == 0 && (!strict || s.ShouldFailed+s.ShouldNotJudged == 0)
}

// maxWorkers is how many copies of a merchant are started unless the user says otherwise.
const maxWorkers = 4

// Workers returns how many scenarios run at the same time: as many as wanted, or for 0 as many as this machine does well. A merchant that
// runs already is one copy, so more than one worker is an error. f is nil where there is no merchant.
func Workers(f *harness.File, wanted int) (int, error) {
	switch {
	case wanted < 0:
		return 0, message.Errorf("%d workers are too few", wanted)
	case f == nil && wanted > 0:
		return wanted, nil
	case f == nil:
		return min(runtime.NumCPU(), maxWorkers), nil
	case !f.StartsMerchant() && wanted > 1:
		return 0, message.Errorf("a merchant that runs already has one worker; with start in %s, llsim starts as many copies as there are workers", f.Path)
	case !f.StartsMerchant():
		return 1, nil
	case wanted > 0:
		return wanted, nil
	}
	return min(runtime.NumCPU(), maxWorkers), nil
}

// ErrInterrupted is a check whose context ended before it did.
var ErrInterrupted = &harness.EnvironmentError{Reason: message.New("the check was interrupted")}

// Run starts platform and merchants, runs the scenarios and stops everything again. The error is a *harness.EnvironmentError where nothing
// more can be said about the merchant (ErrInterrupted is one), a *harness.FileError where the file asks for what the platform does not
// have, and a *FeatureError where a feature has a mistake: nothing runs where it shows before, such as an unknown step, and otherwise the
// scenario is not judged. The summary has the results until then.
func Run(ctx context.Context, o Options) (summary Summary, err error) {
	workers, err := Workers(o.File, o.Workers)
	if err == nil {
		err = o.Selection.Verify(o.File != nil)
	}
	if err != nil {
		return Summary{}, err
	}
	workers = min(workers, o.Selection.Total())
	started := realtime.Now()
	defer func() {
		if summary.Ended.IsZero() {
			summary.Started, summary.Ended = started, realtime.Now()
		}
	}()
	interrupted := ctx
	ctx, abort := context.WithCancelCause(ctx)
	defer abort(nil)
	seats, err := open(ctx, o, workers, abort)
	if err == nil {
		defer func() { err = errors.Join(err, seats.Close()) }()
		err = seats.RunTrial(ctx)
	}
	if err == nil {
		summary, err = o.Selection.run(ctx, seats, workers, o)
	}
	if errors.Is(err, errKept) || err == nil && seats != nil && len(seats.kept) > 0 {
		summary.Started, summary.Ended = started, realtime.Now()
		o.Keep(summary, seats.kept)
		return summary, mistakesOf(summary.Results)
	}
	if interrupted.Err() != nil {
		return summary, ErrInterrupted
	}
	if err == nil {
		err = mistakesOf(summary.Results)
	}
	return summary, err
}

// run runs the parts of the selection one after the other. It returns the cause of the context's end in place of errors that follow from
// it.
func (s *Selection) run(ctx context.Context, seats *Seats, workers int, o Options) (Summary, error) {
	results := &contract.Collector{Place: s.place, OnResult: o.OnResult, Lang: o.Lang, Unrated: o.Unrated}
	for _, part := range s.parts {
		if err := part.runPart(ctx, seats, workers, results, o.OnStart); err != nil {
			return summarize(results.Results()), err
		}
		seats.memory.Learn(results.Results())
	}
	return summarize(results.Results()), nil
}

// runPart runs the scenarios of a part, which do not rest on each other.
func (s *Selection) runPart(ctx context.Context, seats *Seats, workers int, results *contract.Collector, onStart func(contract.Result)) error {
	before := len(results.Results())
	var printed bytes.Buffer
	suite := godog.TestSuite{
		Name: "check",
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			contract.Register(sc, seats, results)
			announceStart(sc, onStart)
		},
		Options: &godog.Options{
			Format: "progress", Output: &printed, NoColors: true, Strict: true,
			Concurrency: workers, FeatureContents: s.contents, DefaultContext: ctx,
		},
	}
	status := suite.Run()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if ended := len(results.Results()) - before; ended != s.Total() || status > 1 {
		return message.Errorf("%d of %d scenarios ended; the runner printed:\n%s", ended, s.Total(), &printed)
	}
	return nil
}

func summarize(results []contract.Result) Summary {
	s := Summary{Results: results}
	for _, r := range results {
		switch {
		case r.Verdict == contract.Passed:
			s.Passed++
		case r.Verdict == contract.Skipped:
			s.Skipped++
		case r.Verdict == contract.NotJudged && r.Level == contract.Should:
			s.ShouldNotJudged++
		case r.Verdict == contract.NotJudged:
			s.NotJudged++
		case r.Level == contract.Should:
			s.ShouldFailed++
		default:
			s.Failed++
		}
	}
	return s
}
