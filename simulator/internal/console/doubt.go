package console

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ordersDoubted is among how many of the newest orders one with a doubtful dt_order is looked for.
const ordersDoubted = 20

// tolerable is how far dt_order may be from platform time without a doubt: a shopper may take a while before the order is sent.
const tolerable = 2 * time.Hour

// doubtful returns how far an order's dt_order is ahead of the platform time at which it came, and whether that is so far that the merchant's
// clock, or its zone, is probably another.
func doubtful(o *domain.Order) (ahead time.Duration, far bool) {
	at, err := wire.ParseDateTime(o.DtOrder)
	if err != nil {
		return 0, false
	}
	ahead = at.Sub(o.CreatedAt).Round(time.Minute)
	return ahead, ahead.Abs() > tolerable
}

// span writes a duration in the visit's language.
func (v *visit) span(d time.Duration) string { return human.In(string(v.Lang)).Span(d) }

// stampOf writes a moment of the wire as people read it, anything that is none as it is, and cut where it is long.
func stampOf(stamp string) string { return human.Stamp(stamp[:min(len(stamp), 40)]) }
