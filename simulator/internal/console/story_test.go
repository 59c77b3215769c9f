package console_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// story is what the picture of an order says, row by row, and "lost" before what never arrives. A row of dots ends in their kinds: good, bad
// and to come.
func (s shown) story() (rows []string) {
	for n := range s.doc.Descendants() {
		class := strings.Fields(attribute(n, "class"))
		switch {
		case len(class) < 2 || n.Data != "a" && n.Data != "g":
		case class[0] == "row":
			row := attribute(n, "aria-label")
			if n.Data == "a" {
				row = words(n.FirstChild) // its title
			}
			if strings.Contains(attribute(n, "class"), " lost") {
				row = "lost " + row
			}
			rows = append(rows, row)
		case class[0] == "dot":
			rows[len(rows)-1] += map[string]string{"good": "+", "bad": "-", "come": "o"}[class[1]]
		}
	}
	return rows
}

func (w *world) wantStory(s shown, want ...string) {
	w.Helper()
	if diff := cmp.Diff(want, s.story()); diff != "" {
		w.Errorf("the story of %s (-want +got)\n%s", s.url, diff)
	}
	s.wantLinks(w.T)
}

// wantLinks holds that what arrows lead to is on the page.
func (s shown) wantLinks(t *testing.T) {
	t.Helper()
	for _, n := range s.all("a") {
		if href := attribute(n, "href"); strings.HasPrefix(href, "#e") && !strings.Contains(s.text, ` id="`+href[1:]+`"`) {
			t.Errorf("%s leads nowhere", href)
		}
	}
}

// fault adds a fault.
func (w *world) fault(f api.NewFault) {
	w.Helper()
	if _, err := w.control.AddFault(w.Context(), f); err != nil {
		w.Fatal(err)
	}
}

// TestStoryOfLostMessages: what does not arrive breaks off, whichever way it goes.
func TestStoryOfLostMessages(t *testing.T) {
	w := newWorld(t)
	w.fault(api.NewFault{At: "accept", Effect: "close"})
	_, _ = w.shop.CreateOrder(t.Context(), order("S-1", "50.00", nobody, "dt_order", "20261121000000"))
	w.fault(api.NewFault{At: "accept", Effect: "drop-reply"})
	_, _ = w.shop.CreateOrder(t.Context(), order("S-1", "50.00", nobody))
	id := w.place(order("S-1", "50.00", nobody))
	w.fault(api.NewFault{At: "query", Effect: "status", Value: "502"})
	for range 12 {
		_, _ = w.shop.Query(t.Context(), wire.Fields{{Name: "oid_paybill", Value: id}})
	}
	w.pay(id, "processing")
	w.advance(3 * time.Minute)
	w.fault(api.NewFault{At: "notify", Effect: "drop-reply", Times: new(1)})
	w.pay(id, "success")
	w.advance(7 * time.Minute)
	w.wantStory(w.orderPage(id),
		"2026-11-20",
		"lost 23:50:00 Merchant → Platform: order request (Direct API) · dt_order 2026-11-21",
		"23:50:00 Platform: fault: the connection closes before anything is done",
		"23:50:00 Merchant → Platform: order request (Direct API)",
		"23:50:00 Platform: fault: done, but the answer gets lost",
		"23:50:00 Platform: WAITING not paid",
		"lost 23:50:00 Platform → Merchant: no answer",
		"23:50:00 Merchant → Platform: order request (Direct API)",
		"23:50:00 Platform → Merchant: 0000 success · IDN-2",
		"23:50:00 Merchant → Platform: payment query",
		"23:50:00 Platform: fault: another HTTP status",
		"23:50:00 Platform → Merchant: HTTP 502",
		"23:50:00 Merchant → Platform: payment query × 11",
		"23:50:00 Platform → Merchant: 0000 success · QRY-4 × 11",
		"23:50:00 Platform → Bank: payment attempt 1: Alipay QR",
		"23:50:00 Platform: PROCESSING at the gateway",
		"lost 23:53:00 Bank → Platform: Attempt 1 has had no result for 3 minutes.",
		"23:53:00 Platform: WAITING not paid",
		"23:53:00 Platform → Bank: payment attempt 2: Alipay QR",
		"23:53:00 Bank → Platform: attempt 2: paid",
		"23:53:00 Platform: SUCCESS paid",
		"23:53:00 Platform: fault: done, but the answer gets lost",
		"23:53:00 Platform → Merchant: payment notification, 4 of 30 attempts----"+strings.Repeat("o", 26),
	)
}

