package contract

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"syscall"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// firstAnswer is how long the merchant may take to answer the trial order: the platform answers at once.
const firstAnswer = 15 * time.Second

// place has a shopper order. ordered is false where no order came about that somebody can pay, which is not the file's fault.
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
	if err := mistakes(t.Driver.ReviewCheckout(t.out, t.order.number, calls[len(calls)-1].answerField("payLoad"))); err != nil {
		return false, err
	}
	t.order.number = cmp.Or(t.out.OrderNumber, t.order.number)
	return t.out.Accepted, nil
}

func (t *trial) checkout(ctx context.Context) (err error) {
	limited, cancel := context.WithTimeout(ctx, firstAnswer)
	defer cancel()
	if _, err := t.Control.Advance(ctx, tick); err != nil {
		return err
	}
	t.out, err = t.Driver.Do(limited, "checkout", t.chosen(ordinaryCheckout))
	if err == nil || ctx.Err() != nil {
		return err
	}
	if limited.Err() != nil {
		t.Memory.learn(answering, message.New("the merchant did not answer the first checkout within %s", firstAnswer))
	}
	return t.notListening("checkout", t.out.Exchange, err)
}

// notListening returns an error of the file or the environment where nothing listens at the address of an action.
func (t *trial) notListening(action string, x harness.Exchange, err error) error {
	if _, ended := t.Driver.Exited(); ended || !errors.Is(err, syscall.ECONNREFUSED) {
		return err
	}
	if !t.Driver.Has("restart") {
		return &harness.EnvironmentError{Reason: message.New("the merchant does not run: nothing listens at %s", x.URL)}
	}
	if mistake := mistakes(t.Driver.ReviewUnreachable(action, x)); mistake != nil {
		return mistake
	}
	return err
}

// explainNoRequest finds out why a checkout led to no request: its address is wrong, or start.ready answered too early.
func (t *trial) explainNoRequest(ctx context.Context) error {
	first := t.out.Exchange
	if err := mistakes(t.Driver.ReviewAddress("checkout", first, message.Message{})); err != nil {
		return err
	}
	if first.Status != http.StatusBadGateway && first.Status != http.StatusServiceUnavailable && first.Status != http.StatusGatewayTimeout {
		return nil
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if !realtime.Poll(limited, patience/20, func() bool { return t.checkout(limited) != nil || t.out.Accepted }) || !t.out.Accepted {
		return nil
	}
	return mistakes(t.Driver.ReviewReady(first, t.out.Exchange))
}
