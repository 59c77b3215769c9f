package check_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// TestAMistakeInTheFileIsNotTheMerchants changes a word of a right merchant file. The check ends before anything is judged, with the
// line, what came and what was there.
func TestAMistakeInTheFileIsNotTheMerchants(t *testing.T) {
	const namesThere = "it has alarm, amount, deliveries, orderNo, refunded, status"
	for name, c := range map[string]struct {
		file, right, wrong string
		key                string
		says               []string
	}{
		"a status that is not there": {right: `body.status == "PAID"`, wrong: `body.statu == "PAID"`, key: "order.paid",
			says: []string{"gives false for an order that was paid", "the answer has no statu", namesThere, "did you mean status?"}},
		"fulfilments that are not there": {right: "body.deliveries", wrong: "body.delivered", key: "order.fulfilments",
			says: []string{"gives null for an order that was paid", "the answer has no delivered", namesThere, "did you mean deliveries?"}},
		"a member of what has none": {right: "body.deliveries", wrong: "body.order.deliveries", key: "order.fulfilments", says: []string{"body.order.deliveries", "does not work on the answer with status 200"}},
		"a word that never comes": {right: `body.status == "PAID"`, wrong: `body.status == "DONE"`, key: "order.paid",
			says: []string{"gives false before and after the order was paid", "body.status went from WAITING to PAID"}},
		"another field": {right: "body.deliveries", wrong: "len(body.refunded) - 4", key: "order.fulfilments", says: []string{"gives 0 before and after the order was paid", "body.deliveries went from 0 to 1"}},
		"paid from the beginning": {right: `body.status == "PAID"`, wrong: "status == 200", key: "order.paid",
			says: []string{"gives true before and after the order was paid, as if every order were paid"}},
		"a text for a number":    {right: "body.deliveries", wrong: "body.status", key: "order.fulfilments", says: []string{"gives a text on the answer with status 200", "it must give a number"}},
		"closed by a wrong name": {right: `body.status in`, wrong: `body.statuss in`, key: "order.closed", says: []string{"the answer has no statuss", "did you mean status?"}},
		"closed from the start":  {right: `body.status in ["CLOSED", "CANCELLED"]`, wrong: `body.status != "PAID"`, key: "order.closed", says: []string{"gives true for an order that was just placed"}},
		"refunded by wrong name": {right: "body.refunded", wrong: "body.refundd", key: "order.refunded", says: []string{"did you mean refunded?"}},
		"an order at no address": {right: `/orders/${no_order}"}`, wrong: `/order/${no_order}"}`, key: "order.request.url", says: []string{"leads to GET http://127.0.0.1:", "which answers status 404 404 page not found", "acknowledged"}},
		"an order at no port":    {right: `GET, url: "http://127.0.0.1:${port}/`, wrong: `GET, url: "http://127.0.0.1:1/`, key: "order.request.url", says: []string{"where nothing listens, although start.ready.url (line 23) says that the merchant is ready"}},
		"a checkout at no address": {right: "/checkout", wrong: "/checkot", key: "actions.checkout.request.url",
			says: []string{"leads to POST http://127.0.0.1:", "/checkot, which answers status 404 404 page not found"}},
		"a way to pay by another name": {right: "accepted: status == 200\n  pay_again", wrong: "accepted: body.payload != nil\n  pay_again", key: "actions.checkout.accepted",
			says: []string{"gives false for a good order", "did you mean payLoad?"}},
		"a way to pay that says nothing": {right: "accepted: status == 200\n  pay_again", wrong: "accepted: body.ok\n  pay_again", key: "actions.checkout.accepted",
			says: []string{"gives null for a good order", "the answer has no ok", "payLoad"}},
		"a way to pay that is not seen": {right: "accepted: status == 200\n  pay_again", wrong: "accepted: status == 201\n  pay_again", key: "actions.checkout.accepted",
			says: []string{"gives false for a good order, although the answer holds the way to pay"}},
		"a number by another name": {right: "body.orderNo", wrong: "body.orderId", key: "actions.checkout.order_number", says: []string{"gives null", "asked the platform for order ", "that stands in body.orderNo"}},
		"another number":           {right: "body.orderNo", wrong: "body.amount", key: "actions.checkout.order_number", says: []string{"gives 49.90", "that stands in body.orderNo"}},
		"no drain":                 {right: "/test/drain", wrong: "/drain", key: "actions.drain.request.url", says: []string{"which answers status 404"}},
		"no poll":                  {right: "/poll", wrong: "/pol", key: "actions.poll.request.url", says: []string{"which answers status 404"}},
		"no paying again":          {right: `/pay"}, accepted`, wrong: `/pey"}, accepted`, key: "actions.pay_again.request.url", says: []string{"which answers status 404", "for an order that was checked out"}},
		"no cancelling":            {right: "/cancel", wrong: "/cancle", key: "actions.cancel.request.url", says: []string{"which answers status 404", "for an order that was checked out"}},
		"no refund":                {right: `/refund"`, wrong: `/refnd"`, key: "actions.refund.request.url", says: []string{"which answers status 404", "for an order that was checked out and paid"}},
		"no refund again":          {right: "/retry", wrong: "/again", key: "actions.retry_refund.request.url", says: []string{"which answers status 404", "for a refund that was just made"}},
		"no failing store":         {right: "/test/fail-store", wrong: "/fail-store", key: "actions.fail_store.request.url", says: []string{"which answers status 404"}},
		"no reset":                 {right: "/test/reset", wrong: "/reset", key: "actions.reset.request.url", says: []string{"which answers status 404"}},
		"no reconciling":           {right: `/reconcile"`, wrong: `/reconcil"`, key: "actions.reconcile.request.url", says: []string{"which answers status 404", "whose clearing file is there"}},
		"a refund by another name": {right: "body.refundNo", wrong: "body.refundNumber", key: "actions.refund.refund_number", says: []string{"gives null, and the merchant asked the platform for refund ", "that stands in body.refundNo"}},
		"a list that is not there": {right: "body.differences", wrong: "body.diffs", key: "actions.reconcile.differences", says: []string{"gives nothing; it must give a list", "the answer has no diffs; it has differences"}},
		"closed by no name":        {right: `body.status in`, wrong: `body.state in`, key: "order.closed", says: []string{"gives false for an order that the merchant has cancelled", "the answer has no state"}},
		"a form that is not there": {file: "merchant-redirect.yaml", right: "form.no_order", wrong: "form.order", key: "actions.checkout.order_number", says: []string{"gives", "asked the platform for order ", "that stands in form.no_order"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.file == "" {
				c.file = "merchant.yaml"
			}
			text, err := os.ReadFile(filepath.Join(sources, c.file))
			if err != nil {
				t.Fatal(err)
			}
			right := strings.Replace(string(text), "[go, run, .]", fmt.Sprintf("[%q]", program(t)), 1)
			at := strings.Index(right, c.right)
			if at < 0 {
				t.Fatalf("%s does not have %s", c.file, c.right)
			}
			f := load(t, strings.Replace(right, c.right, c.wrong, 1))
			parserLines := 0
			_, err = check.Run(t.Context(), check.Options{File: f, Selection: selected(t, "M-NTF-1 or M-ORD-2"), Workers: 1, Platform: embedded, OnResult: counting(&parserLines)})
			wrong, ok := errors.AsType[*harness.FileError](err)
			if !ok || parserLines > 0 || len(wrong.Problems) != 1 {
				t.Fatalf("the error is %v, %d scenarios were told of", err, parserLines)
			}
			p := wrong.Problems[0]
			if line := 1 + strings.Count(right[:at], "\n"); p.Key != c.key || p.Line != line {
				t.Errorf("it is about %s in line %d, want %s in line %d: %s", p.Key, p.Line, c.key, line, p.Text)
			}
			for _, part := range c.says {
				if !strings.Contains(p.Text.String(), part) {
					t.Errorf("it does not say %q: %s", part, p.Text)
				}
			}
		})
	}
}

