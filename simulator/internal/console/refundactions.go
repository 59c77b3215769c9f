package console

import (
	"fmt"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func finishRefund(v *visit) (outcome, error) {
	body, err := v.result()
	if err != nil {
		return outcome{}, err
	}
	id := v.field("oid_refundno")
	r, err := v.Sandbox.FinishRefund(id, body.Outcome)
	if err != nil {
		return outcome{}, err
	}
	if r == nil {
		return outcome{}, notFound("order.norefund", id)
	}
	return refundOutcome(r).withCurl(v.curlPost("/refunds/"+id+"/finish", body)), nil
}

// refundOutcome says how a refund stands.
func refundOutcome(r *domain.Refund) outcome {
	result := mixed("refund.now."+string(r.State), r.NoRefund, human.Yuan(r.Fen))
	result.Mixed = r.State != domain.RefundSuccess
	return result
}

// refundForm is a refund as the merchant would ask for it.
type refundForm struct {
	NoRefund, Money, NotifyURL string
	Curl                       string // signed; "" where the simulator does not have the merchant's key
}

func (v *visit) refundForm(s *orderShown) *refundForm {
	f := &refundForm{Money: wire.FormatFen(s.Fen - s.RefundedFen - s.ReservedFen), NotifyURL: s.NotifyURL}
	for n := len(s.Refunds) + 1; f.NoRefund == ""; n++ {
		number := fmt.Sprintf("R%s-%d", s.OidPaybill, n)
		if !slices.ContainsFunc(s.Refunds, func(r *domain.Refund) bool { return r.NoRefund == number }) {
			f.NoRefund = number
		}
	}
	if s.Merchant != nil {
		f.Curl = v.curlRefund(s.Merchant, s.SignType, v.refundRequest(s.Order, f.NoRefund, f.Money, f.NotifyURL))
	}
	return f
}

// refundRequest is a merchant's request (protocol section 8) without number of the merchant and signature.
func (v *visit) refundRequest(o *domain.Order, noRefund, money, notifyURL string) wire.Fields {
	return wire.Fields{{Name: "no_refund", Value: noRefund}, {Name: "dt_refund", Value: wire.FormatDateTime(v.Now)},
		{Name: "money_refund", Value: money}, {Name: "oid_paybill", Value: o.OidPaybill}, {Name: "notify_url", Value: notifyURL}}
}

func (v *visit) curlRefund(m *domain.Merchant, signType string, f wire.Fields) string {
	signed, err := signer(m).Sign(append(wire.Fields{{Name: "oid_partner", Value: m.OidPartner}}, f...), signType)
	if err != nil {
		return ""
	}
	return curlJSON(v.base()+wire.Refund.Paths[0], wire.EncodeJSON(signed))
}

// refundOrder refunds as the merchant would, with a request that the platform checks like any other.
func refundOrder(v *visit) (outcome, error) {
	o := v.Sandbox.Order(v.part("oid_paybill")).Order
	if o == nil {
		return outcome{}, notFound("order.gone", v.part("oid_paybill"))
	}
	m := v.Sandbox.Merchant(o.OidPartner)
	if m == nil {
		return outcome{}, notFound("order.nomerchant", o.OidPartner)
	}
	f := v.refundRequest(o, v.field("no_refund"), v.trimmed("money_refund"), v.field("notify_url"))
	log := v.Sandbox.Journal().Begin(journal.Operated(engine.SubjectOf(o), message.New("the operator refunds %s as the merchant, no_refund %s", f.Get("money_refund"), f.Get("no_refund")), asked(f)))
	if bad := wire.Refund.Fields.Check(f, wire.Options{Now: v.Now}); bad != nil {
		return refusedRefund(log, domain.BadField(bad.Rule, bad.Field, "%s", bad.Reason)), nil
	}
	fen, err := wire.ParseAmount(f.Get("money_refund"))
	if err != nil {
		return refusedRefund(log, domain.BadField("CHK-5", "money_refund", "%s", message.Of(err))), nil
	}
	d, r := v.Sandbox.Refund(log.Request, m, domain.RefundRequest{NoRefund: f.Get("no_refund"), DtRefund: f.Get("dt_refund"), MoneyRefund: f.Get("money_refund"), Fen: fen,
		NotifyURL: f.Get("notify_url"), SignType: o.SignType, Payment: domain.Name{OidPaybill: o.OidPaybill}})
	result := refused(d)
	if d.OK() {
		v.Sandbox.WakeIfDue()
		result = refundOutcome(v.Sandbox.RefundByID(r.OidRefundno)) // a refund that takes no time has its result by now
	}
	return result.withCurl(v.curlRefund(m, o.SignType, f)), nil
}

// asked is the operator's refund as the journal keeps it.
func asked(f wire.Fields) journal.Operation {
	o := journal.Operation{Call: journal.CallRefund}
	for _, x := range f {
		o = o.With(x.Name, x.Value)
	}
	return o
}

// refusedRefund puts the refusal of a refund that the operator asked for into the journal.
func refusedRefund(log journal.Writer, d domain.Decision) outcome {
	log.Decide(d.Rule, string(d.Code), d.Reason)
	return refused(d)
}
