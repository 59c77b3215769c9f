package controlapi

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
)

func getClock(c *call) (any, error) { return operator.ShowClock(c.sandbox.Clock), nil }

func setClock(c *call, body api.SetClock) (any, error) {
	mode, now, err := operator.Clock(body)
	if err != nil {
		return nil, err
	}
	if err := c.sandbox.SetClock(mode, now); err != nil {
		return nil, err
	}
	return operator.ShowClock(c.sandbox.Clock), nil
}

func advanceClock(c *call, body api.Advance) (any, error) {
	moved, err := operator.Advance(c.r.Context(), c.sandbox.Clock, body)
	return api.Advanced{Now: api.At(moved.Now), Ran: moved.Ran, Deliveries: rendered(moved.Deliveries, c.renderSent), DeliveriesOmitted: moved.Omitted, Stopped: moved.Stopped}, err
}

func showAdvance(c *call) (any, error) { return operator.ShowProgress(c.sandbox.Clock) }

func stopAdvance(c *call) (any, error) {
	if _, err := c.sandbox.StopAdvance(c.r.Context()); err != nil {
		return nil, err
	}
	return operator.ShowClock(c.sandbox.Clock), nil
}
