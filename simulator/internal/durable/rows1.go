package durable

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// The rows of format 1, which differ from those of today where a reason is a text.
type (
	rows1 struct {
		Counters      store.Counters
		Orders        []*domain.Order
		Refunds       []*domain.Refund
		Merchants     []*domain.Merchant
		Jobs          []*domain.Job
		Notifications []*notification1
		Faults        []*domain.Fault
		Files         []*domain.File
		Agreements    []*domain.Agreement
		Tickets       []*domain.Ticket
	}
	notification1 struct {
		ID                                                        uint64
		Kind                                                      domain.NotificationKind
		OidPartner, OidPaybill, OidRefund, NoOrder, NoRefund, URL string
		Message                                                   wire.Fields
		Body                                                      []byte
		State                                                     domain.NotificationState
		Attempts                                                  int
		Deliveries                                                []delivery1
	}
	delivery1 struct {
		Number    int
		Due, At   time.Time
		URL, Type string
		Body      []byte
		Verdict   string
		Status    int
		Answer    []byte
		Reason    string
		Lenient   []string
		Duration  time.Duration
		Variant   string
	}
)

// today returns the rows as the store has them.
func (r rows1) today() store.Rows {
	out := store.Rows{Counters: r.Counters, Orders: r.Orders, Refunds: r.Refunds, Merchants: r.Merchants, Jobs: r.Jobs, Faults: r.Faults, Files: r.Files,
		Agreements: r.Agreements, Tickets: r.Tickets}
	for _, n := range r.Notifications {
		next := &domain.Notification{ID: n.ID, Kind: n.Kind, OidPartner: n.OidPartner, OidPaybill: n.OidPaybill, OidRefund: n.OidRefund, NoOrder: n.NoOrder,
			NoRefund: n.NoRefund, URL: n.URL, Message: n.Message, Body: n.Body, State: n.State, Attempts: n.Attempts}
		for _, d := range n.Deliveries {
			next.Deliveries = append(next.Deliveries, domain.Delivery{Number: d.Number, Due: d.Due, At: d.At, URL: d.URL, Type: d.Type, Body: d.Body, Verdict: d.Verdict,
				Status: d.Status, Answer: d.Answer, Reason: message.As(d.Reason), Lenient: d.Lenient, Duration: d.Duration, Variant: d.Variant})
		}
		out.Notifications = append(out.Notifications, next)
	}
	return out
}
