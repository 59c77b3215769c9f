package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// awaitEntry returns the first journal entry that fits. It looks at the journal alone: a look at the state would itself carry
// out what is due.
func awaitEntry(t *testing.T, e *engine.Engine, fits func(journal.Entry) bool) journal.Entry {
	t.Helper()
	for after := uint64(0); ; {
		changed := e.Journal().Changed()
		entries, next := e.Journal().Read(after, 0, nil)
		if i := slices.IndexFunc(entries, fits); i >= 0 {
			return entries[i]
		}
		if after = next; len(entries) > 0 {
			continue
		}
		select {
		case <-changed:
		case <-t.Context().Done():
			t.Fatal("the test ended before the entry came")
		}
	}
}

// TestNTF2ThirtyAttempts holds that attempts come at exact 2-minute moments, however the clock is moved.
func TestNTF2ThirtyAttempts(t *testing.T) {
	for _, steps := range [][]time.Duration{{24 * time.Hour}, {0, 58 * time.Minute, time.Hour}, slices.Repeat([]time.Duration{7 * time.Second}, 600)} {
		e := newEngine(t, manual())
		id := paid(t, e, order(e, "N1", deadAddress))
		var sent []engine.Sent
		for _, step := range steps {
			sent = append(sent, advance(t, e, step).Deliveries...)
		}
		n := notification(t, e, id)
		if n.State != domain.NotificationGivenUp || len(n.Deliveries) != domain.MaxDeliveries || len(sent) > domain.MaxDeliveries {
			t.Fatalf("%d steps: the notification is %s after %d deliveries, %d told", len(steps), n.State, len(n.Deliveries), len(sent))
		}
		for i, d := range n.Deliveries {
			if due := noon.Add(time.Duration(i) * 2 * time.Minute); d.Number != i+1 || !d.Due.Equal(due) || !d.At.Equal(due) || d.Verdict != "unreachable" {
				t.Errorf("attempt %d: number %d, due %s, at %s, %s; want due and at %s", i+1, d.Number, d.Due, d.At, d.Verdict, due)
			}
		}
		if done := advance(t, e, 30*24*time.Hour); len(done.Deliveries) > 0 {
			t.Errorf("%d deliveries after the 30th", len(done.Deliveries))
		}
	}
}

// TestNTF4SameFieldsEveryTime holds that a merchant that refuses gets the same message again, to the byte.
func TestNTF4SameFieldsEveryTime(t *testing.T) {
	s := newShop(t, func(wire.Fields) string { return `{"ret_code":"0001"}` })
	e := newEngine(t, manual())
	id := paid(t, e, order(e, "N1", s.URL))
	advance(t, e, time.Hour)
	n := notification(t, e, id)
	for _, d := range n.Deliveries {
		if string(d.Body) != string(n.Body) || d.Verdict != "refused" {
			t.Errorf("attempt %d was %s and carried %s, the first %s", d.Number, d.Verdict, d.Body, n.Body)
		}
	}
	if got := s.received(); len(got) != domain.MaxDeliveries || cmp.Diff(got[0], got[29]) != "" {
		t.Errorf("the merchant got %d messages", len(got))
	}
}

