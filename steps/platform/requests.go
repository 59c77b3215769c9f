package platform

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

var requestSteps = []step{
	{English: `the merchant queries:`, Run: func(w *world, ctx context.Context, c []cell) error { return w.ask(ctx, wire.KindQuery, apply(nil, c)) }},
	{English: `the merchant queries {order}`, Run: func(w *world, ctx context.Context, noOrder string) error {
		return w.ask(ctx, wire.KindQuery, wire.Fields{{Name: "no_order", Value: noOrder}})
	}},
	{English: `the merchant queries the refund:`, Run: func(w *world, ctx context.Context, c []cell) error {
		return w.ask(ctx, wire.KindRefundQuery, apply(nil, c))
	}},
	{English: `the merchant asks for the bank of card {string}`, Run: func(w *world, ctx context.Context, cardNo string) error {
		return w.ask(ctx, wire.KindCardBIN, wire.Fields{{Name: "card_no", Value: cardNo}})
	}},
	{English: `the next request has, before it is signed:`, Run: func(w *world, c []cell) { w.nextChanges.beforeSigning = c }},
	{English: `the next request has, after it is signed:`, Run: func(w *world, c []cell) { w.nextChanges.afterSigning = c }},
	{English: `the next request has the content type {string}`, Run: func(w *world, contentType string) { w.nextChanges.contentType = contentType }},
	{English: `the next request goes to {string}`, Run: func(w *world, path string) { w.nextChanges.path = path }},
	{English: `the next request has {int} bytes`, Run: func(w *world, bytes int) { w.nextChanges.size = bytes }},
	{English: `the next request is sent {layout}`, Run: func(w *world, form string) { w.nextChanges.layout = form }},
	{English: `the next request's sign is broken into lines`, Run: func(w *world) { w.nextChanges.signInLines = true }},
	{English: `somebody posts to the {endpoint} endpoint: {text}`, Run: (*world).postText},
}

// postText sends a body as it stands, but for the escapes of Go strings: \xff is a byte.
func (w *world) postText(ctx context.Context, kind, text string) error {
	body, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	if err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	e, err := wire.EndpointOf(wire.EndpointKind(kind))
	if err != nil {
		return err
	}
	w.reply, err = w.post(ctx, w.account, e, e.Paths[0], requestBody{contentType: "application/json", body: []byte(body)})
	return err
}
