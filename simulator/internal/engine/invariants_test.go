package engine_test

import (
	"slices"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// check holds what is true after every operation, once everything due has happened.
func (w *world) check() {
	w.t.Helper()
	r, now := rows(w.e), w.e.Now()
	w.checkJournal()
	refunds := map[string][]*domain.Refund{}
	for _, refund := range r.Refunds {
		refunds[refund.OidPaybill] = append(refunds[refund.OidPaybill], refund)
	}
	for _, o := range r.Orders {
		w.checkAttempts(o, now)
		w.checkMoney(o, refunds[o.OidPaybill])
		if last := w.states[o.OidPaybill]; last != o.State && !(last == domain.Success && o.State == domain.Refunded) {
			w.t.Fatalf("order %s is %s, the journal's last word is %s", o.OidPaybill, o.State, last)
		}
		w.states[o.OidPaybill] = o.State
	}
	w.checkUsage(r.Orders)
	w.checkJobs(r, now)
	w.checkNotifications(r)
	w.checkFiles(r, now)
}

// arrows are the only changes of an order's state there are (STA-6). WAITING to SUCCESS is a payment whose PROCESSING took no time; FAILURE
// out of PROCESSING is a validity that ran out meanwhile (STA-4).
var arrows = map[domain.OrderState][]domain.OrderState{
	domain.Waiting:    {domain.Processing, domain.Success, domain.Failure},
	domain.Processing: {domain.Waiting, domain.Success, domain.Failure},
	domain.Success:    {domain.Refunded},
}

// checkJournal holds that ids ascend without a gap, and that orders change along the arrows only (STA-6).
func (w *world) checkJournal() {
	entries, next := w.e.Journal().Read(w.journal, 0, nil)
	for _, entry := range entries {
		if entry.ID != w.journal+1 {
			w.t.Fatalf("journal entry %d follows %d", entry.ID, w.journal)
		}
		w.journal = entry.ID
		to := domain.OrderState(entry.Code)
		if entry.Kind != journal.KindState || to != domain.Waiting && to != domain.Processing && to != domain.Success && to != domain.Refunded && to != domain.Failure {
			continue
		}
		from, known := w.states[entry.OidPaybill]
		if !known && to != domain.Waiting || known && from != to && !slices.Contains(arrows[from], to) {
			w.t.Fatalf("order %s went from %q to %s: %s", entry.OidPaybill, from, to, entry.Text)
		}
		w.states[entry.OidPaybill] = to
	}
	if next != w.journal {
		w.t.Fatalf("the journal ends at %d, not %d", next, w.journal)
	}
}

// checkAttempts holds that an order has one success at most, and its state what its attempts say (RTY-5, STA-1 to STA-4).
func (w *world) checkAttempts(o *domain.Order, now time.Time) {
	successes, processing := 0, 0
	for i, a := range o.Attempts {
		if a.N != i+1 {
			w.t.Fatalf("order %s: attempt %d has number %d", o.OidPaybill, i+1, a.N)
		}
		switch a.State {
		case domain.AttemptSuccess:
			successes++
		case domain.AttemptProcessing:
			processing++
		}
	}
	paid := o.State == domain.Success || o.State == domain.Refunded
	switch {
	case paid != (successes == 1) || successes > 1:
		w.t.Fatalf("order %s is %s with %d successes", o.OidPaybill, o.State, successes)
	case paid != (o.SettleDate != ""):
		w.t.Fatalf("order %s is %s with settle_date %q", o.OidPaybill, o.State, o.SettleDate)
	case (o.State == domain.Processing) != (processing > 0) && !paid:
		w.t.Fatalf("order %s is %s with %d attempts under way", o.OidPaybill, o.State, processing)
	case o.State == domain.Waiting && !now.Before(o.ExpiresAt):
		w.t.Fatalf("order %s is WAITING at %s, its validity ran out at %s", o.OidPaybill, now, o.ExpiresAt)
	case o.State == domain.Failure && now.Before(o.ExpiresAt):
		w.t.Fatalf("order %s is closed at %s, its validity runs until %s", o.OidPaybill, now, o.ExpiresAt)
	}
}

// checkMoney holds that refunds add up to the fen (RFD-4, RFD-7, STA-5).
func (w *world) checkMoney(o *domain.Order, refunds []*domain.Refund) {
	var done, reserved int64
	for _, r := range refunds {
		switch r.State {
		case domain.RefundSuccess:
			done += r.Fen
		case domain.RefundProcessing:
			reserved += r.Fen
		}
		if (r.State == domain.RefundSuccess) != (r.SettleDate != "") || (r.State == domain.RefundFailed) != (r.Code != "") {
			w.t.Fatalf("refund %s is %s with settle_date %q and code %q", r.OidRefundno, r.State, r.SettleDate, r.Code)
		}
	}
	switch {
	case o.RefundedFen != done || o.ReservedFen != reserved:
		w.t.Fatalf("order %s has %d fen refunded and %d reserved, its refunds say %d and %d", o.OidPaybill, o.RefundedFen, o.ReservedFen, done, reserved)
	case done+reserved > o.Fen || reserved < 0:
		w.t.Fatalf("order %s of %d fen has %d refunded and %d reserved", o.OidPaybill, o.Fen, done, reserved)
	case (o.State == domain.Refunded) != (done == o.Fen):
		w.t.Fatalf("order %s of %d fen with %d refunded is %s", o.OidPaybill, o.Fen, done, o.State)
	case len(refunds) > 0 && o.SettleDate == "":
		w.t.Fatalf("order %s is %s and has refunds", o.OidPaybill, o.State)
	}
}

// checkUsage holds LIM-3 for the merchant that has a limit.
func (w *world) checkUsage(orders []*domain.Order) {
	day := map[string]int64{}
	for _, o := range orders {
		if o.OidPartner != fourElements || o.SettleDate == "" {
			continue
		}
		key := o.UserID + wire.FormatDate(o.PaidAt)
		if day[key] += o.Fen; day[key] > dayLimit {
			w.t.Fatalf("user and day %s have paid %d fen, the limit is %d", key, day[key], dayLimit)
		}
	}
}

// checkJobs holds that nothing is overdue, and that each job belongs to something that waits for it.
func (w *world) checkJobs(r store.Rows, now time.Time) {
	orders, refunds, owed := map[string]*domain.Order{}, map[string]*domain.Refund{}, map[string]*domain.Notification{}
	for _, o := range r.Orders {
		orders[o.OidPaybill] = o
	}
	for _, refund := range r.Refunds {
		refunds[refund.OidRefundno] = refund
	}
	for _, n := range r.Notifications {
		owed[strconv.FormatUint(n.ID, 10)] = n
	}
	expiries, files := map[string]int{}, 0
	for _, j := range r.Jobs {
		fits := true
		switch o := orders[j.Subject]; j.Kind {
		case domain.Expiry:
			expiries[j.Subject]++
			fits = o != nil && (o.State == domain.Waiting || o.State == domain.Processing) && o.ExpiresAt.Equal(j.Due) && o.ExpiryJob == j.ID
		case domain.ProcessingTimeout:
			a, ok := o.Attempt(j.N)
			fits = ok && a.State == domain.AttemptProcessing && a.Timeout == j.ID
		case domain.GatewayResult:
			a, ok := o.Attempt(j.N)
			fits = ok && a.Open()
		case domain.RefundResult:
			fits = refunds[j.Subject].State == domain.RefundProcessing
		case domain.NotificationAttempt:
			n := owed[j.Subject]
			delete(owed, j.Subject)
			fits = n != nil && n.State == domain.NotificationPending && n.Attempts < domain.MaxDeliveries
			if fits && n.Attempts > 0 {
				last := lastCounted(n)
				fits = j.Due.Equal(last.At.Add(domain.DeliveryInterval))
			}
		case domain.ClearingFile:
			files++
		}
		if !fits || !j.Due.After(now) {
			w.t.Fatalf("at %s there is the job %+v (%s)", now, *j, j.Kind)
		}
	}
	for _, n := range owed {
		if n.State == domain.NotificationPending {
			w.t.Fatalf("notification %d is pending and nothing will send it", n.ID)
		}
	}
	for _, o := range r.Orders {
		if o.State == domain.Waiting && expiries[o.OidPaybill] != 1 {
			w.t.Fatalf("order %s is WAITING with %d expiries", o.OidPaybill, expiries[o.OidPaybill])
		}
	}
	if files != 1 {
		w.t.Fatalf("%d jobs for clearing files", files)
	}
}

func lastCounted(n *domain.Notification) (last domain.Delivery) {
	for _, d := range n.Deliveries {
		if d.Number > 0 {
			last = d
		}
	}
	return last
}

// checkNotifications holds NTF-1, NTF-2 and NTF-5.
func (w *world) checkNotifications(r store.Rows) {
	about := map[string]int{}
	for _, n := range r.Notifications {
		number, previous := 0, time.Time{}
		acknowledged := false
		for _, d := range n.Deliveries {
			if d.Number == 0 {
				continue
			}
			switch number++; {
			case d.Number != number || number > domain.MaxDeliveries:
				w.t.Fatalf("notification %d: attempt %d has number %d", n.ID, number, d.Number)
			case acknowledged:
				w.t.Fatalf("notification %d: attempt %d after the acknowledgement", n.ID, number)
			case number > 1 && d.At.Before(previous.Add(domain.DeliveryInterval)):
				w.t.Fatalf("notification %d: attempt %d at %s, the one before at %s", n.ID, number, d.At, previous)
			}
			acknowledged, previous = d.Verdict == "acknowledged", d.At
		}
		want := domain.NotificationPending
		switch {
		case n.State == domain.NotificationManual && number == 0:
			continue
		case acknowledged:
			want = domain.NotificationAcknowledged
		case number == domain.MaxDeliveries:
			want = domain.NotificationGivenUp
		}
		if n.State != want || n.Attempts != number {
			w.t.Fatalf("notification %d is %s with %d attempts, its deliveries say %s and %d", n.ID, n.State, n.Attempts, want, number)
		}
		if n.Kind == domain.PaymentNotification {
			about[n.OidPaybill]++
		} else {
			about[n.OidRefund]++
		}
	}
	for _, o := range r.Orders {
		want := 0
		for _, a := range o.Attempts {
			if a.State == domain.AttemptSuccess && !a.NoNote {
				want = 1
			}
		}
		if about[o.OidPaybill] != want {
			w.t.Fatalf("order %s is %s and has %d notifications, want %d", o.OidPaybill, o.State, about[o.OidPaybill], want)
		}
	}
	for _, refund := range r.Refunds {
		if ended := refund.State != domain.RefundProcessing; ended != (about[refund.OidRefundno] == 1) {
			w.t.Fatalf("refund %s has sta_refund %s and %d notifications", refund.OidRefundno, refund.State, about[refund.OidRefundno])
		}
	}
}
