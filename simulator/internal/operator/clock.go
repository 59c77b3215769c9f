package operator

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Clock checks a clock's mode and time; the time is zero where none was given.
func Clock(c api.SetClock) (mode clock.Mode, now time.Time, err error) {
	var v Validation
	v.OneOf("mode", c.Mode, choice.ClockModes.Values())
	if c.Now != nil {
		now = c.Now.Time
		v.Error("now", clock.CheckRange(now))
	}
	return clock.Mode(c.Mode), now, v.first
}

// Advance moves platform time on by a duration or to a moment, whichever of the two the body has.
func Advance(ctx context.Context, platform engine.Clock, body api.Advance) (engine.Advanced, error) {
	switch {
	case (body.By == nil) == (body.To == nil):
		return engine.Advanced{}, problem.Invalidf(`write exactly one of by and to: {"by": "2m"} or {"to": "2018-01-13T09:00:00+08:00"}`)
	case body.To != nil:
		return platform.AdvanceTo(ctx, body.To.Time)
	}
	var v Validation
	by := v.duration("by", *body.By)
	if v.first != nil {
		return engine.Advanced{}, v.first
	}
	return platform.AdvanceBy(ctx, by)
}
