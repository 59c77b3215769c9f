package console

import (
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// finishForm gives the result of an open attempt, or of a refund.
type finishForm struct {
	Attempt int
	Refund  *domain.Refund
	Curl    string
}

// failures are the codes a bank or gateway can fail with: all but success, those of the test cards first.
func failures() []wire.CodeInfo {
	var often, others []wire.CodeInfo
	for _, code := range wire.Codes() {
		switch {
		case code.Code == wire.CodeSuccess:
		case slices.ContainsFunc(wire.Cards(), func(c wire.Card) bool { return c.Outcome == string(code.Code) }):
			often = append(often, code)
		default:
			others = append(others, code)
		}
	}
	return append(often, others...)
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
	if after := v.trimmed("after"); after != "" {
		body.After = new(api.Duration)
		if err := body.After.UnmarshalText([]byte(after)); err != nil {
			return outcome{}, invalid("order.badafter", after)
		}
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
	return result.withCurl(v.curlPost("/orders/"+id+"/pay", body)), nil
}

// attempted says what became of an attempt.
func attempted(o *domain.Order, n int) outcome {
	a, _ := o.Attempt(n)
	result := mixed("attempt."+string(a.State), n)
	switch a.State {
	case domain.AttemptSuccess:
		result.Mixed = false
		result.Args = append(result.Args, human.Yuan(o.Fen), human.Stamp(o.SettleDate))
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
	return attempted(o, n).withCurl(v.curlPost(attemptPath(id, n), body)), nil
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
	sent, err := v.Sandbox.Send(v.Console.options.Context, id, s)
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
	return result.withCurl(v.curlPost("/orders/"+id+"/notifications", body)), nil
}
