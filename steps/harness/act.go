package harness

import (
	"context"
	"errors"
	"maps"
	"os"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Do does an action of the file, such as refund, with the values of its variables.
func (d *Driver) Do(ctx context.Context, action string, v Values) (Outcome, error) {
	o, _, err := d.perform(ctx, action, v)
	return o, err
}

// Order looks at an order.
func (d *Driver) Order(ctx context.Context, noOrder string) (Observation, error) {
	o, a, err := d.perform(ctx, "order", Values{"no_order": noOrder})
	seen := Observation{Exchange: o.Exchange}
	if err != nil {
		return seen, err
	}
	for name, e := range d.file.actions["order"].results {
		v, err := e.run(a)
		if err != nil {
			return seen, err
		}
		if v == nil {
			continue
		}
		switch name {
		case "paid":
			seen.Paid = truthOf(v)
		case "closed":
			seen.Closed = truthOf(v)
		case "alarm":
			seen.Alarm = truthOf(v)
		case "fulfilments":
			seen.Fulfilments, err = countOf(v)
		case "refunded":
			s := plain(v)
			seen.Refunded = &s
		}
		if err != nil {
			return seen, e.errorf("gives no number of fulfilments: %v", err)
		}
	}
	return seen, nil
}

// Return posts a synchronous notification to an address, or where the file says when that is empty, as a shopper's browser does:
// redirects are followed and no cookies sent. The outcome is accepted when the shopper is shown a page.
func (d *Driver) Return(ctx context.Context, address string, form wire.Fields) (Outcome, error) {
	a := d.file.actions["return"]
	if a == nil {
		a = &action{}
	}
	r := &request{method: "POST", hasForm: true}
	for _, f := range form {
		r.form = append(r.form, pair{f.Name, literal(f.Value)})
	}
	if r.url = literal(address); address == "" {
		if a.request == nil {
			return Outcome{}, message.Errorf("%s does not say where synchronous notifications go (return.url)", d.file.Path)
		}
		r.url = a.request.url
	}
	o, _, err := d.outcome(ctx, d.browser, r, a, d.values)
	return o, err
}

// Returned is the outcome of a return that a browser has brought already.
func (d *Driver) Returned(x Exchange) (Outcome, error) {
	o := Outcome{Status: x.Status, Body: x.ResponseBody, Exchange: x, Accepted: x.Status < 400}
	if a := d.file.actions["return"]; a != nil && a.results["accepted"] != nil {
		shown, err := a.results["accepted"].run(d.answer(x))
		if err != nil {
			return o, err
		}
		o.Accepted = shown == true
	}
	return o, nil
}

func literal(s string) *template { return &template{parts: []part{{text: s}}} }

func (d *Driver) perform(ctx context.Context, name string, v Values) (Outcome, answer, error) {
	a := d.file.actions[name]
	if a == nil {
		return Outcome{}, answer{}, message.Errorf("%s has no %s", d.file.Path, name)
	}
	if err := d.givenUp(name); err != nil {
		return Outcome{}, answer{}, err
	}
	all := Values{}
	maps.Copy(all, v)
	maps.Copy(all, d.values)
	o, seen, err := d.outcome(ctx, d.caller, a.request, a, all)
	d.noteAnswered(name, o, err)
	if err == nil && d.file.HasPages() && (name == "checkout" || name == "pay_again") {
		o.Lead, o.Shopper, err = d.follow(ctx, o.Exchange, seen)
	}
	return o, seen, err
}

// givenUp returns an error for an action that was waited for in vain and never answered: it is not asked again.
func (d *Driver) givenUp(name string) error {
	if why, never := d.answered.Load(name); never && why != nil {
		return &UnansweredError{Reason: why.(message.Message)}
	}
	return nil
}

// AskAgain has actions asked again that were waited for in vain, where the merchant begins anew.
func (d *Driver) AskAgain() { d.answered.Clear() }

// noteAnswered keeps whether an action has been answered, or why it is not asked again.
func (d *Driver) noteAnswered(name string, o Outcome, err error) {
	if o.Status > 0 {
		d.answered.Store(name, nil)
	}
	if unanswered, ok := errors.AsType[*UnansweredError](err); ok && os.IsTimeout(unanswered.cause) {
		d.answered.LoadOrStore(name, message.New("%s; it was not asked again", unanswered.Reason))
	}
}
