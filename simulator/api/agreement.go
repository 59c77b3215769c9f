package api

// Agreement is a card that a user has bound with a merchant.
type Agreement struct {
	NoAgree    string `json:"no_agree"`
	OidPartner string `json:"oid_partner"`
	UserID     string `json:"user_id"`
	PayType    string `json:"pay_type"`
	CardNo     string `json:"card_no"` // masked
	BankCode   string `json:"bank_code,omitempty"`
	CardType   string `json:"card_type,omitempty"` // 2 debit, 3 credit
	AcctName   string `json:"acct_name,omitempty"`
	IDType     string `json:"id_type,omitempty"`
	IDNo       string `json:"id_no,omitempty"`
	BindMob    string `json:"bind_mob,omitempty"`
	Bound      bool   `json:"bound"`
	CreatedAt  Time   `json:"created_at"`
	UnboundAt  *Time  `json:"unbound_at,omitempty"`
}

// Agreements answers GET /agreements. Next, given as after, continues the list.
type Agreements struct {
	Agreements []Agreement `json:"agreements"`
	Tickets    []Ticket    `json:"tickets,omitzero"` // bindings that wait for their code, with the first page
	Next       string      `json:"next,omitempty"`
	Omitted    int         `json:"omitted,omitempty"` // older ones that newest left out
}

// NewAgreement is the body of POST /agreements.
type NewAgreement struct {
	OidPartner string `json:"oid_partner"`
	UserID     string `json:"user_id"`
	CardNo     string `json:"card_no"`
	PayType    string `json:"pay_type,omitempty"` // default: the card's kind
	AcctName   string `json:"acct_name,omitempty"`
	IDType     string `json:"id_type,omitempty"`
	IDNo       string `json:"id_no,omitempty"`
	BindMob    string `json:"bind_mob,omitempty"`
}

// Ticket is a token that opens something: a page, or a payment or binding that waits for its code.
type Ticket struct {
	Token      string `json:"token"`
	Kind       string `json:"kind"` // page, signing, payment, binding
	OidPartner string `json:"oid_partner"`
	UserID     string `json:"user_id,omitempty"`
	NoOrder    string `json:"no_order,omitempty"`
	Until      Time   `json:"until"`                // the first instant at which the token opens nothing
	Code       string `json:"code,omitempty"`       // that was sent by SMS
	CodeUntil  *Time  `json:"code_until,omitempty"` // the first instant at which the code is too old
	Wrong      int    `json:"wrong,omitempty"`      // wrong codes so far
}
