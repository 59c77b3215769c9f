package contract

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// followed is how far platform time may go on before a merchant's own clock must follow for it to act.
const followed = 60 * time.Second

// world is what one scenario knows.
type world struct {
	*Seat
	refusal error    // why nothing can be checked
	about   []string // obligations

	begun   uint64          // position of the journal at the beginning
	own     map[uint64]bool // requests that the harness sent itself
	moved   time.Duration   // platform time that the merchant's clock has not followed
	rezoned bool            // the merchant was restarted with another environment

	good map[string]bool // numbers of orders that only prove something (see prove)

	orders  map[string]*order // by the name the scenario gives them, "" for the only one
	asked   []harness.Outcome // of checkouts at the same time
	sent    []api.Delivery    // by the newest act of sending notifications
	refunds []*refund
	outcome harness.Outcome // of the newest attempt to pay again
	retried bool            // there was one
	shown   harness.Outcome // of the newest return
	unknown string          // number of an order that the merchant does not know
	strange string          // number that the edited clearing file differs in
	failing bool            // the merchant's store fails

	acts   []act
	bursts []burst
	steps  []StepResult

	stepBegan time.Time // real time
}

// begin leases a seat.
func (w *world) begin(ctx context.Context, pool Pool, s *godog.Scenario) {
	seat, err := pool.Lease(ctx)
	if err != nil {
		w.refusal = unjudgedf("the merchant could not be made ready: %v", err)
		return
	}
	w.sit(seat)
	if w.refusal = otherAPI(s, w.Driver.Has("redirect")); w.refusal != nil {
		return
	}
	w.about = obligations(s)
	if w.refusal = w.Memory.rests(w.about, answering, WayToPay); w.refusal != nil {
		return
	}
	if w.begun, err = w.mark(ctx); err != nil {
		w.refusal = unjudgedf("the platform does not answer: %v", err)
	}
}

// sit takes a seat.
func (w *world) sit(seat *Seat) {
	w.own, w.good, w.orders = map[uint64]bool{}, map[string]bool{}, map[string]*order{}
	w.Seat = seat
	if seat.Memory == nil {
		seat.Memory = &Memory{}
	}
}

// Obligations of one of the two APIs. A redirect merchant's server never sees the platform's answer to a new order.
var (
	directOnly   = []string{"@M-ORD-7", "@M-ORD-8", "@M-RET-3", "@M-RET-4", "@M-RET-6", "@M-NTF-14"}
	redirectOnly = []string{"@M-ORD-5"}
)

var errDirectOnly = uncheckedf("it is about the Direct API, and the merchant uses the Redirect API")

// otherAPI refuses a scenario that is about the API the merchant does not use.
func otherAPI(s *godog.Scenario, redirect bool) error {
	for _, tag := range s.Tags {
		switch {
		case redirect && slices.Contains(directOnly, tag.Name):
			return errDirectOnly
		case !redirect && slices.Contains(redirectOnly, tag.Name):
			return uncheckedf("it is about the Redirect API, and the merchant uses the Direct API")
		}
	}
	return nil
}

// end mends what the scenario broke at the merchant and gives the seat back.
func (w *world) end(ctx context.Context, pool Pool) {
	if w.Seat == nil {
		return
	}
	if w.failing {
		_, _ = w.Driver.FailStore(ctx, false) // the next lease finds out when the merchant is lost
	}
	if w.rezoned {
		_ = w.Driver.Restart(ctx) // likewise
	}
	pool.Return(w.Seat)
}

// mark is the journal's position: what comes later has a higher id.
func (w *world) mark(ctx context.Context) (uint64, error) {
	s, err := w.Control.Sandbox(ctx)
	return s.Last, err
}

// settle returns when everything that is due at the platform has happened.
func (w *world) settle(ctx context.Context) error {
	_, err := w.Control.Advance(ctx, 0)
	return err
}

// advance moves platform time and the merchant's clock with it, as far as that can be moved.
func (w *world) advance(ctx context.Context, d time.Duration) error {
	moved, err := w.Control.Advance(ctx, d)
	if err != nil {
		return err
	}
	if !w.Driver.Has("clock") {
		w.moved += d
		return nil
	}
	return w.follow(ctx, moved.Now.Time)
}

func (w *world) follow(ctx context.Context, now time.Time) error {
	if err := w.Driver.MoveClock(ctx, now); err != nil {
		return unjudgedf("the merchant's clock could not be moved: %v", err)
	}
	return nil
}

// ready skips the scenario when the merchant cannot be asked for an act, because its clock stayed behind.
func (w *world) ready() error {
	if w.moved > followed {
		return uncheckedf("platform time has moved on and the merchant's clock cannot follow: the merchant file has neither start.clock nor actions.set_time")
	}
	return nil
}

// merchantItself is a client with the merchant's own key, for what happens behind the merchant's back.
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
	if id, wrong := strconv.ParseUint(answer.RequestID, 10, 64); wrong == nil {
		w.own[id] = true
	}
	page := kind == wire.KindRedirect && answer.Reason == "" // a form is answered with a page, which has no ret_code
	if err == nil && !answer.OK() && !page {
		err = unjudgedf("the platform refused what was to happen without the merchant: %s %s", answer.Code(), answer.Reason)
	}
	return err
}
