package engine

import (
	"context"
	"math"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// PayAndDeliver pays a waiting order and returns after the first attempt of its notification. The fault before-reply uses it to have the
// notification arrive before the answer. Where it cannot be written to disk, the answer goes out without: what it says has been decided before.
func (e Orders) PayAndDeliver(ctx context.Context, oidPaybill string) {
	_ = keeping(func() {
		e.pay(oidPaybill, math.MaxInt, domain.Payment{Outcome: domain.OutcomeSuccess}, true, byFault)
		e.awaitDelivery(ctx, oidPaybill, "")
	})
}

// RefundAndDeliver makes a refund succeed and returns after the first attempt of its notification, for the fault before-reply.
// It does as PayAndDeliver where it cannot be written to disk.
func (e Refunds) RefundAndDeliver(ctx context.Context, oidRefundno string) {
	_ = keeping(func() {
		r, err := e.finish(oidRefundno, domain.OutcomeSuccess, nil)
		if r == nil || err != nil {
			r = e.RefundByID(oidRefundno)
		}
		if r != nil {
			e.awaitDelivery(ctx, r.OidPaybill, oidRefundno)
		}
	})
}

// awaitDelivery returns after the first attempt of the notification of a payment or, given an oid_refundno, of that refund.
func (e *core) awaitDelivery(ctx context.Context, oidPaybill, oidRefundno string) {
	for {
		changed := e.journal.Changed()
		e.outbox.pump()
		notifications := Orders{e}.Order(oidPaybill).Notifications
		if !slices.ContainsFunc(notifications, func(n *domain.Notification) bool {
			return n.OidRefund == oidRefundno && n.Attempts == 0 && n.State == domain.NotificationPending
		}) {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		case <-e.ctx.Done():
			return
		case <-e.keeper.stuck():
			return
		}
	}
}
