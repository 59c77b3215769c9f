package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var querySteps = []step{
	{
		English: `the merchant looks for lost results`,
		Chinese: `商户查找丢失的结果`,
		Needs:   []string{"poll"},
		Run:     (*world).polls,
	},
	{
		English: `the merchant asks about the order`,
		Chinese: `商户查询订单`,
		Needs:   []string{"poll"},
		Run:     (*world).asksAbout,
	},
	{
		English: `queries about the order are answered with the answer about the (\w+) order`,
		Chinese: `查询订单时得到的是([\p{Han}\w]+)订单的应答`,
		Words:   orderNames,
		Run:     (*world).answersMixedUp,
	},
	{
		English: `the merchant is brought to ask about the order`,
		Chinese: `商户着手查询订单`,
		Needs:   []string{"poll or pay_again"},
		Run:     (*world).broughtToAsk,
	},
	{
		English: `the merchant's order numbers are unique by date only`,
		Chinese: `商户的订单号只在同一天内唯一`,
		Run:     (*world).uniqueByDate,
	},
	{
		English: `the day before there was another order with the same number`,
		Chinese: `前一天有过一个同号订单`,
		Run:     (*world).twin,
	},
	{
		English: `each query of the merchant has found the order`,
		Chinese: `商户的每次查询都查到了该订单`,
		Run:     (*world).queriesFound,
	},
	{
		English: `the merchant has believed the answer of version 1\.1`,
		Chinese: `商户相信了 ?1\.1 ?版的查询应答`,
		Needs:   []string{sight},
		Run:     (*world).believed,
	},
}

// asksAbout has the merchant look for lost results; a merchant that then asks nothing about the order shows nothing.
func (w *world) asksAbout(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	if err := w.polls(ctx); err != nil {
		return err
	}
	return w.hasAsked(ctx, o)
}

// broughtToAsk is asksAbout for a merchant that asks when the shopper pays again, if it cannot be told to look.
func (w *world) broughtToAsk(ctx context.Context) error {
	if w.Driver.Has("poll") || !w.Driver.Has("pay_again") {
		return w.asksAbout(ctx)
	}
	o, err := w.placed("")
	if err != nil {
		return err
	}
	if err := w.paysAgain(ctx); err != nil {
		return err
	}
	return w.hasAsked(ctx, o)
}

func (w *world) hasAsked(ctx context.Context, o *order) error {
	asked, err := w.wait(ctx, func() (bool, error) {
		about, err := w.queries(ctx, o)
		return len(about) > 0, err
	})
	if err == nil && !asked {
		err = w.askedNothing(o)
	}
	return err
}

// askedNothing is a scenario about questions of which none came. A merchant that can be told to look for lost results must ask.
func (w *world) askedNothing(o *order) error {
	if w.Driver.Has("poll") {
		return unjudgedf("the merchant was told to look for lost results and asked the platform nothing about order %s", o.number)
	}
	return uncheckedf("the merchant asked the platform nothing about order %s", o.number)
}

// answersMixedUp has the platform answer with its signed word about another order, which must be paid, as if it mixed up two requests.
func (w *world) answersMixedUp(ctx context.Context, name string) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	other, err := w.placed(name)
	if err != nil {
		return err
	}
	answer, err := w.draft(ctx, other, api.Notify{Set: success()})
	if err != nil {
		return err
	}
	return w.mixUp(ctx, answer, map[string]string{"no_order": o.number}, map[string]string{"oid_paybill": o.paybill})
}

// success are the fields that an answer has and a notification has not.
func success() map[string]*string {
	code, message := string(wire.CodeSuccess), wire.CodeSuccess.MessageFor("")
	return map[string]*string{"ret_code": &code, "ret_msg": &message}
}

// mixUp has all queries that match be answered with a message.
func (w *world) mixUp(ctx context.Context, answer wire.Fields, matches ...map[string]string) error {
	for _, match := range matches {
		if err := w.trouble(ctx, api.NewFault{At: "query", Match: match, Effect: "garbage", Value: api.Value(wire.EncodeJSON(answer)), Times: &forEver}); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) uniqueByDate() error {
	if w.Platform.Merchant.OrderIdentity != "date_and_number" {
		return uncheckedf("the merchant's order_identity is %s, not date_and_number", w.Platform.Merchant.OrderIdentity)
	}
	return nil
}

// twin places an order with the merchant's key, as the merchant itself could have done the day before.
func (w *world) twin(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	f := o.request.fields.Without("sign")
	dated, err := wire.ParseDateTime(f.Get("dt_order"))
	if err != nil {
		return unjudgedf("dt_order %q of the merchant's request is not a date and time", f.Get("dt_order"))
	}
	return w.merchantItself(ctx, o.request.kind, f.Set("dt_order", wire.FormatDateTime(dated.Add(-24*time.Hour))).Set("notify_url", nowhere))
}

func (w *world) queriesFound(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	asked, err := w.queries(ctx, o)
	if err != nil {
		return err
	}
	if len(asked) == 0 {
		return w.askedNothing(o)
	}
	for _, c := range asked {
		if c.code != "0000" || c.reply("oid_paybill") != o.paybill {
			return broken("it must ask with dt_order, since its numbers are unique by date only", "the merchant asked for order %s with dt_order %q and was answered %s", o.number, c.fields.Get("dt_order"), describeCode(c))
		}
	}
	return nil
}

func (w *world) believed(ctx context.Context) error {
	o, err := w.placed("")
	if err != nil {
		return err
	}
	asked, err := w.queries(ctx, o)
	if err != nil {
		return err
	}
	newer := ""
	for _, c := range asked {
		if v := c.fields.Get("query_version"); v == "1.1" || v == "4.0" {
			newer = v
		}
	}
	if newer == "" {
		return uncheckedf("the merchant does not ask with query_version 1.1 or 4.0")
	}
	if err := w.needSight(); err != nil {
		return err
	}
	done, err := w.isFulfilled(ctx, o)
	if err == nil && !done {
		err = broken("it must verify the answer without bank_name, memo and card_no, which are not signed", "the merchant asked for order %s with query_version %s, was answered SUCCESS, and did not take the order for paid", o.number, newer)
	}
	return err
}

func (w *world) polls(ctx context.Context) error {
	if err := w.need("poll"); err != nil {
		return err
	}
	_, err := w.do(ctx, "The merchant looks for lost results", func(ctx context.Context) (harness.Outcome, error) { return w.Driver.Poll(ctx) })
	return err
}

// queries lists the merchant's questions about an order.
func (w *world) queries(ctx context.Context, o *order) (about []call, err error) {
	calls, err := w.calls(ctx, w.begun, wire.KindQuery)
	for _, c := range calls {
		if c.fields.Get("no_order") == o.number || o.paybill != "" && c.fields.Get("oid_paybill") == o.paybill {
			about = append(about, c)
		}
	}
	return about, err
}
