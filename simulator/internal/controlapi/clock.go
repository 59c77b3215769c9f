package controlapi

import (
	"net/http"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func renderClock(s *sandbox.Sandbox) api.Clock {
	state := s.ClockState()
	out := api.Clock{Mode: string(state.Mode), Now: api.At(state.Now), PlatformDate: wire.FormatDate(state.Now), ClearingDate: s.ClearingDate()}
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
	mode, now, err := operator.Clock("", body)
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
	var moved engine.Advanced
	var err error
	switch {
	case (body.By == nil) == (body.To == nil):
		return problem.Invalidf(`write exactly one of by and to: {"by": "2m"} or {"to": "2018-01-13T09:00:00+08:00"}`)
	case body.By != nil:
		var v operator.Validation
		if v.Duration("by", *body.By); v.Err() != nil {
			return v.Err()
		}
		moved, err = s.AdvanceBy(r.Context(), time.Duration(*body.By))
	default:
		moved, err = s.AdvanceTo(r.Context(), body.To.Time)
	}
	if err != nil {
		return err
	}
	out := api.Advanced{Now: api.At(moved.Now), Ran: moved.Ran, Deliveries: renderSent(moved.Deliveries), DeliveriesOmitted: moved.Omitted}
	return reply(w, http.StatusOK, out)
}
