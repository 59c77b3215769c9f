package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Seats are the running copies of a merchant, each with a sandbox of its own: a contract.Pool for a godog suite of one's own. The first seat
// that cannot be made ready ends the check, so that a broken environment is not held against the merchant.
type Seats struct {
	platform Platform
	file     *harness.File
	free     chan *contract.Seat
	all      []*contract.Seat
	dir      string          // of the files of all copies
	memory   contract.Memory // that all seats share
	abort    context.CancelCauseFunc

	keep bool // the seat of the first scenario that did not go well
	mu   sync.Mutex
	kept *contract.Seat
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
	platform, err := o.Platform(context.WithoutCancel(ctx), o.File.Listen) // it runs until Close, whatever ends the check
	if err != nil {
		return nil, harness.Environmentf("the platform does not start: %v", err)
	}
	dir, err := os.MkdirTemp("", "llsim-check-")
	if err != nil {
		return nil, errors.Join(harness.Environmentf("there is no place for the merchant's files: %v", err), platform.Close())
	}
	s := &Seats{platform: platform, file: o.File, free: make(chan *contract.Seat, workers), all: make([]*contract.Seat, workers), dir: dir, abort: abort}
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

// errKept ends a check whose first failure is kept.
var errKept = errors.New("the first failure is kept")

// Keep keeps the seat of the first scenario that failed or was not judged, and ends the check.
func (s *Seats) Keep(seat *contract.Seat, result contract.Result) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.keep || s.kept != nil || result.Verdict != contract.Failed && result.Verdict != contract.NotJudged {
		return false
	}
	s.kept = seat
	s.abort(errKept)
	return true
}

// start makes the seat of a worker. A merchant that runs already talks to the sandbox whose address it can know, "default".
func (s *Seats) start(ctx context.Context, worker int) (*contract.Seat, error) {
	control := s.platform.Control()
	if s.file.StartsMerchant() {
		id := fmt.Sprintf("worker-%d", worker)
		if _, err := control.CreateSandbox(ctx, api.NewSandbox{ID: id}); err != nil {
			return nil, harness.Environmentf("there is no sandbox for the merchant: %v", err)
		}
		control = control.In(id)
	}
	if _, err := s.prepare(ctx, control); err != nil {
		return nil, err
	}
	platform, err := platformOf(ctx, control, s.file.Merchant.OidPartner)
	if err != nil {
		return nil, harness.Environmentf("the platform does not answer: %v", err)
	}
	driver, err := harness.Start(ctx, s.file, platform, worker, filepath.Join(s.dir, control.ID()))
	return &contract.Seat{Driver: driver, Control: control, Platform: platform, Memory: &s.memory}, err
}

// prepare resets a sandbox with its numbers going on, gives it the merchant's profile and puts its clock to real time, standing.
func (s *Seats) prepare(ctx context.Context, control *client.Control) (time.Time, error) {
	_, err := control.Reset(ctx, true)
	if err == nil {
		err = putProfile(ctx, control, s.file.Merchant)
	}
	var clock api.Clock
	if err == nil {
		clock, err = control.SetClock(ctx, api.Manual, time.Time{})
	}
	if err != nil {
		return time.Time{}, harness.Environmentf("the platform's sandbox cannot be made ready: %v", err)
	}
	return clock.Now.Time, nil
}

// putProfile puts what the merchant file says over the profile that exists; without one it creates it.
func putProfile(ctx context.Context, control *client.Control, over api.Merchant) error {
	profile, err := control.Merchant(ctx, over.OidPartner)
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Status == 404 {
		_, err = control.CreateMerchant(ctx, over)
		return err
	}
	if err != nil {
		return err
	}
	if reflect.DeepEqual(over, api.Merchant{OidPartner: over.OidPartner}) {
		return nil // the profile is as the file wants it
	}
	profile.Name = cmp.Or(over.Name, profile.Name)
	profile.PublicKey = cmp.Or(over.PublicKey, profile.PublicKey)
	profile.MD5Key = cmp.Or(over.MD5Key, profile.MD5Key)
	profile.OrderIdentity = cmp.Or(over.OrderIdentity, profile.OrderIdentity)
	profile.FileEdition = cmp.Or(over.FileEdition, profile.FileEdition)
	profile.SignOrder = cmp.Or(over.SignOrder, profile.SignOrder)
	profile.ClearingTitle = cmp.Or(over.ClearingTitle, profile.ClearingTitle)
	_, err = control.PutMerchant(ctx, profile)
	return err
}

// platformOf returns what a merchant needs to know of its sandbox.
func platformOf(ctx context.Context, control *client.Control, oidPartner string) (harness.Platform, error) {
	sandbox, err := control.Sandbox(ctx)
	if err != nil {
		return harness.Platform{}, err
	}
	profile, err := control.Merchant(ctx, oidPartner)
	if err != nil {
		return harness.Platform{}, err
	}
	p := harness.Platform{BaseURL: sandbox.BaseURL, ClockURL: sandbox.ControlURL + "/clock", ProxyURL: sandbox.ProxyURL, Merchant: profile}
	if p.ProxyURL != "" {
		if p.CAPEM, err = control.CA(ctx); err != nil {
			return harness.Platform{}, err
		}
	}
	if profile.Keys != nil {
		p.PublicKeyPEM = profile.Keys.PlatformPublicPEM
	}
	if s := profile.SFTP; s != nil {
		p.SFTP = harness.SFTP{Address: s.Address, User: s.User, Password: s.Password, HostKey: s.HostKey}
	}
	return p, nil
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
	now, err := s.prepare(ctx, seat.Control)
	if err != nil {
		return err
	}
	if err := seat.Driver.Revive(ctx); err != nil {
		return err
	}
	if err := seat.Driver.MoveClock(ctx, now); err != nil {
		return harness.Environmentf("the merchant's clock cannot be put to platform time: %v", err)
	}
	return nil
}

// runTrial holds the merchant file against one good order before anything is judged (contract.Trial).
func (s *Seats) runTrial(ctx context.Context) error {
	seat, err := s.Lease(ctx)
	if err != nil {
		return err
	}
	defer s.Return(seat)
	return contract.Trial(ctx, seat)
}

// Return gives a seat back.
func (s *Seats) Return(seat *contract.Seat) { s.free <- seat }

// Close ends all copies of the merchant at the same time, removes their files and stops the platform.
func (s *Seats) Close() error {
	failed := make([]error, len(s.all))
	var stopping sync.WaitGroup
	for i, seat := range s.all {
		if seat != nil && seat.Driver != nil {
			stopping.Go(func() { failed[i] = seat.Driver.Stop() })
		}
	}
	stopping.Wait()
	return errors.Join(errors.Join(failed...), os.RemoveAll(s.dir), s.platform.Close())
}
