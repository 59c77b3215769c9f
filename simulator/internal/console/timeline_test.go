package console_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// timeline is what the page of an order says happened, newest first, without the times, each with its rule at the end.
func (s shown) timeline() (items []string) {
	for _, n := range s.all("li") {
		if !strings.HasPrefix(attribute(n, "class"), "item") {
			continue
		}
		what, rule := "", ""
		for d := range n.Descendants() {
			switch {
			case d.Data == "span" && attribute(d, "class") == "what":
				what = words(d)
			case d.Data == "summary" && d.Parent.Parent == firstOf(n, "ids"):
				rule = " " + words(d)
			}
		}
		items = append(items, what+rule)
	}
	return items
}

// firstOf is the child of an element with a class, nil for none.
func firstOf(n *html.Node, class string) *html.Node {
	for child := range n.ChildNodes() {
		if attribute(child, "class") == class {
			return child
		}
	}
	return nil
}

// wantTimeline holds what happened against the beginnings of its items, oldest first, and their rules where they stand behind ….
func (w *world) wantTimeline(s shown, want ...string) {
	w.Helper()
	got := s.timeline()
	slices.Reverse(got)
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			w.Errorf("item %d is missing: %s", i, want[i])
		case i >= len(want):
			w.Errorf("item %d is too many: %s", i, got[i])
		default:
			if what, rule, _ := strings.Cut(want[i], " … "); !strings.HasPrefix(got[i], what) || !strings.HasSuffix(got[i], rule) {
				w.Errorf("item %d is %q, expected %q", i, got[i], want[i])
			}
		}
	}
}

func TestTheTimelineOfAnOrder(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("T-1", "50.00", w.shopAt(500, "")))
	w.place(order("T-1", "50.00", w.shopAt(200, acknowledged))) // a retry with another notify_url
	w.pay(id, "6001")
	w.pay(id, "success")
	w.advance(time.Second)
	if _, err := w.shop.CreateOrder(w.Context(), order("T-1", "50.00", nobody)); err != nil {
		t.Fatal(err)
	}
	w.tampered(order("T-1", "50.00", nobody))
	if _, err := w.shop.Query(w.Context(), wire.Fields{{Name: "oid_paybill", Value: id}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.shop.Refund(w.Context(), wire.Fields{{Name: "no_refund", Value: "TR-1"}, {Name: "dt_refund", Value: "20261120235100"}, {Name: "money_refund", Value: "20.00"},
		{Name: "oid_paybill", Value: id}, {Name: "notify_url", Value: w.shopAt(200, acknowledged)}}); err != nil {
		t.Fatal(err)
	}
	w.advance(time.Second)
	if _, err := w.shop.RefundQuery(w.Context(), wire.Fields{{Name: "no_refund", Value: "TR-1"}, {Name: "dt_refund", Value: "20261120235100"}}); err != nil {
		t.Fatal(err)
	}
	w.place(order("T-2", "50.00", nobody)) // another order, and questions about it
	if _, err := w.shop.Query(w.Context(), wire.Fields{{Name: "no_order", Value: "T-2"}}); err != nil {
		t.Fatal(err)
	}
	s := w.orderPage(id)
	w.wantTimeline(s,
		"order request (Direct API) 0000 交易成功 … IDN-1",
		"order request (Direct API) 0000 交易成功 … IDN-2",
		"change WAITING not paid attempt 1 failed with 6001 … RTY-4",
		"change SUCCESS paid attempt 2 paid 50.00 … PAY-1",
		"payment notification 1/30 acknowledged 200 … NTF-2",
		"order request (Direct API) 2007 交易已支付成功 … IDN-5",
		"order request (Direct API) 1001",
		"payment query 0000 交易成功 … QRY-4",
		"refund request 0000 交易成功 … RFD-8",
		"change sta_refund 2 success … RFD-8",
		"refund notification 1/30 acknowledged 200 … NTF-7",
		"refund query 0000",
	)
	for _, part := range []string{"A request whose key is unknown makes a new order", "diagnosis of the signature", "the text that should have been signed"} {
		if !strings.Contains(s.words(), part) {
			t.Errorf("the page does not say %q", part)
		}
	}
}

// TestOrdersOfOneNumber: with date_and_number two orders may share their number; each has its own requests.
func TestOrdersOfOneNumber(t *testing.T) {
	w := newWorld(t)
	shop, err := w.server.Merchant("201408071000001539")
	if err != nil {
		t.Fatal(err)
	}
	w.shop = shop
	first := w.place(order("SAME", "1.00", nobody))
	second := w.place(order("SAME", "1.00", nobody, "dt_order", "20261119235000"))
	w.pay(second, "6001")
	w.wantTimeline(w.orderPage(first), "order request (Direct API) 0000")
	w.wantTimeline(w.orderPage(second), "order request (Direct API) 0000", "change WAITING not paid … RTY-4")
}

// TestOlderEntriesAreGone: the journal is a ring, and the order remembers.
func TestOlderEntriesAreGone(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) { o.Sandbox.JournalEntries = 40 })
	id := w.place(order("OLD", "5.00", w.shopAt(500, "no")))
	w.pay(id, "6001")
	w.pay(id, "success")
	w.advance(3 * time.Minute)
	if s := w.orderPage(id); strings.Contains(s.words(), "The journal no longer has the beginning") {
		t.Error("nothing is gone yet")
	}
	for n := range 20 {
		w.place(order(fmt.Sprint("NEWER", n), "5.00", "http://127.0.0.1:9/notify"))
	}
	s := w.orderPage(id)
	for _, part := range []string{"The journal no longer has the beginning", "pay 1 failed 6001", "pay 2 paid", "notification 1 bad status", "notification 2 bad status"} {
		if !strings.Contains(s.words(), part) {
			t.Errorf("the page does not say %q:\n%s", part, s.words())
		}
	}
}

