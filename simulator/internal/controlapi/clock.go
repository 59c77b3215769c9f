package controlapi

import (
	"net/http"

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

func getClock(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	return reply(w, http.StatusOK, renderClock(s))
}

func setClock(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.SetClock
	if err := decode(w, r, &body); err != nil {
		return err
	}
	mode, now, err := operator.Clock(body)
	if err != nil {
		return err
	}
	if err := s.SetClock(mode, now); err != nil {
		return err
	}
	return reply(w, http.StatusOK, renderClock(s))
}

func advanceClock(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.Advance
	if err := decode(w, r, &body); err != nil {
		return err
	}
	moved, err := operator.Advance(r.Context(), s.Clock, body)
	if err != nil {
		return err
	}
	out := api.Advanced{Now: api.At(moved.Now), Ran: moved.Ran, Deliveries: renderSent(moved.Deliveries), DeliveriesOmitted: moved.Omitted}
	return reply(w, http.StatusOK, out)
}
