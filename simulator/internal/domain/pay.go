package domain

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// GatewayTimeout is how long an order stays PROCESSING without a gateway's result (STA-2).
const GatewayTimeout = 3 * time.Minute

// Outcomes of a payment that are not failure codes (PAY-1).
const (
	OutcomeSuccess    = wire.OutcomeSuccess
	OutcomeProcessing = wire.OutcomeProcessing
)

// Payment is what a payer pays with, and what comes of it.
type Payment struct {
	PayType  string
	BankCode string
	CardNo   string // masked
	Outcome  string // success, processing, or a failure code
	After    time.Duration
	Card     *CardDetails // in full, for orders of the products beside aggregate payment
	NoAgree  string       // the agreement that is paid with
}

// DecidePay reports whether an order can be paid at all: it is WAITING, and the user is within the limits.
func DecidePay(m *Merchant, o *Order, usage Usage) Decision {
	switch o.State {
	case Success, Refunded:
		return Refused("STA-6", wire.CodeAlreadyPaid, "order %s is %s: it is paid", o.OidPaybill, o.State)
	case Processing:
		return Refused("STA-6", wire.CodeInProgress, "order %s is PROCESSING: finish attempt %d first", o.OidPaybill, len(o.Attempts))
	case Failure:
		return Refused("STA-4", wire.CodeExpired, "order %s closed at %s when its validity ran out", o.OidPaybill, human.Time(o.ExpiresAt))
	}
	if d := DecideUsage(m.Limits, usage, o.Fen); !d.OK() {
		return d
	}
	return Accepted("PAY-1")
}

// cardAndBank are the pay types the bank cut-over stops (CLR-5): online banking, express cards, verified payment, new verified payment,
// American Express.
var cardAndBank = []string{"1", "8", "9", "2", "3", "D", "P", "27"}

// ByCard reports whether a pay type takes a card number.
func ByCard(payType string) bool { return slices.Contains(cardAndBank[3:], payType) }

// InCutover reports whether a payment meets the banks' day-end cut-over (CLR-5).
func InCutover(w Window, payType string, now time.Time) bool {
	return w.Contains(now) && slices.Contains(cardAndBank, payType)
}

// StartAttempt returns the order with a new attempt, number n, which waits for its gateway.
func StartAttempt(o *Order, p Payment, now time.Time) (next *Order, n int) {
	next = o.Copy()
	n = len(next.Attempts) + 1
	next.Attempts = append(next.Attempts, Attempt{N: n, PayType: p.PayType, BankCode: p.BankCode, CardNo: p.CardNo, State: AttemptProcessing, Started: now,
		Card: p.Card, NoAgree: p.NoAgree})
	next.State = Processing
	return next, n
}

// TimeOut is STA-2: the attempt has had no result for 3 minutes. If the order's validity has run out, it closes (STA-4). It returns false
// where nothing changes.
func TimeOut(o *Order, n int, now time.Time) (*Order, bool) {
	a, ok := o.Attempt(n)
	if !ok || a.State != AttemptProcessing || o.State != Processing {
		return o, false
	}
	next := o.Copy()
	next.Attempts[n-1].State = AttemptTimedOut
	leaveProcessing(next, now)
	return next, true
}

func leaveProcessing(o *Order, now time.Time) {
	o.State = Waiting
	if !now.Before(o.ExpiresAt) {
		o.State = Failure
	}
}

// Expire is STA-4: an order whose validity has run out closes, unless a payment is under way.
func Expire(o *Order, now time.Time) (*Order, bool) {
	if o.State != Waiting || now.Before(o.ExpiresAt) {
		return o, false
	}
	next := o.Copy()
	next.State = Failure
	return next, true
}

// FinishAttempt is a gateway's result for an open attempt; an empty code is success. It returns the order as it becomes and the
// rule: PAY-1 a payment, RTY-4 a failed attempt that leaves the order payable, STA-3 a success that came too late and whose
// money went back to the payer. Success puts the settle date (CLR-1).
func FinishAttempt(o *Order, n int, code wire.Code, cutoff string, now time.Time) (*Order, string) {
	next := o.Copy()
	a := &next.Attempts[n-1]
	awaited := next.State == Processing && a.State == AttemptProcessing
	a.Ended = now
	if code != "" {
		a.State, a.Code = AttemptFailed, code
		if awaited {
			leaveProcessing(next, now)
		}
		return next, "RTY-4"
	}
	if next.State != Waiting && next.State != Processing {
		a.State = AttemptReturned
		return next, "STA-3"
	}
	a.State = AttemptSuccess
	next.State = Success
	next.PaidAt, next.SettleDate = now, SettleDate(now, cutoff)
	next.PaidPayType, next.PaidBankCode = a.PayType, a.BankCode
	return next, "PAY-1"
}

// ByBank reports whether a pay type goes through a bank and so has a bank_code.
func ByBank(payType string) bool { return slices.Contains(cardAndBank, payType) }
