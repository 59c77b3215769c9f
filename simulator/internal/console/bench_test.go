package console

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// BenchmarkOrders shows the orders page over 100,000 orders: the newest, one page in the middle, those that pass a filter, all of them as a
// file, and a search for what is not there.
func BenchmarkOrders(b *testing.B) {
	handler := withOrders(b, 100_000)
	for name, path := range map[string]string{"newest": "/console/default/orders", "middle": "/console/default/orders?before=2018011200050000", "filter": "/console/default/orders?text=nothing",
		"dates": "/console/default/orders?from=2018-01-12&to=2018-01-12&product=direct&state=WAITING", "file": "/console/default/orders.csv", "agreements": "/console/default/agreements",
		"search": "/console/default/search?q=nothing", "overview": "/console/default"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest(http.MethodGet, path, nil)
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// BenchmarkMessages shows the form for an order over 100,000 orders, what a message of a full journal can be compared with, two of them side
// by side, and the rulebook.
func BenchmarkMessages(b *testing.B) {
	handler := withOrders(b, 100_000)
	s := handler.options.Sandboxes.Get(sandbox.Default)
	o := s.FindOrders(engine.OrderQuery{Limit: 1}).Orders[0]
	body := wire.EncodeJSON(wire.FieldsOf("oid_partner", o.OidPartner, "no_order", o.NoOrder, "sign", "bm8="))
	var first uint64
	for range 5000 {
		log := s.Journal().Begin(journal.Requested(journal.Subject{OidPartner: o.OidPartner, NoOrder: o.NoOrder}, message.As("POST /orderquery.htm"), journal.Request{Method: "POST", Path: "/orderquery.htm", Body: journal.Body(body)}))
		first = cmp.Or(first, log.Request)
		log.Order(o.OidPaybill).Decide("QRY-1", "0000", message.Message{})
	}
	for name, path := range map[string]string{"place": "/place?product=web", "others": fmt.Sprintf("/compare?left=%d", first), "compare": fmt.Sprintf("/compare?left=%d&right=%d", first, first+2), "rules": "-"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				w, address := httptest.NewRecorder(), "/console/default"+path
				if path == "-" {
					address = rulesPath
				}
				handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
}

// TestAPageLooksThroughSome: over many orders a page that hardly one passes goes on with the next page.
func TestAPageLooksThroughSome(t *testing.T) {
	handler := withOrders(t, lookedThrough+100)
	path, pages := "/?text=ORDER-0000000", 0
	for ; path != ""; pages++ {
		v := &visit{Console: handler, Sandbox: handler.options.Sandboxes.Get(sandbox.Default), r: httptest.NewRequest(http.MethodGet, path, nil)}
		body, err := showOrders(v)
		if err != nil {
			t.Fatal(err)
		}
		list := body.(*orderList)
		path = list.Older
		if want := map[bool]string{true: "5,000"}[pages == 0]; list.Looked != want {
			t.Errorf("page %d: %q orders were looked through, want %q", pages, list.Looked, want)
		}
		if found := len(list.Rows); pages == 0 && found != 0 || pages == 1 && found != 1 {
			t.Errorf("page %d has %d rows", pages, found)
		}
	}
	if pages != 2 {
		t.Errorf("%d pages", pages)
	}
}

func withOrders(tb testing.TB, n int) *Console {
	tb.Helper()
	allow, err := delivery.NewGuard(nil)
	if err != nil {
		tb.Fatal(err)
	}
	manager := sandbox.NewManager(delivery.New(allow))
	tb.Cleanup(func() { _ = manager.Close(tb.Context()) })
	s, err := manager.Create(sandbox.Default, engine.Config{ClockMode: clock.Manual, ClockStart: time.Date(2018, 1, 12, 12, 0, 0, 0, wire.Zone), JournalEntries: 20_000})
	if err != nil {
		tb.Fatal(err)
	}
	m := &domain.Merchant{OidPartner: "201304121000001004", Identity: choice.ByNumber}
	for i := range n {
		created := s.Create(0, m, domain.Create{API: domain.Direct, NoOrder: fmt.Sprintf("ORDER-%07d", i), DtOrder: "20180112120000", MoneyOrder: "49.90", Fen: 4990,
			UserID: fmt.Sprintf("user-%d", i%1000), NameGoods: "测试商品", NotifyURL: "http://127.0.0.1:9/", PayType: "I", SignType: "RSA"})
		if !created.Decision.OK() {
			tb.Fatal(created.Decision)
		}
	}
	return New(Options{Sandboxes: manager, Version: "test", InboxURL: func(id string) string { return "http://127.0.0.1:8900/s/" + id + "/inbox" }, Guard: guard.New(guard.Options{Now: clock.Real})})
}

// BenchmarkOrder shows an order that a merchant has asked about thousands of times, in a journal that is full.
func BenchmarkOrder(b *testing.B) {
	handler := withOrders(b, 1)
	s := handler.options.Sandboxes.Get(sandbox.Default)
	o := s.FindOrders(engine.OrderQuery{Limit: 1}).Orders[0]
	for range 5000 {
		log := s.Journal().Begin(journal.Requested(journal.Subject{OidPartner: o.OidPartner, NoOrder: o.NoOrder}, message.As("POST /orderquery.htm"), nil))
		log.Order(o.OidPaybill).Decide("QRY-1", "0000", message.Message{})
		log.Order(o.OidPaybill).Answer("QRY-1", "0000", journal.Answer{Status: http.StatusOK})
	}
	for b.Loop() {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/console/default/orders/"+o.OidPaybill, nil))
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}

// BenchmarkJournal shows lists of a journal that is full: everything, what a filter lets through, and the refusals.
func BenchmarkJournal(b *testing.B) {
	handler := withOrders(b, 1)
	log := handler.options.Sandboxes.Get(sandbox.Default).Journal()
	for i := range 20_000 {
		request := log.Begin(journal.Requested(journal.Subject{OidPartner: "201304121000001004", NoOrder: fmt.Sprint(i)}, message.As("POST /combinepay.htm"), nil))
		request.Decide("IDN-5", "2007", message.As("the order is paid"))
	}
	for name, path := range map[string]string{"all": "journal", "filter": "journal?text=nothing&from=2018-01-12", "refused": "refused", "code": "refused?code=1001"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/console/default/"+path, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// BenchmarkTenYears shows the calendar and the files of 100,000 payments: half of them over ten years of clearing dates, half of one day, the last.
func BenchmarkTenYears(b *testing.B) {
	handler := withOrders(b, 0)
	s := handler.options.Sandboxes.Get(sandbox.Default)
	m := &domain.Merchant{OidPartner: "201304121000001004", Identity: choice.ByNumber}
	s.PutMerchant(m)
	pay := func(n int) {
		for i := range n {
			now := s.Now()
			created := s.Create(0, m, domain.Create{API: domain.Direct, NoOrder: fmt.Sprintf("%s-%05d", wire.FormatDate(now), i), DtOrder: wire.FormatDateTime(now), MoneyOrder: "49.90", Fen: 4990,
				UserID: fmt.Sprintf("user-%d", i), NameGoods: "测试商品", NotifyURL: "http://127.0.0.1:9/", PayType: "I", SignType: "RSA"})
			if _, d := s.Pay(created.Order.OidPaybill, domain.Payment{Outcome: domain.OutcomeSuccess}, false); !d.OK() {
				b.Fatal(d)
			}
		}
	}
	const days = 3650
	for range days {
		pay(50_000 / days)
		if _, err := s.AdvanceBy(b.Context(), 24*time.Hour); err != nil {
			b.Fatal(err)
		}
	}
	last := wire.FormatDate(s.Now())
	pay(50_000)
	if _, err := s.AdvanceBy(b.Context(), 24*time.Hour); err != nil {
		b.Fatal(err)
	}
	name := "JYMX_" + m.OidPartner + "_" + last + ".txt"
	s.ReplaceFile(domain.File{Name: name, OidPartner: m.OidPartner, Content: s.File(name).Content, Replaced: true}) // as long as it was
	for day := 1; day < 25; day++ {                                                                                 // the month has more that are to be compared
		name := fmt.Sprintf("JYMX_%s_%s%02d.txt", m.OidPartner, last[:6], day)
		if f := s.File(name); f != nil {
			s.ReplaceFile(domain.File{Name: name, OidPartner: m.OidPartner, Content: f.Content, Replaced: true})
		}
	}
	file := "/console/default/files/" + name
	for name, path := range map[string]string{
		"overview": "/console/default", "month": "/console/default/files", "last": "/console/default/files?period=" + last[:6], "all": "/console/default/files?all=1", "early": "/console/default/files?period=2020-02&merchant=" + m.OidPartner,
		"day": "/console/default/files/" + last + "?all=1", "due": "/console/default/files/" + wire.FormatDate(s.Now()) + "?merchant=" + m.OidPartner,
		"file": file, "middle": file + "?from=25000", "small": "/console/default/files/JYMX_" + m.OidPartner + "_20200229.txt",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}

// BenchmarkClock draws the time around now over 100,000 orders, of which 90,000 wait for their end and 10,000 for their notification.
func BenchmarkClock(b *testing.B) {
	handler := withOrders(b, 100_000)
	s := handler.options.Sandboxes.Get(sandbox.Default)
	for _, o := range s.FindOrders(engine.OrderQuery{Limit: 10_000}).Orders {
		if _, d := s.Pay(o.OidPaybill, domain.Payment{Outcome: domain.OutcomeSuccess, PayType: "I"}, true); !d.OK() {
			b.Fatal(d)
		}
	}
	for _, path := range []string{"clock?zoom=hours", "clock?zoom=days", "clock?zoom=months", "notifications", "notifications?state=pending"} {
		b.Run(path, func(b *testing.B) {
			for b.Loop() {
				w := httptest.NewRecorder()
				handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/console/default/"+path, nil))
				if w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
