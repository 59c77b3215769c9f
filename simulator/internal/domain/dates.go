package domain

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// DefaultValidity is how long an order stays payable when its request does not say (protocol section 4).
const DefaultValidity = 7 * 24 * time.Hour

// Date is a real calendar date in the platform's zone, yyyyMMdd, or "" for none. Dates compare as they follow each other.
type Date string

// PlatformDate returns the date of a moment.
func PlatformDate(t time.Time) Date { return Date(wire.FormatDate(t)) }

// DateOf returns the business date of a dt_order or dt_refund (yyyyMMddHHmmss), or none if that is not a real moment (DAT-4).
func DateOf(dt string) Date {
	if _, err := wire.ParseDateTime(dt); err != nil {
		return ""
	}
	return Date(dt[:len("yyyyMMdd")])
}

// Midnight returns the moment at which the date begins.
func (d Date) Midnight() time.Time {
	t, _ := wire.ParseDate(string(d)) // a Date is real
	return t
}

// Next returns the date that follows.
func (d Date) Next() Date { return PlatformDate(d.Midnight().AddDate(0, 0, 1)) }

// Tolerance returns the span of business dates a new order or refund may have at a moment (DAT-1): one calendar day either side.
func Tolerance(now time.Time) (first, last Date) {
	day := now.In(wire.Zone)
	return PlatformDate(day.AddDate(0, 0, -1)), PlatformDate(day.AddDate(0, 0, 1))
}

func checkBusinessDate(rule, field, dt string, now time.Time) Decision {
	first, last := Tolerance(now)
	date := DateOf(dt)
	if date == "" {
		return BadField(rule, field, "%s %q has no business date: write a real moment as yyyyMMddHHmmss", field, dt)
	}
	if date < first || date > last {
		return BadField(rule, field, "business date %s of %s is more than one day from the platform date %s: %s to %s are taken (DAT-1)", date, field, PlatformDate(now), first, last)
	}
	return Accepted(rule)
}

// SettleDate returns the clearing date of a success at a moment (CLR-2): its platform date, or the next day from the cut-off
// (HH:mm, "" for midnight) on.
func SettleDate(at time.Time, cutoff string) Date {
	at = at.In(wire.Zone)
	if cutoff != "" && cutoff != "00:00" && at.Format("15:04") >= cutoff {
		at = at.AddDate(0, 0, 1)
	}
	return PlatformDate(at)
}

// LastRefundDate returns the last platform date on which a payment of a clearing date can be refunded (DAT-5): six calendar
// months later, clamped to the month's end.
func LastRefundDate(settled Date) Date {
	y, m, d := settled.Midnight().Date()
	end := time.Date(y, m+7, 0, 0, 0, 0, 0, wire.Zone) // last day of the month six months on
	return PlatformDate(time.Date(y, m+6, min(d, end.Day()), 0, 0, 0, 0, wire.Zone))
}
