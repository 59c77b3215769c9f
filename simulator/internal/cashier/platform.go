package cashier

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// platform is what the payer's pages ask of a sandbox.
type platform interface {
	Order(oidPaybill string) engine.OrderDetail
	PayAttempt(oidPaybill string, n int, p domain.Payment) (o *domain.Order, d domain.Decision, started bool)
	MayReturn(ctx context.Context, o *domain.Order) error
	Return(ctx context.Context, oidPaybill string, again bool) (*domain.Order, error)
	ReturnForm(o *domain.Order) wire.Fields

	Ticket(token string) (*domain.Ticket, time.Time)
	PageTicket(oidPaybill string) *domain.Ticket
	Sign(token string, c domain.CardDetails) (*domain.Agreement, domain.Decision)
	MayReturnSigning(ctx context.Context, x *domain.Ticket) error
	ReturnSigning(ctx context.Context, token string) error
	SigningForm(x *domain.Ticket) wire.Fields

	Agreement(noAgree string) *domain.Agreement
	BoundCards(oidPartner, userID string) []*domain.Agreement

	Merchant(oidPartner string) *domain.Merchant
	Epoch() uint64
	Journal() *journal.Journal
}
