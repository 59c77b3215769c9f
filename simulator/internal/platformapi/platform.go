package platformapi

import (
	"context"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// CardPaid is what came of a card payment, for the package of that product, which knows no engine.
type CardPaid = engine.CardPaid

// Code is what a merchant's server brings to pay with a code, for that package.
type Code = engine.Code

// Platform is what the endpoints ask of a sandbox.
type Platform interface {
	Create(request uint64, m *domain.Merchant, c domain.Create) engine.Created
	CreateBill(request uint64, m *domain.Merchant, c domain.Create) (engine.Created, *domain.Ticket)
	CreateSigning(request uint64, s domain.Ticket) *domain.Ticket
	Prepay(request uint64, m *domain.Merchant, c domain.Create) engine.CardPaid
	PayWithCode(request uint64, m *domain.Merchant, c engine.Code) engine.CardPaid
	Bind(request uint64, m *domain.Merchant, x domain.Ticket) engine.CardBound
	BindWithCode(request uint64, m *domain.Merchant, token, userID, noOrder, code string) engine.CardBound
	Pay(oidPaybill string, p domain.Payment, notify bool) (*domain.Order, domain.Decision)
	Agreement(noAgree string) *domain.Agreement
	Ticket(token string) (*domain.Ticket, time.Time)
	Sign(token string, c domain.CardDetails) (*domain.Agreement, domain.Decision)
	SigningReturn(x *domain.Ticket) wire.Fields
	FindPayment(oidPartner string, n domain.Name) (domain.Decision, *domain.Order)
	Refund(request uint64, m *domain.Merchant, r domain.RefundRequest) (domain.Decision, *domain.Refund)
	FindRefund(oidPartner string, n domain.RefundName) (domain.Decision, *domain.Refund)

	Now() time.Time
	Merchant(oidPartner string) *domain.Merchant
	Signer(m *domain.Merchant) sign.Signer
	OtherKeys(m *domain.Merchant) []sign.NamedKeys
	OpenPayload(payload string) ([]byte, error)

	MatchFault(request uint64, at choice.FaultPoint, f wire.Fields) *domain.Fault
	PayAndDeliver(ctx context.Context, oidPaybill string)
	RefundAndDeliver(ctx context.Context, oidRefundno string)

	Journal() *journal.Journal
	WakeIfDue()
}
