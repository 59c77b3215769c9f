package platform

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

var requestSteps = []step{
	{English: `the merchant queries:`, Run: func(w *world, ctx context.Context, t *godog.Table) error { return w.askTable(ctx, wire.KindQuery, t) }},
	{English: `the merchant queries order "([^"]*)"`, Run: func(w *world, ctx context.Context, noOrder string) error {
		return w.ask(ctx, wire.KindQuery, wire.Fields{{Name: "no_order", Value: noOrder}})
	}},
	{English: `the merchant queries the refund:`, Run: func(w *world, ctx context.Context, t *godog.Table) error {
		return w.askTable(ctx, wire.KindRefundQuery, t)
	}},
	{English: `the merchant asks for the bank of card "([^"]*)"`, Run: func(w *world, ctx context.Context, cardNo string) error {
		return w.ask(ctx, wire.KindCardBIN, wire.Fields{{Name: "card_no", Value: cardNo}})
	}},
	{English: `the next request has, before it is signed:`, Run: (*world).changeBeforeSigning},
	{English: `the next request has, after it is signed:`, Run: (*world).changeAfterSigning},
	{English: `the next request has the content type "([^"]*)"`, Run: func(w *world, contentType string) { w.nextChanges.contentType = contentType }},
	{English: `the next request goes to "([^"]*)"`, Run: func(w *world, path string) { w.nextChanges.path = path }},
	{English: `the next request has (\d+) bytes`, Run: func(w *world, bytes int) { w.nextChanges.size = bytes }},
	{English: `the next request is sent (as a form|as multipart/form-data|in gzip|in gzip without a header|behind a byte order mark|in GBK|in UTF-16)`, Run: func(w *world, form string) { w.nextChanges.layout = form }},
	{English: `the next request's sign is broken into lines`, Run: func(w *world) { w.nextChanges.signInLines = true }},
	{English: `somebody posts to the (direct|query|refund|refundquery|cardbin) endpoint: (.*)`, Run: (*world).postText},
}

// twoColumns is a table of one name and value.
func twoColumns(name, value string) *godog.Table {
	row := &messages.PickleTableRow{Cells: []*messages.PickleTableCell{{Value: name}, {Value: value}}}
	return &godog.Table{Rows: []*messages.PickleTableRow{row}}
}

func (w *world) askTable(ctx context.Context, kind wire.EndpointKind, t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	return w.ask(ctx, kind, apply(nil, cells))
}

func (w *world) changeBeforeSigning(t *godog.Table) (err error) {
	w.nextChanges.beforeSigning, err = w.pairs(t)
	return err
}

func (w *world) changeAfterSigning(t *godog.Table) (err error) {
	w.nextChanges.afterSigning, err = w.pairs(t)
	return err
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
