package contract

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// order is an order that a shopper checked out in this scenario.
type order struct {
	number      string // no_order; empty when neither the shop told it nor a request came
	paybill     string // oid_paybill; empty when the platform does not have it
	bought      harness.Checkout
	outcome     harness.Outcome
	request     call             // the first one for it
	requested   bool             // there was one
	shopper     *shopper.Browser // at the page of the platform that the shop led to; nil: it led to none
	lead        string           // the address of that page
	shownBefore harness.Observation
	remembered  bool // shownBefore is filled in

	numbers    []string     // of a sequence: every number under which the merchant asked the platform for it, the newest last
	bills      []string     // likewise: every oid_paybill that these requests made
	mayBeStuck bool         // likewise: a payment of it may be stuck at the bank
	told       []toldRefund // likewise: the refunds that the merchant was told to make
}

// ordinaryCheckout is what a shopper buys where the scenario does not say.
var ordinaryCheckout = harness.Checkout{Amount: "49.90", Goods: "Green tea", PayType: "I"}

// chosen are the values of a checkout. What an ordinary shopper pays with is a pay type of the Direct API; elsewhere the shop or the page asks.
func (w *world) chosen(c harness.Checkout) harness.Values {
	if c.PayType == ordinaryCheckout.PayType && w.Driver.File().API != harness.APIDirect {
		c.PayType = ""
	}
	return c.Values()
}

// checkOut has a shopper check out and finds the order's number: in the shop's answer, or else in the recorded request.
func (w *world) checkOut(ctx context.Context, c harness.Checkout) (*order, error) {
	out, err := w.act(ctx, message.New("A shopper checks out for %s yuan", c.Amount), "checkout", w.chosen(c))
	if err != nil {
		return nil, err
	}
	o := &order{outcome: out, shopper: out.Shopper, lead: out.Lead, number: cmp.Or(c.NoOrder, out.OrderNumber), bought: c}
	calls, err := w.calls(ctx, w.actions[len(w.actions)-1].position, creatingKinds...)
	if err != nil {
		return nil, err
	}
	for _, one := range calls {
		if o.number == "" || one.fields.Get("no_order") == o.number || len(calls) == 1 {
			o.request, o.requested = one, true
			break
		}
	}
	o.number = cmp.Or(o.number, o.request.fields.Get("no_order"))
	return o, w.lookUp(ctx, o)
}

// lookUp finds the order at the platform by the number in the merchant's request.
func (w *world) lookUp(ctx context.Context, o *order) error {
	if !o.requested {
		return nil
	}
	list, err := w.Control.Orders(ctx, client.OrderFilter{NoOrder: o.request.fields.Get("no_order"), OidPartner: w.Platform.Merchant.OidPartner})
	if n := len(list.Orders); n > 0 {
		o.paybill = list.Orders[n-1].OidPaybill
	}
	return err
}

// mustCheckOut is checkOut for an order without which the scenario cannot go on.
func (w *world) mustCheckOut(ctx context.Context, c harness.Checkout) (*order, error) {
	o, err := w.checkOut(ctx, c)
	switch {
	case err != nil:
		return nil, err
	case o.requested && !o.request.accepted():
		return nil, unjudgedf("no order was created: the platform refused the merchant's request with %s (%s)", o.request.code, o.request.reason)
	case !o.requested:
		return nil, o.notSold()
	case o.paybill == "" || o.number == "":
		return nil, unjudgedf("no order was created: the platform has none with the number %q", o.number)
	case !o.outcome.Accepted:
		return nil, unjudgedf("no order was created: the platform accepted it, but the shopper was given no way to pay (%s); the shop answered with %s", WayToPay, describeAnswer(o.outcome))
	}
	return o, nil
}

// notSold returns why nothing can be judged when no request came to the platform. A shop need not sell everything at any price, so only an
// ordinary checkout makes that a failure.
func (o *order) notSold() error {
	if o.bought != ordinaryCheckout {
		return uncheckedf("no request came to the platform: the shop does not sell this, and answered with %s", describeAnswer(o.outcome))
	}
	return unjudgedf("no order was created: no request came to the platform, and the shop answered with %s", describeAnswer(o.outcome))
}

// describeAnswer shows a shop's answer in a sentence.
func describeAnswer(o harness.Outcome) message.Message {
	body := strings.Join(strings.Fields(o.Body), " ")
	if body == "" {
		return message.New("status %d", o.Status)
	}
	return message.New("status %d %s", o.Status, wire.Clip(body, 120))
}

// order finds an order by the name that the scenario gives it, or by its number; without a name it is the one without, or the only one.
func (w *world) order(name string) (*order, error) {
	if o := w.orders[name]; o != nil {
		return o, nil
	}
	var found []*order
	for _, o := range w.orders {
		if o != nil && (name == "" || o.number == name) {
			found = append(found, o)
		}
	}
	if len(found) != 1 {
		return nil, w.noOrder(name)
	}
	return found[0], nil
}

// noOrder is the mistake of a name that no order of the scenario has.
func (w *world) noOrder(name string) error {
	var known []string
	for other, o := range w.orders {
		switch {
		case o == nil:
		case other == "":
			known = append(known, "the order")
		default:
			known = append(known, "the "+other+" order")
		}
	}
	slices.Sort(known)
	switch {
	case len(known) == 0:
		return vocabulary.Mistakef("write a step above, such as: Given a shopper has checked out", "no shopper has checked out in this scenario yet")
	case name == "":
		return vocabulary.MistakeOf(message.New("write %s", strings.Join(known, " or ")), "no shopper has checked out an order without a name in this scenario")
	}
	return vocabulary.MistakeOf(message.New("write %s", strings.Join(known, " or ")), "no shopper has checked out the %s order in this scenario", name)
}

// placedOrder is order for one that the platform accepted.
func (w *world) placedOrder(name string) (*order, error) {
	o, err := w.order(name)
	if err == nil && o.paybill == "" {
		err = o.notPlaced()
	}
	return o, err
}

func (o *order) notPlaced() error {
	return unjudgedf("the platform has no order %s: no request for it was accepted", o.number)
}

// stored returns an order as the platform has it.
func (w *world) stored(ctx context.Context, o *order) (api.Order, error) {
	return w.Control.Order(ctx, o.paybill)
}

// notifyURL and returnURL are the addresses that the merchant named in its request.
func (o *order) notifyURL() string { return o.request.fields.Get("notify_url") }

func (o *order) returnURL() string {
	return cmp.Or(o.request.fields.Get("return_url"), o.request.fields.Get("url_return"))
}

// noOrder are the values of actions on an order.
func (o *order) noOrder() harness.Values { return harness.Values{"no_order": o.number} }
