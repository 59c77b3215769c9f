package record

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ending says how the sandbox stands. It asks nothing that the journal would keep but for files, which come first and only where the
// scenario has not said yet what they hold: so that the recording of a played recording is the same.
func (r *recorder) ending() {
	for _, f := range r.source.Files {
		if said, ok := r.files.said[f.Name]; worthSaying(f) && !r.cutOff && !(ok && said == string(f.Content)) {
			r.holds(f.Name, string(f.Content))
		}
	}
	if len(r.source.Orders) > 0 {
		r.comment("At the end:")
	}
	unnamed := slices.ContainsFunc(r.source.Orders, func(o *domain.Order) bool { _, ok := r.names.order(o.OidPaybill); return !ok })
	switch n := len(r.source.Orders); {
	case r.cutOff, unnamed: // there are those of before, or that no sentence has placed
	case n == 1:
		r.step(then, saysCount1)
	case n <= mostCounted:
		r.step(then, saysCount, n)
	}
	for _, o := range r.source.Orders {
		name, ok := r.names.order(o.OidPaybill)
		if !ok {
			r.leftOut("order %s, which is %s: the scenario does not have it by a name", o.OidPaybill, o.State)
			continue
		}
		r.step(then, saysOrderHas, name)
		r.table(rows(stateOf(o))...)
		r.attempts(o, name)
		r.deliveries(o, name)
	}
	for _, refund := range r.source.Refunds {
		name, ok := r.names.refundOf(refund.OidRefundno)
		if !ok {
			r.leftOut("refund %s: the scenario does not have it by a name", refund.OidRefundno)
			continue
		}
		cells := []cell{{"sta_refund", string(refund.State)}}
		cells = with(cells, "settle_date", string(refund.SettleDate))
		cells = with(cells, "code", string(refund.Code))
		r.step(then, saysRefundHas, name)
		r.table(rows(cells)...)
	}
}

// mostCounted is the greatest number of orders that the vocabulary counts: one page of the list.
const mostCounted = 100

func stateOf(o *domain.Order) []cell {
	cells := []cell{{"result_pay", string(o.State)}}
	cells = with(cells, "settle_date", string(o.SettleDate))
	if o.SettleDate != "" {
		cells = with(cells, "pay_type", o.PaidPayType)
		cells = with(cells, "bank_code", o.PaidBankCode)
	}
	if o.RefundedFen > 0 {
		cells = append(cells, cell{"refunded", wire.FormatFen(o.RefundedFen)})
	}
	if o.Requests > 1 {
		cells = append(cells, cell{"requests", strconv.Itoa(o.Requests)})
	}
	return cells
}

func with(cells []cell, name, value string) []cell {
	if value == "" {
		return cells
	}
	return append(cells, cell{name, cellText(value)})
}

// attempts says how the payers' attempts ended, where that is not one that paid.
func (r *recorder) attempts(o *domain.Order, name string) {
	if len(o.Attempts) == 0 || len(o.Attempts) == 1 && o.Attempts[0].State == domain.AttemptSuccess {
		return
	}
	table := [][]string{{"n", "state", "code"}}
	for _, a := range o.Attempts {
		code := cellAbsent
		if a.Code != "" {
			code = cellText(string(a.Code))
		}
		table = append(table, []string{strconv.Itoa(a.N), string(a.State), code})
	}
	r.step(then, saysAttempts, name)
	r.table(table...)
}

// mostDeliveries is how many deliveries of an order are listed; of more, the first and the last.
const mostDeliveries = 6

// attempt is a delivery of a notification, and how many were sent before it when the scenario is played.
type attempt struct {
	domain.Delivery
	notification uint64
	before       int
}

// delivered lists the deliveries about an order in the order in which they are listed when the scenario is played: of those of one moment
// the scenario waits for each, where the merchant may have answered to a later one first.
func (r *recorder) delivered(oidPaybill string) (all []attempt) {
	for _, n := range r.source.Notifications {
		if n.OidPaybill != oidPaybill {
			continue
		}
		places := map[int][]int{} // by number, in the order in which they are sent
		for i, e := range r.receiver.posted {
			if d := e.Data.(journal.Delivery); d.Notification == n.ID || d.Number == 0 && d.Notification == 0 {
				places[d.Number] = append(places[d.Number], i)
			}
		}
		for _, d := range slices.Backward(n.Deliveries) {
			a := attempt{Delivery: d, notification: n.ID}
			if known := places[d.Number]; len(known) > 0 {
				a.before, places[d.Number] = known[len(known)-1], known[:len(known)-1]
			}
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b attempt) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.notification, b.notification), cmp.Compare(a.before, b.before))
	})
	return all
}

// deliveries says how the platform's attempts to notify about an order ended.
func (r *recorder) deliveries(o *domain.Order, name string) {
	all := r.delivered(o.OidPaybill)
	if len(all) == 0 {
		return
	}
	if len(all) > mostDeliveries {
		r.step(then, saysEnds, name)
		all = []attempt{all[0], all[len(all)-1]}
	} else {
		r.step(then, saysDeliveries, name)
	}
	table := [][]string{{"number", "at", "verdict"}}
	for _, a := range all {
		table = append(table, []string{strconv.Itoa(a.Number), clockText(a.At), a.Verdict})
	}
	if r.source.wall() {
		for i, row := range table {
			table[i] = []string{row[0], row[2]}
		}
	}
	r.table(table...)
}
