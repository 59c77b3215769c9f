package check

import (
	"context"
	"errors"

	"github.com/lianlian-sim/llsim/steps/harness"
)

// Seats are the running copies of a merchant, each with a sandbox of its own: a contract.Pool for a godog suite of one's own.
type Seats struct {
	*pool
	platform Platform
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

func open(ctx context.Context, o Options, workers int, abort context.CancelCauseFunc) (*Seats, error) {
	platform, err := o.Platform(context.WithoutCancel(ctx), o.File.Listen) // it runs until Close, whatever ends the check
	if err != nil {
		return nil, harness.Environmentf("the platform does not start: %v", err)
	}
	p, err := newPool(ctx, o.File, platform.Control(), workers, abort)
	if err != nil {
		return nil, errors.Join(err, platform.Close())
	}
	return &Seats{p, platform}, nil
}

// Close stops the merchant and the platform.
func (s *Seats) Close() error { return errors.Join(s.close(), s.platform.Close()) }
