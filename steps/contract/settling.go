package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var settlingSteps = []step{
	{English: `everything settles`,
		Chinese: `一切处理完毕`,
		Run:     (*world).settleEverything},
}

// How long everything takes to settle, in platform time: as long as a notification is attempted (NTF-2), in two parts, because a merchant that
// finds something out may start a refund, which is notified too.
const (
	attemptsLast = 61 * time.Minute
	afterwards   = 2 * time.Minute
)

// settleEverything ends every trouble and gives platform and merchant the time to finish: faults go, the merchant's store works, a merchant
// that ended is started again, banks settle what is stuck there, notifications are attempted until the end, and the merchant polls and
// finishes queued work, twice: what it finds the first time may lead it to ask for more.
func (w *world) settleEverything(ctx context.Context) error {
	if w.settled {
		return nil
	}
	if err := w.Control.ClearFaults(ctx); err != nil {
		return err
	}
	if _, exited := w.Driver.Exited(); exited {
		if err := w.Driver.Revive(ctx); err != nil {
			return err
		}
	}
	if w.storeFailing {
		if err := w.mendStore(ctx); err != nil {
			return err
		}
	}
	for _, o := range w.inOrder() {
		if !o.mayBeStuck {
			continue
		}
		if err := w.finishStuck(ctx, o, "success"); err != nil {
			return err
		}
	}
	for _, long := range []time.Duration{attemptsLast, afterwards} {
		if err := w.finishRefunds(ctx); err != nil {
			return err
		}
		if err := w.advance(ctx, long); err != nil {
			return err
		}
		if err := w.findOut(ctx); err != nil {
			return err
		}
	}
	if err := w.finishRefunds(ctx); err != nil {
		return err
	}
	w.settled = true
	return nil
}

// findOut has the merchant look for lost results and finish queued work. A merchant that cannot be told to look is sent each notification
// once more by the operator.
func (w *world) findOut(ctx context.Context) error {
	if !w.Driver.Has("poll") {
		if err := w.notifyAll(ctx); err != nil {
			return err
		}
		return w.tryDrain(ctx)
	}
	if err := w.tryToPoll(ctx); err != nil {
		return err
	}
	return w.tryDrain(ctx)
}

func (w *world) tryDrain(ctx context.Context) error {
	if !w.Driver.Has("drain") {
		return w.settle(ctx)
	}
	if _, _, err := w.try(ctx, message.New("The merchant finishes queued work"), "drain", nil); err != nil {
		return err
	}
	return w.settle(ctx)
}

// notifyAll sends the merchant the notification of each payment once more.
func (w *world) notifyAll(ctx context.Context) error {
	for _, o := range w.inOrder() {
		for _, bill := range o.bills {
			stored, err := w.Control.Order(ctx, bill)
			if err != nil {
				return err
			}
			if stored.PaidAt == nil {
				continue
			}
			if _, err := w.Control.Notify(ctx, bill, api.Notify{}); tolerate(err) != nil {
				return err
			}
		}
	}
	return w.settle(ctx)
}

// finishRefunds has the bank carry out the refunds that are under way.
func (w *world) finishRefunds(ctx context.Context) error {
	list, err := w.Control.Refunds(ctx, client.RefundFilter{OidPartner: w.Platform.Merchant.OidPartner})
	if err != nil {
		return err
	}
	finished := false
	for _, r := range list.Refunds {
		if r.StaRefund != "1" {
			continue
		}
		finished = true
		if _, err := w.Control.FinishRefund(ctx, r.OidRefundno, "success"); tolerate(err) != nil {
			return err
		}
	}
	if !finished {
		return nil
	}
	return w.settle(ctx)
}
