package contract

import (
	"context"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var codeSteps = []step{
	{English: `card payments need no code`,
		Chinese: `银行卡支付无需验证码`,
		Run:     (*world).needNoCode},
	{English: `the shopper enters {smscode}`,
		Chinese: `顾客输入{smscode}`,
		Needs:   []string{"verify"}, Run: (*world).enterCode},
	{English: `the shopper enters {smscode} {int} times`,
		Chinese: `顾客 {int} 次输入{smscode}`,
		Needs:   []string{"verify"}, Run: (*world).enterCodeTimes},
	{English: `the shopper enters the right code twice at the same instant`,
		Chinese: `顾客同时两次提交正确的验证码`,
		Needs:   []string{"verify"}, Run: (*world).enterCodeTogether},
	{English: `the answer to the next code {codeloss}, and no notification comes`,
		Chinese: `下一个验证码的应答{codeloss}，也没有通知送达`,
		Run:     (*world).loseAnswerToCode},
	{English: `the platform answers the next code with {code}`,
		Chinese: `平台对下一个验证码返回 {code}`,
		Run: func(w *world, ctx context.Context, code string) error {
			return w.addFault(ctx, api.NewFault{At: "accept", Match: withCode, Effect: "code", Value: api.Value(code)})
		}},
	{English: `the next answer to a card payment says that {order} is paid, {forgedhow}`,
		Chinese: `下一个银行卡支付的应答称{order} 已支付，{forgedhow}`,
		Run:     (*world).forgePaidAnswer},
	{English: `the shopper was able to pay {order} with a code`,
		Chinese: `顾客已能用验证码支付{order}`,
		Needs:   []string{"verify"}, Run: (*world).checkPaidWithCode},
	{English: `the merchant has sent each code once`,
		Chinese: `商户对每个验证码只提交了一次`,
		Run:     (*world).checkCodesSentOnce},
	{English: `the card's data came encrypted`,
		Chinese: `银行卡信息已加密`,
		Run:     (*world).checkCardSealed},
	{English: `the code came as plain JSON`,
		Chinese: `验证码以明文 JSON 提交`,
		Run:     (*world).checkCodePlain},
}

// withCode matches the requests that bring a code.
var withCode = map[string]string{"verify_code": "*"}

// smsCode is a code that a shopper enters.
type smsCode string

func codeOf(text string) (smsCode, error) {
	if text == "the right code" {
		return wire.SMSCode, nil
	}
	return "000001", nil
}

// profile changes the merchant's profile until the sandbox starts again.
func (w *world) profile(ctx context.Context, change func(*api.Merchant)) error {
	p, err := w.Control.Merchant(ctx, w.Platform.Merchant.OidPartner)
	if err != nil {
		return err
	}
	change(&p)
	_, err = w.Control.PutMerchant(ctx, p)
	return err
}

func (w *world) needNoCode(ctx context.Context) error {
	return w.profile(ctx, func(p *api.Merchant) { p.SMS = "never" })
}

// enterCode has the shopper enter a code in the shop. Whether the shop takes it is for later steps to judge.
func (w *world) enterCode(ctx context.Context, o *order, code smsCode) error {
	if err := w.need("verify"); err != nil {
		return err
	}
	var err error
	w.codeOutcome, err = w.act(ctx, message.New("The shopper enters the code %s", string(code)), "verify", o.withCode(code))
	return err
}

func (o *order) withCode(code smsCode) harness.Values {
	return harness.Values{"no_order": o.number, "code": string(code)}
}

func (w *world) enterCodeTimes(ctx context.Context, code smsCode, times int) error {
	o, err := w.placedOrder("")
	if err != nil {
		return err
	}
	for range times {
		if err := w.enterCode(ctx, o, code); err != nil {
			return err
		}
	}
	return nil
}

// doubleClick is how long the platform takes to answer the first of two clicks: the second one comes meanwhile.
const doubleClick = 500 * time.Millisecond

// enterCodeTogether is a double click. An answer that does not come is what the platform's record tells.
func (w *world) enterCodeTogether(ctx context.Context, o *order) error {
	if err := w.need("verify"); err != nil {
		return err
	}
	if err := w.addFault(ctx, api.NewFault{At: "accept", Match: withCode, Effect: "delay", Value: api.Value(doubleClick.String())}); err != nil {
		return err
	}
	at, err := w.journalPosition(ctx)
	if err != nil {
		return err
	}
	const clicks = 2
	var outcomes [clicks]harness.Outcome
	var failed [clicks]error
	var both sync.WaitGroup
	for i := range clicks {
		both.Go(func() { outcomes[i], failed[i] = w.Driver.Do(ctx, "verify", o.withCode(wire.SMSCode)) })
	}
	both.Wait()
	title := message.New("The shopper enters the right code, with a double click")
	for i, out := range outcomes {
		w.keep(ctx, action{position: at, title: title, together: title, Exchange: out.Exchange})
		if failed[i] != nil {
			return w.noAnswer(title, failed[i])
		}
	}
	return nil
}

// loseAnswerToCode loses the answer to the next code and the notification of what it pays, so that only a question tells.
func (w *world) loseAnswerToCode(ctx context.Context, how string) error {
	f := api.NewFault{At: "accept", Match: withCode, Effect: "drop-reply"}
	switch how {
	case "is a 502":
		f.Effect, f.Value = "status", "502"
	case "comes after the read timeout":
		timeout, err := stage{w}.ReadTimeout()
		if err != nil {
			return err
		}
		f.Effect, f.Value = "delay", api.Value((timeout + time.Second).String())
	}
	if err := w.addFault(ctx, f); err != nil {
		return err
	}
	return w.addFault(ctx, api.NewFault{At: "notify", Effect: "close", Times: &forEver})
}

// forgePaidAnswer answers the next request for an order as if its card had paid without a code.
func (w *world) forgePaidAnswer(ctx context.Context, o *order, how string) error {
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	f := wire.FieldsOf("ret_code", "0000", "ret_msg", wire.CodeSuccess.Message(), "oid_partner", stored.OidPartner, "no_order", stored.NoOrder, "dt_order", stored.DtOrder,
		"oid_paybill", stored.OidPaybill, "money_order", stored.MoneyOrder, "result_pay", "SUCCESS", "settle_date", stored.BusinessDate, "sign_type", "RSA")
	set := map[string]*string{"ret_code": new("0000"), "ret_msg": new(wire.CodeSuccess.Message()), "result_pay": new("SUCCESS"), "settle_date": new(stored.BusinessDate)}
	switch how {
	case "of another number":
		set["no_order"] = new("9" + stored.OidPaybill)
	case "of another amount":
		set["money_order"] = new("0.01")
	case "with a foreign signature":
		return w.addFault(ctx, api.NewFault{At: "accept", Effect: "garbage", Value: api.Value(wire.EncodeJSON(f.Set("sign", foreignSignature).Sorted()))})
	default:
		return w.addFault(ctx, api.NewFault{At: "accept", Effect: "garbage", Value: api.Value(wire.EncodeJSON(f.Sorted()))})
	}
	return w.addFault(ctx, api.NewFault{At: "accept", Effect: "variant", Value: "same", Set: set, Unset: []string{"token", "sms_flag"}})
}

// checkPaidWithCode judges whether the shopper's way to pay led to a payment.
func (w *world) checkPaidWithCode(ctx context.Context, o *order) error {
	if err := w.need("verify"); err != nil {
		return err
	}
	stored, err := w.stored(ctx, o)
	if err == nil && stored.PaidAt == nil {
		err = breachf("it must ask for a code again with the same number and date, and take the right one", "the shopper entered the right code for order %s in the end and has not paid it; the shop answered with %s", o.number, describeAnswer(w.codeOutcome))
	}
	return err
}

// codeCalls are the merchant's requests with codes.
func (w *world) codeCalls(ctx context.Context) ([]call, error) {
	calls, err := w.calls(ctx, w.startPosition, wire.KindCardPay)
	if err == nil && len(calls) == 0 {
		err = unjudgedf("no request with a code came to the platform")
	}
	return calls, err
}

func (w *world) checkCodesSentOnce(ctx context.Context) error {
	calls, err := w.codeCalls(ctx)
	if err != nil {
		return err
	}
	sent := map[string]int{}
	for _, c := range calls {
		token := c.fields.Get("token")
		if sent[token]++; sent[token] > 1 {
			return inRequest(c, breachf("it must send one request for each code, however often the shopper clicks", "the merchant sent the code of order %s again under the same token, and the platform answered %s", c.fields.Get("no_order"), c.code))
		}
	}
	return nil
}

func (w *world) checkCardSealed(ctx context.Context) error {
	calls, err := w.calls(ctx, w.startPosition, wire.KindCardPrepay, wire.KindCardBind)
	if err == nil && len(calls) == 0 {
		err = unjudgedf("no request with card data came to the platform")
	}
	if err != nil {
		return err
	}
	for _, c := range calls {
		if !c.sealed {
			return inRequest(c, breachf("card data must come inside pay_load, encrypted for the platform's key", "the merchant sent %s, and the platform answered %s (%s)", sentAs(c), c.code, c.reason))
		}
	}
	return nil
}

// sentAs describes the outside of a request that should have been encrypted.
func sentAs(c call) message.Message {
	if c.fields.Get("pay_load") == "" {
		return message.New("a request to %s without pay_load", c.path)
	}
	return message.New("a pay_load that does not open")
}

func (w *world) checkCodePlain(ctx context.Context) error {
	calls, err := w.codeCalls(ctx)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if c.fields.Get("verify_code") == "" || c.decodeError != nil {
			return inRequest(c, breachf("the code must come as plain, signed JSON with token and verify_code", "the merchant sent a request to %s without verify_code, and the platform answered %s (%s)", c.path, c.code, c.reason))
		}
	}
	return nil
}
