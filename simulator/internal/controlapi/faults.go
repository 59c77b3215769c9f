package controlapi

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listFaults(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	out := api.Faults{Faults: []api.Fault{}}
	for _, f := range s.ListFaults() {
		out.Faults = append(out.Faults, renderFault(f))
	}
	return reply(w, http.StatusOK, out)
}

func addFault(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.NewFault
	if err := decode(w, r, &body); err != nil {
		return err
	}
	f, err := operator.Fault(body)
	if err != nil {
		return err
	}
	return reply(w, http.StatusCreated, renderFault(s.AddFault(f)))
}

func clearFaults(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	s.RemoveFaults(0)
	return reply(w, http.StatusNoContent, nil)
}

func removeFault(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	text := mux.Vars(r)["id"]
	id, err := strconv.ParseUint(text, 10, 64)
	if err != nil || id == 0 || !s.RemoveFaults(id) {
		return problem.NotFoundf("there is no fault %s; GET …/faults lists them", text)
	}
	return reply(w, http.StatusNoContent, nil)
}
