package contract_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// bookkept is the file of a shop that refunds and reconciles.
var bookkept = strings.NewReplacer("SHOP/orders/", "SHOP/books/", "order:\n", `  refund: {request: {method: POST, url: "SHOP/orders/${no_order}/refund", json: {amount: "${amount}"}}, refund_number: body.refundNo}
  reconcile: {request: {method: POST, url: "SHOP/reconcile"}, differences: body}
order:
  refunded: body.refunded
`).Replace(followed)

// till is a shop with one order at a time, which it refunds and finds in clearing files.
type till struct {
	*shop
	numbers []string // under which it asks for a refund
	books   string   // as refunded then
	finds   []string // when it reconciles, ORDER standing for the order's number

	bill     wire.Fields // the notification of the payment
	refunded string
}

func openTill(t *till) *till {
	t.shop, t.refunded = &shop{status: http.StatusOK, credit: once}, "0"
	known := genuine(t.shop)
	t.verify = func(f wire.Fields) bool {
		if !known(f) {
			return false
		}
		t.mu.Lock()
		defer t.mu.Unlock()
		t.bill = f
		return true
	}
	t.more = func(mux *http.ServeMux, control *client.Control) {
		mux.HandleFunc("POST /orders/{no}/refund", clocked(control, t.refund))
		mux.HandleFunc("POST /reconcile", t.reconcile)
		mux.HandleFunc("GET /books/{no}", func(w http.ResponseWriter, r *http.Request) {
			t.mu.Lock()
			defer t.mu.Unlock()
			fmt.Fprintf(w, `{"deliveries":%d,"refunded":%q}`, t.orders[r.PathValue("no")], t.refunded)
		})
	}
	return t
}

func (t *till) refund(w http.ResponseWriter, r *http.Request) {
	var c struct{ Amount string }
	if err := json.NewDecoder(r.Body).Decode(&c); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, number := range t.numbers {
		_, err := t.platform.Refund(r.Context(), wire.FieldsOf("no_refund", number, "dt_refund", r.Header.Get("X-Now"), "money_refund", c.Amount, "notify_url", t.url+"/notify",
			"oid_paybill", t.bill.Get("oid_paybill")))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
	}
	t.refunded = t.books
	fmt.Fprint(w, `{"refundNo":"R1"}`)
}

func (t *till) reconcile(w http.ResponseWriter, _ *http.Request) {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := []string{}
	for _, text := range t.finds {
		found = append(found, strings.ReplaceAll(text, "ORDER", t.bill.Get("no_order")))
	}
	_ = json.NewEncoder(w).Encode(found)
}

// TestPromisesAboutBooksAreJudged plays a refund, and a clearing file that differs, to merchants of which each breaks one promise.
func TestPromisesAboutBooksAreJudged(t *testing.T) {
	t.Parallel()
	refund := []string{"a shopper tries to check out the first order for 20.00 yuan", "the payer tries to pay the first order", "the merchant tries to refund 5.00 yuan of the first order", "everything settles"}
	lacking := append(refund[:2:2], "everything settles", "the clearing file with the first order lacks the order")
	for name, one := range map[string]struct {
		breaks, reason string
		sequence       []string
		shop           till
	}{
		"sound refund":     {sequence: refund, shop: till{numbers: []string{"R1"}, books: "5.00"}},
		"sound difference": {sequence: lacking, shop: till{finds: []string{"ORDER is not in the file"}}},
		"INV-5":            {"INV-5", "shows 0 yuan of order T1 as refunded, and the platform paid back 5.00", refund, till{numbers: []string{"R1"}, books: "0"}},
		"INV-6":            {"INV-6", "was told to refund order T1 1 time and made 2 refunds: 10.00 yuan went back", refund, till{numbers: []string{"R1", "R1B"}, books: "10.00"}},
		"INV-6, never":     {"INV-6", "accepted refund R1 of 5.00 yuan for order T1 and never carried it out", refund, till{books: "0"}},
		"INV-8":            {"INV-8", `reported "T1 is odd", although both sides agree about order T1`, refund, till{numbers: []string{"R1"}, books: "5.00", finds: []string{"ORDER is odd"}}},
		"INV-8, missed":    {"INV-8", "reported nothing about T1", lacking, till{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := playing(t, openTill(&one.shop).open(t, bookkept), one.sequence...)
			judged(t, p, one.breaks, one.reason, "INV-1", "INV-2", "INV-3", "INV-4", "INV-5", "INV-6", "INV-7", "INV-9", "INV-10", "INV-8")
		})
	}
}
