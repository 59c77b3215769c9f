package platform

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// Stage is the sandbox that a scenario acts on.
type Stage interface {
	// Begin returns the sandbox as it starts with a configuration. What was in it before is gone.
	Begin(ctx context.Context, config api.Config) (Sandbox, error)
	// TimeMoved is called after each move of platform time, with how far it moved and what it is now.
	TimeMoved(ctx context.Context, by time.Duration, now time.Time) error
	// Order returns the platform's number of an order that no step of this package has placed, by the name or the number that a sentence
	// calls it; the order has no name. It returns nothing for an order that it does not know.
	Order(name string) (oidPaybill string, err error)
	// OrderNames lists the names that Order knows.
	OrderNames() []string
	// Paying is called before a payment that succeeds and is notified.
	Paying() error
	// Pay has the shopper of an order pay it on the platform's pages. played is false where nobody plays the shopper; then the operator pays.
	Pay(ctx context.Context, oidPaybill string, p api.Pay) (played bool, err error)
	// Sending carries out send, which sends notifications now; together is how many of them go out at the same instant.
	Sending(ctx context.Context, together int, send func() ([]api.Delivery, error)) error
	// Answering is called before the platform's answers to orders change. It returns an error where no merchant's server sees them.
	Answering() error
	// ReadTimeout is how long the merchant's program waits for an answer; 0 where there is none.
	ReadTimeout() (time.Duration, error)
}

// Sandbox is where the steps of a scenario act.
type Sandbox struct {
	Control    *client.Control // of this sandbox
	BaseURL    string          // of the platform, for merchants
	OidPartner string          // the merchant of scenarios that name none; empty: a built-in one with all products
	Merchant   bool            // a merchant's program uses the sandbox, and receives the notifications itself
	Position   uint64          // of the journal: what came before belongs to no step
}

// ownSandbox is a Stage that makes a sandbox for a scenario.
type ownSandbox struct{ server, made *client.Control }

// Begin makes a sandbox in place of the one that was made before.
func (s *ownSandbox) Begin(ctx context.Context, config api.Config) (Sandbox, error) {
	if err := s.end(ctx); err != nil {
		return Sandbox{}, err
	}
	made, err := s.server.CreateSandbox(ctx, api.NewSandbox{Config: &config})
	if err != nil {
		return Sandbox{}, message.Errorf("no sandbox for this scenario: %w", err)
	}
	s.made = s.server.In(made.ID)
	return Sandbox{Control: s.made, BaseURL: made.BaseURL}, nil
}

// TimeMoved does nothing: no other clock follows the sandbox's.
func (s *ownSandbox) TimeMoved(context.Context, time.Duration, time.Time) error { return nil }

// Order knows no order.
func (s *ownSandbox) Order(string) (string, error) { return "", nil }

// OrderNames lists none.
func (s *ownSandbox) OrderNames() []string { return nil }

// Paying does nothing.
func (s *ownSandbox) Paying() error { return nil }

// Pay plays nobody.
func (s *ownSandbox) Pay(context.Context, string, api.Pay) (bool, error) { return false, nil }

// Sending sends.
func (s *ownSandbox) Sending(_ context.Context, _ int, send func() ([]api.Delivery, error)) error {
	_, err := send()
	return err
}

// Answering does nothing: the steps themselves see the answers.
func (s *ownSandbox) Answering() error { return nil }

// ReadTimeout is 0: no program waits.
func (s *ownSandbox) ReadTimeout() (time.Duration, error) { return 0, nil }

// end deletes the sandbox.
func (s *ownSandbox) end(ctx context.Context) error {
	if s.made == nil {
		return nil
	}
	err := s.made.DeleteSandbox(ctx)
	s.made = nil
	return err
}
