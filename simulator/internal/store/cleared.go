package store

import (
	"cmp"
	"iter"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Cleared is what a clearing period has: the payments and refunds of a clearing date, and the files that exist for it. Months, written
// yyyyMM, have files only.
type Cleared struct {
	Period     domain.Date
	OidPartner string // "" for all merchants together

	Payments, Refunds int
	PaidFen           int64
	RefundedFen       int64
	Files             int // that exist
	Replaced          int // of those, by the operator
}

// Empty reports whether nothing cleared. There may be files all the same: each clearing date has some.
func (c Cleared) Empty() bool { return c.Payments+c.Refunds == 0 }

// plus returns the sum of both.
func (c Cleared) plus(d Cleared) Cleared {
	c.Payments, c.Refunds = c.Payments+d.Payments, c.Refunds+d.Refunds
	c.PaidFen, c.RefundedFen = c.PaidFen+d.PaidFen, c.RefundedFen+d.RefundedFen
	c.Files, c.Replaced = c.Files+d.Files, c.Replaced+d.Replaced
	return c
}

// negative returns what takes it away again.
func (c Cleared) negative() Cleared {
	c.Payments, c.Refunds, c.PaidFen, c.RefundedFen = -c.Payments, -c.Refunds, -c.PaidFen, -c.RefundedFen
	c.Files, c.Replaced = -c.Files, -c.Replaced
	return c
}

func clearedBefore(a, b Cleared) bool {
	return cmp.Or(cmp.Compare(a.Period, b.Period), strings.Compare(a.OidPartner, b.OidPartner)) < 0
}

// The functions below return what a row adds to its period, with the period "" where it adds nothing.

func clearedOrder(o *domain.Order) Cleared {
	if o == nil || o.SettleDate == "" {
		return Cleared{}
	}
	return Cleared{Period: o.SettleDate, OidPartner: o.OidPartner, Payments: 1, PaidFen: o.Fen}
}

func clearedRefund(r *domain.Refund) Cleared {
	if r == nil || r.SettleDate == "" {
		return Cleared{}
	}
	return Cleared{Period: r.SettleDate, OidPartner: r.OidPartner, Refunds: 1, RefundedFen: r.Fen}
}

func clearedFile(f *domain.File) Cleared {
	if f == nil {
		return Cleared{}
	}
	c := Cleared{Period: f.Period(), OidPartner: f.OidPartner, Files: 1}
	if f.Replaced {
		c.Replaced = 1
	}
	return c
}

// recount counts a row in place of the one that it replaces.
func (t *trees) recount(before, now Cleared) {
	if before != now {
		t.count(before.negative())
		t.count(now)
	}
}

// count adds to a merchant's period and to that of all merchants. A period that has nothing any more is removed.
func (t *trees) count(c Cleared) {
	if c.Period == "" {
		return
	}
	for _, oidPartner := range []string{c.OidPartner, ""} {
		known, _ := t.cleared.write().Get(Cleared{Period: c.Period, OidPartner: oidPartner})
		known.Period, known.OidPartner = c.Period, oidPartner
		switch sum := known.plus(c); {
		case sum.Empty() && sum.Files == 0:
			t.cleared.write().Delete(sum)
		default:
			t.cleared.write().Set(sum)
		}
	}
}

// Cleared returns what a clearing date, or a month for its files, has of a merchant, or of all where oidPartner is "".
func (t *Tx) Cleared(oidPartner string, period domain.Date) Cleared {
	c, _ := t.cleared.read().Get(Cleared{Period: period, OidPartner: oidPartner})
	c.Period, c.OidPartner = period, oidPartner
	return c
}

// ClearedBy yields what a period has by merchant, in the order of their numbers, from one after the given number on.
func (t *Tx) ClearedBy(period domain.Date, after string) iter.Seq[Cleared] {
	return func(yield func(Cleared) bool) {
		t.cleared.read().Ascend(Cleared{Period: period, OidPartner: after + "\x00"}, func(c Cleared) bool {
			return c.Period == period && yield(c)
		})
	}
}

// ClearedSpan returns the first and the last period that has anything, "" where there is none.
func (t *Tx) ClearedSpan() (first, last domain.Date) {
	if c, ok := t.cleared.read().Min(); ok {
		first = c.Period
	}
	if c, ok := t.cleared.read().Max(); ok {
		last = c.Period
	}
	return first, last
}
