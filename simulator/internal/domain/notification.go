package domain

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// NotificationKind says what a notification is about.
type NotificationKind string

// Payments and refunds have notifications of their own (NTF-1, NTF-7).
const (
	PaymentNotification NotificationKind = "payment"
	RefundNotification  NotificationKind = "refund"
)

// NotificationState is whether the platform goes on sending.
type NotificationState string

// A notification is pending until it is acknowledged or its 30 attempts are used up (NTF-2, NTF-5). A manual one is not owed:
// the operator made it up for an order that has none.
const (
	NotificationPending      NotificationState = "pending"
	NotificationAcknowledged NotificationState = "acknowledged"
	NotificationGivenUp      NotificationState = "given-up"
	NotificationManual       NotificationState = "manual"
)

// Limits of repetition (NTF-2).
const (
	MaxDeliveries    = 30
	DeliveryInterval = 2 * time.Minute
)

// Notification is one message the platform owes a merchant, with every delivery it made of it.
type Notification struct {
	ID         uint64
	Kind       NotificationKind
	OidPartner string
	OidPaybill string // the payment; for a refund's notification the refunded one
	OidRefund  string
	NoOrder    string
	NoRefund   string
	URL        string
	Message    wire.Fields // while it is pending; signed once: every attempt carries the same (NTF-4)
	Body       []byte      // the message as it is sent, nil before it is signed
	State      NotificationState
	Attempts   int // deliveries that count among the 30
	Deliveries []Delivery
}

// Copy returns a notification that may be changed without touching the stored one.
func (n *Notification) Copy() *Notification {
	c := *n
	c.Deliveries = slices.Clone(n.Deliveries)
	return &c
}

// Delivery is one attempt to deliver a notification.
type Delivery struct {
	Number   int       // 1 to 30; 0 for one the operator sent (NTF-5)
	Due      time.Time // platform time it was due
	At       time.Time // platform time it was sent
	URL      string
	Type     string // content type sent
	Body     []byte // what was sent; shared with the notification unless it was varied
	Verdict  string // acknowledged, refused, timeout, unreachable, bad-status, bad-body
	Status   int
	Answer   []byte
	Reason   message.Message
	Lenient  []string      // what was taken in the answer though JSON does not allow it (NTF-3)
	Duration time.Duration // real
	Variant  string        // of an operator's delivery
}
