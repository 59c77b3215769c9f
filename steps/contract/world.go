package contract

import (
	"context"
	"strconv"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// maxClockLag is how far platform time may move on without the merchant's clock before the merchant cannot be asked for an action.
const maxClockLag = 60 * time.Second

// world is what one scenario knows.
type world struct {
	*Seat
	pool        Pool
	lang        message.Lang // of the results
	scene       *platform.Scene
	blockedBy   error    // why nothing of the scenario can be checked; nil: it can
	obligations []string // that the scenario is about

	startPosition   uint64          // position of the journal at the beginning
	harnessRequests map[uint64]bool // requests that the harness sent itself
	clockLag        time.Duration   // platform time that the merchant's clock has not followed
	zoneChanged     bool            // the merchant was restarted with another environment

	provingOrders map[string]bool // numbers of orders that only prove something (see prove)

	orders          map[string]*order // by the name the scenario gives them, "" for the only one
	checkouts       []harness.Outcome // of checkouts at the same time
	sent            []api.Delivery    // by the newest step that sends notifications
	refunds         []refund
	payAgainOutcome harness.Outcome   // of the newest attempt to pay again
	paidAgain       bool              // whether there was such an attempt
	returnOutcome   harness.Outcome   // of the newest return
	codeOutcome     harness.Outcome   // of the newest code that a shopper entered
	boundOutcome    harness.Outcome   // of the newest payment with a bound card
	appOutcome      harness.Outcome   // of the newest report of an app
	users           map[string]string // who binds cards, by the words of sentences
	unknownNumber   string            // number of an order that the merchant does not know
	differingNumber string            // number that the edited clearing file differs in
	storeFailing    bool              // the merchant's store fails

	actions []action
	bursts  []burst
	steps   []StepResult

	stepPositions []uint64 // of the journal, when each step began
	subject       uint64   // the entry of the request that the step is about; 0: of none
	lags          []lag
	ownClock      bool // the merchant's clock shows real time, whatever the platform's shows

	stepStarted time.Time // real time

	sequence
}

// begin leases a seat and finds out whether the scenario can be checked at all.
func (w *world) begin(ctx context.Context, s *godog.Scenario) {
	seat, err := w.pool.Lease(ctx)
	if err != nil {
		w.blockedBy = unjudgedf("the merchant could not be made ready: %v", err)
		return
	}
	w.takeSeat(seat)
	if w.Driver != nil {
		w.blockedBy = w.beginMerchant(ctx, s)
	}
	if w.blockedBy != nil {
		return
	}
	if err := w.enter(ctx); err != nil {
		w.blockedBy = unjudgedf("the platform's sandbox cannot be made ready: %v", err)
	}
}

// beginMerchant returns why the scenario says nothing about the merchant, nil where it may.
func (w *world) beginMerchant(ctx context.Context, s *godog.Scenario) (err error) {
	if err := otherAPI(s, w.Driver.File()); err != nil {
		return err
	}
	w.obligations = obligations(s)
	if err := w.Memory.brokenFoundation(w.obligations, answering, WayToPay); err != nil {
		return err
	}
	if w.startPosition, err = w.journalPosition(ctx); err != nil {
		return unjudgedf("the platform does not answer: %v", err)
	}
	return nil
}

// takeSeat starts the scenario's state on a seat.
func (w *world) takeSeat(seat *Seat) {
	w.harnessRequests, w.provingOrders, w.orders = map[uint64]bool{}, map[string]bool{}, map[string]*order{}
	w.Seat = seat
	if seat.Memory == nil {
		seat.Memory = &Memory{}
	}
}

// end repairs what the scenario broke at the merchant and returns the seat.
func (w *world) end(ctx context.Context) {
	if w.Seat == nil {
		return
	}
	if w.storeFailing {
		_, _ = w.Driver.Do(ctx, "fail_store", storeFails(false)) // the next lease finds out when the merchant is lost
	}
	if w.zoneChanged {
		_ = w.Driver.Restart(ctx) // likewise
	}
	w.pool.Return(w.Seat)
}

// journalPosition is the id of the journal's newest entry: what comes later has a higher id.
func (w *world) journalPosition(ctx context.Context) (uint64, error) {
	s, err := w.Control.Sandbox(ctx)
	return s.Last, err
}

// settle returns when everything that is due at the platform has happened.
func (w *world) settle(ctx context.Context) error {
	_, err := w.Control.Advance(ctx, 0)
	return err
}

// advance moves platform time, and the merchant's clock with it where that can be moved.
func (w *world) advance(ctx context.Context, d time.Duration) error {
	moved, err := w.Control.Advance(ctx, d)
	if err != nil {
		return err
	}
	if !w.Driver.Has("clock") {
		w.fallBehind(d, moved.Now.Time)
		return nil
	}
	return w.follow(ctx, moved.Now.Time)
}

// advanceTo is advance until a moment, unless that has come already.
func (w *world) advanceTo(ctx context.Context, moment time.Time) error {
	clock, err := w.Control.Clock(ctx)
	if err != nil || !clock.Now.Before(moment) {
		return err
	}
	return w.advance(ctx, moment.Sub(clock.Now.Time))
}

func (w *world) follow(ctx context.Context, now time.Time) error {
	if err := w.Driver.MoveClock(ctx, now); err != nil {
		return unjudgedf("the merchant's clock could not be moved: %v", err)
	}
	return nil
}

// ready skips the scenario where the merchant's clock is too far behind for an action.
func (w *world) ready() error {
	if w.clockLag > maxClockLag {
		return uncheckedf("platform time has moved on and the merchant's clock cannot follow: the merchant file has neither start.clock nor actions.set_time")
	}
	return nil
}

// merchantItself sends a request with the merchant's own key, for what happens without the merchant.
func (w *world) merchantItself(ctx context.Context, kind wire.EndpointKind, f wire.Fields) error {
	k := w.Platform.Merchant.Keys
	if k == nil || k.MerchantPrivatePEM == "" && w.Platform.Merchant.MD5Key == "" {
		return uncheckedf("the harness does not have the merchant's private key, with which something must happen without the merchant")
	}
	c, err := client.MerchantOf(w.Platform.BaseURL, w.Platform.Merchant)
	if err != nil {
		return err
	}
	answer, err := c.Post(ctx, kind, f)
	if id, parseErr := strconv.ParseUint(answer.RequestID, 10, 64); parseErr == nil {
		w.harnessRequests[id] = true
	}
	page := kind == wire.KindRedirect && answer.Reason == "" // a form is answered with a page, which has no ret_code
	if err == nil && !answer.OK() && !page {
		err = unjudgedf("the platform refused what was to happen without the merchant: %s %s", answer.Code(), answer.Reason)
	}
	return err
}
