package contract

import (
	"context"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

var bindingSteps = []step{
	{English: `{customer} asks to bind a card`,
		Chinese: `{customer}申请绑卡`,
		Needs:   []string{"bind"}, Run: (*world).askToBind},
	{English: `{customer} asks to bind the card of another person`,
		Chinese: `{customer}申请绑定他人的银行卡`,
		Needs:   []string{"bind"}, Run: (*world).askToBindAnother},
	{English: `{customer} enters the code of the binding`,
		Chinese: `{customer}输入绑卡验证码`,
		Needs:   []string{"bind_verify"}, Run: (*world).confirmBinding},
	{English: `{customer} has bound a card`,
		Chinese: `{customer}已绑卡`,
		Needs:   []string{"bind", "bind_verify"}, Run: (*world).bindCard},
	{English: `the answer to the next code carries a foreign signature`,
		Chinese: `下一个验证码的应答签名出自其他密钥`,
		Run: func(w *world, ctx context.Context) error {
			return w.addFault(ctx, api.NewFault{At: "accept", Match: withCode, Effect: "bad-signature"})
		}},
	{English: `{customer} pays with a bound card`,
		Chinese: `{customer}用已绑定的银行卡支付`,
		Needs:   []string{"pay_bound"}, Run: (*world).payWithBoundCard},
	{English: `no bound card has been paid with`,
		Chinese: `没有使用任何已绑定的银行卡`,
		Needs:   []string{"pay_bound"}, Run: (*world).checkNoBoundCard},
	{English: `each payment names an agreement of its own user`,
		Chinese: `每次支付使用的都是该用户自己的协议号`,
		Run:     (*world).checkOwnAgreements},
	{English: `the merchant has given no user to two people`,
		Chinese: `商户没有把同一用户编号用于两个人`,
		Run:     (*world).checkOnePersonEach},
}

// person is who a shopper is, with a test card.
type person struct{ card, name, id, phone string }

var people = map[string]person{
	"a shopper":       {"6222020000000007", "张三", "11010119900307123X", "13800138000"},
	"another shopper": {"6225880000000001", "李四", "110101199003071231", "13900139000"},
}

// user returns the number of a shopper in the shop. It is another one in each scenario, since the merchant keeps what it has bound.
func (w *world) user(ctx context.Context, who string) (string, error) {
	if w.users == nil {
		clock, err := w.Control.Clock(ctx)
		if err != nil {
			return "", err
		}
		stamp := clock.Now.UTC().Format("20060102150405.000000")
		stamp = stamp[2:14] + stamp[15:]
		w.users = map[string]string{"a shopper": "A" + stamp, "another shopper": "B" + stamp}
	}
	if w.users[who] == "" {
		return "", vocabulary.Mistakef("write a shopper or another shopper", "%s is nobody who binds cards", vocabulary.Quote(who))
	}
	return w.users[who], nil
}

func (w *world) askToBind(ctx context.Context, who string) error {
	return w.askToBindCardOf(ctx, who, people[who])
}

func (w *world) askToBindAnother(ctx context.Context, who string) error {
	return w.askToBindCardOf(ctx, who, people["another shopper"])
}

func (w *world) askToBindCardOf(ctx context.Context, who string, p person) error {
	if err := w.need("bind"); err != nil {
		return err
	}
	user, err := w.user(ctx, who)
	if err != nil {
		return err
	}
	_, err = w.act(ctx, message.New("A user asks to bind a card"), "bind", harness.Values{"user": user, "card_no": p.card, "acct_name": p.name, "id_no": p.id, "phone": p.phone})
	return err
}

func (w *world) confirmBinding(ctx context.Context, who string) error {
	if err := w.need("bind_verify"); err != nil {
		return err
	}
	user, err := w.user(ctx, who)
	if err != nil {
		return err
	}
	_, err = w.act(ctx, message.New("The user enters the code of the binding"), "bind_verify", harness.Values{"user": user, "code": wire.SMSCode})
	return err
}

// bindCard binds a card; a merchant that does not come so far leaves the scenario not judged.
func (w *world) bindCard(ctx context.Context, who string) error {
	at, err := w.journalPosition(ctx)
	if err != nil {
		return err
	}
	if err := w.need("bind"); err != nil {
		return err
	}
	if err := w.askToBind(ctx, who); err != nil {
		return err
	}
	if err := w.need("bind_verify"); err != nil {
		return err
	}
	if err := w.confirmBinding(ctx, who); err != nil {
		return err
	}
	made, err := w.agreements(ctx, at)
	if err == nil && len(made) == 0 {
		err = unjudgedf("no card was bound: the platform has made no agreement")
	}
	return err
}

// agreements are the agreements that the platform has told the merchant since a position of the journal, each with its user.
func (w *world) agreements(ctx context.Context, after uint64) (map[string]string, error) {
	calls, err := w.calls(ctx, after, wire.KindCardBind, wire.KindCardBindVerify)
	users := map[string]string{}
	for _, c := range calls {
		if number := c.answerField("no_agree"); c.code == "0000" && number != "" {
			users[number] = c.fields.Get("user_id")
		}
	}
	return users, err
}

func (w *world) payWithBoundCard(ctx context.Context, who string) error {
	if err := w.need("pay_bound"); err != nil {
		return err
	}
	user, err := w.user(ctx, who)
	if err != nil {
		return err
	}
	v := harness.Values{"user": user, "amount": ordinaryCheckout.Amount, "goods": ordinaryCheckout.Goods}
	w.boundOutcome, err = w.act(ctx, message.New("The user pays with a bound card"), "pay_bound", v)
	return err
}

// boundPayments are the requests to pay with a bound card: with an agreement, or with neither agreement nor card.
func (w *world) boundPayments(ctx context.Context) ([]call, error) {
	calls, err := w.calls(ctx, w.startPosition, wire.KindCardPrepay)
	return slices.DeleteFunc(calls, func(c call) bool { return c.fields.Get("no_agree") == "" && c.fields.Get("card_no") != "" }), err
}

func (w *world) checkNoBoundCard(ctx context.Context) error {
	if err := w.need("pay_bound"); err != nil {
		return err
	}
	const should = "it must keep an agreement only from an answer 0000 that verifies, and only for that user"
	calls, err := w.boundPayments(ctx)
	switch {
	case err != nil:
		return err
	case len(calls) > 0:
		return inRequest(calls[0], breachf(should, "the merchant asked the platform to pay with agreement %q for user %s, who has none that can be believed; the answer was %s", calls[0].fields.Get("no_agree"), calls[0].fields.Get("user_id"), calls[0].code))
	case w.boundOutcome.Accepted:
		return breachf(should, "the merchant let a user pay with a bound card who has none that can be believed; it answered with %s", describeAnswer(w.boundOutcome))
	}
	return nil
}

func (w *world) checkOwnAgreements(ctx context.Context) error {
	owners, err := w.agreements(ctx, w.startPosition)
	if err != nil {
		return err
	}
	calls, err := w.boundPayments(ctx)
	if err == nil && len(calls) == 0 {
		err = unjudgedf("no request to pay with a bound card came to the platform; the merchant answered with %s", describeAnswer(w.boundOutcome))
	}
	if err != nil {
		return err
	}
	const should = "it must pay with an agreement of that very user"
	for i, c := range calls {
		number := c.fields.Get("no_agree")
		switch owner := owners[number]; {
		case owner != c.fields.Get("user_id"):
			return inRequest(c, breachf(should, "the merchant asked to pay with agreement %q for user %s, and it belongs to %q; the platform answered %s", number, c.fields.Get("user_id"), owner, c.code))
		case i > 0 && calls[i-1].fields.Get("no_agree") == number:
			return inRequest(c, breachf(should, "the merchant charged agreement %s of user %s for two users", number, owner))
		}
	}
	return nil
}

// checkOnePersonEach also accepts a merchant that asks nothing of the platform for the second person.
func (w *world) checkOnePersonEach(ctx context.Context) error {
	calls, err := w.calls(ctx, w.startPosition, wire.KindCardBind)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, c := range calls {
		user, name := c.fields.Get("user_id"), c.fields.Get("acct_name")
		if names[user] != "" && names[user] != name {
			return inRequest(c, breachf("one user_id must stand for one person", "the merchant asked to bind cards of %s and of %s for user %s, and the platform answered %s", names[user], name, user, c.code))
		}
		names[user] = name
	}
	return nil
}
