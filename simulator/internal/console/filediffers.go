package console

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// A file that the platform wrote says what the orders say, for good: nothing clears on a date once its file is there (CLR-4). So only files
// that the operator has replaced are compared, as many as a page has time for.

// comparedBytes is how much of replaced files one page compares.
const comparedBytes = 1 << 20

// replacedState returns whether a replaced file differs from what the orders say: filesDiffer, or filesReplaced where it does not or where the
// page has compared enough.
func (v *visit) replacedState(f *domain.File, name clearing.FileName) string {
	if v.compared+len(f.Content) > comparedBytes {
		return filesReplaced
	}
	v.compared += len(f.Content)
	sum := v.clearedIn(name.OidPartner, name.Period)
	want := clearing.Totals{Payments: sum.Payments, Refunds: sum.Refunds, PaidFen: sum.PaidFen, RefundedFen: sum.RefundedFen}
	var rows []clearing.Compared
	if name.Kind == clearing.KindSummary {
		rows = compareSummary(f.Content, want)
	} else if got, unread := clearing.Tally(name.Kind, f.Content); got != want || unread > 0 {
		return filesDiffer
	} else { // as many lines as there are records
		rows = clearing.Read(name.Kind, f.Content).CompareAll(v.Sandbox.ClearingRecords(name.OidPartner, name.Period))
	}
	if slices.ContainsFunc(rows, func(r clearing.Compared) bool { return r.Kind() != clearing.Same }) {
		return filesDiffer
	}
	return filesReplaced
}

// markDifferences marks the days of a month with a file that differs from what the orders say.
func (v *visit) markDifferences(weeks [][]calendarDay, merchant string) {
	for _, week := range weeks {
		for i := range week {
			if day := &week[i]; day.Replaced > 0 && v.dayDiffers(day.Period, merchant) {
				day.State = filesDiffer
			}
		}
	}
}

// dayDiffers tells whether a file of a date differs, of one merchant or of any.
func (v *visit) dayDiffers(date domain.Date, merchant string) bool {
	differs := func(oidPartner string) bool {
		return slices.ContainsFunc(v.dayFiles(oidPartner, string(date)), func(l fileLink) bool { return l.State == filesDiffer })
	}
	if merchant != "" {
		return differs(merchant)
	}
	for c := range v.Sandbox.ClearedBy(date, "") {
		if c.Replaced > 0 && differs(c.OidPartner) {
			return true
		}
	}
	return false
}
