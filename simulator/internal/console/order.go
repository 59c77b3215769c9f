package console

import (
	"html/template"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var orderPage = view{name: "order", of: "orders", path: "/orders/{oid_paybill}", show: showOrder, do: actions{
	"pay":           payOrder,
	"finish":        finishAttempt,
	"notify":        notifyAgain,
	"refund":        refundOrder,
	"finish-refund": finishRefund,
}}

// orderShown is what the page of an order shows.
type orderShown struct {
	*domain.Order
	Path          string
	Merchant      *domain.Merchant // nil when its profile is gone
	Notifications []*domain.Notification
	Refunds       []*domain.Refund
	Tickets       []*domain.Ticket // those that open something
	Items         []item
	Newest, Older string // the pages of newer and older items, "" at an end
	More          int    // older items that are not shown
	Lost          bool   // the journal no longer has the beginning
	Picture       template.HTML
	Cashier, QR   string
	Pay           string // the command that pays it, "" where it cannot be paid
	Finish        []finishForm
	Notify        string // the command that notifies again
	Refund        *refundForm
}

func showOrder(v *visit) (any, error) {
	id := v.part("oid_paybill")
	v.Events = v.events(id)
	d := v.Sandbox.Order(id)
	if d.Order == nil {
		return nil, notFound("order.gone", id)
	}
	entries := v.entriesOf(d)
	shown := &orderShown{Order: d.Order, Path: v.Path("orders", id), Merchant: v.Sandbox.Merchant(d.Order.OidPartner), Notifications: d.Notifications, Refunds: d.Refunds, Tickets: d.Tickets,
		Cashier: v.base() + "/pay/" + id}
	shown.QR = shown.Cashier + "/qr.svg"
	if err := v.happened(shown, d, entries); err != nil {
		return nil, err
	}
	v.forms(shown)
	return shown, nil
}

// PayTypeShown is what the order was or is to be paid with.
func (s *orderShown) PayTypeShown() string {
	if s.PaidPayType != "" {
		return s.PaidPayType
	}
	return s.PayType
}

// BankShown is the bank it was or is to be paid at.
func (s *orderShown) BankShown() string {
	if s.PaidPayType != "" {
		return s.PaidBankCode
	}
	return s.BankCode
}

// Agreement is the agreement that it was or is to be paid with, "" for none.
func (s *orderShown) Agreement() string {
	if paid := s.PaidAgreement(); paid != "" || s.Terms == nil {
		return paid
	}
	return s.Terms.NoAgree
}

// Left is what can still be refunded of a payment, "" for nothing.
func (s *orderShown) Left() string {
	if left := s.Fen - s.RefundedFen - s.ReservedFen; left > 0 {
		return human.Yuan(left)
	}
	return ""
}

// Bank is a bank's name.
func (s *orderShown) Bank(code string) string { return wire.BankName(code) }

// success is the body of the commands that show how to give a result.
var success = api.Finish{Outcome: "success"}

// forms puts what can be done about an order.
func (v *visit) forms(s *orderShown) {
	path := "/orders/" + s.OidPaybill
	if s.State == domain.Waiting {
		s.Pay = v.curlPost(path+"/pay", success)
	}
	for _, a := range s.Attempts {
		if a.Open() {
			s.Finish = append(s.Finish, finishForm{Attempt: a.N, Curl: v.curlPost(attemptPath(s.OidPaybill, a.N), success)})
		}
	}
	for _, r := range s.Refunds {
		if r.State == domain.RefundProcessing {
			s.Finish = append(s.Finish, finishForm{Refund: r, Curl: v.curlPost("/refunds/"+r.OidRefundno+"/finish", success)})
		}
	}
	s.Notify = v.curlPost(path+"/notifications", map[string]string{"variant": "same"})
	if s.State == domain.Success {
		s.Refund = v.refundForm(s)
	}
}