// TestOrderOfJobsAtOneMoment holds the order of rules section 5: gateway result, PROCESSING timeout, expiry, refund result,
// clearing file, notification.
func TestOrderOfJobsAtOneMoment(t *testing.T) {
	nine := at("20180113090000")
	c := manual()
	c.ClockStart = nine.Add(-3 * time.Minute)
	e := newEngine(t, c)
	refunded := paid(t, e, order(e, "REFUNDED", ""))
	m := *e.Merchant(byNumber)
	m.Refund.After = 3 * time.Minute
	if d, _ := e.Refund(0, &m, domain.RefundRequest{NoRefund: "R", DtRefund: wire.FormatDateTime(e.Now()), MoneyRefund: "1.00", Fen: 100, NotifyURL: deadAddress, SignType: "RSA", Payment: domain.Name{OidPaybill: refunded}}); !d.OK() {
		t.Fatal(d)
	}
	closing := order(e, "CLOSES", deadAddress)
	closing.ValidOrder = 3
	placed(t, e, closing)
	stuck := placed(t, e, order(e, "STUCK", deadAddress))
	pay(t, e, stuck, domain.Payment{Outcome: domain.OutcomeProcessing})
	closing.NoOrder = "IN TIME" // its validity, its 3 minutes and its result come together
	inTime := placed(t, e, closing)
	pay(t, e, inTime, domain.Payment{Outcome: domain.OutcomeSuccess, After: 3 * time.Minute})
	advance(t, e, 3*time.Minute)

	var got []string
	entries, _ := e.Journal().Read(0, 0, []journal.Kind{journal.KindState, journal.KindFile, journal.KindDelivery})
	for _, entry := range entries {
		if entry.At.Equal(nine) {
			got = append(got, entry.Rule)
		}
	}
	got = slices.Compact(got)
	if len(got) == 7 {
		slices.Sort(got[5:]) // the two notifications are sent at the same time
	}
	if want := []string{"PAY-1", "STA-2", "STA-4", "RFD-8", "CLR-4", "NTF-2", "NTF-7"}; !slices.Equal(got, want) {
		t.Errorf("at 09:00:00 there came %v, want %v", got, want)
	}
	if o := e.Order(inTime).Order; o.State != domain.Success || !o.PaidAt.Equal(nine) {
		t.Errorf("the order whose result came with its expiry and timeout is %s", o.State)
	}
}

