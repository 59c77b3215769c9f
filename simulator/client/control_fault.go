package client

import (
	"context"
	"net/http"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Faults lists the sandbox's faults, oldest first.
func (c *Control) Faults(ctx context.Context) ([]api.Fault, error) {
	list, err := call[api.Faults](ctx, c, http.MethodGet, c.sandboxPath("faults"), nil)
	return list.Faults, err
}

// AddFault asks for a disturbance.
func (c *Control) AddFault(ctx context.Context, f api.NewFault) (api.Fault, error) {
	return call[api.Fault](ctx, c, http.MethodPost, c.sandboxPath("faults"), f)
}

// ClearFaults removes all faults.
func (c *Control) ClearFaults(ctx context.Context) error {
	return c.do(ctx, http.MethodDelete, c.sandboxPath("faults"), nil)
}

// RemoveFault removes one fault.
func (c *Control) RemoveFault(ctx context.Context, id uint64) error {
	return c.do(ctx, http.MethodDelete, c.sandboxPath("faults", strconv.FormatUint(id, 10)), nil)
}
