package dates

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Payment has the dates of a payment that succeeds at a moment.
type Payment struct {
	At          time.Time `json:"at"`
	SettleDate  string    `json:"settle_date"`  // CLR-2
	FilesReady  time.Time `json:"files_ready"`  // CLR-4
	RefundUntil string    `json:"refund_until"` // the last platform date for a new refund (DAT-5)
}

// Paid returns the dates of a payment that succeeds at a moment.
func Paid(at time.Time, m Merchant) Payment {
	settled := domain.SettleDate(at, m.Cutoff)
	return Payment{At: at.In(wire.Zone), SettleDate: string(settled), RefundUntil: string(domain.LastRefundDate(settled)),
		FilesReady: clearing.ReadyAt(clearing.KindDetail, string(settled))}
}

// Payments returns the payments around a moment that may differ in their dates: made at the moment, in the last second before and the
// first of the day's cut-off, and likewise at the coming midnight.
func Payments(now time.Time, m Merchant) []Payment {
	now = now.In(wire.Zone).Truncate(time.Second)
	midnight := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, wire.Zone)
	moments := []time.Time{now, midnight.Add(-time.Second), midnight}
	if cutoff, err := time.Parse("15:04", m.Cutoff); err == nil {
		at := time.Date(now.Year(), now.Month(), now.Day(), cutoff.Hour(), cutoff.Minute(), 0, 0, wire.Zone)
		moments = append(moments, at.Add(-time.Second), at)
	}
	slices.SortFunc(moments, time.Time.Compare)
	var all []Payment
	for _, at := range slices.CompactFunc(moments, time.Time.Equal) {
		all = append(all, Paid(at, m))
	}
	return all
}
