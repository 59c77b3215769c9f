package platformapi

import (
	"net/http"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Endpoint is one thing the platform can be asked: what both sides know of it, and what the platform does with a request.
type Endpoint struct {
	wire.Endpoint
	Source     func(*Request) domain.Decision // CHK-3 for where a request comes from: AllowedIPs or AllowedDomains
	FaultPoint choice.FaultPoint              // which faults meet its requests
	Decide     func(*Request) Verdict         // CHK-7, for a request that has passed CHK-1 to CHK-6
	Answer     Answer                         // SignedJSON or CashierPage
	Echoed     []string                       // fields of the request that a refusal repeats, unless it is bare
}

// Request is what a decision may look at. Merchant is known from CHK-2 on.
type Request struct {
	HTTP     *http.Request
	Journal  journal.Writer // of what comes of the request
	Sandbox  Platform
	ID       string // of the sandbox
	Merchant *domain.Merchant
	Fields   wire.Fields
	BaseURL  string // of the sandbox, for links in answers

	// Now is platform time when the request had been read. The checks and what an answer says of the request's moment use it; a decision
	// inside a transaction uses the transaction's own, later moment, which is also when the order is placed.
	Now time.Time
}

// Verdict is what came of a request: the decision and, where it was accepted, the answer's fields without ret_code, ret_msg,
// oid_partner and signature.
type Verdict struct {
	domain.Decision
	Answer wire.Fields
	Order  *domain.Order // that was placed
	Settle func()        // brings about the result before the answer goes out, for the fault before-reply
	Noted  bool          // the decision is in the journal already, before what it led to
}

// Answer writes the answer to a request: the header it needs, and the body it returns.
type Answer func(x *exchange, w http.ResponseWriter, v Verdict) []byte
