package contract

import (
	"context"
	"errors"
	"net/http"
	"syscall"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// Trial has one good order placed, looked at, paid and looked at again before anything is judged, so that a mistake in the merchant
// file is not held against the merchant. The error is a *harness.FileError, or a *harness.EnvironmentError where a merchant that ought
// to run does not. What is wrong with the merchant itself is no error: the scenarios will say it, and the seat's memory what later
// ones rest on.
func Trial(ctx context.Context, seat *Seat) error {
	t := &trial{world: &world{}}
	t.takeSeat(seat)
	var err error
	if t.startPosition, err = t.mark(ctx); err != nil {
		return nil // the scenarios say so
	}
	if err := t.run(ctx); err != nil {
		return t.fileErrorOf(err)
	}
	return nil
}

// trial is the world of the trial order.
type trial struct {
	*world
	out   harness.Outcome
	order *order
	looks harness.Looks
}

// fileMistakes are what the trial found wrong with the merchant file.
type fileMistakes []harness.Problem

func (m fileMistakes) Error() string { return m[0].Text }

// fileErrorOf turns what ended the trial into the error of the merchant file, if it is one.
func (t *trial) fileErrorOf(err error) error {
	if wrong, ok := errors.AsType[*harness.ExpressionError](err); ok {
		return &harness.FileError{File: t.Driver.File().Path, Problems: []harness.Problem{wrong.Problem}}
	}
	if wrong, ok := errors.AsType[fileMistakes](err); ok {
		return &harness.FileError{File: t.Driver.File().Path, Problems: wrong}
	}
	if broken, ok := errors.AsType[*harness.EnvironmentError](err); ok {
		return broken
	}
	return nil
}

func (t *trial) run(ctx context.Context) error {
	if ordered, err := t.place(ctx); err != nil || !ordered {
		return err
	}
	if t.Driver.Has("order") {
		for _, look := range []*harness.Exchange{&t.looks.Before, &t.looks.Again} {
			if err := t.lookAt(ctx, look); err != nil {
				return err
			}
		}
	}
	if err := t.tryChore(ctx, "drain", t.Driver.Drain); err != nil {
		return err
	}
	acknowledged, err := t.pay(ctx)
	if err != nil {
		return err
	}
	booked, err := t.awaitFulfilment(ctx, acknowledged)
	if err != nil {
		return err
	}
	if err := t.tryReturn(ctx); err != nil {
		return err
	}
	if err := t.tryChore(ctx, "poll", t.Driver.Poll); err != nil || !acknowledged || !booked {
		return err
	}
	return t.tryRest(ctx)
}

// firstAnswer is how long the merchant may take to answer the trial order: the platform answers at once.
const firstAnswer = 15 * time.Second

// place has a shopper order; false: no order was created that anybody can pay, which is not the file's fault.
func (t *trial) place(ctx context.Context) (ordered bool, err error) {
	if err := t.checkout(ctx); err != nil {
		return false, err
	}
	calls, err := t.calls(ctx, t.startPosition, creatingKinds...)
	if err != nil {
		return false, err
	}
	if len(calls) == 0 {
		return false, t.explainNoRequest(ctx)
	}
	t.order = &order{outcome: t.out, bought: ordinaryCheckout, request: calls[0], requested: true, number: calls[0].fields.Get("no_order")}
	if err := t.lookUp(ctx, t.order); err != nil || t.order.paybill == "" {
		return false, err
	}
	if wrong := t.Driver.ReviewCheckout(t.out, t.order.number, calls[len(calls)-1].answerField("payLoad")); len(wrong) > 0 {
		return false, fileMistakes(wrong)
	}
	if t.out.OrderNumber != "" {
		t.order.number = t.out.OrderNumber
	}
	return t.out.Accepted, nil
}

func (t *trial) checkout(ctx context.Context) (err error) {
	limited, cancel := context.WithTimeout(ctx, firstAnswer)
	defer cancel()
	if _, err := t.Control.Advance(ctx, tick); err != nil {
		return err
	}
	t.out, err = t.Driver.Checkout(limited, ordinaryCheckout)
	if err == nil || ctx.Err() != nil {
		return err
	}
	if limited.Err() != nil {
		t.Memory.learn(answering, "the merchant did not answer the first checkout within "+firstAnswer.String())
	}
	return t.notListening("checkout", t.out.Exchange, err)
}

// notListening is an error of the file or the environment where nothing listens at the address of an action.
func (t *trial) notListening(action string, x harness.Exchange, err error) error {
	if _, ended := t.Driver.Exited(); ended || !errors.Is(err, syscall.ECONNREFUSED) {
		return err
	}
	if !t.Driver.Has("restart") {
		return &harness.EnvironmentError{Reason: "the merchant does not run: nothing listens at " + x.URL}
	}
	if p := t.Driver.ReviewUnreachable(action, x); p != nil {
		return fileMistakes{*p}
	}
	return err
}

// explainNoRequest finds out why a checkout led to no request: its address is wrong, or the merchant was not ready although it said so.
func (t *trial) explainNoRequest(ctx context.Context) error {
	first := t.out.Exchange
	if p := t.Driver.ReviewAddress("checkout", first, ""); p != nil {
		return fileMistakes{*p}
	}
	if first.Status != http.StatusBadGateway && first.Status != http.StatusServiceUnavailable && first.Status != http.StatusGatewayTimeout {
		return nil
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if !realtime.Poll(limited, patience/20, func() bool { return t.checkout(limited) != nil || t.out.Accepted }) || !t.out.Accepted {
		return nil
	}
	if p := t.Driver.ReviewReady(first, t.out.Exchange); p != nil {
		return fileMistakes{*p}
	}
	return nil
}

func (t *trial) lookAt(ctx context.Context, into *harness.Exchange) error {
	seen, err := t.Driver.Order(ctx, t.order.number)
	*into = seen.Exchange
	if err != nil {
		return t.notListening("order", seen.Exchange, err)
	}
	return nil
}

// pay pays the order and tells whether the merchant acknowledged the notification.
func (t *trial) pay(ctx context.Context) (acknowledged bool, err error) {
	if _, err := t.Control.Pay(ctx, t.order.paybill, api.Pay{Outcome: "success"}); err != nil {
		return false, err
	}
	if err := t.settle(ctx); err != nil {
		return false, err
	}
	sent, err := t.deliveries(ctx, t.order)
	if err != nil || len(sent) == 0 {
		return false, err
	}
	if did := t.diedInsteadOfAnswering(sent[0]); did != "" {
		t.Memory.learn(acknowledging, did)
	}
	if sent[0].Verdict == "timeout" {
		t.Memory.learn(acknowledging, "the merchant did not answer the notification of order "+t.order.number+" in time: "+describeDelivery(sent[0]))
	}
	return sent[0].Verdict == "acknowledged", nil
}

// awaitFulfilment looks at the order until the merchant shows it as paid. Only where the merchant acknowledged the payment can it be
// the file's fault that nothing is seen of it. Booked is false where it never did.
func (t *trial) awaitFulfilment(ctx context.Context, acknowledged bool) (booked bool, err error) {
	if t.needPaymentVisible() != nil {
		return true, nil
	}
	done := false
	_, err = t.wait(ctx, func() (bool, error) {
		seen, err := t.Driver.Order(ctx, t.order.number)
		t.looks.After, done = seen.Exchange, t.fulfilments(seen) > 0
		return done && (seen.Fulfilments == nil || *seen.Fulfilments > 0) && (seen.Paid == nil || *seen.Paid), err
	})
	if err != nil {
		return false, err
	}
	if wrong := t.Driver.ReviewOrder(t.looks); acknowledged && len(wrong) > 0 {
		return false, fileMistakes(wrong)
	}
	if done {
		t.Memory.noteFulfilled()
	} else {
		t.Memory.noteUnfulfilled(t.Driver, t.order.number)
	}
	return done, nil
}

// tryReturn brings the shopper back, where the file says how.
func (t *trial) tryReturn(ctx context.Context) error {
	if t.Driver.ReturnURL() == "" || t.order.returnURL() != "" {
		return nil
	}
	f, err := t.compose(ctx, t.order, api.Notify{Variant: "return"})
	if err != nil {
		return nil
	}
	out, err := t.Driver.Return(ctx, "", f)
	if err != nil {
		return t.notListening("return", out.Exchange, err)
	}
	if wrong := t.Driver.ReviewReturn(out.Exchange); len(wrong) > 0 {
		return fileMistakes(wrong)
	}
	return nil
}

// tryChore asks for what may be asked at any time.
func (t *trial) tryChore(ctx context.Context, name string, do func(context.Context) (harness.Outcome, error)) error {
	if !t.Driver.Has(name) {
		return nil
	}
	out, err := do(ctx)
	return t.reviewAddress(name, out, err, "")
}

// reviewAddress is the file's mistake where the address of an action leads nowhere.
func (t *trial) reviewAddress(name string, out harness.Outcome, err error, about string) error {
	if err != nil {
		return t.notListening(name, out.Exchange, err)
	}
	if p := t.Driver.ReviewAddress(name, out.Exchange, about); p != nil {
		return fileMistakes{*p}
	}
	return nil
}
