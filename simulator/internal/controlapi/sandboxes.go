package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// DefaultSandbox is the one whose endpoints are at the root of the platform's address.
const DefaultSandbox = "default"

// sandbox is the one a request's path names.
func (a *API) sandbox(r *http.Request) (*engine.Engine, error) {
	return a.sandboxNamed(mux.Vars(r)["sandbox"])
}

func (a *API) sandboxNamed(id string) (*engine.Engine, error) {
	if s := a.platform.Get(id); s != nil {
		return s, nil
	}
	return nil, notFound("there is no sandbox %q; GET /_sim/v1/sandboxes lists them", id)
}

// describe is a sandbox with its addresses as they work from where the request came.
func (a *API) describe(r *http.Request, id string) api.Sandbox {
	here := "http://" + r.Host
	if r.TLS != nil {
		here = "https://" + r.Host
	}
	base := or(a.platformURL, here)
	if id != DefaultSandbox {
		base += "/s/" + id
	}
	return api.Sandbox{ID: id, BaseURL: base, ControlURL: here + "/_sim/v1/sandboxes/" + id}
}

// replySandbox answers with all there is to say about a sandbox.
func (a *API) replySandbox(w http.ResponseWriter, r *http.Request, s *engine.Engine) error {
	out := a.describe(r, mux.Vars(r)["sandbox"])
	clock := renderClock(s)
	out.Clock, out.Merchants = &clock, []string{}
	for _, m := range s.Merchants() {
		out.Merchants = append(out.Merchants, m.OidPartner)
	}
	return reply(w, http.StatusOK, out)
}

func (a *API) listSandboxes(w http.ResponseWriter, r *http.Request) error {
	out := api.Sandboxes{Sandboxes: []api.Sandbox{}}
	for _, id := range a.platform.IDs() {
		out.Sandboxes = append(out.Sandboxes, a.describe(r, id))
	}
	return reply(w, http.StatusOK, out)
}

func (a *API) createSandbox(w http.ResponseWriter, r *http.Request) error {
	var body api.NewSandbox
	if err := decodeOptional(w, r, &body); err != nil {
		return err
	}
	if body.ID != "" {
		if err := checkID("id", body.ID); err != nil {
			return err
		}
	}
	config := api.Config{}
	if body.Config != nil {
		config = *body.Config
	}
	if body.Clock != nil {
		config.Clock = body.Clock
	}
	c, err := Config(config)
	if err != nil {
		return err
	}
	id, err := a.platform.Create(body.ID, c)
	if err != nil {
		return fromEngine(err)
	}
	out := a.describe(r, id)
	w.Header().Set("Location", out.ControlURL)
	return reply(w, http.StatusCreated, out)
}

func (a *API) getSandbox(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
	return a.replySandbox(w, r, s)
}

func (a *API) deleteSandbox(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.sandbox(r); err != nil {
		return err
	}
	if err := a.platform.Delete(mux.Vars(r)["sandbox"]); err != nil {
		return fromEngine(err)
	}
	return reply(w, http.StatusNoContent, nil)
}

func (a *API) resetSandbox(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
	var body api.Reset
	if err := decodeOptional(w, r, &body); err != nil {
		return err
	}
	if err := s.Reset(body.KeepSequence); err != nil {
		return fromEngine(err)
	}
	return a.replySandbox(w, r, s)
}
