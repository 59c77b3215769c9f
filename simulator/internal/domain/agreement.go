package domain

import "time"

// Agreement is a card that a user has bound with a merchant: no_agree (BIND-1 to BIND-3, WEB-9). It is its own state: orders come and
// go, an agreement stays until it is unbound. Rows are immutable: copy, change, insert.
type Agreement struct {
	NoAgree    string // platform date and 8 digits
	OidPartner string
	UserID     string
	PayType    string
	Card       CardDetails
	CreatedAt  time.Time
	UnboundAt  time.Time // zero while it is bound
}

// Bound reports whether the agreement can be paid with.
func (a *Agreement) Bound() bool { return a.UnboundAt.IsZero() }

// Copy returns an agreement that may be changed without touching the stored one.
func (a *Agreement) Copy() *Agreement { c := *a; return &c }

// CardDetails are a card and the person it belongs to.
type CardDetails struct {
	Number   string // in full
	BankCode string
	Kind     string // 2 debit, 3 credit; "" unknown
	AcctName string
	IDType   string // "0" identity card
	IDNo     string
	BindMob  string
}
