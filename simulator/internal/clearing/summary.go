package clearing

import (
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Summary is the daily summary file, one line: total count, successes, their amount, refunds, their amount (negative),
// cancellations, their amount. An amount is empty where its count is 0. Nothing is ever cancelled here.
func Summary(recs []Record) []byte {
	var t Totals
	for _, r := range recs {
		if r.Refund {
			t.Refunds, t.RefundedFen = t.Refunds+1, t.RefundedFen+r.Fen
		} else {
			t.Payments, t.PaidFen = t.Payments+1, t.PaidFen+r.Fen
		}
	}
	return t.Summary()
}

// Totals are the payments and refunds of a clearing date, counted and summed.
type Totals struct {
	Payments, Refunds    int
	PaidFen, RefundedFen int64
}

// Summary returns the daily summary file.
func (t Totals) Summary() []byte {
	return fmt.Appendf(nil, "%d|%s|%s|%s\n", t.Payments+t.Refunds, counted(t.Payments, t.PaidFen), counted(t.Refunds, -t.RefundedFen), counted(0, 0))
}

func counted(n int, fen int64) string {
	if n == 0 {
		return "0|"
	}
	return fmt.Sprintf("%d|%s", n, wire.FormatFen(fen))
}
