package domain

import "time"

// TicketKind says what a token opens.
type TicketKind string

const (
	PageTicket    TicketKind = "page"    // the unified cashier's page of an order (E7, UNI-1)
	SigningTicket TicketKind = "signing" // the unified cashier's page that makes an agreement (E8)
	PaymentTicket TicketKind = "payment" // a card payment that waits for its code (E10, MPAY-5)
	BindingTicket TicketKind = "binding" // a card's binding that waits for its code (E12, BIND-4)
)

// TicketEnd says why a token opens nothing any more, beside its age.
type TicketEnd string

const (
	TicketOpen     TicketEnd = ""
	TicketReplaced TicketEnd = "replaced"    // a newer one was given out (UNI-5, MPAY-4)
	TicketUsed     TicketEnd = "used"        // the payment has its result, the card is bound (MPAY-9, BIND-4)
	TicketKilled   TicketEnd = "wrong-codes" // the sixth wrong code (MPAY-6)
)

// Terms of tokens and codes. The last instant no longer counts.
const (
	TicketLife = 30 * time.Minute // UNI-1, MPAY-5
	CodeLife   = 5 * time.Minute  // MPAY-7
	MaxCodes   = 6                // MPAY-6: that many wrong codes end the token
)

// SigningPayType is the pay_type of agreements that a signing page makes.
const SigningPayType = "D"

// Ticket is a token that the platform has given out, with the code that was sent by SMS where there is one. Its row is immutable: copy,
// change, insert.
//
//	open ──▶ used       the page's payment, the right code
//	     ├─▶ replaced   a newer ticket for the same order
//	     └─▶ wrong-codes
type Ticket struct {
	Token      string // 32 hex digits
	Kind       TicketKind
	OidPartner string
	UserID     string
	OidPaybill string // of PageTicket and PaymentTicket
	NoOrder    string
	DtOrder    string
	MoneyOrder string // as the request spelled it
	IssuedAt   time.Time
	Ended      TicketEnd

	Code   string    // "" where no code was sent
	CodeAt time.Time // when it was sent
	Wrong  int       // wrong codes so far
	Paying bool      // a payment with the right code is under way (MPAY-11)

	PayType   string
	NoAgree   string      // the agreement that is paid with
	Card      CardDetails // otherwise
	URLReturn string      // of SigningTicket
	Terms     *Terms      // of SigningTicket
	SignType  string      // of SigningTicket: what its return is signed with
}

// Copy returns a ticket that may be changed without touching the stored one.
func (t *Ticket) Copy() *Ticket { c := *t; return &c }

// CodeEnds is the first instant at which the code is too old (MPAY-7).
func (t *Ticket) CodeEnds() time.Time { return t.CodeAt.Add(CodeLife) }

// Lives reports whether the token still opens what it is for.
func (t *Ticket) Lives(now time.Time) bool {
	return t.Ended == TicketOpen && now.Before(t.IssuedAt.Add(TicketLife))
}
