package check

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Begin makes a seat's sandbox start again with a configuration. With a merchant it is the same sandbox, with the merchant's profile and
// numbers that go on, and the merchant's clock is put to its time; without one it is another sandbox. An error of the configuration is
// the scenario's, every other one ends the check.
func (s *Seats) Begin(ctx context.Context, seat *contract.Seat, config api.Config) error {
	var err error
	if s.file == nil {
		err = s.renew(ctx, seat, config)
	} else {
		var now time.Time
		if now, err = s.prepare(ctx, seat.Control, config); err == nil {
			err = moveClock(ctx, seat, now)
		}
	}
	if refused, ok := errors.AsType[*client.Error](err); err == nil || ok && refused.Status == http.StatusUnprocessableEntity || ctx.Err() != nil {
		return err
	}
	if _, ok := errors.AsType[*harness.EnvironmentError](err); !ok {
		err = notReady(err)
	}
	s.abort(err)
	return err
}

// renew gives a seat without a merchant a new sandbox.
func (s *Seats) renew(ctx context.Context, seat *contract.Seat, config api.Config) error {
	if seat.Control != nil {
		s.delete(seat.Control)
		seat.Control = nil
	}
	control, baseURL, err := s.newSandbox(ctx, api.NewSandbox{Config: &config})
	if err != nil {
		return err
	}
	seat.Control, seat.Platform.BaseURL = control, baseURL
	return nil
}

// newSandbox makes a sandbox. It waits for the answer when the check ends meanwhile, so that the sandbox is known and deleted.
func (s *Seats) newSandbox(ctx context.Context, asked api.NewSandbox) (control *client.Control, baseURL string, err error) {
	if ctx.Err() != nil {
		return nil, "", ctx.Err()
	}
	server := s.control()
	waiting, cancel := context.WithTimeout(s.ending, tidyingLimit)
	defer cancel()
	made, err := server.CreateSandbox(waiting, asked)
	if err != nil {
		return nil, "", err
	}
	control = server.In(made.ID)
	if ctx.Err() != nil {
		s.delete(control)
		return nil, "", ctx.Err()
	}
	return control, made.BaseURL, nil
}

// tidyingLimit is how long a platform that runs already may take to make or delete a sandbox.
const tidyingLimit = 10 * time.Second

// delete removes a sandbox that was made, also when the check has been interrupted. One that cannot be removed any more stays.
func (s *Seats) delete(control *client.Control) {
	ctx, cancel := context.WithTimeout(s.ending, tidyingLimit)
	defer cancel()
	_ = control.DeleteSandbox(ctx)
}
