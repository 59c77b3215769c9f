package contract

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// answerLimit is how long a merchant may take to answer a notification, in milliseconds of real time (NTF-3). A fault that throws an answer
// away looks like a merchant that was too late, but took less.
const answerLimit = 4900

// checkNotificationsTaken judges the merchant's answers to notifications that it must believe (INV-9). It may fail to take one while its store
// fails, and while the platform spoils answers that it needs for that.
func (w *world) checkNotificationsTaken(ctx context.Context) error {
	if err := w.readOn(ctx); err != nil {
		return err
	}
	spoilt := map[int64]bool{} // moments at which a fault met a request of the merchant
	for _, e := range w.entries {
		if e.Kind == "fault" && e.Request != 0 {
			spoilt[e.At.UnixNano()] = true
		}
	}
	for _, e := range w.entries {
		var d struct {
			Notification uint64
			Number       int
			URL, Reason  string
			Status       int
			DurationMS   int64 `json:"duration_ms"`
		}
		if e.Kind != "delivery" || json.Unmarshal(e.Data, &d) != nil || d.URL == nowhere || w.forged[d.Notification] || spoilt[e.At.UnixNano()] {
			continue
		}
		if slices.ContainsFunc(w.excused, func(s span) bool { return s.holds(e.ID) }) {
			continue
		}
		sent := api.Delivery{Notification: d.Notification, Number: d.Number, At: e.At, Verdict: e.Code, NoOrder: e.NoOrder, Reason: d.Reason}
		const should = "it must take each valid notification within 5 seconds, or refuse it with a status below 500"
		switch {
		case d.Status >= http.StatusInternalServerError:
			return inDelivery(sent, breachf(should, "the merchant answered a valid notification of order %s with status %d", e.NoOrder, d.Status))
		case e.Code == "timeout" && d.DurationMS >= answerLimit:
			return inDelivery(sent, breachf(should, "the merchant did not answer a valid notification of order %s in time", e.NoOrder))
		}
	}
	return nil
}

// editFileOf edits the clearing file that an order stands in; one that is not paid stands in none.
func (w *world) editFileOf(ctx context.Context, name, how string) error {
	if err := w.need("reconcile"); err != nil {
		return err
	}
	o := w.orders[name]
	if o == nil || o.paybill == "" {
		return nil
	}
	stored, err := w.stored(ctx, o)
	if err != nil || stored.PaidAt == nil {
		return err
	}
	if err := w.editClearingFile(ctx, o, how); err != nil {
		return err
	}
	w.differing = append(w.differing, difference{stored.SettleDate, w.differingNumber})
	return nil
}

// difference is a number that the merchant must report when it reconciles a day.
type difference struct{ date, number string }

// checkReconciled has the merchant reconcile every day that the sequence has to do with, once everything has settled (INV-8). An order that
// was fulfilled, and whose refunds both sides know, is no difference; an order that nobody paid is in no file.
func (w *world) checkReconciled(ctx context.Context) error {
	if err := w.need("reconcile"); err != nil {
		return err
	}
	all, err := w.bills(ctx)
	if err != nil {
		return err
	}
	var dates []string
	agreed := map[string]bill{} // by the numbers that must not be reported
	for _, b := range all {
		dates = append(dates, b.BusinessDate)
		if b.SettleDate != "" {
			dates = append(dates, b.SettleDate)
		}
		for _, r := range b.Refunds {
			if r.SettleDate != "" {
				dates = append(dates, r.SettleDate)
			}
		}
		agrees, err := w.agrees(ctx, b)
		if err != nil {
			return err
		}
		if agrees {
			agreed[b.NoOrder] = b
			for _, r := range b.Refunds {
				agreed[r.NoRefund] = b
			}
		}
	}
	if len(dates) == 0 {
		return nil
	}
	slices.Sort(dates)
	dates = slices.Compact(dates)
	if err := w.advanceToFile(ctx, dates[len(dates)-1]); err != nil {
		return err
	}
	for _, date := range dates {
		if err := w.judgeDay(ctx, date, agreed); err != nil {
			return err
		}
	}
	return nil
}

// agrees tells whether merchant and platform say the same about an order, so that reconciling must not report it.
func (w *world) agrees(ctx context.Context, b bill) (bool, error) {
	if slices.ContainsFunc(w.differing, func(d difference) bool { return d.number == b.NoOrder || d.number == fmt.Sprintf("9%s", b.OidPaybill) }) || w.needPaymentVisible() != nil {
		return false, nil
	}
	seen, err := w.shown(ctx, b.NoOrder)
	if err != nil {
		return false, err
	}
	if !b.paid() {
		return w.fulfilments(seen) == 0 && !isTrue(seen.Paid), nil
	}
	settled := w.fulfilments(seen) == 1 || b.paidBack()
	return settled && (!w.Driver.Has("refunded") || sameMoney(seen.Refunded, &b.Refunded)), nil
}

// judgeDay has the merchant reconcile a day and judges what it reports.
func (w *world) judgeDay(ctx context.Context, date string, agreed map[string]bill) error {
	found, err := w.reconcile(ctx, date)
	if err != nil {
		return err
	}
	for number, b := range agreed {
		if entry := differenceAbout(found, number); entry != "" {
			return breachf("there is no difference: payments and refunds stand in the file of the day the platform carried them out on (settle_date)",
				"the merchant reconciled %s and reported %q, although both sides agree about order %s", date, entry, b.NoOrder)
		}
	}
	for _, d := range w.differing {
		if d.date == date && differenceAbout(found, d.number) == "" {
			return breachf("it must report the difference, naming the number", "the merchant reconciled %s and reported nothing about %s", date, d.number)
		}
	}
	return nil
}
