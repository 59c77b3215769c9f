package client

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Health reports whether the simulator answers, and its version.
func (c *Control) Health(ctx context.Context) (api.Health, error) {
	return call[api.Health](ctx, c, http.MethodGet, path("health"), nil)
}

// CA is the certificate, in PEM, that clients of the simulator's proxy and of its HTTPS are to trust.
func (c *Control) CA(ctx context.Context) (string, error) {
	res, err := c.send(ctx, http.MethodGet, path("ca.pem"), nil, http.Header{})
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	pem, err := io.ReadAll(res.Body)
	return string(pem), err
}

// Feature is what happened in the sandbox, as a feature file with one scenario.
func (c *Control) Feature(ctx context.Context) (string, error) {
	res, err := c.send(ctx, http.MethodGet, c.sandboxPath("feature"), nil, http.Header{})
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return string(text), err
}

// Sandboxes lists all sandboxes.
func (c *Control) Sandboxes(ctx context.Context) ([]api.Sandbox, error) {
	list, err := call[api.Sandboxes](ctx, c, http.MethodGet, path("sandboxes"), nil)
	return list.Sandboxes, err
}

// CreateSandbox makes a sandbox; In gives a client for it.
func (c *Control) CreateSandbox(ctx context.Context, s api.NewSandbox) (api.Sandbox, error) {
	return call[api.Sandbox](ctx, c, http.MethodPost, path("sandboxes"), s)
}

// Sandbox describes this sandbox.
func (c *Control) Sandbox(ctx context.Context) (api.Sandbox, error) {
	return call[api.Sandbox](ctx, c, http.MethodGet, c.sandboxPath(), nil)
}

// DeleteSandbox ends this sandbox.
func (c *Control) DeleteSandbox(ctx context.Context) error {
	return c.do(ctx, http.MethodDelete, c.sandboxPath(), nil)
}

// Reset takes the sandbox back to its configuration. With keepSequence the numbering of orders and refunds goes on.
func (c *Control) Reset(ctx context.Context, keepSequence bool) (api.Sandbox, error) {
	return call[api.Sandbox](ctx, c, http.MethodPost, c.sandboxPath("reset"), api.Reset{KeepSequence: keepSequence})
}

// ResetAt takes the sandbox back to its configuration with numbering going on and a manual clock at now, which may be earlier than
// the sandbox's present time; a zero now is real time.
func (c *Control) ResetAt(ctx context.Context, now time.Time) (api.Sandbox, error) {
	clock := &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(now)}
	return call[api.Sandbox](ctx, c, http.MethodPost, c.sandboxPath("reset"), api.Reset{KeepSequence: true, Clock: clock})
}

// Clock reads the sandbox's clock.
func (c *Control) Clock(ctx context.Context) (api.Clock, error) {
	return call[api.Clock](ctx, c, http.MethodGet, c.sandboxPath("clock"), nil)
}

// SetClock changes the clock's mode, and its time when now is not zero.
func (c *Control) SetClock(ctx context.Context, mode string, now time.Time) (api.Clock, error) {
	return call[api.Clock](ctx, c, http.MethodPut, c.sandboxPath("clock"), api.SetClock{Mode: mode, Now: api.AtOrNull(now)})
}

// Advance moves a manual clock by d and returns when everything due is done, or when StopAdvance stops it.
func (c *Control) Advance(ctx context.Context, d time.Duration) (api.Advanced, error) {
	by := api.Duration(d)
	return call[api.Advanced](ctx, c, http.MethodPost, c.sandboxPath("clock", "advance"), api.Advance{By: &by})
}

// AdvanceTo moves a manual clock to a moment and returns when everything due is done.
func (c *Control) AdvanceTo(ctx context.Context, t time.Time) (api.Advanced, error) {
	return call[api.Advanced](ctx, c, http.MethodPost, c.sandboxPath("clock", "advance"), api.Advance{To: &api.Time{Time: t}})
}

// Progress returns how far the advance under way has come; without one the error is an APIError with the code not_found.
func (c *Control) Progress(ctx context.Context) (api.Progress, error) {
	return call[api.Progress](ctx, c, http.MethodGet, c.sandboxPath("clock", "advance"), nil)
}

// StopAdvance stops the advance that is under way, which then returns what has happened so far. It returns the clock.
func (c *Control) StopAdvance(ctx context.Context) (api.Clock, error) {
	return call[api.Clock](ctx, c, http.MethodDelete, c.sandboxPath("clock", "advance"), nil)
}

// Snapshots lists the sandbox's snapshots.
func (c *Control) Snapshots(ctx context.Context) ([]api.Snapshot, error) {
	list, err := call[api.Snapshots](ctx, c, http.MethodGet, c.sandboxPath("snapshots"), nil)
	return list.Snapshots, err
}

// Export returns the sandbox as a file, which the caller closes. With keys, the platform's private key and the merchants' private and MD5 keys
// are in it.
func (c *Control) Export(ctx context.Context, keys bool) (io.ReadCloser, error) {
	address := c.sandboxPath("export")
	if keys {
		address += "?keys=true"
	}
	res, err := c.send(ctx, http.MethodGet, address, nil, http.Header{})
	if err != nil {
		return nil, err
	}
	return res.Body, nil
}

// Import makes a sandbox of a file that Export gave, of this server or another one; without an id it gets the one that it had.
func (c *Control) Import(ctx context.Context, id string, file io.Reader) (api.Sandbox, error) {
	address := path("sandboxes", "import")
	if id != "" {
		address += "?id=" + url.QueryEscape(id)
	}
	return call[api.Sandbox](ctx, c, http.MethodPost, address, file)
}

// TakeSnapshot keeps the sandbox's state under a name.
func (c *Control) TakeSnapshot(ctx context.Context, name string) (api.Snapshot, error) {
	return call[api.Snapshot](ctx, c, http.MethodPost, c.sandboxPath("snapshots"), api.NewSnapshot{Name: name})
}

// Restore takes the sandbox back to a snapshot.
func (c *Control) Restore(ctx context.Context, name string) (api.Sandbox, error) {
	return call[api.Sandbox](ctx, c, http.MethodPost, c.sandboxPath("snapshots", name, "restore"), nil)
}

// DeleteSnapshot forgets a snapshot.
func (c *Control) DeleteSnapshot(ctx context.Context, name string) error {
	return c.do(ctx, http.MethodDelete, c.sandboxPath("snapshots", name), nil)
}
