package store_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// TestOrdersAreFound holds pages of orders against all orders of the last commit, after every way in which they come, change and go.
func TestOrdersAreFound(t *testing.T) {
	merchants := []string{"a", "b"}
	states := []domain.OrderState{domain.Waiting, domain.Success, domain.Failure}
	dates := []domain.Date{"20180111", "20180112"}
	products := []domain.API{domain.Direct, domain.Web}
	rapid.Check(t, func(t *rapid.T) {
		rows := store.New()
		w := rows.Write()
		var snapshots []*store.Snapshot
		number := rapid.Map(rapid.IntRange(0, 15), func(n int) string { return fmt.Sprintf("20180112%08d", n) })
		t.Repeat(map[string]func(*rapid.T){
			"put an order": func(t *rapid.T) {
				id := number.Draw(t, "order")
				o := &domain.Order{OidPaybill: id, OidPartner: rapid.SampledFrom(merchants).Draw(t, "merchant"), NoOrder: "N" + id[15:],
					BusinessDate: rapid.SampledFrom(dates).Draw(t, "business date"), API: rapid.SampledFrom(products).Draw(t, "product"), Fen: 1 << id[15]}
				if known := w.Order(id); known != nil {
					o = known.Copy()
				}
				o.State = rapid.SampledFrom(states).Draw(t, "state")
				if o.State == domain.Success {
					o.SettleDate = rapid.SampledFrom(dates).Draw(t, "settle date")
				}
				w.PutOrder(o)
			},
			"commit":   func(*rapid.T) { w.Commit(); w = rows.Write() },
			"abort":    func(*rapid.T) { w.Abort(); w = rows.Write() },
			"snapshot": func(*rapid.T) { snapshots = append(snapshots, w.Snapshot()) },
			"restore": func(t *rapid.T) {
				if len(snapshots) > 0 {
					w.Restore(rapid.SampledFrom(snapshots).Draw(t, "snapshot"))
				}
			},
			"begin with a snapshot": func(*rapid.T) {
				w.Abort()
				rows = rows.Snapshot().Store()
				w = rows.Write()
			},
			"clear":    func(*rapid.T) { w.Clear() },
			"put anew": func(*rapid.T) { w.PutRows(w.Rows()) },
			"": func(t *rapid.T) {
				q := store.OrderQuery{Limit: rapid.IntRange(1, 4).Draw(t, "limit"), Newest: rapid.Bool().Draw(t, "newest")}
				choose := func(name string) bool { return rapid.IntRange(0, 2).Draw(t, name) == 0 }
				if choose("by merchant") {
					q.OidPartner = rapid.SampledFrom(merchants).Draw(t, "of")
				}
				if choose("by state") {
					q.State = rapid.SampledFrom(states).Draw(t, "in")
				}
				if choose("by business date") {
					q.BusinessDate = rapid.SampledFrom(dates).Draw(t, "on")
				}
				if choose("by settle date") {
					q.SettleDate = rapid.SampledFrom(dates).Draw(t, "settled")
				}
				if choose("by product") {
					q.Product = rapid.SampledFrom(products).Draw(t, "through")
				}
				if choose("by number") {
					q.NoOrder = "N" + number.Draw(t, "number")[15:]
				}
				if choose("after") {
					q.After = number.Draw(t, "cursor")
				}
				if choose("before") {
					q.Before = number.Draw(t, "bound")
				}
				checkPage(t, rows, q)
			},
		})
		w.Abort()
	})
}

// checkPage holds a page of orders against all orders.
func checkPage(t *rapid.T, rows *store.Store, q store.OrderQuery) {
	var want []*domain.Order
	for o := range rows.Read().OrdersAfter(q.After) {
		if (q.OidPartner == "" || q.OidPartner == o.OidPartner) && (q.State == "" || q.State == o.State) && (q.BusinessDate == "" || q.BusinessDate == o.BusinessDate) &&
			(q.SettleDate == "" || q.SettleDate == o.SettleDate) && (q.Product == "" || q.Product == o.API) && (q.NoOrder == "" || q.NoOrder == o.NoOrder) && (q.Before == "" || o.OidPaybill < q.Before) {
			want = append(want, o)
		}
	}
	for _, most := range []int{0, 1, len(want)} {
		sum := store.OrderSum{Count: len(want), Partial: most < len(want)}
		for _, o := range want[len(want)-min(most, len(want)):] {
			sum.Fen += o.Fen
			sum.RefundedFen += o.RefundedFen
		}
		if got := rows.SumOrders(q, most); q.NoOrder == "" && got != sum {
			t.Fatalf("%+v looking at %d: got %+v, want %+v", q, most, got, sum)
		}
	}
	others, older := max(0, len(want)-q.Limit), 0
	if q.Newest {
		want, older = want[others:], others
	} else {
		want = want[:len(want)-others]
	}
	if got := rows.FindOrders(q); !slices.Equal(got.Orders, want) || got.More != (others > 0) || got.Older != older {
		t.Fatalf("%+v: got %d orders, more %t, %d older; want %d, others %d", q, len(got.Orders), got.More, got.Older, len(want), others)
	}
}

