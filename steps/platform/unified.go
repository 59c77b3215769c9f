package platform

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// unifiedSteps open the pages of bills and signings.
var unifiedSteps = []step{
	{English: `the shopper opens the gateway URL of {order}`,
		Chinese: `顾客打开{order} 的 gateway_url`,
		Tried:   []string{`the shopper opens the gateway_url`, `the shopper opens the payment page of {order}`, `顾客打开支付页面`},
		Run: func(w *world, ctx context.Context, o placedOrder) error {
			return w.openGateway(ctx, o, func(all []string) string { return all[len(all)-1] })
		}},
	{English: `the shopper opens the first gateway URL of {order}`,
		Chinese: `顾客打开{order} 最早的 gateway_url`,
		Run: func(w *world, ctx context.Context, o placedOrder) error {
			return w.openGateway(ctx, o, func(all []string) string { return all[0] })
		}},
	{English: `the merchant's page posts an empty form to the gateway URL of {order}`,
		Chinese: `商户页面向{order} 的 gateway_url 提交空表单`,
		Run:     (*world).postToGateway},
	{English: `the shopper opens the unified cashier with the token {string}`,
		Chinese: `顾客用令牌 {string} 打开统一收银台`,
		Run: func(w *world, ctx context.Context, token cellValue) error {
			return w.openAt(ctx, w.base+wire.UnifiedPage+"?token="+url.QueryEscape(string(token)))
		}},
	{English: `the page shows {code} by rule {rule}`,
		Chinese: `页面显示返回码 {code}，依据规则 {rule}`,
		Run:     (*world).checkPageShows},
	{English: `the merchant creates a signing for user {string}`,
		Chinese: `商户为用户 {string} 创建签约`,
		Run:     (*world).createSigning},
	{English: `the merchant creates a signing for user {string} with:`,
		Chinese: `商户为用户 {string} 创建签约，其中：`,
		Run:     (*world).createSigning},
	{English: `the shopper signs with the SMS code {word}`,
		Chinese: `顾客用短信验证码 {word} 签约`,
		Run: func(w *world, ctx context.Context, page *shopper.Page, code string) error {
			if err := w.fill(cell{"sms_code", code}); err != nil {
				return err
			}
			return w.click(ctx, page, "确认签约")
		}},
}

// gatewayURLs are the pages of an order, oldest first.
func (w *world) gatewayURLs(o placedOrder) (all []string, err error) {
	number, _, _ := strings.Cut(o.dated, " ")
	for _, x := range w.tickets[number] {
		if x.gatewayURL != "" {
			all = append(all, x.gatewayURL)
		}
	}
	if len(all) == 0 {
		return nil, vocabulary.Mistakef("place it through the unified cashier, for the web or H5 channel", "no answer has given a gateway_url for %s", o.told())
	}
	return all, nil
}

// openGateway opens one of the pages of an order in a new browser.
func (w *world) openGateway(ctx context.Context, o placedOrder, which func([]string) string) error {
	all, err := w.gatewayURLs(o)
	if err != nil {
		return err
	}
	return w.openAt(ctx, which(all))
}

// openAt opens an address in a new browser.
func (w *world) openAt(ctx context.Context, address string) error {
	w.browser, w.visitedPages = shopper.New(), nil
	_, err := w.browser.Open(ctx, address)
	return err
}

func (w *world) postToGateway(ctx context.Context, o placedOrder) error {
	all, err := w.gatewayURLs(o)
	if err != nil {
		return err
	}
	w.browser, w.visitedPages = shopper.New(), nil
	_, err = w.browser.Send(ctx, all[len(all)-1], nil)
	return err
}

// checkPageShows checks that the page refuses with a code, and by which rule.
func (w *world) checkPageShows(ctx context.Context, page *shopper.Page, code, rule string) error {
	got := page.Header.Get("X-Sim-Rule")
	if page.Status != http.StatusOK || got != rule || page.Header.Get("X-Sim-Reason") == "" || !strings.Contains(page.Alerts(), code) {
		return message.Errorf("the page shows this, by rule %q (%s): %s", got, w.reasonOf(ctx, page.Header), page)
	}
	return nil
}

// createSigning asks the unified cashier for a page that binds a user's card.
func (w *world) createSigning(ctx context.Context, userID string, cells []cell) error {
	now, err := w.now(ctx)
	if err != nil {
		return err
	}
	f := wire.FieldsOf("api_version", "1.0", "time_stamp", wire.FormatDateTime(now), "user_id", userID, "flag_chnl", "2",
		"risk_item", `{"frms_ware_category":"4007","user_info_mercht_userno":"`+userID+`","user_info_dt_register":"20170101000000"}`)
	return w.ask(ctx, wire.KindSignBill, apply(f, cells))
}
