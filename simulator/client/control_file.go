package client

import (
	"context"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Files lists the sandbox's clearing files.
func (c *Control) Files(ctx context.Context) ([]api.File, error) {
	list, err := call[api.Files](ctx, c, http.MethodGet, c.sandboxPath("files"), nil)
	return list.Files, err
}

// File reads a clearing file.
func (c *Control) File(ctx context.Context, name string) (api.File, error) {
	return call[api.File](ctx, c, http.MethodGet, c.sandboxPath("files", name), nil)
}

// PutFile replaces a clearing file.
func (c *Control) PutFile(ctx context.Context, name, content string) (api.File, error) {
	return call[api.File](ctx, c, http.MethodPut, c.sandboxPath("files", name), api.File{Content: &content})
}

// DeleteFile removes a clearing file.
func (c *Control) DeleteFile(ctx context.Context, name string) error {
	return c.do(ctx, http.MethodDelete, c.sandboxPath("files", name), nil)
}
