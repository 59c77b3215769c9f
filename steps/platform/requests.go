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

func (w *world) requestSteps() []definition {
	return []definition{
		{`the merchant queries:`, w.queries},
		{`the merchant queries order "([^"]*)"`, w.queriesNumber},
		{`the merchant queries the refund:`, w.queriesRefund},
		{`the merchant asks for the bank of card "([^"]*)"`, w.queriesCard},
		{`the next request has, before it is signed:`, w.nextBefore},
		{`the next request has, after it is signed:`, w.nextAfter},
		{`the next request has the content type "([^"]*)"`, w.nextContentType},
		{`the next request goes to "([^"]*)"`, w.nextPath},
		{`the next request has (\d+) bytes`, w.nextSize},
		{`the next request is sent (as a form|as multipart/form-data|in gzip|in gzip without a header|behind a byte order mark|in GBK|in UTF-16)`, w.nextForm},
		{`the next request's sign is broken into lines`, w.nextBroken},
		{`somebody posts to the (direct|query|refund|refundquery|cardbin) endpoint: (.*)`, w.posts},
	}
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

func (w *world) queries(ctx context.Context, t *godog.Table) error {
	return w.askTable(ctx, wire.KindQuery, t)
}

func (w *world) queriesNumber(ctx context.Context, noOrder string) error {
	return w.ask(ctx, wire.KindQuery, wire.Fields{{Name: "no_order", Value: noOrder}})
}

func (w *world) queriesRefund(ctx context.Context, t *godog.Table) error {
	return w.askTable(ctx, wire.KindRefundQuery, t)
}

func (w *world) queriesCard(ctx context.Context, cardNo string) error {
	return w.ask(ctx, wire.KindCardBIN, wire.Fields{{Name: "card_no", Value: cardNo}})
}

func (w *world) nextBefore(t *godog.Table) (err error) {
	w.next.before, err = w.pairs(t)
	return err
}

func (w *world) nextAfter(t *godog.Table) (err error) {
	w.next.after, err = w.pairs(t)
	return err
}

func (w *world) nextContentType(contentType string) { w.next.contentType = contentType }

func (w *world) nextPath(path string) { w.next.path = path }

func (w *world) nextForm(form string) { w.next.form = form }

func (w *world) nextBroken() { w.next.broken = true }

func (w *world) nextSize(bytes int) { w.next.size = bytes }

// posts sends a body as it stands, but for the escapes of Go strings: \xff is a byte.
func (w *world) posts(ctx context.Context, kind, text string) error {
	body, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`)
	if err != nil {
		return fmt.Errorf("%s: %w", text, err)
	}
	e, err := wire.EndpointOf(wire.EndpointKind(kind))
	if err != nil {
		return err
	}
	w.reply, err = w.post(ctx, w.merchant, e, e.Paths[0], posted{contentType: "application/json", body: []byte(body)})
	return err
}
