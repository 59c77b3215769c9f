package clearing

import (
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Summary is the daily summary file, one line: total count, successes, their amount, refunds, their amount (negative),
// cancellations, their amount. An amount is empty where its count is 0. Nothing is ever cancelled here.
func Summary(recs []Record) []byte {
	var payments, refunds tally
	for _, r := range recs {
		if r.Refund {
			refunds.add(-r.Fen)
		} else {
			payments.add(r.Fen)
		}
	}
	return fmt.Appendf(nil, "%d|%s|%s|%s\n", len(recs), payments, refunds, tally{})
}

type tally struct {
	count int
	fen   int64
}

func (t *tally) add(fen int64) {
	t.count++
	t.fen += fen
}

func (t tally) String() string {
	if t.count == 0 {
		return "0|"
	}
	return fmt.Sprintf("%d|%s", t.count, wire.FormatFen(t.fen))
}
