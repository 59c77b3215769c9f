package platform

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// cardSteps bring the codes of card payments, and bind cards.
var cardSteps = []step{
	{English: `the merchant brings the code {string} for {order}`,
		Chinese: `商户提交验证码 {string}，支付{order}`,
		Tried:   []string{`the shopper enters the code {string}`, `顾客输入验证码{string}`},
		Run:     (*world).payWithCode},
	{English: `the merchant brings the code {string} for {order} with:`,
		Chinese: `商户提交验证码 {string}，支付{order}，其中：`,
		Run:     (*world).payWithCode},
	{English: `the merchant brings the code {string} for {order} {int} times at the same instant`,
		Chinese: `商户在同一时刻 {int} 次提交验证码 {string}，支付{order}`,
		Run:     (*world).payTogetherWithCode},
	{English: `one answer accepts and the others are {code} by rule {rule}`,
		Chinese: `一个应答受理，其余返回 {code}，依据规则 {rule}`,
		Run:     (*world).checkOneAccepts},
	{English: `the merchant binds card {string} to user {string}`,
		Chinese: `商户将银行卡 {string} 绑定到用户 {string}`,
		Run:     (*world).bind},
	{English: `the merchant binds card {string} to user {string} with:`,
		Chinese: `商户将银行卡 {string} 绑定到用户 {string}，其中：`,
		Run:     (*world).bind},
	{English: `the merchant brings the code {string} of the binding`,
		Chinese: `商户提交绑卡验证码 {string}`,
		Run:     (*world).bindWithCode},
	{English: `the merchant brings the code {string} of the binding with:`,
		Chinese: `商户提交绑卡验证码 {string}，其中：`,
		Run:     (*world).bindWithCode},
	{English: `the operator sees the code {string} for {order}`,
		Chinese: `操作员看到验证码 {string}，用于{order}`,
		Run:     (*world).checkCode},
	{English: `the next request's pay_load {payload}`,
		Chinese: `下一个请求的 pay_load {payload}`,
		Run:     func(w *world, wrong string) { w.nextChanges.wrong = wrong }},
}

// codeFor is the unsigned request that brings the code of an order's newest token.
func (w *world) codeFor(ctx context.Context, code string, o placedOrder, cells []cell) (wire.Fields, error) {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return nil, err
	}
	f := apply(wire.FieldsOf("no_order", stored.NoOrder, "money_order", stored.MoneyOrder, "verify_code", code), cells)
	if len(cells) > 0 && cells[0].name == "token" {
		return f, nil
	}
	token, err := w.newestToken(stored.NoOrder)
	return f.Set("token", token), err
}

func (w *world) payWithCode(ctx context.Context, code string, o placedOrder, cells []cell) error {
	f, err := w.codeFor(ctx, code, o, cells)
	if err != nil {
		return err
	}
	if err := w.stage.Paying(); err != nil {
		return err
	}
	if err := w.ask(ctx, wire.KindCardPay, f); err != nil {
		return err
	}
	return w.settle(ctx)
}

func (w *world) payTogetherWithCode(ctx context.Context, code string, o placedOrder, n int) error {
	if err := checkMany(n); err != nil {
		return err
	}
	f, err := w.codeFor(ctx, code, o, nil)
	if err != nil {
		return err
	}
	if f, err = w.account.signed(f); err != nil {
		return err
	}
	p, err := w.account.encode(wire.CardPay, "", "", f)
	if err != nil {
		return err
	}
	w.replies = make([]reply, n)
	errs := make([]error, n)
	together(n, func(i int) { w.replies[i], errs[i] = w.post(ctx, w.account, wire.CardPay, wire.CardPay.Paths[0], p) })
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return w.settle(ctx)
}

// checkOneAccepts checks that one of several answers accepted, and the others refused by a rule.
func (w *world) checkOneAccepts(code, rule string) error {
	accepted := 0
	for _, r := range w.replies {
		if r.accepted() {
			accepted++
		} else if err := r.checkRefusal(wire.Code(code), rule, r.textOf(wire.Code(code)), true); err != nil {
			return err
		}
	}
	if accepted != 1 {
		return message.Errorf("%d of %d answers accepted", accepted, len(w.replies))
	}
	return nil
}

// bind asks to bind a card to a user, in the name of the person whom ordinary requests name.
func (w *world) bind(ctx context.Context, number, user string, cells []cell) error {
	payType := wire.CardDebit
	if _, _, kind, ok := wire.LookupBIN(number); ok {
		payType = kind
	}
	order, err := w.newOrder(ctx, "", "")
	if err != nil {
		return err
	}
	f := wire.FieldsOf("user_id", user, "pay_type", payType, "card_no", number, "risk_item", order.Get("risk_item"), "id_type", "0", "bind_mob", "13800138000")
	f = apply(apply(f, ordinaryPayer), cells)
	w.bindingUser = f.Get("user_id")
	return w.ask(ctx, wire.KindCardBind, f)
}

// bindWithCode brings the code of the newest token.
func (w *world) bindWithCode(ctx context.Context, code string, cells []cell) error {
	token, err := w.newestToken("")
	if err != nil {
		return err
	}
	return w.ask(ctx, wire.KindCardBindVerify, apply(wire.FieldsOf("user_id", w.bindingUser, "token", token, "verify_code", code), cells))
}

// checkCode checks that the control API shows the code of the token that an order waits for, and the merchant was given that token.
func (w *world) checkCode(ctx context.Context, code string, o placedOrder) error {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	token, err := w.newestToken(stored.NoOrder)
	if err != nil {
		return err
	}
	for _, x := range stored.Tickets {
		if x.Token == token && x.Kind == "payment" {
			return checkSame(message.New("the code"), x.Code, code)
		}
	}
	return message.Errorf("the operator sees no code for token %s of %s: %s", token, o.told(), asText(stored.Tickets))
}