func counting(n *int) func(contract.Result) { return func(contract.Result) { *n++ } }

// TestReadyThatLies has merchants of which start.ready.url says that they are ready, and they are not.
func TestReadyThatLies(t *testing.T) {
	deaf := load(t, `
merchant: {oid_partner: "201304121000001004"}
start: {command: [tail, -f, /dev/null], ready: {url: "${platform.clock_url}"}}
actions: {checkout: {request: {method: POST, url: "http://127.0.0.1:${port}/checkout"}}}
`)
	_, err := check.Run(t.Context(), check.Options{File: deaf, Selection: selected(t, "M-ORD-2"), Workers: 1, Platform: embedded})
	if want := ", where nothing listens, although start.ready.url (line 3) says that the merchant is ready"; err == nil || !strings.HasPrefix(err.Error(), deaf.Path+":4: actions.checkout.request.url leads to http://127.0.0.1:") || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("the error is %v", err)
	}
	t.Setenv("LATE", "1")
	late, _ := fragile(t, "++++")
	_, err = check.Run(t.Context(), check.Options{File: late, Selection: selected(t, "M-ORD-2"), Workers: 1, Platform: embedded})
	if want := late.Path + ":6: start.ready.url answers before the merchant is ready: the first checkout was answered with status 503 starting, the same a moment later with status 200"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("the error is %v", err)
	}
}
