package domain

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// OrderState is a payment's result_pay.
type OrderState string

// The five values of result_pay (STA-1).
const (
	Waiting    OrderState = "WAITING"
	Processing OrderState = "PROCESSING"
	Success    OrderState = "SUCCESS"
	Refunded   OrderState = "REFUND"
	Failure    OrderState = "FAILURE"
)

// API is the interface an order was placed through.
type API string

// The interfaces that accept orders: those of aggregate payment (protocol sections 4 and 5), and the other products (products-in).
const (
	Direct   API = "direct"
	Redirect API = "redirect"
	Web      API = "web"     // web cashier (E1, E2)
	Wap      API = "wap"     // H5 cashier (E4, E5)
	Unified  API = "unified" // bill with a page (E7)
	Card     API = "card"    // card payment on the merchant's server (E10)
	SDK      API = "sdk"     // the app's SDK (SDK-3)
)

// APIs lists all interfaces, in the order in which lists of choices show them.
var APIs = []API{Redirect, Direct, Web, Wap, Unified, Card, SDK}

// Order is a payment order as the platform keeps it. Rows are immutable: copy, change, insert.
type Order struct {
	OidPaybill   string
	OidPartner   string
	NoOrder      string
	DtOrder      string // of the first acceptance (RTY-2)
	BusinessDate Date   // yyyyMMdd, the date part of DtOrder
	MoneyOrder   string // spelled as first accepted (RTY-2)
	Fen          int64
	ValidOrder   int // minutes, as first accepted (RTY-6)

	API          API
	UserID       string
	BusiPartner  string
	NameGoods    string
	InfoOrder    string
	NotifyURL    string
	URLReturn    string
	URLOrder     string // the merchant's own page of the order
	AcctName     string // the payer as the merchant knows him, for verified payment
	IDNo         string
	PayType      string // of the newest accepted request
	BankCode     string
	SignType     string // of the newest accepted request (NTF-1)
	ShareingData string
	Payload      string // payLoad of the newest accepted request

	State     OrderState
	CreatedAt time.Time
	ExpiresAt time.Time // the first instant at which it can no longer be paid (STA-4)
	Requests  int       // accepted create requests, the first included
	Attempts  []Attempt
	ExpiryJob uint64 // the job that closes it

	// Set once, when the payment succeeds (CLR-1).
	PaidAt       time.Time
	SettleDate   Date
	PaidPayType  string
	PaidBankCode string
	FeeFen       int64
	RefundedFen  int64 // successful refunds
	ReservedFen  int64 // refunds that have neither succeeded nor failed

	ReturnedAt time.Time // when the payer's browser took the synchronous notification, which it does by itself once

	Terms *Terms // of the newest accepted request; nil for aggregate payment. It is never changed, only replaced.
}

// AttemptState is where one payment attempt stands.
type AttemptState string

// An attempt waits for its gateway, then has a result. TimedOut may still get one (STA-2); Returned is a success that came
// when the order could no longer take it: the money went back to the payer (STA-3).
const (
	AttemptProcessing AttemptState = "processing"
	AttemptSuccess    AttemptState = "success"
	AttemptFailed     AttemptState = "failed"
	AttemptTimedOut   AttemptState = "timed-out"
	AttemptReturned   AttemptState = "returned"
)

// Attempt is one try of a payer to pay an order. Attempts are numbered from 1 and kept (RTY-4).
type Attempt struct {
	N        int
	PayType  string
	BankCode string
	CardNo   string // masked
	State    AttemptState
	Code     wire.Code // why it failed
	Started  time.Time
	Ended    time.Time // zero while it has no result
	NoNote   bool      // its success is not notified
	Timeout  uint64    // the job that ends PROCESSING

	Card    *CardDetails // in full, for the agreement that a success makes (WEB-9); nil for aggregate payment and other means
	NoAgree string       // the agreement that was paid with, or that the success made
}

// Open reports whether the gateway's result of the attempt is still to come.
func (a Attempt) Open() bool { return a.State == AttemptProcessing || a.State == AttemptTimedOut }

// LastFailure is the reason of the last failed attempt, for the query's memo, or "".
func (o *Order) LastFailure() wire.Code {
	for _, a := range slices.Backward(o.Attempts) {
		if a.State == AttemptFailed {
			return a.Code
		}
	}
	return ""
}

// Attempt returns attempt n.
func (o *Order) Attempt(n int) (Attempt, bool) {
	if n < 1 || n > len(o.Attempts) {
		return Attempt{}, false
	}
	return o.Attempts[n-1], true
}

// Copy returns an order that may be changed without touching the stored one.
func (o *Order) Copy() *Order {
	c := *o
	c.Attempts = slices.Clone(o.Attempts)
	return &c
}

// RefundState is a refund's sta_refund.
type RefundState string

// The values of sta_refund (protocol section 8) but 0, which is never shown, since a refund is processed from its acceptance (RFD-8).
const (
	RefundProcessing RefundState = "1"
	RefundSuccess    RefundState = "2"
	RefundFailed     RefundState = "3"
)

// Refund is one refund of a payment.
type Refund struct {
	OidRefundno  string
	OidPartner   string
	NoRefund     string
	DtRefund     string
	BusinessDate Date
	MoneyRefund  string // spelled as first accepted
	Fen          int64
	NotifyURL    string
	SignType     string

	OidPaybill string // the payment
	NoOrder    string

	State      RefundState
	Code       wire.Code // why it failed
	CreatedAt  time.Time
	DoneAt     time.Time
	SettleDate Date // when it succeeded
	FeeFen     int64
}

// Copy returns a refund that may be changed without touching the stored one.
func (r *Refund) Copy() *Refund { c := *r; return &c }

// field is an order's value under its wire name, for matching.
func (o *Order) field(name string) string {
	switch name {
	case "user_id":
		return o.UserID
	case "money_order":
		return o.MoneyOrder
	case "name_goods":
		return o.NameGoods
	case "no_order":
		return o.NoOrder
	case "pay_type":
		return o.PayType
	}
	return ""
}

// AutomaticPaymentFields are the wire names an automatic payment can match on (PAY-3).
var AutomaticPaymentFields = []string{"user_id", "money_order", "name_goods", "no_order", "pay_type"}
