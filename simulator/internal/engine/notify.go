package engine

import (
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// notificationType is the content type of asynchronous notifications (protocol section 7).
const notificationType = "text/json;charset=utf-8"

// notifyPayment schedules the notification of a successful payment, due now (NTF-1, NTF-2).
func (t *tx) notifyPayment(m *domain.Merchant, o *domain.Order) {
	t.owe(&domain.Notification{Kind: domain.PaymentNotification, OidPartner: o.OidPartner, OidPaybill: o.OidPaybill,
		NoOrder: o.NoOrder, URL: o.NotifyURL, Message: paymentMessage(t.Tx, m, o)})
}

// notifyRefund schedules the notification of a refund's result, due now (NTF-7).
func (t *tx) notifyRefund(r *domain.Refund) {
	t.owe(&domain.Notification{Kind: domain.RefundNotification, OidPartner: r.OidPartner, OidPaybill: r.OidPaybill,
		OidRefund: r.OidRefundno, NoOrder: r.NoOrder, NoRefund: r.NoRefund, URL: r.NotifyURL, Message: refundMessage(r)})
}

func (t *tx) owe(n *domain.Notification) {
	n.State = domain.NotificationPending
	t.AddNotification(n)
	t.scheduleAttempt(n, t.now)
}

// scheduleAttempt schedules the next attempt of a notification. The job gets the notification's number, so that attempts that are due
// together have the same order in each replay of a script, whatever order the merchant's earlier answers came in.
func (t *tx) scheduleAttempt(n *domain.Notification, due time.Time) {
	t.AddJob(domain.Job{ID: n.ID, Due: due, Kind: domain.NotificationAttempt, Subject: strconv.FormatUint(n.ID, 10)})
}

// paymentMessage is the notification of a paid order before it is signed. Fields without a value are left out.
func paymentMessage(r *store.Tx, m *domain.Merchant, o *domain.Order) wire.Fields {
	f := wire.FieldsOf(
		"oid_partner", o.OidPartner,
		"dt_order", o.DtOrder,
		"no_order", o.NoOrder,
		"oid_paybill", o.OidPaybill,
		"money_order", o.MoneyOrder,
		"result_pay", string(domain.Success),
		"settle_date", string(o.SettleDate),
		"info_order", o.InfoOrder,
		"pay_type", o.PaidPayType,
		"bank_code", o.ToldBankCode(m),
		"sign_type", o.SignType,
	)
	if m != nil && len(m.NotifyIdentity) > 0 {
		f = append(f, identity(r, m, o)...)
	}
	return f.Sorted()
}

// identity returns what a merchant is told of a payer beyond the documented fields, as its profile says (NTF-10).
func identity(r *store.Tx, m *domain.Merchant, o *domain.Order) wire.Fields {
	paid, _ := o.Paid()
	card, masked := paid.Card, paid.CardNo
	if paid.NoAgree != "" && card == nil {
		if a := r.Agreement(paid.NoAgree); a != nil {
			card = &a.Card
		}
	}
	if card == nil { // what the merchant said of the payer
		card = &domain.CardDetails{AcctName: o.AcctName, IDNo: o.IDNo}
	}
	known := map[string]string{"no_agree": paid.NoAgree, "id_type": card.IDType, "id_no": card.IDNo, "acct_name": card.AcctName, wire.UnsignedInNotification: masked}
	var f wire.Fields
	for _, name := range m.NotifyIdentity {
		f = append(f, wire.FieldsOf(name, known[name])...)
	}
	return f
}

// refundMessage is the notification of a refund before it is signed.
func refundMessage(r *domain.Refund) wire.Fields {
	return wire.FieldsOf(
		"oid_partner", r.OidPartner,
		"no_refund", r.NoRefund,
		"dt_refund", r.DtRefund,
		"money_refund", r.MoneyRefund,
		"oid_refundno", r.OidRefundno,
		"sta_refund", string(r.State),
		"settle_date", string(r.SettleDate),
		"sign_type", r.SignType,
	).Sorted()
}
