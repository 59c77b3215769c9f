package clearing

import (
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Kinds of clearing files.
const (
	KindDetail  = "detail"  // daily
	KindSummary = "summary" // daily
	KindMonthly = "monthly" // detail of a month
)

const detailPrefix, summaryPrefix, suffix = "JYMX_", "JYMXSUM_", ".txt"

// FileName is what a clearing file's name says. Period is a clearing date (yyyyMMdd), or a month (yyyyMM) for KindMonthly.
type FileName struct {
	Kind, OidPartner, Period string
}

// String returns the name.
func (f FileName) String() string {
	prefix := detailPrefix
	if f.Kind == KindSummary {
		prefix = summaryPrefix
	}
	return prefix + f.OidPartner + "_" + f.Period + suffix
}

// ParseName reads a clearing file's name; the error says what a name looks like.
func ParseName(name string) (FileName, error) {
	f := FileName{Kind: KindDetail}
	rest, ok := strings.CutPrefix(name, detailPrefix)
	if !ok {
		f.Kind = KindSummary
		rest, ok = strings.CutPrefix(name, summaryPrefix)
	}
	rest, isText := strings.CutSuffix(rest, suffix)
	f.OidPartner, f.Period, _ = strings.Cut(rest, "_")
	if f.Kind == KindDetail && len(f.Period) == len("yyyyMM") {
		f.Kind = KindMonthly
	}
	if !ok || !isText || !wire.IsOidPartner(f.OidPartner) {
		return FileName{}, message.Errorf("%q is no clearing file: names are JYMX_{oid_partner}_{yyyyMMdd}.txt, JYMXSUM_{oid_partner}_{yyyyMMdd}.txt and JYMX_{oid_partner}_{yyyyMM}.txt, with a merchant number of 18 digits", name)
	}
	if _, err := periodStart(f.Kind, f.Period); err != nil {
		return FileName{}, message.Errorf("clearing file %q: period %q is no real date: write yyyyMMdd, or yyyyMM for a monthly detail", name, f.Period)
	}
	return f, nil
}

// readyHour is when clearing files appear (CLR-4).
const readyHour = 9 * time.Hour

// ReadyAt is the moment a file appears (CLR-4): 09:00 on the day after the clearing date, for a month 09:00 on the 1st of
// the next one, platform time. It is zero when period is neither.
func ReadyAt(kind, period string) time.Time {
	start, err := periodStart(kind, period)
	if err != nil {
		return time.Time{}
	}
	if kind == KindMonthly {
		return start.AddDate(0, 1, 0).Add(readyHour)
	}
	return start.AddDate(0, 0, 1).Add(readyHour)
}

// NextDate is the clearing date (yyyyMMdd) whose daily files appear next after a moment (CLR-4).
func NextDate(now time.Time) string { return wire.FormatDate(now.Add(-readyHour)) }

func periodStart(kind, period string) (time.Time, error) {
	if kind == KindMonthly {
		return wire.ParseDate(period + "01")
	}
	return wire.ParseDate(period)
}

// Missing says why a file is not there, and when it will be (CLR-4). now is platform time.
func Missing(name string, now time.Time) message.Message {
	parsed, err := ParseName(name)
	if err != nil {
		return message.Of(err)
	}
	if ready := ReadyAt(parsed.Kind, parsed.Period); now.Before(ready) {
		return message.New("%s appears at %s, platform time is %s (CLR-4)", name, human.Time(ready), human.Time(now))
	}
	return message.New("no file %s: there is no such merchant here, or the sandbox began after that day", name)
}