// TestLongThings: a large body is cut, with a way to all of it; so is a long timeline.
func TestLongThings(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("长", 2000) + "END"
	id := w.place(order("LONG", "5.00", w.shopAt(200, long)))
	w.pay(id, "success")
	w.advance(time.Second)
	s := w.orderPage(id)
	if strings.Contains(s.text, "END") || !strings.Contains(s.words(), "see all 6003 bytes") {
		t.Errorf("the body is not cut")
	}
	for _, n := range s.all("a") {
		if strings.HasSuffix(attribute(n, "href"), "/got") {
			all := w.get(attribute(n, "href"))
			if all.text != long || !strings.HasPrefix(all.header.Get("Content-Type"), "text/plain") || all.header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("all of it: %d bytes as %v", len(all.text), all.header)
			}
		}
	}
	for range 70 {
		if _, err := w.shop.Query(w.Context(), wire.Fields{{Name: "oid_paybill", Value: id}}); err != nil {
			t.Fatal(err)
		}
	}
	s = w.orderPage(id)
	if n := len(s.timeline()); n != 60 || !strings.Contains(s.words(), "13 older") {
		t.Errorf("%d items are shown", n)
	}
	older := s
	for _, n := range s.all("a") {
		if attribute(n, "rel") == "next" {
			older = w.get(attribute(n, "href"))
		}
	}
	if n := len(older.timeline()); n != 13 || !strings.Contains(older.words(), "to the newest") || strings.Contains(older.words(), " older") {
		t.Errorf("%d items are older", n)
	}
	if rows := older.story(); !strings.HasSuffix(rows[len(rows)-1], "× 10") {
		t.Errorf("the older story ends with %q", rows[len(rows)-1])
	}
	older.wantLinks(t)
}

func TestNothingThere(t *testing.T) {
	w := newWorld(t)
	for path, part := range map[string]string{
		"/console/default/orders/2026112099999999":      "There is no order with oid_paybill 2026112099999999",
		"/console/nowhere/orders":                       `There is no sandbox "nowhere"`,
		"/console/default/entries/77":                   "no entry 77",
		"/console/default/entries/77/sent":              "no entry 77",
		"/console/default/entries/99999999999999999999": "no entry",
		"/console/default/nothing":                      "There is nothing at /console/default/nothing",
		"/console/a%2Fb/orders":                         "There is no sandbox",
		"/console/-/assets/0.console.css":               "There is nothing at",
	} {
		if s := w.get(path); s.status != http.StatusNotFound || !strings.Contains(s.words(), part) {
			t.Errorf("%s: %d %s", path, s.status, s.words())
		}
	}
}

