package store_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// TestCountsAreThoseOfTheRows holds what is counted against a walk through all rows, after every way in which they come, change and go.
func TestCountsAreThoseOfTheRows(t *testing.T) {
	merchants, dates := []string{"a", "b"}, []domain.Date{"20180111", "20180112"}
	states := []domain.OrderState{domain.Waiting, domain.Success, domain.Failure}
	notices := []domain.NotificationState{domain.NotificationPending, domain.NotificationAcknowledged, domain.NotificationGivenUp}
	rapid.Check(t, func(t *rapid.T) {
		rows := store.New()
		w := rows.Write()
		var snapshots []*store.Snapshot
		number := rapid.Map(rapid.IntRange(0, 9), func(n int) string { return fmt.Sprintf("20180112%08d", n) })
		merchant, date := rapid.SampledFrom(merchants), rapid.SampledFrom(append(dates, ""))
		t.Repeat(map[string]func(*rapid.T){
			"put an order": func(t *rapid.T) {
				o := &domain.Order{OidPaybill: number.Draw(t, "order"), OidPartner: merchant.Draw(t, "merchant"), BusinessDate: dates[0], Fen: 499}
				if known := w.Order(o.OidPaybill); known != nil {
					o = known.Copy()
				}
				o.State, o.SettleDate = rapid.SampledFrom(states).Draw(t, "state"), date.Draw(t, "settle date")
				w.PutOrder(o)
			},
			"put a refund": func(t *rapid.T) {
				id := number.Draw(t, "refund")
				w.PutRefund(&domain.Refund{OidRefundno: id, NoRefund: id, OidPartner: merchants[id[15]%2], Fen: 100, SettleDate: date.Draw(t, "settle date")})
			},
			"put a file": func(t *rapid.T) {
				of := merchant.Draw(t, "merchant")
				w.PutFile(&domain.File{Name: fmt.Sprintf("JYMX_%s_%s.txt", of, rapid.SampledFrom(dates).Draw(t, "date")), OidPartner: of, Replaced: rapid.Bool().Draw(t, "replaced")})
			},
			"delete a file": func(t *rapid.T) {
				if files := w.Files(); len(files) > 0 {
					w.DeleteFile(rapid.SampledFrom(files).Draw(t, "file"))
				}
			},
			"add a notification": func(t *rapid.T) {
				w.AddNotification(&domain.Notification{State: rapid.SampledFrom(notices).Draw(t, "state")})
			},
			"change a notification": func(t *rapid.T) {
				if n := w.Notification(rapid.Uint64Range(1, 9).Draw(t, "notification")); n != nil {
					n = n.Copy()
					n.State = rapid.SampledFrom(notices).Draw(t, "state")
					w.PutNotification(n)
				}
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
				checkCleared(t, w, merchants, dates)
				checkCounts(t, rows)
				checkNotices(t, rows, rapid.SampledFrom(append(notices, "")).Draw(t, "state"), rapid.Uint64Range(0, 9).Draw(t, "before"))
			},
		})
		w.Abort()
	})
}

func checkCleared(t *rapid.T, w *store.Tx, merchants []string, dates []domain.Date) {
	for _, date := range dates {
		all, by := store.Cleared{Period: date}, []store.Cleared(nil)
		for _, of := range merchants {
			want := store.Cleared{Period: date, OidPartner: of}
			for o := range w.Settled(of, string(date)) {
				want.Payments, want.PaidFen = want.Payments+1, want.PaidFen+o.Fen
			}
			for r := range w.RefundsSettled(of, string(date)) {
				want.Refunds, want.RefundedFen = want.Refunds+1, want.RefundedFen+r.Fen
			}
			for _, f := range w.Files() {
				if f.OidPartner == of && f.Period() == date {
					want.Files++
					if f.Replaced {
						want.Replaced++
					}
				}
			}
			if d := cmp.Diff(want, w.Cleared(of, date)); d != "" {
				t.Fatalf("cleared of %s on %s (-want +got):\n%s", of, date, d)
			}
			all.Payments, all.PaidFen, all.Refunds, all.RefundedFen = all.Payments+want.Payments, all.PaidFen+want.PaidFen, all.Refunds+want.Refunds, all.RefundedFen+want.RefundedFen
			all.Files, all.Replaced = all.Files+want.Files, all.Replaced+want.Replaced
			if !want.Empty() || want.Files > 0 {
				by = append(by, want)
			}
		}
		if d := cmp.Diff(all, w.Cleared("", date)); d != "" {
			t.Fatalf("cleared on %s (-want +got):\n%s", date, d)
		}
		if d := cmp.Diff(by, slices.Collect(w.ClearedBy(date, ""))); d != "" {
			t.Fatalf("cleared on %s by merchant (-want +got):\n%s", date, d)
		}
	}
}

func checkCounts(t *rapid.T, rows *store.Store) {
	want := store.OrderCounts{States: map[domain.OrderState]int{}}
	day := store.DayCounts{States: map[domain.OrderState]int{}}
	for o := range rows.Read().OrdersAfter("") {
		want.All++
		want.States[o.State]++
		day.Date, day.All = o.BusinessDate, day.All+1
		day.States[o.State]++
	}
	if want.All > 0 {
		want.Days = []store.DayCounts{day}
	}
	if d := cmp.Diff(want, rows.CountOrders(3)); d != "" {
		t.Fatalf("orders (-want +got):\n%s", d)
	}
}

func checkNotices(t *rapid.T, rows *store.Store, state domain.NotificationState, before uint64) {
	counts, want := map[domain.NotificationState]int{}, store.NotificationPage{}
	for n := range rows.Read().Notifications() {
		counts[n.State]++
		if (before == 0 || n.ID < before) && (state == "" || n.State == state) {
			want.Notifications = append(want.Notifications, n)
		}
	}
	if d := cmp.Diff(counts, rows.CountNotifications()); d != "" {
		t.Fatalf("notifications (-want +got):\n%s", d)
	}
	slices.Reverse(want.Notifications)
	if len(want.Notifications) > 2 {
		want.Older = len(want.Notifications) - 2
		want.Notifications = want.Notifications[:2]
	}
	if d := cmp.Diff(want, rows.FindNotifications(store.NotificationQuery{State: state, Before: before, Limit: 2})); d != "" {
		t.Fatalf("notifications in state %q before %d (-want +got):\n%s", state, before, d)
	}
}
