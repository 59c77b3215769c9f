package check

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Seats are the running copies of a merchant, each with a sandbox of its own: a contract.Pool for a godog suite of one's own. The first seat
// that cannot be made ready ends the check, so that a broken environment is not held against the merchant. Without a merchant a seat is
// the right to have a sandbox, which each scenario makes for itself.
type Seats struct {
	platform Platform
	lang     message.Lang  // of what is said to people
	running  bool          // the platform runs already and stays
	file     *harness.File // nil: no merchant
	free     chan *contract.Seat
	all      []*contract.Seat
	dir      string          // of the files of all copies
	memory   contract.Memory // that all seats share
	abort    context.CancelCauseFunc
	ending   context.Context //nolint:containedctx // that of the check without its end, for what is tidied up then

	keep bool // what did not go well
	mu   sync.Mutex
	kept []Kept
}

// Open starts the platform and the copies of the merchant, as many as Workers says, for scenarios that contract.Register gives its
// vocabulary. Selection and OnResult are not looked at. Close stops what was started.
func Open(ctx context.Context, o Options) (*Seats, error) {
	workers, err := Workers(o.File, o.Workers)
	if err != nil {
		return nil, err
	}
	return open(ctx, o, workers, func(error) {})
}

// open starts the copies of the merchant all at the same time. abort ends the check.
func open(ctx context.Context, o Options, workers int, abort context.CancelCauseFunc) (*Seats, error) {
	listen := ""
	if o.File != nil {
		listen = o.File.Listen
	}
	ending := context.WithoutCancel(ctx)
	platform, err := o.Platform(ending, listen) // it runs until Close, whatever ends the check
	switch {
	case err != nil && o.Running:
		return nil, harness.Environmentf("the platform cannot be used: %v", err)
	case err != nil:
		return nil, harness.Environmentf("the platform does not start: %v", err)
	}
	dir, err := os.MkdirTemp("", "llsim-check-")
	if err != nil {
		return nil, errors.Join(harness.Environmentf("there is no place for the merchant's files: %v", err), platform.Close())
	}
	s := &Seats{
		platform: platform, lang: o.Lang, running: o.Running, file: o.File, free: make(chan *contract.Seat, workers), all: make([]*contract.Seat, workers),
		dir: dir, abort: abort, ending: ending, keep: o.Keep != nil,
	}
	failed := make([]error, workers)
	var starting sync.WaitGroup
	for i := range workers {
		starting.Go(func() { s.all[i], failed[i] = s.start(ctx, i) })
	}
	starting.Wait()
	for i, seat := range s.all {
		if failed[i] != nil {
			return nil, errors.Join(failed[i], s.Close()) // one is enough: the others fail in the same way
		}
		s.free <- seat
	}
	return s, nil
}

// control is the platform's control API, in the language of the check.
func (s *Seats) control() *client.Control { return s.platform.Control().Saying(s.lang) }

// start makes the seat of a worker. A merchant that runs already talks to the sandbox whose address it can know, "default".
func (s *Seats) start(ctx context.Context, worker int) (*contract.Seat, error) {
	seat := &contract.Seat{Memory: &s.memory}
	if s.file == nil {
		return seat, nil
	}
	seat.Control = s.control()
	if s.file.StartsMerchant() {
		control, _, err := s.newSandbox(ctx, api.NewSandbox{ID: s.sandboxID(worker)})
		if err != nil {
			return nil, harness.Environmentf("there is no sandbox for the merchant: %v", err)
		}
		seat.Control = control
	}
	if _, err := s.prepare(ctx, seat.Control, api.Config{}); err != nil {
		return seat, notReady(err)
	}
	platform, err := platformOf(ctx, seat.Control, s.file.Merchant.OidPartner)
	if err != nil {
		return seat, harness.Environmentf("the platform does not answer: %v", err)
	}
	seat.Platform = platform
	seat.Driver, err = harness.Start(ctx, s.file, platform, worker, filepath.Join(s.dir, seat.Control.ID()))
	return seat, err
}

// sandboxID names the sandbox of a worker on a platform of the check's own; on a running one the platform chooses.
func (s *Seats) sandboxID(worker int) string {
	if s.running {
		return ""
	}
	return fmt.Sprintf("worker-%d", worker)
}

// prepare resets a sandbox with its numbers going on, gives it the merchant's profile with the configuration's cut-offs, and puts its
// clock, standing, to the configuration's time, or else to real time.
func (s *Seats) prepare(ctx context.Context, control *client.Control, config api.Config) (time.Time, error) {
	var at time.Time
	if config.Clock != nil && config.Clock.Now != nil {
		at = config.Clock.Now.Time
	}
	sandbox, err := control.ResetAt(ctx, at)
	if err == nil {
		err = putProfile(ctx, control, s.file.Merchant, config)
	}
	if err != nil {
		return time.Time{}, err
	}
	return sandbox.Clock.Now.Time, nil
}

func notReady(err error) error {
	return harness.Environmentf("the platform's sandbox cannot be made ready: %v", err)
}

// Lease waits for a free seat and makes it ready. An error ends the whole check.
func (s *Seats) Lease(ctx context.Context) (*contract.Seat, error) {
	select {
	case seat := <-s.free:
		if ctx.Err() != nil {
			s.free <- seat
			return nil, ctx.Err()
		}
		if err := s.ready(ctx, seat); err != nil {
			s.abort(err)
			s.free <- seat
			return nil, err
		}
		return seat, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ready restarts a merchant that the last scenario has lost, and puts its clock to platform time.
func (s *Seats) ready(ctx context.Context, seat *contract.Seat) error {
	if s.file == nil {
		return nil
	}
	now, err := s.prepare(ctx, seat.Control, api.Config{})
	if err != nil {
		return notReady(err)
	}
	if err := seat.Driver.Revive(ctx); err != nil {
		return err
	}
	return moveClock(ctx, seat, now)
}

func moveClock(ctx context.Context, seat *contract.Seat, now time.Time) error {
	if err := seat.Driver.MoveClock(ctx, now); err != nil {
		return harness.Environmentf("the merchant's clock cannot be put to platform time: %v", err)
	}
	return nil
}

// RunTrial holds the merchant file against one good order before anything is judged (contract.Trial).
func (s *Seats) RunTrial(ctx context.Context) error {
	if s.file == nil {
		return nil
	}
	seat, err := s.Lease(ctx)
	if err != nil {
		return err
	}
	defer s.Return(seat)
	return contract.Trial(ctx, seat)
}

// Return gives a seat back. A sandbox that was made for the scenario goes.
func (s *Seats) Return(seat *contract.Seat) {
	if s.file == nil && seat.Control != nil {
		s.delete(seat.Control)
		seat.Control = nil
	}
	s.free <- seat
}

// Close ends all copies of the merchant at the same time, removes their files and stops the platform. On one that goes on, it deletes the
// sandboxes that were made and are not kept.
func (s *Seats) Close() error {
	failed := make([]error, len(s.all))
	var stopping sync.WaitGroup
	for i, seat := range s.all {
		if seat != nil && seat.Driver != nil {
			stopping.Go(func() { failed[i] = seat.Driver.Stop() })
		}
	}
	stopping.Wait()
	for _, seat := range s.all {
		if s.running && s.file != nil && seat != nil && seat.Control != nil && !s.isKept(seat) {
			s.delete(seat.Control)
		}
	}
	return errors.Join(errors.Join(failed...), os.RemoveAll(s.dir), s.platform.Close())
}