// TestStateChangesHappenAtTheirOwnMoment holds that a clock set far ahead leaves everything dated as if it had run.
func TestStateChangesHappenAtTheirOwnMoment(t *testing.T) {
	for _, mode := range []clock.Mode{clock.Manual, clock.Wall} {
		c := manual()
		c.ClockStart = at("20180112235500")
		e := newEngine(t, c)
		late := placed(t, e, order(e, "LATE", ""))
		pay(t, e, late, domain.Payment{Outcome: domain.OutcomeSuccess, After: 5*time.Minute + time.Second}) // PROCESSING ends before
		short := order(e, "SHORT", "")
		short.ValidOrder = 60
		closed := placed(t, e, short)
		if err := e.SetClock(mode, c.ClockStart.Add(40*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
		o := e.Order(late).Order
		if o.State != domain.Success || !o.PaidAt.Equal(at("20180113000001")) || o.SettleDate != "20180113" {
			t.Errorf("%s: the late payment is %s, paid at %s, cleared on %s", mode, o.State, o.PaidAt, o.SettleDate)
		}
		for rule, when := range map[string]time.Time{"STA-2": at("20180112235800"), "STA-4": at("20180113005500")} {
			entry := awaitEntry(t, e, func(entry journal.Entry) bool { return entry.Rule == rule })
			if !entry.At.Equal(when) {
				t.Errorf("%s: %s is dated %s, want %s", mode, rule, entry.At, when)
			}
		}
		if got := e.Order(closed).Order.State; got != domain.Failure {
			t.Errorf("%s: the order whose validity ran out is %s", mode, got)
		}
		if f := e.File("JYMX_" + byNumber + "_20180113.txt"); f == nil || !f.CreatedAt.Equal(at("20180114090000")) {
			t.Errorf("%s: the file of the 13th: %+v", mode, f)
		}
		if f := e.File("JYMX_" + byNumber + "_201801.txt"); f == nil || !f.CreatedAt.Equal(at("20180201090000")) {
			t.Errorf("%s: the file of January: %+v", mode, f)
		}
	}
}

// TestWallClockFiresByItself holds that on a running clock things happen when they are due, though nobody asks.
func TestWallClockFiresByItself(t *testing.T) {
	e := newEngine(t, manual())
	owed := paid(t, e, order(e, "OWED", deadAddress))
	advance(t, e, 0)
	closing := order(e, "CLOSES", deadAddress)
	closing.ValidOrder = 2
	placed(t, e, closing)
	if err := e.SetClock(clock.Wall, noon.Add(2*time.Minute-20*time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	expiry := awaitEntry(t, e, func(entry journal.Entry) bool { return entry.Rule == "STA-4" })
	if !expiry.At.Equal(noon.Add(2 * time.Minute)) {
		t.Errorf("the order closed at %s", expiry.At)
	}
	second := awaitEntry(t, e, func(entry journal.Entry) bool {
		return entry.Rule == "NTF-2" && entry.OidPaybill == owed && entry.At.After(noon)
	})
	if second.At.Before(noon.Add(2 * time.Minute)) {
		t.Errorf("the second attempt came at %s", second.At)
	}
}

// TestAdvanceTellsWhatHappened holds order, count and bound of what an advance gives back.
func TestAdvanceTellsWhatHappened(t *testing.T) {
	e := newEngine(t, manual())
	const orders = 350
	for i := range orders {
		paid(t, e, order(e, fmt.Sprintf("N%d", i), deadAddress))
	}
	done := advance(t, e, 30*24*time.Hour)
	const total = orders * domain.MaxDeliveries
	if done.Ran < total-orders || done.Ran > total+30 { // the first attempts may have begun before; 30 days have 30 files
		t.Errorf("%d jobs ran, want about %d", done.Ran, total+30)
	}
	if len(done.Deliveries)+done.Omitted > total || len(done.Deliveries)+done.Omitted < total-orders || len(done.Deliveries) > 10_000 {
		t.Errorf("%d deliveries told and %d omitted, %d were made", len(done.Deliveries), done.Omitted, total)
	}
	inOrder := slices.IsSortedFunc(done.Deliveries, func(a, b engine.Sent) int {
		if c := a.Delivery.Due.Compare(b.Delivery.Due); c != 0 {
			return c
		}
		return a.Delivery.Number - b.Delivery.Number
	})
	if !inOrder {
		t.Error("the deliveries are not by due time and number")
	}
	if due, ok := e.NextDue(); !ok || !due.After(e.Now()) {
		t.Errorf("after the advance to %s the next job is due at %s", e.Now(), due)
	}
	for o := range e.AllOrders() {
		if n := notification(t, e, o.OidPaybill); n.State != domain.NotificationGivenUp {
			t.Fatalf("the notification of %s is %s after %d attempts", o.NoOrder, n.State, n.Attempts)
		}
	}
}

// TestFarFuture holds that jobs come in order also where nanoseconds since 1970 do not fit 64 bits.
func TestFarFuture(t *testing.T) {
	c := manual()
	c.ClockStart = at("22620401000000")
	e := newEngine(t, c)
	short, long := order(e, "SHORT", ""), order(e, "LONG", "")
	short.ValidOrder, long.ValidOrder = 20*24*60, 60*24*60 // beyond 11 April 2262
	first, second := placed(t, e, short), placed(t, e, long)
	advance(t, e, 30*24*time.Hour)
	if a, b := e.Order(first).Order.State, e.Order(second).Order.State; a != domain.Failure || b != domain.Waiting {
		t.Errorf("after 30 days the order valid for 20 is %s, the one valid for 60 %s", a, b)
	}
}

func TestAdvanceRefuses(t *testing.T) {
	e := newEngine(t, manual())
	if _, err := e.AdvanceBy(t.Context(), -time.Second); err == nil {
		t.Error("backwards was accepted")
	}
	if _, err := e.AdvanceTo(t.Context(), noon.Add(-time.Second)); err == nil {
		t.Error("to an earlier moment was accepted")
	}
	if _, err := e.AdvanceTo(t.Context(), time.Date(10000, 1, 1, 0, 0, 0, 0, wire.Zone)); err == nil || !strings.Contains(err.Error(), "not in the year 10000") {
		t.Errorf("into the year 10000: %v", err)
	}
	if err := e.SetClock(clock.Wall, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if _, err := e.AdvanceBy(t.Context(), time.Second); err == nil {
		t.Error("in wall mode was accepted")
	}
}
