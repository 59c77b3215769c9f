package controlapi

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func renderClock(s *sandbox.Sandbox) api.Clock {
	state := s.ClockState()
	out := api.Clock{Mode: string(state.Mode), Now: api.At(state.Now), PlatformDate: wire.FormatDate(state.Now), ClearingDate: string(s.ClearingDate())}
	if due, ok := s.NextDue(); ok {
		out.NextDue = api.AtOrNull(due)
	}
	return out
}

func getClock(c *call) (any, error) { return renderClock(c.sandbox), nil }

func setClock(c *call, body api.SetClock) (any, error) {
	mode, now, err := operator.Clock(body)
	if err != nil {
		return nil, err
	}
	if err := c.sandbox.SetClock(mode, now); err != nil {
		return nil, err
	}
	return renderClock(c.sandbox), nil
}

func advanceClock(c *call, body api.Advance) (any, error) {
	moved, err := operator.Advance(c.r.Context(), c.sandbox.Clock, body)
	return api.Advanced{Now: api.At(moved.Now), Ran: moved.Ran, Deliveries: rendered(moved.Deliveries, renderSent), DeliveriesOmitted: moved.Omitted}, err
}
