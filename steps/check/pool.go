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
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// pool holds a seat for each worker. The first seat that cannot be made ready ends the check, so that a broken environment is not held
// against the merchant.
type pool struct {
	file *harness.File
	free chan *contract.Seat
	all  []*contract.Seat
	dir  string // of the files of all copies

	memory contract.Memory // that all seats share

	abort context.CancelCauseFunc

	keep bool // the seat of the first scenario that did not go well
	mu   sync.Mutex
	kept *contract.Seat
}

// errKept ends a check whose first failure is kept.
var errKept = errors.New("the first failure is kept")

// Keep keeps the seat of the first scenario that failed or was not judged, and ends the check.
func (p *pool) Keep(seat *contract.Seat, result contract.Result) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.keep || p.kept != nil || result.Verdict != contract.Failed && result.Verdict != contract.NotJudged {
		return false
	}
	p.kept = seat
	p.abort(errKept)
	return true
}

// newPool starts the copies of the merchant, all at the same time. abort ends the check.
func newPool(ctx context.Context, f *harness.File, control *client.Control, workers int, abort context.CancelCauseFunc) (*pool, error) {
	dir, err := os.MkdirTemp("", "llsim-check-")
	if err != nil {
		return nil, harness.Environmentf("there is no place for the merchant's files: %v", err)
	}
	p := &pool{file: f, free: make(chan *contract.Seat, workers), all: make([]*contract.Seat, workers), dir: dir, abort: abort}
	failed := make([]error, workers)
	var starting sync.WaitGroup
	for i := range workers {
		starting.Go(func() { p.all[i], failed[i] = p.open(ctx, control, i) })
	}
	starting.Wait()
	for i, seat := range p.all {
		if failed[i] != nil {
			return nil, errors.Join(failed[i], p.close()) // one is enough: the others fail in the same way
		}
		p.free <- seat
	}
	return p, nil
}

// open makes the seat of a worker. A merchant that runs already talks to the sandbox whose address it can know, "default".
func (p *pool) open(ctx context.Context, control *client.Control, worker int) (*contract.Seat, error) {
	if p.file.StartsMerchant() {
		id := fmt.Sprintf("worker-%d", worker)
		if _, err := control.CreateSandbox(ctx, api.NewSandbox{ID: id}); err != nil {
			return nil, harness.Environmentf("there is no sandbox for the merchant: %v", err)
		}
		control = control.In(id)
	}
	s := &contract.Seat{Control: control, Memory: &p.memory}
	if _, err := p.prepare(ctx, control); err != nil {
		return nil, err
	}
	var err error
	if s.Platform, err = platformOf(ctx, control, p.file.Merchant.OidPartner); err != nil {
		return nil, harness.Environmentf("the platform does not answer: %v", err)
	}
	s.Driver, err = harness.Start(ctx, p.file, s.Platform, worker, filepath.Join(p.dir, control.ID()))
	return s, err
}

// prepare resets a sandbox with its numbers going on, gives it the merchant's profile and puts its clock to real time, standing.
func (p *pool) prepare(ctx context.Context, control *client.Control) (time.Time, error) {
	_, err := control.Reset(ctx, true)
	if err == nil {
		err = putProfile(ctx, control, p.file.Merchant)
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
	changed := false
	for _, field := range []struct {
		to   *string
		from string
	}{
		{&profile.Name, over.Name},
		{&profile.PublicKey, over.PublicKey},
		{&profile.MD5Key, over.MD5Key},
		{&profile.OrderIdentity, over.OrderIdentity},
		{&profile.FileEdition, over.FileEdition},
		{&profile.SignOrder, over.SignOrder},
	} {
		if field.from != "" {
			*field.to, changed = field.from, true
		}
	}
	if over.ClearingTitle != nil {
		profile.ClearingTitle, changed = over.ClearingTitle, true
	}
	if changed {
		_, err = control.PutMerchant(ctx, profile)
	}
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
func (p *pool) Lease(ctx context.Context) (*contract.Seat, error) {
	select {
	case s := <-p.free:
		if ctx.Err() != nil {
			p.free <- s
			return nil, ctx.Err()
		}
		if err := p.ready(ctx, s); err != nil {
			p.abort(err)
			p.free <- s
			return nil, err
		}
		return s, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ready restarts a merchant that the last scenario has lost, and puts its clock to platform time.
func (p *pool) ready(ctx context.Context, s *contract.Seat) error {
	now, err := p.prepare(ctx, s.Control)
	if err != nil {
		return err
	}
	if err := s.Driver.Revive(ctx); err != nil {
		return err
	}
	if err := s.Driver.MoveClock(ctx, now); err != nil {
		return harness.Environmentf("the merchant's clock cannot be put to platform time: %v", err)
	}
	return nil
}

// runTrial holds the merchant file against one good order before anything is judged (contract.Trial).
func (p *pool) runTrial(ctx context.Context) error {
	s, err := p.Lease(ctx)
	if err != nil {
		return err
	}
	defer p.Return(s)
	return contract.Trial(ctx, s)
}

// Return gives a seat back.
func (p *pool) Return(s *contract.Seat) { p.free <- s }

// close ends all copies at the same time and removes their files.
func (p *pool) close() error {
	failed := make([]error, len(p.all))
	var stopping sync.WaitGroup
	for i, s := range p.all {
		if s != nil && s.Driver != nil {
			stopping.Go(func() { failed[i] = s.Driver.Stop() })
		}
	}
	stopping.Wait()
	return errors.Join(errors.Join(failed...), os.RemoveAll(p.dir))
}
