package client

import (
	"context"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Merchants lists the sandbox's merchants, without their keys.
func (c *Control) Merchants(ctx context.Context) ([]api.Merchant, error) {
	list, err := call[api.Merchants](ctx, c, http.MethodGet, c.sandboxPath("merchants"), nil)
	return list.Merchants, err
}

// Merchant reads a merchant's profile and keys.
func (c *Control) Merchant(ctx context.Context, oidPartner string) (api.Merchant, error) {
	return call[api.Merchant](ctx, c, http.MethodGet, c.sandboxPath("merchants", oidPartner), nil)
}

// CreateMerchant adds a merchant.
func (c *Control) CreateMerchant(ctx context.Context, m api.Merchant) (api.Merchant, error) {
	return call[api.Merchant](ctx, c, http.MethodPost, c.sandboxPath("merchants"), m)
}

// PutMerchant replaces the profile of the merchant m.OidPartner.
func (c *Control) PutMerchant(ctx context.Context, m api.Merchant) (api.Merchant, error) {
	return call[api.Merchant](ctx, c, http.MethodPut, c.sandboxPath("merchants", m.OidPartner), m)
}

// DeleteMerchant removes a merchant.
func (c *Control) DeleteMerchant(ctx context.Context, oidPartner string) error {
	return c.do(ctx, http.MethodDelete, c.sandboxPath("merchants", oidPartner), nil)
}

// Diagnose says whether a signature verifies, and if not why. For a message of a merchant of this sandbox, the merchant's number names
// the key.
func (c *Control) Diagnose(ctx context.Context, d api.Diagnose) (api.Diagnosed, error) {
	if d.OidPartner != "" && d.Sandbox == "" {
		d.Sandbox = c.sandbox
	}
	return call[api.Diagnosed](ctx, c, http.MethodPost, path("signature", "diagnose"), d)
}
