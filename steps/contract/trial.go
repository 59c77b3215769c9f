package contract

import (
	"context"
	"errors"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Trial places, pays and looks at one good order before anything is judged, so that a mistake in the merchant file is not held against the
// merchant. The error is a *harness.FileError, or a *harness.EnvironmentError where a merchant does not run that ought to. Defects of the
// merchant are no error: the scenarios find them, and the seat's memory keeps those that later scenarios rest on.
func Trial(ctx context.Context, seat *Seat) error {
	t := &trial{world: &world{}}
	t.takeSeat(seat)
	var err error
	if t.startPosition, err = t.journalPosition(ctx); err != nil {
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

// fileMistakes are the mistakes that the trial found in the merchant file.
type fileMistakes []harness.Problem

func (m fileMistakes) Error() string { return m[0].Text.String() }

// In says the first mistake in a language.
func (m fileMistakes) In(lang message.Lang) string { return m[0].Text.In(lang) }

// mistakes returns the error of the problems that were found, nil for none.
func mistakes(found []harness.Problem) error {
	if len(found) == 0 {
		return nil
	}
	return fileMistakes(found)
}

// fileErrorOf returns the error of the merchant file or the environment that ended the trial, nil for any other.
func (t *trial) fileErrorOf(err error) error {
	if mistake, ok := errors.AsType[*harness.ExpressionError](err); ok {
		return &harness.FileError{File: t.Driver.File().Path, Problems: []harness.Problem{mistake.Problem}}
	}
	if mistake, ok := errors.AsType[fileMistakes](err); ok {
		return &harness.FileError{File: t.Driver.File().Path, Problems: mistake}
	}
	if environment, ok := errors.AsType[*harness.EnvironmentError](err); ok {
		return environment
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
	if _, err := t.try(ctx, "drain", nil, message.Message{}); err != nil {
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
	if _, err := t.try(ctx, "poll", nil, message.Message{}); err != nil || !acknowledged || !booked {
		return err
	}
	return t.tryRest(ctx)
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
	if did := t.diedInsteadOfAnswering(sent[0]); !did.IsZero() {
		t.Memory.learn(acknowledging, did)
	}
	if sent[0].Verdict == "timeout" {
		t.Memory.learn(acknowledging, message.New("the merchant did not answer the notification of order %s in time: %s", t.order.number, describeDelivery(sent[0])))
	}
	return sent[0].Verdict == "acknowledged", nil
}

// awaitFulfilment looks at the order until the merchant shows it as paid; booked is false where it never does. Only where the merchant
// acknowledged the payment can that be a mistake in the file.
func (t *trial) awaitFulfilment(ctx context.Context, acknowledged bool) (booked bool, err error) {
	if t.needPaymentVisible() != nil {
		return true, nil
	}
	_, err = t.wait(ctx, func() (bool, error) {
		seen, err := t.Driver.Order(ctx, t.order.number)
		t.looks.After, booked = seen.Exchange, t.fulfilments(seen) > 0
		return booked && (seen.Fulfilments == nil || *seen.Fulfilments > 0) && (seen.Paid == nil || *seen.Paid), err
	})
	if err != nil {
		return false, err
	}
	if problems := t.Driver.ReviewOrder(t.looks); acknowledged && len(problems) > 0 {
		return false, fileMistakes(problems)
	}
	if booked {
		t.Memory.noteFulfilled()
	} else {
		t.Memory.noteUnfulfilled(t.Driver, t.order.number)
	}
	return booked, nil
}

// tryReturn sends the shopper back, where only the file says to which address.
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
	return mistakes(t.Driver.ReviewReturn(out.Exchange))
}

// try carries out an action where the file has it. An address that leads nowhere is the file's mistake.
func (t *trial) try(ctx context.Context, action string, v harness.Values, about message.Message) (out harness.Outcome, err error) {
	if !t.Driver.Has(action) {
		return out, nil
	}
	if out, err = t.Driver.Do(ctx, action, v); err != nil {
		return out, t.notListening(action, out.Exchange, err)
	}
	return out, mistakes(t.Driver.ReviewAddress(action, out.Exchange, about))
}
