package domain

import (
	"fmt"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// DefaultValidity is how long an order stays payable when its request does not say (protocol section 4).
const DefaultValidity = 7 * 24 * time.Hour

// PlatformDate is the calendar date of a moment in the platform's zone, yyyyMMdd.
func PlatformDate(t time.Time) string { return wire.FormatDate(t) }

// BusinessDate is the date part of dt_order or dt_refund, yyyyMMdd, or "" where there is none. Dates compare as they follow each
// other.
type BusinessDate string

// DateOf returns the business date of a date-time (yyyyMMddHHmmss), or none if the date-time is not a real moment (DAT-4).
func DateOf(dt string) BusinessDate {
	if _, err := wire.ParseDateTime(dt); err != nil {
		return ""
	}
	return BusinessDate(dt[:len("yyyyMMdd")])
}

// Tolerance is the span of business dates a new order or refund may have at a moment (DAT-1): one calendar day either side.
func Tolerance(now time.Time) (first, last string) {
	day := now.In(wire.Zone)
	return wire.FormatDate(day.AddDate(0, 0, -1)), wire.FormatDate(day.AddDate(0, 0, 1))
}

func checkBusinessDate(rule, field, dt string, now time.Time) Decision {
	first, last := Tolerance(now)
	date := DateOf(dt)
	if date == "" {
		return BadField(rule, field, fmt.Sprintf("%s %q has no business date: write a real moment as yyyyMMddHHmmss", field, dt))
	}
	if date < BusinessDate(first) || date > BusinessDate(last) {
		return BadField(rule, field, fmt.Sprintf("business date %s of %s is more than one day from the platform date %s: %s to %s are taken (DAT-1)", date, field, PlatformDate(now), first, last))
	}
	return Accepted(rule)
}

// SettleDate is the clearing date of a success at a moment (CLR-2): its platform date, or the next day from the cut-off
// (HH:mm, "" for midnight) on.
func SettleDate(at time.Time, cutoff string) string {
	at = at.In(wire.Zone)
	if cutoff != "" && cutoff != "00:00" && at.Format("15:04") >= cutoff {
		at = at.AddDate(0, 0, 1)
	}
	return wire.FormatDate(at)
}

// LastRefundDate is the last platform date on which a payment of a clearing date can be refunded (DAT-5): six calendar
// months later, clamped to the month's end.
func LastRefundDate(settleDate string) string {
	t, err := wire.ParseDate(settleDate)
	if err != nil {
		return settleDate
	}
	y, m, d := t.Date()
	end := time.Date(y, m+7, 0, 0, 0, 0, 0, wire.Zone) // last day of the month six months on
	return wire.FormatDate(time.Date(y, m+6, min(d, end.Day()), 0, 0, 0, 0, wire.Zone))
}

// FilesReady is when the daily files of a clearing date appear (CLR-4): 09:00 on the next day.
func FilesReady(settleDate string) (time.Time, error) {
	t, err := wire.ParseDate(settleDate)
	if err != nil {
		return t, err
	}
	return time.Date(t.Year(), t.Month(), t.Day()+1, 9, 0, 0, 0, wire.Zone), nil
}

// NextFiles is the clearing date whose daily files appear next after a moment.
func NextFiles(now time.Time) string {
	now = now.In(wire.Zone)
	if now.Hour() >= 9 {
		return wire.FormatDate(now)
	}
	return wire.FormatDate(now.AddDate(0, 0, -1))
}
