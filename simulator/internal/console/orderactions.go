package console

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

type payForm struct {
	PayTypes choice.List[choice.PayType]
	Chosen   string
	Banks    []wire.Bank
	Failures []wire.CodeInfo
	Curl     string
}

// finishForm gives the result of an open attempt, or of a refund.
type finishForm struct {
	Attempt  int
	Refund   *domain.Refund
	Failures []wire.CodeInfo
	Curl     string
}

type notifyForm struct{ Curl string }

// failures are the codes a bank or gateway can fail with: all but success, those of the test cards first.
func failures() []wire.CodeInfo {
	var often []string
	for _, card := range wire.Cards() {
		often = append(often, card.Outcome)
	}
	all := slices.DeleteFunc(wire.Codes(), func(c wire.CodeInfo) bool { return c.Code == wire.CodeSuccess })
	slices.SortStableFunc(all, func(a, b wire.CodeInfo) int {
		return b2i(!slices.Contains(often, string(a.Code))) - b2i(!slices.Contains(often, string(b.Code)))
	})
	return all
}

// result is the outcome a form gives to an attempt or a refund.
func (v *visit) result() (api.Finish, error) {
	body := api.Finish{Outcome: v.field("outcome")}
	_, err := operator.Result(body)
	return body, err
}

func payOrder(v *visit) (outcome, error) {
	id := v.part("oid_paybill")
	body := api.Pay{Outcome: v.field("outcome"), PayType: v.field("pay_type"), BankCode: v.field("bank_code")}
	if after := strings.TrimSpace(v.field("after")); after != "" {
		d, err := human.Duration(after)
		if err != nil {
			return outcome{}, invalid("order.badafter", after)
		}
		wait := api.Duration(d)
		body.After = &wait
	}
	if v.field("notify") == "" {
		body.Notify = new(bool)
	}
	p, notify, err := operator.Payment(body)
	if err != nil {
		return outcome{}, err
	}
	o, d := v.Sandbox.Pay(id, p, notify)
	if o == nil {
		return outcome{}, notFound("order.gone", id)
	}
	result := refused(d)
	if d.OK() {
		result = attempted(o, len(o.Attempts))
	}
	result.Curl = v.curlControl("/orders/"+id+"/pay", body)
	return result, nil
}

// attempted says what became of an attempt.
func attempted(o *domain.Order, n int) outcome {
	a, _ := o.Attempt(n)
	result := mixed("attempt."+string(a.State), n)
	switch a.State {
	case domain.AttemptSuccess:
		result.Mixed = false
		result.Args = append(result.Args, o.MoneyOrder, human.Stamp(o.SettleDate))
	case domain.AttemptFailed:
		result.Args = append(result.Args, a.Code, a.Code.MessageFor(""))
	}
	return result
}

func attemptPath(oidPaybill string, n int) string {
	return "/orders/" + oidPaybill + "/attempts/" + strconv.Itoa(n) + "/finish"
}

func finishAttempt(v *visit) (outcome, error) {
	id := v.part("oid_paybill")
	body, err := v.result()
	if err != nil {
		return outcome{}, err
	}
	n, err := strconv.Atoi(v.field("attempt"))
	if err != nil {
		return outcome{}, invalid("order.badattempt", v.field("attempt"))
	}
	o, err := v.Sandbox.FinishAttempt(id, n, body.Outcome)
	if err != nil {
		return outcome{}, err
	}
	if o == nil {
		return outcome{}, notFound("order.gone", id)
	}
	result := attempted(o, n)
	result.Curl = v.curlControl(attemptPath(id, n), body)
	return result, nil
}

func notifyAgain(v *visit) (outcome, error) {
	id := v.part("oid_paybill")
	body := api.Notify{Variant: v.field("variant"), Sign: v.field("sign")}
	one := body
	one.Copies = 1 // the default of the control API, which the command to copy need not say
	s, err := operator.Notification(one)
	if err != nil {
		return outcome{}, err
	}
	sent, err := v.Sandbox.Send(v.Console.untilStop(), id, s)
	if err != nil {
		return outcome{}, err
	}
	taken := false
	var result outcome
	for _, notification := range sent {
		result.Sent = append(result.Sent, notification.Delivery)
		taken = taken || notification.Delivery.Verdict == "acknowledged"
	}
	switch {
	case s.Forged() && taken:
		result.Failed, result.Key = true, "order.believed"
	case s.Forged():
		result.Key = "order.forged"
	case taken:
		result.Key = "order.sent"
	default:
		result.Failed, result.Key = true, "order.untaken"
	}
	result.Curl = v.curlControl("/orders/"+id+"/notifications", body)
	return result, nil
}

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
	result := refundOutcome(r)
	result.Curl = v.curlControl("/refunds/"+id+"/finish", body)
	return result, nil
}

// refundOutcome says how a refund stands.
func refundOutcome(r *domain.Refund) outcome {
	result := mixed("refund.now."+string(r.State), r.NoRefund, r.MoneyRefund)
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
	signed, err := signedAs(m, signType, f)
	if err != nil {
		return ""
	}
	return curlJSON(v.base()+wire.Refund.Paths[0], wire.EncodeJSON(signed), "")
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
	f := v.refundRequest(o, v.field("no_refund"), strings.TrimSpace(v.field("money_refund")), v.field("notify_url"))
	log := v.Sandbox.Journal().Begin(journal.Operated(engine.SubjectOf(o), "the operator refunds "+f.Get("money_refund")+" as the merchant, no_refund "+f.Get("no_refund")))
	if bad := wire.Refund.Fields.Check(f, wire.Options{Now: v.Now}); bad != nil {
		return refusedRefund(log, domain.BadField(bad.Rule, bad.Field, bad.Reason)), nil
	}
	fen, err := wire.ParseAmount(f.Get("money_refund"))
	if err != nil {
		return refusedRefund(log, domain.BadField("CHK-5", "money_refund", err.Error())), nil
	}
	d, r := v.Sandbox.Refund(log.Request, m, domain.RefundRequest{NoRefund: f.Get("no_refund"), DtRefund: f.Get("dt_refund"), MoneyRefund: f.Get("money_refund"), Fen: fen,
		NotifyURL: f.Get("notify_url"), SignType: o.SignType, Payment: domain.Name{OidPaybill: o.OidPaybill}})
	result := refused(d)
	if d.OK() {
		v.Sandbox.WakeIfDue()
		result = refundOutcome(v.Sandbox.RefundByID(r.OidRefundno)) // a refund that takes no time has its result by now
	}
	result.Curl = v.curlRefund(m, o.SignType, f)
	return result, nil
}

// refusedRefund puts the refusal of a refund that the operator asked for into the journal.
func refusedRefund(log journal.Writer, d domain.Decision) outcome {
	log.Decide(d.Rule, string(d.Code), d.Reason)
	return refused(d)
}