// TestPagesOfManyOrders holds pages of 70,000 orders, by filters that let many pass, few or none, against all orders.
func TestPagesOfManyOrders(t *testing.T) {
	const many = 70_000 // more than one part of a set has
	rows := store.New()
	w := rows.Write()
	for i := range many {
		w.PutOrder(someOrder(i))
	}
	w.Commit()
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string) string {
			return rapid.OneOf(rapid.Just(""), rapid.Map(rapid.IntRange(-1, many), func(n int) string { return someOrder(n).OidPaybill })).Draw(t, name)
		}
		checkPage(t, rows, store.OrderQuery{
			OidPartner:   rapid.SampledFrom([]string{"", "201304121000001004", "rare"}).Draw(t, "of"),
			State:        rapid.SampledFrom([]domain.OrderState{"", domain.Waiting, domain.Success, domain.Processing, domain.Failure}).Draw(t, "in"),
			BusinessDate: rapid.SampledFrom([]domain.Date{"", "20180111", "20180112"}).Draw(t, "on"),
			SettleDate:   rapid.SampledFrom([]domain.Date{"", "20180112", "20180113"}).Draw(t, "settled"),
			After:        number("after"), Before: number("before"),
			Newest: rapid.Bool().Draw(t, "newest"), Limit: rapid.SampledFrom([]int{1, 100, 5000}).Draw(t, "limit"),
		})
	})
}

// TestFindingLooksAtFewOrders holds how many of 20,000 orders each page of 50 looks at, also where few pass, or none.
func TestFindingLooksAtFewOrders(t *testing.T) {
	rows := store.New()
	w := rows.Write()
	for i := range 20_000 {
		w.PutOrder(someOrder(i))
	}
	w.Commit()
	for name, q := range queries(20_000) {
		for _, newest := range []bool{false, true} {
			t.Run(fmt.Sprint(name, "/newest ", newest), func(t *testing.T) {
				t.Parallel()
				q := q // each subtest runs with its own
				q.Limit, q.Newest = 50, newest
				if page := rows.FindOrders(q); page.Looked > 50 {
					t.Errorf("looked at %d orders for a page of %d", page.Looked, len(page.Orders))
				}
			})
		}
	}
}

// TestRowsAreNotCopied holds that a later transaction has the rows that an earlier one put, and not copies of them.
func TestRowsAreNotCopied(t *testing.T) {
	rows := store.New()
	var orders []*domain.Order
	var notifications []*domain.Notification
	for i := range 100 {
		o := someOrder(4 * i)
		n := &domain.Notification{OidPaybill: o.OidPaybill}
		orders, notifications = append(orders, o), append(notifications, n)
		w := rows.Write()
		w.PutOrder(o)
		w.AddNotification(n)
		w.Commit()
	}
	r := rows.Read()
	if !slices.Equal(slices.Collect(r.OrdersAfter("")), orders) {
		t.Error("orders are copies")
	}
	if !slices.Equal(slices.Collect(r.Notifications()), notifications) {
		t.Error("notifications are copies")
	}
	settled := map[*domain.Order]bool{}
	for o := range r.Settled("201304121000001004", "2018") {
		settled[o] = true
	}
	for i, o := range orders {
		if o.SettleDate != "" && o.OidPartner != "rare" && !settled[o] {
			t.Fatalf("the settled order %d is a copy", i)
		}
		if got := r.NotificationsOf(o.OidPaybill); len(got) != 1 || got[0] != notifications[i] {
			t.Fatalf("the notification of order %d is a copy", i)
		}
	}
}

// queries are what lists ask for, over so many of someOrder.
func queries(orders int) map[string]store.OrderQuery {
	middle := someOrder(orders / 2).OidPaybill
	return map[string]store.OrderQuery{
		"all": {}, "middle": {After: middle}, "below": {Before: middle}, "merchant": {OidPartner: "201304121000001004"}, "rare merchant": {OidPartner: "rare"},
		"state": {State: domain.Waiting}, "rare state": {State: domain.Processing}, "no state": {State: domain.Failure},
		"business date": {BusinessDate: "20180111"}, "settle date": {SettleDate: "20180113", After: middle}, "number": {NoOrder: "ORDER-00000007"},
		"two": {OidPartner: "201304121000001004", State: domain.Success}, "two that exclude each other": {State: domain.Waiting, SettleDate: "20180113"},
		"all four": {OidPartner: "201304121000001004", State: domain.Success, BusinessDate: "20180111", SettleDate: "20180113", Before: middle},
	}
}

// someOrder is an order, the nth: half of them are paid, one in 1,000 is under way, one in 500 of a rare merchant.
func someOrder(n int) *domain.Order {
	o := &domain.Order{OidPaybill: fmt.Sprintf("20180112%08d", n+1), OidPartner: "201304121000001004", NoOrder: fmt.Sprintf("ORDER-%08d", n),
		BusinessDate: domain.Date(fmt.Sprint(20180111 + n%2)), State: domain.Waiting}
	if n%500 == 1 {
		o.OidPartner = "rare"
	}
	switch {
	case n%1000 == 500:
		o.State = domain.Processing
	case n%4 < 2:
		o.State, o.SettleDate = domain.Success, domain.Date(fmt.Sprint(20180112+n%3))
	}
	return o
}

// BenchmarkFindOrders reads one page of 100 for each filter, the first and the newest.
func BenchmarkFindOrders(b *testing.B) {
	for _, size := range []int{1_000, 100_000, 1_000_000} {
		rows := store.New()
		w := rows.Write()
		for i := range size {
			w.PutOrder(someOrder(i))
		}
		w.Commit()
		rows.FindOrders(store.OrderQuery{}) // the first look makes the sets
		runtime.GC()
		for name, q := range queries(size) {
			for _, newest := range []bool{false, true} {
				q.Limit, q.Newest = 100, newest
				b.Run(fmt.Sprintf("%s/newest=%t/%d", name, newest, size), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						rows.FindOrders(q)
					}
				})
			}
		}
	}
}
