package platform

import (
	"cmp"
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// ordinaryNoon is the platform time of scenarios that name none.
var ordinaryNoon = time.Date(2018, 1, 12, 12, 0, 0, 0, wire.Zone)

// defaultMerchant is the merchant of scenarios that name none: a built-in one with all products.
const defaultMerchant = "201304121000001004"

// world is what one scenario knows. Nothing in it is shared with another scenario.
type world struct {
	stage     Stage
	config    api.Config      // of the sandbox
	control   *client.Control // of the sandbox
	base      string          // the merchants' base URL
	merchant  bool            // a merchant's program uses the sandbox
	from      uint64          // position of its journal when the scenario began
	receiver  *receiver       // the merchants' server for notifications
	notifyURL string          // where the merchants have notifications sent

	account     *account            // who acts
	accounts    map[string]*account // by merchant number
	nextChanges changes             // to the next request

	nextAnswerLate bool // the answer to the next order comes after the merchant's read timeout
	answersLaidOut bool // answers to orders come in another layout than the platform's own

	reply        reply   // the newest answer
	replies      []reply // of requests at the same instant
	payErrors    []error // of payments at the same instant
	browser      *shopper.Browser
	visitedPages []*shopper.Page // pages the shopper has left by a click
	orders       map[string]placedOrder
	refusals     map[string]message.Message // what the platform answered, by "order A1" and "refund R1"
	refunds      map[string]string          // no_refund to oid_refundno
	tickets      map[string][]ticket        // by no_order, oldest first
	nextPayer    api.App                    // how the payer of the next order in the app pays
	noAgree      string                     // the newest agreement that the merchant has been told
	bindingUser  string                     // of the newest request to bind a card
}

// begin starts the scenario's sandbox with its configuration, in place of what was in it.
func (w *world) begin(ctx context.Context) error {
	if len(w.orders) > 0 {
		return vocabulary.Mistakef("write this step above the first order", "how the platform starts is said after an order")
	}
	if w.config.Clock == nil && !w.merchant {
		w.config.Clock = &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(ordinaryNoon)}
	}
	s, err := w.stage.Begin(ctx, w.config)
	if err != nil {
		return err
	}
	return w.enter(ctx, s)
}

// enter makes a sandbox the one that the steps act on.
func (w *world) enter(ctx context.Context, s Sandbox) (err error) {
	w.leave()
	w.control, w.base, w.merchant, w.from = s.Control, s.BaseURL, s.Merchant, s.Position
	if w.receiver, err = listen(); err != nil {
		return err
	}
	w.notifyURL = w.receiver.URL
	w.accounts, w.orders, w.refunds = map[string]*account{}, map[string]placedOrder{}, map[string]string{}
	return w.actAs(ctx, cmp.Or(s.OidPartner, defaultMerchant))
}

// leave stops the merchants' receiver.
func (w *world) leave() {
	if w.receiver != nil {
		w.receiver.close()
		w.receiver = nil
	}
}

// move moves platform time and tells the stage of it.
func (w *world) move(ctx context.Context, move func() error) error {
	before, err := w.now(ctx)
	if err != nil {
		return err
	}
	if err := move(); err != nil {
		return err
	}
	now, err := w.now(ctx)
	if err != nil {
		return err
	}
	return w.stage.TimeMoved(ctx, now.Sub(before), now)
}

// facts is the control API for what tables compare: its texts are in English, so that a scenario holds for readers of each language.
func (w *world) facts() *client.Control { return w.control.Saying(message.English) }

// now is the platform time.
func (w *world) now(ctx context.Context) (time.Time, error) {
	c, err := w.control.Clock(ctx)
	return c.Now.Time, err
}

// settle returns when everything that is due at the platform has happened, deliveries included.
func (w *world) settle(ctx context.Context) error {
	_, err := w.control.Advance(ctx, 0)
	return err
}
