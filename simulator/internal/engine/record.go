package engine

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// SubjectOf returns what the journal's entries about an order name.
func SubjectOf(o *domain.Order) journal.Subject {
	return journal.Subject{OidPartner: o.OidPartner, NoOrder: o.NoOrder, OidPaybill: o.OidPaybill}
}

// SubjectNamed returns what the fields of a message name.
func SubjectNamed(f wire.Fields) journal.Subject {
	return journal.Subject{OidPartner: f.Get("oid_partner"), NoOrder: f.Get("no_order"), OidPaybill: f.Get("oid_paybill")}
}

// noteDelivery records an attempt with the merchant's answer.
func (t *tx) noteDelivery(n *domain.Notification, d domain.Delivery) {
	rule, what := "NTF-2", message.New("attempt %d of %d", d.Number, domain.MaxDeliveries)
	if n.Kind == domain.RefundNotification {
		rule = "NTF-7"
	}
	if d.Number == 0 {
		rule, what = "NTF-5", message.New("sent by the operator")
	}
	text := message.New("%s to %s: %s", what, d.URL, d.Verdict)
	if !d.Reason.IsZero() {
		text = message.New("%s (%s)", text, d.Reason)
	}
	if len(d.Lenient) > 0 {
		text = message.New("%s, leniently read: %s", text, delivery.Describe(d.Lenient))
	}
	t.note(journal.Delivered(journal.Subject{OidPartner: n.OidPartner, NoOrder: n.NoOrder, OidPaybill: n.OidPaybill}, rule, d.Verdict, text, deliveryDetail(n.ID, d)))
}

// deliveryDetail is the journal's detail of a delivery.
func deliveryDetail(notification uint64, d domain.Delivery) journal.Delivery {
	var delay time.Duration
	if d.Number > 0 {
		delay = d.At.Sub(d.Due)
	}
	return journal.Delivery{Delay: delay, Notification: notification, Number: d.Number, URL: d.URL, ContentType: d.Type, Body: d.Body, Status: d.Status,
		Answer: d.Answer, Reason: d.Reason, Lenient: d.Lenient, DurationMS: d.Duration.Milliseconds(), Variant: d.Variant}
}