func TestSearch(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("FIND-ME/1 ä", "123.45", nobody, "user_id", "the-user", "name_goods", "稀有商品"))
	other := w.place(order("NOT-THIS", "5.00", nobody))
	w.pay(id, "success")
	w.wantSaid(w.press(w.orderPage(id), "/refund", "money_refund", "1.00", "no_refund", "REF-77"), "succeeded")
	refund := w.orderNow(id).Refunds[0].OidRefundno
	for q, path := range map[string]string{
		id: orderPath(id), "FIND-ME/1 ä": orderPath(id), "find-me": orderPath(id), "the-user": orderPath(id), "稀有": orderPath(id), "123.45": orderPath(id),
		"REF-77": orderPath(id), refund: orderPath(id), "1": "/console/default/search", "NOT-": orderPath(other), " " + other + " ": orderPath(other),
		"<nothing>": "/console/default/search", "": "/console/default/search",
	} {
		s := w.get("/console/default/search?q=" + url.QueryEscape(q))
		if s.status != 200 || s.url.Path != path {
			t.Errorf("%q leads to %s (%d)", q, s.url, s.status)
		}
	}
	if s := w.get("/console/default/search?q=" + url.QueryEscape("<nothing>")); !strings.Contains(s.words(), "Nothing found for <nothing>.") {
		t.Errorf("nothing found says %s", s.words())
	}
	if s := w.get("/console/default/search?q=1"); !strings.Contains(s.words(), "FIND-ME/1 ä") || !strings.Contains(s.words(), "POST /llwalletapi/combinepay.htm") {
		t.Errorf("several hits: %s", s.words())
	}
}

// TestFiltersAndPages: 120 orders, 50 to a page, newest first.
func TestFiltersAndPages(t *testing.T) {
	w := newWorld(t)
	for i := range 120 {
		id := w.place(order(fmt.Sprintf("N-%03d", i), "5.00", nobody))
		if i%10 == 0 {
			w.pay(id, "6001")
			if _, err := w.control.Pay(w.Context(), id, api.Pay{Outcome: "success", Notify: new(bool)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	var numbers []string
	for path := ordersPath; path != ""; {
		s := w.get(path)
		path = ""
		rows := 0
		for _, n := range s.all("a") {
			if strings.HasPrefix(words(n), "N-") {
				numbers = append(numbers, words(n))
				rows++
			}
			if attribute(n, "rel") == "next" {
				path = attribute(n, "href")
			}
		}
		if rows > 50 {
			t.Errorf("%d on a page", rows)
		}
	}
	if len(numbers) != 120 || numbers[0] != "N-119" || numbers[119] != "N-000" || !slices.IsSortedFunc(numbers, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("%d numbers: %v", len(numbers), numbers)
	}
	for query, want := range map[string]int{"state=SUCCESS": 12, "state=FAILURE": 0, "text=n-01": 10, "text=N-01&state=SUCCESS": 1, "merchant=201408071000001539": 0, "merchant=201304121000001004&state=SUCCESS": 12} {
		if got := len(w.get("/?" + query).all("tr")); got != want+1 && (want != 0 || got != 0) {
			t.Errorf("%s: %d rows", query, got-1)
		}
	}
}

// TestAnotherSandbox: its pages, its base URL, its orders, and nobody else's.
func TestAnotherSandbox(t *testing.T) {
	w := newWorld(t)
	w.enterNight()
	first := w.get("/console/night/orders")
	for _, part := range []string{w.server.URL() + "/s/night", "llsim order --amount 49.90 --sandbox night", w.server.URL() + "/s/night/llwalletapi/combinepay.htm"} {
		if !strings.Contains(first.words(), part) {
			t.Errorf("the first page does not say %s:\n%s", part, first.words())
		}
	}
	id := w.place(order("AT-NIGHT", "5.00", nobody))
	s := w.get("/console/night/orders/" + id)
	for _, part := range []string{w.server.URL() + "/s/night/pay/" + id, "curl -sS '" + w.server.URL() + "/s/night/llwalletapi/combinepay.htm'", "/_sim/v1/sandboxes/night/orders/" + id + "/pay"} {
		if !strings.Contains(s.words(), part) {
			t.Errorf("the order's page does not say %s", part)
		}
	}
	w.wantSaid(w.press(s, "/pay"), "Attempt 1 paid")
	if s := w.get(orderPath(id)); s.status != 404 {
		t.Errorf("the default sandbox has it too: %d", s.status)
	}
	if s := w.get("/"); strings.Contains(s.words(), "AT-NIGHT") || !strings.Contains(s.words(), "night") {
		t.Error("the default sandbox shows the order, or does not name the other sandbox")
	}
}
