package engine

import (
	"encoding/json"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// DeliveryData is the journal's detail of a delivery.
type DeliveryData struct {
	Notification uint64   `json:"notification"`
	Number       int      `json:"number"`
	URL          string   `json:"url"`
	ContentType  string   `json:"content_type"`
	Body         string   `json:"body"`
	Status       int      `json:"status,omitempty"`
	Answer       string   `json:"answer,omitempty"`
	Reason       string   `json:"reason,omitempty"`
	Lenient      []string `json:"lenient,omitempty"`
	DurationMS   int64    `json:"duration_ms"`
	Variant      string   `json:"variant,omitempty"`
}

// noteDelivery notes an attempt with the merchant's answer. The bodies are turned into text only when they are read.
func (t *tx) noteDelivery(n *domain.Notification, d domain.Delivery) {
	rule, what := "NTF-2", fmt.Sprintf("attempt %d of %d", d.Number, domain.MaxDeliveries)
	if n.Kind == domain.RefundNotification {
		rule = "NTF-7"
	}
	if d.Number == 0 {
		rule, what = "NTF-5", "sent by the operator"
	}
	text := what + " to " + d.URL + ": " + d.Verdict
	if d.Reason != "" {
		text += " (" + d.Reason + ")"
	}
	if len(d.Lenient) > 0 {
		text += ", leniently read: " + delivery.Describe(d.Lenient)
	}
	t.note(journal.Entry{Kind: journal.Delivery, OidPartner: n.OidPartner, NoOrder: n.NoOrder, OidPaybill: n.OidPaybill, Rule: rule,
		Code: d.Verdict, Text: text, Data: lazyDelivery{n.ID, d}, Size: len(d.Body) + len(d.Answer)})
}

// lazyDelivery becomes DeliveryData when the journal is read.
type lazyDelivery struct {
	notification uint64
	delivery     domain.Delivery
}

// MarshalJSON writes DeliveryData.
func (l lazyDelivery) MarshalJSON() ([]byte, error) {
	d := l.delivery
	return json.Marshal(DeliveryData{Notification: l.notification, Number: d.Number, URL: d.URL, ContentType: d.Type, Body: string(d.Body), Status: d.Status,
		Answer: string(d.Answer), Reason: d.Reason, Lenient: d.Lenient, DurationMS: d.Duration.Milliseconds(), Variant: d.Variant})
}
