package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

func renderSnapshot(s engine.SnapshotInfo) api.Snapshot {
	return api.Snapshot{Name: s.Name, At: api.At(s.At)}
}

func (a *API) listSnapshots(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
	out := api.Snapshots{Snapshots: []api.Snapshot{}}
	for _, info := range s.Snapshots() {
		out.Snapshots = append(out.Snapshots, renderSnapshot(info))
	}
	return reply(w, http.StatusOK, out)
}

func (a *API) takeSnapshot(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
	var body api.NewSnapshot
	if err := decode(w, r, &body); err != nil {
		return err
	}
	info, err := s.Snapshot(body.Name)
	if err != nil {
		return fromEngine(err)
	}
	return reply(w, http.StatusCreated, renderSnapshot(info))
}

func (a *API) restoreSnapshot(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
	if err := decodeOptional(w, r, &struct{}{}); err != nil {
		return err
	}
	if err := s.Restore(mux.Vars(r)["name"]); err != nil {
		return fromEngine(err)
	}
	return a.replySandbox(w, r, s)
}

func (a *API) deleteSnapshot(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
	if err := s.DeleteSnapshot(mux.Vars(r)["name"]); err != nil {
		return fromEngine(err)
	}
	return reply(w, http.StatusNoContent, nil)
}