// TestStoryOfAReturn: a shopper's browser takes the order to the platform, is refused once, pays after the cut-off, and comes back to the
// merchant or never does.
func TestStoryOfAReturn(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) { o.Sandbox.ClearingCutoff = "23:55" })
	b := shopper.New()
	arrive := func(number string) (id string) {
		f := order(number, "50.00", w.shopAt(200, acknowledged), "version", "1.1", "oid_partner", w.shop.OidPartner(), "timestamp", "20261120235000",
			"userreq_ip", "203_0_113_9", "url_return", w.shopAt(200, "<h1>welcome</h1>"))
		signed, err := w.shop.Sign(f.Without("pay_type"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err = b.Send(t.Context(), w.server.URL()+wire.Redirect.Paths[0], signed); err != nil {
			t.Fatal(err)
		}
		found, err := w.control.Orders(t.Context(), client.OrderFilter{NoOrder: number})
		if err != nil || len(found.Orders) != 1 {
			t.Fatal(err, b.Page())
		}
		return found.Orders[0].OidPaybill
	}
	check := func(p *shopper.Page, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	id := arrive("S-2")
	w.advance(6 * time.Minute)
	cashier := w.server.URL() + "/pay/" + id
	for _, password := range []string{"006001", "000000"} {
		check(b.Open(t.Context(), cashier+"/confirm/L"))
		check(nil, b.Fill("password", password))
		check(b.Click(t.Context(), "确认付款"))
	}
	w.advance(0)
	check(b.Open(t.Context(), cashier))
	check(b.Click(t.Context(), "返回商户"))
	w.wantStory(w.orderPage(id),
		"2026-11-20",
		"23:50:00 Shopper → Platform: cashier form (Redirect API)",
		"23:50:00 Platform: WAITING not paid",
		"23:50:00 Platform → Shopper: 0000 success · IDN-1",
		"23:55:00 Cut-off 23:55: what is paid or refunded from here on clears on 2026-11-21.",
		"23:56:00 Shopper → Platform: form of the cashier",
		"23:56:00 Platform → Bank: payment attempt 1: Alipay QR",
		"23:56:00 Bank → Platform: attempt 1 failed: 6001 card balance insufficient",
		"23:56:00 Platform → Shopper: 6001 card balance insufficient · PAY-4",
		"23:56:00 Shopper → Platform: form of the cashier",
		"23:56:00 Platform → Bank: payment attempt 2: Alipay QR",
		"23:56:00 Bank → Platform: attempt 2: paid",
		"23:56:00 Platform: SUCCESS paid",
		"23:56:00 Platform → Merchant: payment notification",
		"23:56:00 Merchant → Platform: acknowledged",
		"23:56:00 Shopper → Platform: form of the cashier",
		"23:56:00 Platform → Shopper: sends the shopper back",
		"23:56:00 Shopper → Merchant: return to merchant",
	)
	id = arrive("S-4")
	w.pay(id, "success")
	w.advance(0) // its notification comes first
	w.fault(api.NewFault{At: "return", Effect: "close"})
	check(b.Open(t.Context(), w.server.URL()+"/pay/"+id))
	check(b.Click(t.Context(), "返回商户"))
	rows := w.orderPage(id).story()
	if last, want := rows[len(rows)-1], "lost 23:56:00 Shopper → Merchant: the return never arrives"; last != want {
		t.Errorf("the story ends with %q, expected %q", last, want)
	}
}

// TestStoryGoesOn: of thousands of questions there is one row, and of what the journal no longer has there is what the order remembers.
func TestStoryGoesOn(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) { o.Sandbox.JournalEntries = 300 })
	id := w.place(order("S-3", "50.00", w.shopAt(500, "")))
	w.pay(id, "6001")
	w.pay(id, "success")
	for i := range 120 {
		_, _ = w.shop.Query(t.Context(), wire.Fields{{Name: "oid_paybill", Value: id}})
		if i%50 == 0 {
			w.advance(time.Minute)
		}
	}
	w.wantStory(w.orderPage(id),
		"2026-11-20",
		"23:50:00 Merchant → Platform: order request",
		"23:50:00 Platform → Bank: payment attempt 1: Alipay QR",
		"23:50:00 Bank → Platform: attempt 1 failed: 6001 card balance insufficient",
		"23:50:00 Platform → Bank: payment attempt 2: Alipay QR",
		"23:50:00 Bank → Platform: attempt 2: paid",
		"23:50:00 Platform → Merchant: payment notification, 2 of 30 attempts--"+strings.Repeat("o", 28),
		"23:51:00 –23:53:00 Merchant → Platform: payment query × 99",
		"23:51:00 –23:53:00 Platform → Merchant: 0000 success · QRY-4 × 99",
	)
}
