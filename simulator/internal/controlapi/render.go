package controlapi

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// renderOrder is the order without attempts, notifications and refunds.
func renderOrder(o *domain.Order) api.Order {
	out := api.Order{
		OidPaybill: o.OidPaybill, OidPartner: o.OidPartner, NoOrder: o.NoOrder, DtOrder: o.DtOrder, BusinessDate: string(o.BusinessDate),
		MoneyOrder: o.MoneyOrder, ResultPay: string(o.State), SettleDate: string(o.SettleDate), PayType: o.PayType, BankCode: o.BankCode,
		API: string(o.API), UserID: o.UserID, BusiPartner: o.BusiPartner, NameGoods: o.NameGoods, InfoOrder: o.InfoOrder,
		NotifyURL: o.NotifyURL, URLReturn: o.URLReturn, SignType: o.SignType, ValidOrder: o.ValidOrder, PayLoad: o.Payload,
		CreatedAt: api.At(o.CreatedAt), ExpiresAt: api.At(o.ExpiresAt), PaidAt: api.AtOrNull(o.PaidAt), Requests: o.Requests,
		Refunded: wire.FormatFen(o.RefundedFen),
	}
	if o.Terms != nil {
		out.NoAgree = o.Terms.NoAgree
	}
	if !o.PaidAt.IsZero() {
		out.PayType, out.BankCode, out.NoAgree = o.PaidPayType, o.PaidBankCode, o.PaidAgreement()
	}
	return out
}

func renderAttempt(a domain.Attempt) api.Attempt {
	return api.Attempt{N: a.N, State: string(a.State), PayType: a.PayType, BankCode: a.BankCode, CardNo: a.CardNo, NoAgree: a.NoAgree,
		Code: string(a.Code), Message: a.Code.MessageFor(""), Started: api.At(a.Started), Ended: api.AtOrNull(a.Ended)}
}

func renderRefund(r *domain.Refund) api.Refund {
	return api.Refund{
		OidRefundno: r.OidRefundno, OidPartner: r.OidPartner, NoRefund: r.NoRefund, DtRefund: r.DtRefund, BusinessDate: string(r.BusinessDate),
		MoneyRefund: r.MoneyRefund, StaRefund: string(r.State), SettleDate: string(r.SettleDate), NotifyURL: r.NotifyURL,
		OidPaybill: r.OidPaybill, NoOrder: r.NoOrder, Code: string(r.Code), Message: r.Code.MessageFor(""),
		CreatedAt: api.At(r.CreatedAt), DoneAt: api.AtOrNull(r.DoneAt),
	}
}

func renderDelivery(n *domain.Notification, d domain.Delivery) api.Delivery {
	out := api.Delivery{
		Notification: n.ID, Number: d.Number, Kind: string(n.Kind), Due: api.AtOrNull(d.Due), At: api.At(d.At),
		OidPartner: n.OidPartner, NoOrder: n.NoOrder, OidPaybill: n.OidPaybill, OidRefundno: n.OidRefund, URL: d.URL,
		Request: api.DeliveryRequest{ContentType: d.Type, Body: string(d.Body)}, Verdict: d.Verdict, Reason: d.Reason.String(), Lenient: d.Lenient,
		DurationMS: d.Duration.Milliseconds(), Variant: d.Variant,
	}
	if d.Status != 0 {
		out.Response = &api.DeliveryResponse{Status: d.Status, Body: string(d.Answer)}
	}
	return out
}

func renderFault(f *domain.Fault) api.Fault {
	return api.Fault{ID: f.ID, At: string(f.At), Match: f.Match, Effect: string(f.Effect), Value: f.Value, Set: f.Set, Unset: f.Unset, Times: f.Times, Probability: cmp.Or(f.Probability, 1),
		Seed: f.Seed, Seen: f.Seen, Struck: f.Struck, CreatedAt: api.At(f.CreatedAt)}
}

func renderFile(f *domain.File) api.File {
	return api.File{Name: f.Name, Size: len(f.Content), At: api.At(f.CreatedAt), Replaced: f.Replaced}
}

func renderEntry(e journal.Entry) (api.Entry, error) {
	out := api.Entry{ID: e.ID, At: api.At(e.At), Kind: string(e.Kind), Request: e.Request, OidPartner: e.OidPartner, NoOrder: e.NoOrder,
		OidPaybill: e.OidPaybill, Rule: e.Rule, Code: e.Code, Text: e.Text.String()}
	if e.Data == nil {
		return out, nil
	}
	var err error
	if out.Data, err = json.Marshal(e.Data); err != nil {
		return out, fmt.Errorf("journal entry %d: %w", e.ID, err)
	}
	return out, nil
}
