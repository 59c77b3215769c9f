package controlapi

import (
	"cmp"
	"net/http"
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func (a *API) sandboxNamed(id string) (*sandbox.Sandbox, error) {
	if s := a.manager.Get(id); s != nil {
		return s, nil
	}
	return nil, problem.NotFoundf("there is no sandbox %q; GET /_sim/v1/sandboxes lists them", id)
}

// describe is a sandbox with its addresses as they work from where the request came.
func (a *API) describe(r *http.Request, s *sandbox.Sandbox) api.Sandbox {
	here := "http://" + r.Host
	if r.TLS != nil {
		here = "https://" + r.Host
	}
	base := cmp.Or(a.platformURL, here)
	if s.ID != sandbox.Default {
		base += "/s/" + s.ID
	}
	return api.Sandbox{ID: s.ID, BaseURL: base, ControlURL: here + "/_sim/v1/sandboxes/" + s.ID, ProxyURL: a.proxyFor(s.ID), Last: s.Journal().Last()}
}

// proxyFor is the proxy's address with the user name that chooses a sandbox.
func (a *API) proxyFor(id string) string {
	u, err := url.Parse(a.proxyURL)
	if err != nil || a.proxyURL == "" {
		return ""
	}
	u.User = url.User(id)
	return u.String()
}

// replySandbox answers with all there is to say about a sandbox.
func (a *API) replySandbox(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	out := a.describe(r, s)
	clock := renderClock(s)
	out.Clock, out.Merchants = &clock, []string{}
	for _, m := range s.ListMerchants() {
		out.Merchants = append(out.Merchants, m.OidPartner)
	}
	return reply(w, http.StatusOK, out)
}

func (a *API) listSandboxes(w http.ResponseWriter, r *http.Request) error {
	out := api.Sandboxes{Sandboxes: []api.Sandbox{}}
	for _, s := range a.manager.List() {
		out.Sandboxes = append(out.Sandboxes, a.describe(r, s))
	}
	return reply(w, http.StatusOK, out)
}

func (a *API) createSandbox(w http.ResponseWriter, r *http.Request) error {
	var body api.NewSandbox
	if err := decodeOptional(w, r, &body); err != nil {
		return err
	}
	c, err := operator.NewSandbox(body)
	if err != nil {
		return err
	}
	s, err := a.manager.Create(body.ID, c)
	if err != nil {
		return err
	}
	out := a.describe(r, s)
	w.Header().Set("Location", out.ControlURL)
	return reply(w, http.StatusCreated, out)
}

func (a *API) getSandbox(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	return a.replySandbox(w, r, s)
}

func (a *API) deleteSandbox(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	if s.ID == sandbox.Default {
		return problem.Conflictf("the sandbox %s stays; POST …/reset takes it back to its start", s.ID)
	}
	if err := a.manager.Delete(r.Context(), s.ID); err != nil {
		return err
	}
	s.Journal().Append(journal.Operated(journal.Subject{}, "sandbox deleted"))
	return reply(w, http.StatusNoContent, nil)
}

func (a *API) resetSandbox(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.Reset
	if err := decodeOptional(w, r, &body); err != nil {
		return err
	}
	if err := s.Reset(body.KeepSequence); err != nil {
		return err
	}
	return a.replySandbox(w, r, s)
}
