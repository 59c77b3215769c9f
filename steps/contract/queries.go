package contract

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var querySteps = []step{
	{English: `the merchant looks for lost results`,
		Chinese: `商户查询未收到的结果`,
		Also:    []string{`商户查找丢失的结果`},
		Needs:   []string{"poll"}, Run: (*world).poll},
	{English: `the merchant asks about {order}`,
		Chinese: `商户查询{order}`,
		Needs:   []string{"poll"}, Run: (*world).pollAndRequireQuery},
	{English: `queries about {order} are answered with the answer about {order}`,
		Chinese: `查询{order} 时得到的是{order} 的应答`,
		Run:     (*world).mixUpQueryAnswers},
	{English: `the merchant is brought to ask about {order}`,
		Chinese: `商户着手查询{order}`,
		Needs:   []string{"poll or pay_again"}, Run: (*world).bringToQuery},
	{English: `the merchant's order numbers are unique by date only`,
		Chinese: `商户的订单号只在同一天内唯一`,
		Run:     (*world).requireUniqueByDate},
	{English: `the day before there was another order with the same number`,
		Chinese: `前一天有过一个同号订单`,
		Run:     (*world).placeSameNumber},
	{English: `each query of the merchant has found {order}`,
		Chinese: `商户的每次查询都查到了{order}`,
		Run:     (*world).checkQueriesFound},
	{English: `the merchant has believed the answer of version 1.1`,
		Chinese: `商户采信了 1.1 版的查询应答`,
		Also:    []string{`商户相信了 1.1 版的查询应答`},
		Needs:   []string{paymentVisible}, Run: (*world).checkAnswerBelieved},
}

// pollAndRequireQuery has the merchant look for lost results; a merchant that then asks nothing about the order leaves the scenario
// unchecked.
func (w *world) pollAndRequireQuery(ctx context.Context, o *order) error {
	if err := w.poll(ctx); err != nil {
		return err
	}
	return w.awaitQuery(ctx, o)
}

// bringToQuery is pollAndRequireQuery, with paying again in place of polling where the merchant file has no poll action.
func (w *world) bringToQuery(ctx context.Context, o *order) error {
	if w.Driver.Has("poll") || !w.Driver.Has("pay_again") {
		return w.pollAndRequireQuery(ctx, o)
	}
	if err := w.payAgain(ctx, o.number); err != nil {
		return err
	}
	return w.awaitQuery(ctx, o)
}

func (w *world) awaitQuery(ctx context.Context, o *order) error {
	asked, err := w.wait(ctx, func() (bool, error) {
		about, err := w.queriesAbout(ctx, o)
		return len(about) > 0, err
	})
	if err == nil && !asked {
		err = w.noQuery(o)
	}
	return err
}

// noQuery returns why a scenario about queries is unchecked when the merchant made none. One with a poll action ought to.
func (w *world) noQuery(o *order) error {
	if w.Driver.Has("poll") {
		return unjudgedf("the merchant was told to look for lost results and asked the platform nothing about order %s", o.number)
	}
	return uncheckedf("the merchant asked the platform nothing about order %s", o.number)
}

// mixUpQueryAnswers has the platform answer queries about the order with a signed answer about another, paid order, as if it had mixed up
// two requests.
func (w *world) mixUpQueryAnswers(ctx context.Context, o, other *order) error {
	answer, err := w.compose(ctx, other, api.Notify{Set: successFields()})
	if err != nil {
		return err
	}
	return w.answerQueriesWith(ctx, answer, map[string]string{"no_order": o.number}, map[string]string{"oid_paybill": o.paybill})
}

// successFields are the fields that an answer has and a notification has not.
func successFields() map[string]*string {
	return map[string]*string{"ret_code": new(string(wire.CodeSuccess)), "ret_msg": new(wire.CodeSuccess.MessageFor(""))}
}

// answerQueriesWith has the platform answer all queries that match with one message.
func (w *world) answerQueriesWith(ctx context.Context, answer wire.Fields, matches ...map[string]string) error {
	for _, match := range matches {
		if err := w.addFault(ctx, api.NewFault{At: "query", Match: match, Effect: "garbage", Value: api.Value(wire.EncodeJSON(answer)), Times: &forEver}); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) requireUniqueByDate() error {
	if w.Platform.Merchant.OrderIdentity != "date_and_number" {
		return uncheckedf("the merchant's order_identity is %s, not date_and_number", w.Platform.Merchant.OrderIdentity)
	}
	return nil
}

// placeSameNumber places an order with the same number, dated the day before, with the merchant's key.
func (w *world) placeSameNumber(ctx context.Context, o *order) error {
	f := o.request.fields.Without("sign")
	dated, err := wire.ParseDateTime(f.Get("dt_order"))
	if err != nil {
		return unjudgedf("dt_order %q of the merchant's request is not a date and time", f.Get("dt_order"))
	}
	return w.merchantItself(ctx, o.request.kind, f.Set("dt_order", wire.FormatDateTime(dated.Add(-24*time.Hour))).Set("notify_url", nowhere))
}

func (w *world) checkQueriesFound(ctx context.Context, o *order) error {
	asked, err := w.queriesAbout(ctx, o)
	if err != nil {
		return err
	}
	if len(asked) == 0 {
		return w.noQuery(o)
	}
	for _, c := range asked {
		if c.code != "0000" || c.answerField("oid_paybill") != o.paybill {
			return inRequest(c, breachf("it must ask with dt_order, since its numbers are unique by date only", "the merchant asked for order %s with dt_order %q and was answered %s", o.number, c.fields.Get("dt_order"), describeCode(c)))
		}
	}
	return nil
}

func (w *world) checkAnswerBelieved(ctx context.Context, o *order) error {
	asked, err := w.queriesAbout(ctx, o)
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
	if err := w.needPaymentVisible(); err != nil {
		return err
	}
	fulfilled, err := w.awaitFulfilled(ctx, o)
	if err == nil && !fulfilled {
		err = breachf("it must verify the answer without bank_name, memo and card_no, which are not signed", "the merchant asked for order %s with query_version %s, was answered SUCCESS, and did not take the order for paid", o.number, newer)
	}
	return err
}

func (w *world) poll(ctx context.Context) error {
	if err := w.need("poll"); err != nil {
		return err
	}
	_, err := w.act(ctx, message.New("The merchant looks for lost results"), "poll", nil)
	return err
}

// queriesAbout lists the merchant's queries about an order.
func (w *world) queriesAbout(ctx context.Context, o *order) (about []call, err error) {
	calls, err := w.calls(ctx, w.startPosition, wire.KindQuery)
	for _, c := range calls {
		if c.fields.Get("no_order") == o.number || o.paybill != "" && c.fields.Get("oid_paybill") == o.paybill {
			about = append(about, c)
		}
	}
	return about, err
}
