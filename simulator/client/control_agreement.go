package client

import (
	"context"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// AgreementFilter selects agreements; what is empty does not restrict.
type AgreementFilter struct {
	OidPartner string
	UserID     string
	Bound      string // true: those that can be paid with; false: those that were unbound
	Page
}

// Agreements lists the cards that users have bound, oldest first. The first page has the bindings that wait for their code.
func (c *Control) Agreements(ctx context.Context, f AgreementFilter) (api.Agreements, error) {
	q := f.query(c.sandboxPath("agreements"), "oid_partner", f.OidPartner, "user_id", f.UserID, "bound", f.Bound)
	return call[api.Agreements](ctx, c, http.MethodGet, q, nil)
}

// Agreement reads an agreement by its no_agree.
func (c *Control) Agreement(ctx context.Context, noAgree string) (api.Agreement, error) {
	return call[api.Agreement](ctx, c, http.MethodGet, c.sandboxPath("agreements", noAgree), nil)
}

// AddAgreement binds a card to a user, without a code. A platform rule that forbids it is an *Error with status 409 and the return code.
func (c *Control) AddAgreement(ctx context.Context, a api.NewAgreement) (api.Agreement, error) {
	return call[api.Agreement](ctx, c, http.MethodPost, c.sandboxPath("agreements"), a)
}

// Unbind ends an agreement: it cannot be paid with any more.
func (c *Control) Unbind(ctx context.Context, noAgree string) (api.Agreement, error) {
	return call[api.Agreement](ctx, c, http.MethodDelete, c.sandboxPath("agreements", noAgree), nil)
}
