package contract

import (
	"context"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// stage is the seat of a scenario as the platform's steps act on it.
type stage struct{ *world }

// Begin begins the seat's sandbox. Nothing that the merchant did before belongs to the scenario.
func (s stage) Begin(ctx context.Context, config api.Config) (platform.Sandbox, error) {
	if len(s.orders) > 0 {
		return platform.Sandbox{}, vocabulary.Mistakef("write this step above the first order", "how the platform starts is said after an order")
	}
	if err := s.pool.Begin(ctx, s.Seat, config); err != nil {
		return platform.Sandbox{}, err
	}
	s.clockLag, s.lags, s.ownClock = 0, nil, false
	if s.Driver != nil && !s.Driver.Has("clock") && config.Clock != nil {
		s.clockLag, s.ownClock = maxClockLag+1, true
	}
	return s.sandbox(), nil
}

// TimeMoved has the merchant's clock follow the platform's.
func (s stage) TimeMoved(ctx context.Context, by time.Duration, now time.Time) error {
	switch {
	case s.Driver == nil:
		return nil
	case !s.Driver.Has("clock"):
		s.fallBehind(by, now)
		return nil
	}
	return s.follow(ctx, now)
}

// Order is an order that a shopper checked out. One that nobody has checked out is a mistake, unless the platform's steps have placed orders,
// which may be meant.
func (s stage) Order(name string) (string, error) {
	o, err := s.order(name)
	switch {
	case name == "" && s.orders[""] == nil && s.scene.HasOrders():
		return "", nil // it may be one of those
	case err != nil && s.Driver != nil && !s.scene.HasOrders():
		return "", err
	case err != nil:
		return "", nil
	case o.paybill == "":
		return "", o.notPlaced()
	}
	return o.paybill, nil
}

// OrderNames lists the names of the orders that shoppers checked out.
func (s stage) OrderNames() (names []string) {
	for name, o := range s.orders {
		if name != "" && o != nil {
			names = append(names, name)
		}
	}
	return names
}

// Paying returns an error where the merchant answers no notification in time: nothing that follows could be looked at.
func (s stage) Paying() error {
	if s.Driver == nil {
		return nil
	}
	return s.requireAcknowledging()
}

// Sending keeps what the merchant answers, and which notifications went out together. It is an error where the merchant answers none in time.
func (s stage) Sending(ctx context.Context, together int, send func() ([]api.Delivery, error)) error {
	if err := s.Paying(); err != nil {
		return err
	}
	deliver := func(uint64) (err error) {
		s.sent, err = send()
		return err
	}
	if together < 2 {
		return deliver(0)
	}
	return s.sendTogether(ctx, message.New("%d notifications at the same instant", together), deliver)
}

// Answering returns an error where a shopper's browser gets the answers to orders, which are pages then.
func (s stage) Answering() error {
	if s.Driver != nil && !s.Driver.File().SeesAnswers() {
		return answersSeen.error(s.Driver.File())
	}
	return nil
}

// ReadTimeout is that of the merchant file.
func (s stage) ReadTimeout() (time.Duration, error) {
	if s.Driver == nil {
		return 0, nil
	}
	if err := s.need("http_timeout"); err != nil {
		return 0, err
	}
	return s.Driver.File().HTTPTimeout, nil
}

func (w *world) sandbox() platform.Sandbox {
	return platform.Sandbox{
		Control: w.Control, BaseURL: w.Platform.BaseURL, OidPartner: w.Platform.Merchant.OidPartner, Merchant: w.Driver != nil,
		Position: w.startPosition,
	}
}

// enter lets the platform's steps act on the seat.
func (w *world) enter(ctx context.Context) error {
	if w.Driver == nil {
		return w.scene.Begin(ctx)
	}
	return w.scene.Enter(ctx, w.sandbox())
}

// errNoMerchant is the error of a step about a merchant where there is none.
var errNoMerchant = message.Errorf("this step needs a merchant; name its file with -c")

// judgeMerchant is judge for steps about a merchant.
func (w *world) judgeMerchant(run func() error) error {
	return w.judge(func() error {
		if w.Driver == nil {
			return errNoMerchant
		}
		return run()
	})
}

// registerPlatform adds the platform's steps, which act on the seat's sandbox.
func (w *world) registerPlatform(sc *godog.ScenarioContext) {
	w.scene = platform.RegisterOn(sc, stage{w}, w.judge)
}
