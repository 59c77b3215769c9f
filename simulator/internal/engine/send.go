package engine

import (
	"context"
	"iter"
	"slices"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Notifications lists what the platform owes merchants, and sends what an operator wants sent, rightly made or forged.
type Notifications struct{ *core }

// Send is what the operator wants sent about an order, outside the 30 attempts (NTF-5); package operator checks it.
type Send struct {
	Variant  choice.Variant
	Set      map[string]*string // before signing; nil writes a JSON null
	Unset    []string
	Sign     choice.Signing
	Copies   int // 0 is 1
	Parallel bool
	URL      string // instead of the order's
}

type (
	// NotificationQuery asks for a page of notifications.
	NotificationQuery = store.NotificationQuery
	// NotificationPage is a page of notifications.
	NotificationPage = store.NotificationPage
)

// FindNotifications returns a page of notifications.
func (e Notifications) FindNotifications(q NotificationQuery) NotificationPage {
	e.present()
	return e.store.FindNotifications(q)
}

// CountNotifications returns how many notifications are in each state.
func (e Notifications) CountNotifications() map[domain.NotificationState]int {
	e.present()
	return e.store.CountNotifications()
}

// ListNotifications yields all notifications, oldest first.
func (e Notifications) ListNotifications() iter.Seq[*domain.Notification] {
	return e.present().Notifications()
}

// Send sends a notification of an order now and returns the attempts with the merchant's answers.
func (e Notifications) Send(ctx context.Context, oidPaybill string, s Send) ([]Sent, error) {
	if err := e.checkRoom(); err != nil {
		return nil, err
	}
	epoch := e.epoch.Load()
	detail := Orders(e).Order(oidPaybill)
	if detail.Order == nil {
		return nil, problem.NotFoundf("no order with oid_paybill %q", oidPaybill)
	}
	n, err := e.basis(detail, s)
	if err != nil {
		return nil, err
	}
	n.Message = e.signedAs(detail.Order, n.Message, s)
	body, contentType := EncodeVariant(n.Message, s.Variant)
	if s.Variant == choice.AsReturn && detail.Order.OfTheFamily() {
		body = wire.EncodeForm(Posted(detail.Order.ReturnLayout(), n.Message))
	}
	sent := e.sendCopies(ctx, n, s, domain.Delivery{URL: n.URL, Type: contentType, Body: body, Variant: variantName(s)})
	return e.keepSent(epoch, n, message.New("notification sent by the operator"), sentBy(s), sent), nil
}

// basis returns the notification before it is changed and signed: the newest one the platform has sent or is to send, or for an
// order that has none what it would say.
func (e Notifications) basis(d OrderDetail, s Send) (*domain.Notification, error) {
	kind := domain.PaymentNotification
	if s.Variant == choice.AsRefund {
		kind = domain.RefundNotification
	}
	o := d.Order
	n := &domain.Notification{Kind: kind, OidPartner: o.OidPartner, OidPaybill: o.OidPaybill, NoOrder: o.NoOrder, URL: o.NotifyURL, State: domain.NotificationManual}
	for _, owed := range slices.Backward(d.Notifications) {
		if owed.Kind == kind && owed.State != domain.NotificationManual {
			n = owed.Copy()
			break
		}
	}
	switch {
	case kind == domain.RefundNotification:
		if len(d.Refunds) == 0 {
			return nil, problem.Conflictf("order %s has no refund to notify: refund it first", o.OidPaybill)
		}
		r := d.Refunds[len(d.Refunds)-1]
		n.Message, n.OidRefund, n.NoRefund, n.URL = refundMessage(r), r.OidRefundno, r.NoRefund, r.NotifyURL
	case o.SettleDate != "":
		n.Message = e.message(o, s.Variant)
	default: // not paid: as if it were, now
		n.Message = e.message(e.asPaid(o), s.Variant)
	}
	if s.Variant == choice.AsReturn {
		n.URL = o.URLReturn
	}
	if s.URL != "" {
		n.URL = s.URL
	}
	if n.URL == "" {
		return nil, problem.Invalidf("order %s names no url_return: give the address in url", o.OidPaybill)
	}
	return n, nil
}

// message is what a paid order's notification says, or its return.
func (e Notifications) message(o *domain.Order, variant choice.Variant) wire.Fields {
	r := e.store.Read()
	if variant == choice.AsReturn {
		return returnMessage(r, r.Merchant(o.OidPartner), o)
	}
	return paymentMessage(r, r.Merchant(o.OidPartner), o)
}

// asPaid is an order as it would be had it been paid now.
func (e Notifications) asPaid(o *domain.Order) *domain.Order {
	paid := o.Copy()
	p := withDefaults(domain.Payment{}, o)
	paid.SettleDate = domain.SettleDate(e.clock.Now(), Merchants(e).Cutoff(e.store.Read().Merchant(o.OidPartner)))
	paid.PaidPayType, paid.PaidBankCode = p.PayType, p.BankCode
	return paid
}

// sendCopies sends until all copies are sent or the context ends.
func (e Notifications) sendCopies(ctx context.Context, n *domain.Notification, s Send, d domain.Delivery) []domain.Delivery {
	sent := make([]domain.Delivery, max(1, s.Copies))
	started := 0
	point := choice.AtNotify
	if s.Variant == choice.AsReturn {
		point = choice.AtReturn
	}
	var wait sync.WaitGroup
	for ; started < len(sent) && ctx.Err() == nil; started++ {
		copied, fault := &sent[started], Faults(e).MatchFault(0, point, n.Message)
		send := func() { *copied = e.attempt(n, d, fault) }
		if s.Parallel {
			wait.Go(send)
		} else {
			send()
		}
	}
	wait.Wait()
	return sent[:started]
}

// keepSent keeps the operator's deliveries with the notification they were made from, after the act that they come of. Where a restore
// or reset has replaced the state meanwhile, they end in the journal only.
func (e Notifications) keepSent(epoch uint64, basis *domain.Notification, text message.Message, act journal.Operation, sent []domain.Delivery) []Sent {
	all := make([]Sent, len(sent))
	if len(sent) == 0 {
		return all
	}
	e.update(func(t *tx) {
		n := basis.Copy()
		present := e.epoch.Load() == epoch
		if stored := t.Notification(n.ID); present && stored != nil {
			n = stored.Copy()
		} else if present {
			t.AddNotification(n)
			n = n.Copy()
		}
		t.note(journal.Operated(journal.Subject{OidPartner: n.OidPartner, NoOrder: n.NoOrder, OidPaybill: n.OidPaybill}, text, act))
		for i, d := range sent {
			t.noteDelivery(n, d)
			n.Deliveries = append(n.Deliveries, d)
			all[i] = Sent{n, d}
		}
		if present {
			t.PutNotification(n)
		}
	})
	return all
}
