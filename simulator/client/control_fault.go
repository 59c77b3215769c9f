package client

import (
	"context"
	"net/http"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Faults lists the sandbox's faults, oldest first.
func (c *Control) Faults(ctx context.Context) ([]api.Fault, error) {
	list, err := call[api.Faults](ctx, c, http.MethodGet, c.here("faults"), nil)
	return list.Faults, err
}

// AddFault asks for a disturbance.
func (c *Control) AddFault(ctx context.Context, f api.NewFault) (api.Fault, error) {
	return call[api.Fault](ctx, c, http.MethodPost, c.here("faults"), f)
}

// ClearFaults removes all faults.
func (c *Control) ClearFaults(ctx context.Context) error {
	return c.do(ctx, http.MethodDelete, c.here("faults"), nil)
}

// RemoveFault removes one fault.
func (c *Control) RemoveFault(ctx context.Context, id uint64) error {
	return c.do(ctx, http.MethodDelete, c.here("faults", strconv.FormatUint(id, 10)), nil)
}

// Files lists the sandbox's clearing files.
func (c *Control) Files(ctx context.Context) ([]api.File, error) {
	list, err := call[api.Files](ctx, c, http.MethodGet, c.here("files"), nil)
	return list.Files, err
}

// File reads a clearing file.
func (c *Control) File(ctx context.Context, name string) (api.File, error) {
	return call[api.File](ctx, c, http.MethodGet, c.here("files", name), nil)
}

// PutFile replaces a clearing file.
func (c *Control) PutFile(ctx context.Context, name, content string) (api.File, error) {
	return call[api.File](ctx, c, http.MethodPut, c.here("files", name), api.File{Content: &content})
}

// DeleteFile removes a clearing file.
func (c *Control) DeleteFile(ctx context.Context, name string) error {
	return c.do(ctx, http.MethodDelete, c.here("files", name), nil)
}
