package controlapi

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func listFaults(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	out := api.Faults{Faults: []api.Fault{}}
	for _, f := range s.Faults() {
		out.Faults = append(out.Faults, renderFault(f))
	}
	return reply(w, http.StatusOK, out)
}

func addFault(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.NewFault
	if err := decode(w, r, &body); err != nil {
		return err
	}
	f, err := readFault(body)
	if err != nil {
		return err
	}
	return reply(w, http.StatusCreated, renderFault(s.AddFault(f)))
}

func readFault(n api.NewFault) (domain.Fault, error) {
	f := domain.Fault{At: n.At, Match: n.Match, Effect: n.Effect, Value: string(n.Value), Times: 1, Probability: 1, Seed: n.Seed}
	if n.Times != nil {
		f.Times = *n.Times
	}
	if n.Probability != nil {
		f.Probability = *n.Probability
	}
	var v validation
	v.oneOf("at", f.At, slices.Sorted(maps.Keys(domain.Effects)))
	v.check("effect", f.Effect != "", "it is missing; at %s there are %v", f.At, domain.Effects[f.At])
	v.oneOf("effect", f.Effect, domain.Effects[f.At])
	v.check("times", f.Times >= 0, "%d is negative; write 0 for ever", f.Times)
	v.check("probability", f.Probability > 0 && f.Probability <= 1, "%v must be above 0 and at most 1", f.Probability)
	v.faultValue(f)
	return f, v.first
}

// maxPause is the longest real delay a fault can ask for.
const maxPause = 10 * time.Minute

func (v *validation) faultValue(f domain.Fault) {
	switch f.Effect {
	case "delay":
		d, err := time.ParseDuration(f.Value)
		v.check("value", err == nil && d >= 0 && d <= maxPause, "%q is no delay; write a duration of real time such as 3s, at most %s", f.Value, maxPause)
	case "status":
		status, err := strconv.Atoi(f.Value)
		v.check("value", err == nil && status >= 200 && status <= 599, "%q is no HTTP status; write one from 200 to 599, such as 502", f.Value)
	case "code":
		failure := wire.KnownCode(f.Value) && wire.Code(f.Value) != wire.CodeSuccess
		v.check("value", failure, "%q is no failure code of the platform; write one such as 9970", f.Value)
	case "garbage":
	default:
		v.check("value", f.Value == "", "the effect %s takes no value", f.Effect)
	}
}

func clearFaults(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	s.RemoveFaults(0)
	return reply(w, http.StatusNoContent, nil)
}

func removeFault(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	text := mux.Vars(r)["id"]
	id, err := strconv.ParseUint(text, 10, 64)
	if err != nil || id == 0 || !s.RemoveFaults(id) {
		return notFound("there is no fault %s; GET …/faults lists them", text)
	}
	return reply(w, http.StatusNoContent, nil)
}
