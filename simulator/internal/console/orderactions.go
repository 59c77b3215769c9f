package console

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// payTypes are the letters and digits of pay_type (protocol sections 4 to 6).
var payTypes = []string{"L", "I", "Y", "W", "2", "3", "D", "1", "8", "9", "0"}

// longest is the longest delay that a payment can be given.
const longest = 10 * 366 * 24 * time.Hour

type payForm struct {
	PayTypes []string
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

type notifyForm struct {
	Variants, Signs []string
	Curl            string
}

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

// result is the outcome a form gives: success or a failure code.
func (v *visit) result() (string, error) {
	given := v.field("outcome")
	if given == domain.OutcomeSuccess || wire.KnownCode(given) && wire.Code(given) != wire.CodeSuccess {
		return given, nil
	}
	return "", wrong("order.badoutcome", given)
}

func payOrder(v *visit) (outcome, error) {
	id := v.part("oid_paybill")
	p := domain.Payment{PayType: v.field("pay_type"), BankCode: v.field("bank_code"), Outcome: v.field("outcome")}
	call := api.Pay{Outcome: p.Outcome, PayType: p.PayType, BankCode: p.BankCode}
	if p.Outcome != domain.OutcomeProcessing {
		if _, err := v.result(); err != nil {
			return outcome{}, err
		}
	}
	if p.PayType != "" && !slices.Contains(payTypes, p.PayType) {
		return outcome{}, wrong("order.badpaytype", p.PayType)
	}
	if p.BankCode != "" && wire.BankName(p.BankCode) == "" {
		return outcome{}, wrong("order.badbank", p.BankCode)
	}
	if after := strings.TrimSpace(v.field("after")); after != "" {
		d, err := human.Duration(after)
		if err != nil || d < 0 || d > longest {
			return outcome{}, wrong("order.badafter", after)
		}
		p.After = d
		wait := api.Duration(d)
		call.After = &wait
	}
	notify := v.field("notify") != ""
	if !notify {
		call.Notify = &notify
	}
	o, d := v.Sandbox.Pay(id, p, notify)
	if o == nil {
		return outcome{}, missing("order.gone", id)
	}
	said := refused(d)
	if d.OK() {
		said = attempted(o, len(o.Attempts))
	}
	said.Curl = v.curlControl("/orders/"+id+"/pay", call)
	return said, nil
}

// attempted says what became of an attempt.
func attempted(o *domain.Order, n int) outcome {
	a, _ := o.Attempt(n)
	said := mixed("attempt."+string(a.State), n)
	switch a.State {
	case domain.AttemptSuccess:
		said.Mixed = false
		said.Args = append(said.Args, o.MoneyOrder, human.Stamp(o.SettleDate))
	case domain.AttemptFailed:
		said.Args = append(said.Args, a.Code, a.Code.MessageFor(""))
	}
	return said
}

func attemptPath(oidPaybill string, n int) string {
	return "/orders/" + oidPaybill + "/attempts/" + strconv.Itoa(n) + "/finish"
}

func finishAttempt(v *visit) (outcome, error) {
	id := v.part("oid_paybill")
	result, err := v.result()
	if err != nil {
		return outcome{}, err
	}
	n, err := strconv.Atoi(v.field("attempt"))
	if err != nil {
		return outcome{}, wrong("order.badattempt", v.field("attempt"))
	}
	o, err := v.Sandbox.FinishAttempt(id, n, result)
	if err != nil {
		return outcome{}, err
	}
	if o == nil {
		return outcome{}, missing("order.gone", id)
	}
	said := attempted(o, n)
	said.Curl = v.curlControl(attemptPath(id, n), api.Finish{Outcome: result})
	return said, nil
}

func notifyAgain(v *visit) (outcome, error) {
	id := v.part("oid_paybill")
	s := engine.Send{Variant: v.field("variant"), Sign: v.field("sign")}
	sent, err := v.Sandbox.Send(v.Console.untilStop(), id, s)
	if err != nil {
		return outcome{}, err
	}
	taken := false
	var said outcome
	for _, one := range sent {
		said.Sent = append(said.Sent, one.Delivery)
		taken = taken || one.Delivery.Verdict == "acknowledged"
	}
	switch {
	case s.Forged() && taken:
		said.Failed, said.Key = true, "order.believed"
	case s.Forged():
		said.Key = "order.forged"
	case taken:
		said.Key = "order.sent"
	default:
		said.Failed, said.Key = true, "order.untaken"
	}
	said.Curl = v.curlControl("/orders/"+id+"/notifications", api.Notify{Variant: s.Variant, Sign: s.Sign})
	return said, nil
}

func finishRefund(v *visit) (outcome, error) {
	result, err := v.result()
	if err != nil {
		return outcome{}, err
	}
	id := v.field("oid_refundno")
	r, err := v.Sandbox.FinishRefund(id, result)
	if err != nil {
		return outcome{}, err
	}
	if r == nil {
		return outcome{}, missing("order.norefund", id)
	}
	said := refundSaid(r)
	said.Curl = v.curlControl("/refunds/"+id+"/finish", api.Finish{Outcome: result})
	return said, nil
}

// refundSaid says how a refund stands.
func refundSaid(r *domain.Refund) outcome {
	said := mixed("refund.said."+string(r.State), r.NoRefund, r.MoneyRefund)
	said.Mixed = r.State != domain.RefundSuccess
	return said
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
	return wire.Fields{{Name: "no_refund", Value: noRefund}, {Name: "dt_refund", Value: wire.FormatDateTime(v.Sandbox.Now())},
		{Name: "money_refund", Value: money}, {Name: "oid_paybill", Value: o.OidPaybill}, {Name: "notify_url", Value: notifyURL}}
}

func (v *visit) curlRefund(m *domain.Merchant, signType string, f wire.Fields) string {
	signed, err := signedAs(m, signType, f)
	if err != nil {
		return ""
	}
	return curlJSON(v.base()+refundPath, wire.EncodeJSON(signed), "")
}

const refundPath = "/refund.htm"

// refundOrder refunds as the merchant would, with a request that the platform checks like any other.
func refundOrder(v *visit) (outcome, error) {
	o := v.Sandbox.Order(v.part("oid_paybill")).Order
	if o == nil {
		return outcome{}, missing("order.gone", v.part("oid_paybill"))
	}
	m := v.Sandbox.Merchant(o.OidPartner)
	if m == nil {
		return outcome{}, missing("order.nomerchant", o.OidPartner)
	}
	f := v.refundRequest(o, v.field("no_refund"), strings.TrimSpace(v.field("money_refund")), v.field("notify_url"))
	log := v.Sandbox.Journal().Begin(journal.Operated(engine.SubjectOf(o), "the operator refunds "+f.Get("money_refund")+" as the merchant, no_refund "+f.Get("no_refund")))
	if bad := wire.Refund.Check(f, wire.Options{Now: v.Sandbox.Now()}); bad != nil {
		return refusedRefund(log, domain.BadField(bad.Rule, bad.Field, bad.Reason)), nil
	}
	fen, err := wire.ParseAmount(f.Get("money_refund"))
	if err != nil {
		return refusedRefund(log, domain.BadField("CHK-5", "money_refund", err.Error())), nil
	}
	d, r := v.Sandbox.Refund(log.Request, m, domain.RefundRequest{NoRefund: f.Get("no_refund"), DtRefund: f.Get("dt_refund"), MoneyRefund: f.Get("money_refund"), Fen: fen,
		NotifyURL: f.Get("notify_url"), SignType: o.SignType, Payment: domain.Name{OidPaybill: o.OidPaybill}})
	said := refused(d)
	if d.OK() {
		v.Sandbox.WakeIfDue()
		said = refundSaid(v.Sandbox.RefundByID(r.OidRefundno)) // a refund that takes no time has its result by now
	}
	said.Curl = v.curlRefund(m, o.SignType, f)
	return said, nil
}

// refusedRefund puts the refusal of a refund that the operator asked for into the journal.
func refusedRefund(log journal.Writer, d domain.Decision) outcome {
	log.Decide(d.Rule, string(d.Code), d.Reason)
	return refused(d)
}
