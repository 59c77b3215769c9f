package console

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// What has become of the files of a clearing period.
const (
	filesDue      = "due"      // they appear later
	filesThere    = "there"    // they exist
	filesReplaced = "replaced" // they exist, and the operator has replaced one
	filesDiffer   = "differ"   // the operator has replaced one, and it says something else than the orders
	filesMissing  = "missing"  // something cleared, their time has come, and there is none
)

// filesOf returns what has become of the files of a clearing date, "" where there is nothing to say. A merchant has two; of all merchants
// together nobody knows how many there should be.
func filesOf(c engine.Cleared, now time.Time) string {
	switch {
	case c.Replaced > 0:
		return filesReplaced
	case c.Files >= 2, c.Files == 1 && c.OidPartner == "":
		return filesThere
	case c.Empty():
		return ""
	case now.Before(clearing.ReadyAt(clearing.KindDetail, string(c.Period))):
		return filesDue
	}
	return filesMissing
}

// calendarDay is a cell of a month. It has no date where the month has begun within a week, or ended.
type calendarDay struct {
	engine.Cleared
	Number int // of the day in its month
	State  string
	Today  bool   // the platform date
	Path   string // of its page
}

// Nothing tells whether nothing cleared, and no file is other than the platform wrote it.
func (d calendarDay) Nothing() bool { return d.Empty() && d.Replaced == 0 }

// weeksOf lays a month out by weeks, which begin with Monday. cleared has its days.
func weeksOf(cleared []engine.Cleared, now time.Time, path func(domain.Date) string) (weeks [][]calendarDay) {
	first := cleared[0].Period.Midnight()
	week := make([]calendarDay, (int(first.Weekday())+6)%7, 7)
	for i, c := range cleared {
		day := calendarDay{Cleared: c, Number: i + 1, State: filesOf(c, now), Today: c.Period == domain.PlatformDate(now), Path: path(c.Period)}
		if week = append(week, day); len(week) == 7 {
			weeks, week = append(weeks, week), make([]calendarDay, 0, 7)
		}
	}
	if len(week) > 0 {
		weeks = append(weeks, append(week, make([]calendarDay, 7-len(week))...))
	}
	return weeks
}

// datesOf returns the dates of a month, given as yyyyMM; none where that is no month.
func datesOf(month string) (dates []domain.Date) {
	first, err := wire.ParseDate(month + "01")
	if err != nil {
		return nil
	}
	for at := first; at.Month() == first.Month(); at = at.AddDate(0, 0, 1) {
		dates = append(dates, domain.PlatformDate(at))
	}
	return dates
}

// sumOf adds up what cleared.
func sumOf(all []engine.Cleared) (sum engine.Cleared) {
	for _, c := range all {
		sum.Payments, sum.Refunds = sum.Payments+c.Payments, sum.Refunds+c.Refunds
		sum.PaidFen, sum.RefundedFen = sum.PaidFen+c.PaidFen, sum.RefundedFen+c.RefundedFen
	}
	return sum
}

// cleared returns what cleared on each date of a month of a merchant, or of all for "".
func (v *visit) cleared(oidPartner, month string) []engine.Cleared {
	return v.Sandbox.ClearedIn(oidPartner, datesOf(month))
}

// clearedIn returns what cleared on a date, or in a month, of a merchant.
func (v *visit) clearedIn(oidPartner, period string) engine.Cleared {
	if len(period) == len("yyyyMM") {
		return sumOf(v.cleared(oidPartner, period))
	}
	return v.Sandbox.ClearedIn(oidPartner, []domain.Date{domain.Date(period)})[0]
}
