package platform

import (
	"context"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var requestSteps = []step{
	{English: `the merchant queries:`,
		Chinese: `商户提交查询，内容为：`,
		Run:     func(w *world, ctx context.Context, c []cell) error { return w.ask(ctx, wire.KindQuery, apply(nil, c)) }},
	{English: `the merchant queries order {string}`,
		Chinese: `商户向平台查询订单 {string}`,
		Tried:   []string{`the merchant queries {string}`, `the merchant queries the order`, `商户查询订单{string}`, `商户查单`, `查询订单{string}`},
		Run: func(w *world, ctx context.Context, noOrder string) error {
			return w.ask(ctx, wire.KindQuery, wire.Fields{{Name: "no_order", Value: noOrder}})
		}},
	{English: `the merchant queries the refund:`,
		Chinese: `商户提交退款查询，内容为：`,
		Run: func(w *world, ctx context.Context, c []cell) error {
			return w.ask(ctx, wire.KindRefundQuery, apply(nil, c))
		}},
	{English: `the merchant asks for the bank of card {string}`,
		Chinese: `商户查询银行卡 {string} 的所属银行`,
		Run: func(w *world, ctx context.Context, cardNo string) error {
			return w.ask(ctx, wire.KindCardBIN, wire.Fields{{Name: "card_no", Value: cardNo}})
		}},
	{English: `the next request has, before it is signed:`,
		Chinese: `下一个请求在签名前改动字段：`,
		Run:     func(w *world, c []cell) { w.nextChanges.beforeSigning = c }},
	{English: `the next request has, after it is signed:`,
		Chinese: `下一个请求在签名后改动字段：`,
		Run:     func(w *world, c []cell) { w.nextChanges.afterSigning = c }},
	{English: `the next request has the content type {string}`,
		Chinese: `下一个请求的内容类型为 {string}`,
		Run:     func(w *world, contentType string) { w.nextChanges.contentType = contentType }},
	{English: `the next request goes to {string}`,
		Chinese: `下一个请求发往 {string}`,
		Run:     func(w *world, path string) { w.nextChanges.path = path }},
	{English: `the next request has {int} bytes`,
		Chinese: `下一个请求有 {int} 字节`,
		Run:     func(w *world, bytes int) { w.nextChanges.size = bytes }},
	{English: `the next request is sent {layout}`,
		Chinese: `下一个请求{layout}`,
		Run:     func(w *world, form string) { w.nextChanges.layout = form }},
	{English: `the next request's sign is broken into lines`,
		Chinese: `下一个请求的 sign 带有换行`,
		Run:     func(w *world) { w.nextChanges.signInLines = true }},
	{English: `somebody posts to the {endpoint} endpoint: {text}`,
		Chinese: `有人向{endpoint}接口发送：{text}`,
		Run:     (*world).postText},
}

// postText sends a body as it stands, but for the escapes of Go strings: \xff is a byte.
func (w *world) postText(ctx context.Context, kind, text string) error {
	body, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	if err != nil {
		return message.Errorf("%s: %w", text, err)
	}
	e, err := wire.EndpointOf(wire.EndpointKind(kind))
	if err != nil {
		return err
	}
	w.reply, err = w.post(ctx, w.account, e, e.Paths[0], requestBody{contentType: "application/json", body: []byte(body)})
	return err
}
