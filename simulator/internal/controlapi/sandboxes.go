package controlapi

import (
	"cmp"
	"net/url"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func (a *API) sandboxNamed(id string) (*sandbox.Sandbox, error) {
	if s := a.options.Sandboxes.Get(id); s != nil {
		return s, nil
	}
	return nil, problem.NotFoundf("there is no sandbox %q; GET /_sim/v1/sandboxes lists them", id)
}

// describe is a sandbox with its addresses as they work from where the request came.
func (c *call) describe(s *sandbox.Sandbox) api.Sandbox {
	here := "http://" + c.r.Host
	if c.r.TLS != nil {
		here = "https://" + c.r.Host
	}
	base := cmp.Or(c.options.PlatformURL, here)
	if s.ID != sandbox.Default {
		base += "/s/" + s.ID
	}
	return api.Sandbox{ID: s.ID, BaseURL: base, ControlURL: here + "/_sim/v1/sandboxes/" + s.ID, InboxURL: c.options.InboxURL(s.ID), ProxyURL: c.proxyFor(s.ID), Last: s.Journal().Last()}
}

// proxyFor is the proxy's address with the user name that chooses a sandbox.
func (a *API) proxyFor(id string) string {
	u, err := url.Parse(a.options.ProxyURL)
	if err != nil || a.options.ProxyURL == "" {
		return ""
	}
	u.User = url.User(id)
	return u.String()
}

// getSandbox answers with all there is to say about a sandbox.
func getSandbox(c *call) (any, error) {
	out, clock := c.describe(c.sandbox), operator.ShowClock(c.sandbox.Clock)
	out.Clock = &clock
	held, limits := c.sandbox.Held(), c.sandbox.Limits()
	out.Held = &api.Held{Orders: int(held.Orders), Bytes: int(held.Bytes)}
	if limits != (engine.Limits{}) {
		out.Limits = &api.SandboxLimits{Orders: int(limits.Orders), Bytes: int(limits.Bytes)}
	}
	out.Merchants = rendered(c.sandbox.ListMerchants(), func(m *domain.Merchant) string { return m.OidPartner })
	return out, nil
}

func listSandboxes(c *call) (any, error) {
	aside := rendered(c.options.Sandboxes.SetAside(), func(s sandbox.SetAside) api.SetAside { return api.SetAside(s) })
	return api.Sandboxes{Sandboxes: rendered(c.options.Sandboxes.List(), c.describe), SetAside: aside}, nil
}

func createSandbox(c *call, body api.NewSandbox) (any, error) {
	config, err := operator.NewSandbox(body)
	if err != nil {
		return nil, err
	}
	s, err := c.options.Sandboxes.Create(body.ID, config)
	if err != nil {
		return nil, err
	}
	out := c.describe(s)
	c.w.Header().Set("Location", out.ControlURL)
	return created{out}, nil
}

func deleteSandbox(c *call) (any, error) {
	if c.sandbox.ID == sandbox.Default {
		return nil, problem.Conflictf("the sandbox %s stays; POST …/reset takes it back to its start", c.sandbox.ID)
	}
	if err := c.options.Sandboxes.Delete(c.r.Context(), c.sandbox.ID); err != nil {
		return nil, err
	}
	c.sandbox.Journal().Append(journal.Operated(journal.Subject{}, message.New("sandbox deleted"), nil))
	return nil, nil
}

func resetSandbox(c *call, body api.Reset) (any, error) {
	reset := func() error { return c.sandbox.Reset(body.KeepSequence) }
	if body.Clock != nil {
		mode, start, err := operator.Clock(*body.Clock)
		if err != nil {
			return nil, err
		}
		reset = func() error { return c.sandbox.ResetAt(body.KeepSequence, mode, start) }
	}
	if err := reset(); err != nil {
		return nil, err
	}
	return getSandbox(c)
}
