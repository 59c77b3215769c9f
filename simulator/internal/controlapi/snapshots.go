package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

func renderSnapshot(s engine.SnapshotInfo) api.Snapshot {
	return api.Snapshot{Name: s.Name, At: api.At(s.At)}
}

func listSnapshots(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	out := api.Snapshots{Snapshots: []api.Snapshot{}}
	for _, info := range s.ListSnapshots() {
		out.Snapshots = append(out.Snapshots, renderSnapshot(info))
	}
	return reply(w, http.StatusOK, out)
}

func takeSnapshot(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.NewSnapshot
	if err := decode(w, r, &body); err != nil {
		return err
	}
	name, err := operator.Snapshot(body)
	if err != nil {
		return err
	}
	info, err := s.Snapshot(name)
	if err != nil {
		return err
	}
	return reply(w, http.StatusCreated, renderSnapshot(info))
}

func (a *API) restoreSnapshot(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	if err := decodeOptional(w, r, &struct{}{}); err != nil {
		return err
	}
	if err := s.Restore(mux.Vars(r)["name"]); err != nil {
		return err
	}
	return a.replySandbox(w, r, s)
}

func deleteSnapshot(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	if err := s.DeleteSnapshot(mux.Vars(r)["name"]); err != nil {
		return err
	}
	return reply(w, http.StatusNoContent, nil)
}
