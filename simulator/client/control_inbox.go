package client

import (
	"context"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Inbox lists what came to the sandbox's inbox, and how it answers the next notification.
func (c *Control) Inbox(ctx context.Context, p Page) (api.Inbox, error) {
	return call[api.Inbox](ctx, c, http.MethodGet, p.query(c.sandboxPath("inbox")), nil)
}

// AnswerInbox sets how the sandbox's inbox answers notifications.
func (c *Control) AnswerInbox(ctx context.Context, a api.InboxAnswer) (api.InboxAnswer, error) {
	return call[api.InboxAnswer](ctx, c, http.MethodPut, c.sandboxPath("inbox"), a)
}
