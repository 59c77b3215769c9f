package client

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Page selects a part of a list: at most Limit elements (0: the server's default) after the position that Next of an earlier answer
// named, or the Newest ones (0: see Limit).
type Page struct {
	Limit  int
	Newest int
	After  string
}

// OrderFilter selects orders; what is empty does not restrict.
type OrderFilter struct {
	OidPartner   string
	NoOrder      string
	ResultPay    string
	BusinessDate string // yyyyMMdd
	SettleDate   string // yyyyMMdd
	Page
}

// RefundFilter selects refunds; what is empty does not restrict.
type RefundFilter struct {
	OidPartner string
	NoRefund   string
	OidPaybill string
	Page
}

// DeliveryFilter selects deliveries; what is empty does not restrict.
type DeliveryFilter struct {
	OidPartner string
	NoOrder    string
	OidPaybill string
	Page
}

// query adds the page and pairs of name and value to a path, except those without a value.
func (p Page) query(path string, pairs ...string) string {
	if p.Limit > 0 {
		pairs = append(pairs, "limit", strconv.Itoa(p.Limit))
	}
	if p.Newest > 0 {
		pairs = append(pairs, "newest", strconv.Itoa(p.Newest))
	}
	pairs = append(pairs, "after", p.After)
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// Orders lists orders in the order of their creation.
func (c *Control) Orders(ctx context.Context, f OrderFilter) (api.Orders, error) {
	q := f.query(c.sandboxPath("orders"), "oid_partner", f.OidPartner, "no_order", f.NoOrder, "result_pay", f.ResultPay,
		"business_date", f.BusinessDate, "settle_date", f.SettleDate)
	return call[api.Orders](ctx, c, http.MethodGet, q, nil)
}

// Order reads an order with its attempts, notifications and refunds.
func (c *Control) Order(ctx context.Context, oidPaybill string) (api.Order, error) {
	return call[api.Order](ctx, c, http.MethodGet, c.sandboxPath("orders", oidPaybill), nil)
}

// Pay pays an order as its payer would. A platform rule that forbids it is an *Error with status 409 and the return code.
func (c *Control) Pay(ctx context.Context, oidPaybill string, p api.Pay) (api.Order, error) {
	return call[api.Order](ctx, c, http.MethodPost, c.sandboxPath("orders", oidPaybill, "pay"), p)
}

// App hands over what an app has for LianLian's SDK, in its place, and returns what the SDK gives back: its refusals are answers, too. The
// answer's signature is for VerifyApp.
func (c *Control) App(ctx context.Context, a api.App) (Answer, error) {
	res, err := c.send(ctx, http.MethodPost, c.sandboxPath("app"), a, http.Header{"Accept": {"application/json"}})
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	answer := answerOf(res)
	if answer.Body, err = io.ReadAll(io.LimitReader(res.Body, wire.MaxBody+1)); err != nil {
		return answer, err
	}
	answer.Fields, err = wire.DecodeJSON(bytes.TrimSpace(answer.Body))
	return answer, err
}

// VerifyApp reports whether the platform signed what an app says it got from the SDK (SDK-1): ret_code, ret_msg and agreementno are outside
// the signature. platform has the platform's public key, and the merchant's MD5 key where that signs.
func VerifyApp(result wire.Fields, platform sign.Keys) error {
	return sign.Verify(result.Without(wire.SDKPay.Unsigned...), platform)
}

// FinishAttempt gives the gateway's late result of attempt n: success or a failure code.
func (c *Control) FinishAttempt(ctx context.Context, oidPaybill string, n int, outcome string) (api.Order, error) {
	return call[api.Order](ctx, c, http.MethodPost, c.sandboxPath("orders", oidPaybill, "attempts", strconv.Itoa(n), "finish"), api.Finish{Outcome: outcome})
}

// Notify sends an order's notification now and returns with the merchant's answers.
func (c *Control) Notify(ctx context.Context, oidPaybill string, n api.Notify) ([]api.Delivery, error) {
	list, err := call[api.Notifications](ctx, c, http.MethodPost, c.sandboxPath("orders", oidPaybill, "notifications"), n)
	return list.Notifications, err
}

// Resend sends delivery n of a notification once more, byte for byte and to the same address, and returns it with the merchant's answer.
// Deliveries count from 1, in the order in which Notifications and Order list those of the notification.
func (c *Control) Resend(ctx context.Context, notification uint64, n int) (api.Delivery, error) {
	list, err := call[api.Notifications](ctx, c, http.MethodPost, c.sandboxPath("notifications", strconv.FormatUint(notification, 10), "deliveries", strconv.Itoa(n), "resend"), nil)
	if err != nil || len(list.Notifications) == 0 {
		return api.Delivery{}, err
	}
	return list.Notifications[0], nil
}

// Notifications lists the deliveries made so far.
func (c *Control) Notifications(ctx context.Context, f DeliveryFilter) (api.Notifications, error) {
	q := f.query(c.sandboxPath("notifications"), "oid_partner", f.OidPartner, "no_order", f.NoOrder, "oid_paybill", f.OidPaybill)
	return call[api.Notifications](ctx, c, http.MethodGet, q, nil)
}

// Refunds lists refunds in the order of their creation.
func (c *Control) Refunds(ctx context.Context, f RefundFilter) (api.Refunds, error) {
	q := f.query(c.sandboxPath("refunds"), "oid_partner", f.OidPartner, "no_refund", f.NoRefund, "oid_paybill", f.OidPaybill)
	return call[api.Refunds](ctx, c, http.MethodGet, q, nil)
}

// FinishRefund gives the result of a refund that is processing: success or a failure code.
func (c *Control) FinishRefund(ctx context.Context, oidRefundno, outcome string) (api.Refund, error) {
	return call[api.Refund](ctx, c, http.MethodPost, c.sandboxPath("refunds", oidRefundno, "finish"), api.Finish{Outcome: outcome})
}
