package contract

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var billSteps = []step{
	{English: `a bill that is created again must have the same fields`,
		Chinese: `重复创建的账单，参数须与原来一致`,
		Run: func(w *world, ctx context.Context) error {
			return w.profile(ctx, func(p *api.Merchant) { p.RetryFields = "same" })
		}},
	{English: `the next answer about {order} leads to a forged page`,
		Chinese: `下一个关于{order} 的应答指向伪造的页面`,
		Run:     (*world).forgeBillAnswer},
	{English: `the shopper comes to the newest page of the order, which still opens`,
		Chinese: `顾客到达订单最新的、仍可打开的页面`,
		Needs:   []string{"pay_again"}, Run: (*world).checkPageLives},
	{English: `the shopper is led to no page`,
		Chinese: `顾客没有被带到任何付款页面`,
		Run:     (*world).checkLedNowhere},
	{English: `the shopper is led to no forged page`,
		Chinese: `顾客没有被带到伪造的页面`,
		Needs:   []string{"pay_again"}, Run: (*world).checkNotLedToForged},
	{English: `the platform has taken each request for the order`,
		Chinese: `平台受理了商户对订单的每次请求`,
		Run:     (*world).checkRequestsTaken},
}

// pageLife is how long the page behind gateway_url opens (UNI-1).
const pageLife = 30 * time.Minute

// foreignSignature has the form of a signature, and no key made it.
const foreignSignature = "bm90IGEgc2lnbmF0dXJlIG9mIHRoZSBwbGF0Zm9ybSwgYnV0IG9mIHNvbWVib2R5IGVsc2Ugd2hvIHdhbnRzIHNob3BwZXJzIHRvIHBheSBhdCBhIHBhZ2Ugb2YgaGlzIG93bi4uLiE="

// forgedToken is the token of a page that is not the platform's.
const forgedToken = "0123456789abcdef0123456789abcdef"

// forgeBillAnswer answers the next request for an order with a page at another address, signed by somebody else.
func (w *world) forgeBillAnswer(ctx context.Context, o *order) error {
	stored, err := w.stored(ctx, o)
	if err != nil {
		return err
	}
	f := wire.FieldsOf("ret_code", "0000", "ret_msg", wire.CodeSuccess.Message(), "oid_partner", stored.OidPartner, "user_id", stored.UserID, "no_order", stored.NoOrder,
		"dt_order", stored.DtOrder, "money_order", stored.MoneyOrder, "oid_paybill", stored.OidPaybill, "sign_type", stored.SignType, "token", forgedToken,
		"gateway_url", nowhere+wire.UnifiedPage+"?token="+forgedToken, "sign", foreignSignature)
	return w.addFault(ctx, api.NewFault{At: "accept", Effect: "garbage", Value: api.Value(wire.EncodeJSON(f.Sorted()))})
}

// checkPageLives judges the address that paying again led the shopper to.
func (w *world) checkPageLives(ctx context.Context) error {
	if err := w.need("pay_again"); err != nil {
		return err
	}
	o, err := w.order("")
	if err != nil {
		return err
	}
	const should = "the shopper must come to the page of the newest answer, at most 30 minutes after it"
	if w.payAgainOutcome.Lead == "" {
		return breachf(should, "the merchant led the shopper who paid order %s again to no page; it answered with %s", o.number, describeAnswer(w.payAgainOutcome))
	}
	calls, err := w.calls(ctx, w.startPosition, wire.KindPayBill)
	if err != nil {
		return err
	}
	clock, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	newest := calls[len(calls)-1]
	switch {
	case tokenOf(w.payAgainOutcome.Lead) != newest.answerField("token"):
		return breachf(should, "the merchant led the shopper to the page of an older answer, which opens nothing any more")
	case clock.Now.Sub(newest.at.Time) >= pageLife:
		return breachf(should, "the merchant led the shopper to a page that was good until %s", wire.FormatDateTime(newest.at.Add(pageLife)))
	case o.shopper == nil:
		return nil
	}
	if page := o.shopper.Page().Header; page.Get("X-Sim-Reason") != "" && strings.HasPrefix(page.Get("X-Sim-Rule"), "UNI-") {
		return breachf(should, "the merchant led the shopper to a page that does not open: %s", page.Get("X-Sim-Reason"))
	}
	return nil
}

// tokenOf returns the token in the address of a bill's page.
func tokenOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Query().Get("token")
}

func (w *world) checkLedNowhere() error {
	o, err := w.order("")
	if err != nil || o.lead == "" {
		return err
	}
	return breachf("it must verify the answer before it sends the shopper anywhere", "the platform's answer carried a signature that does not verify, and the merchant led the shopper to %s", wire.Clip(o.lead, 120))
}

// checkNotLedToForged accepts that the shopper is led to the page of an answer that verified.
func (w *world) checkNotLedToForged(ctx context.Context) error {
	if err := w.need("pay_again"); err != nil {
		return err
	}
	if tokenOf(w.payAgainOutcome.Lead) == forgedToken {
		return breachf("it must verify the answer before it sends the shopper anywhere", "the answer was signed with another key than the platform's, and the merchant led the shopper to %s", wire.Clip(w.payAgainOutcome.Lead, 120))
	}
	return nil
}

// checkRequestsTaken also accepts that no second request came: the shopper may still have the first page.
func (w *world) checkRequestsTaken(ctx context.Context) error {
	calls, err := w.calls(ctx, w.startPosition, creatingKinds...)
	if err != nil {
		return err
	}
	if len(calls) == 0 {
		return unjudgedf("no request for an order came to the platform")
	}
	for _, c := range calls {
		if !c.accepted() {
			return inRequest(c, breachf("it must send the same fields when it asks for the same order again", "the platform refused the merchant's request for order %s with %s (%s)", c.fields.Get("no_order"), c.code, c.reason))
		}
	}
	return nil
}
