package api

import "encoding/json"

// Order is a payment order. Attempts, Notifications, Refunds and Tickets are there when one order was asked for.
type Order struct {
	OidPaybill   string `json:"oid_paybill"`
	OidPartner   string `json:"oid_partner"`
	NoOrder      string `json:"no_order"`
	DtOrder      string `json:"dt_order"`
	BusinessDate string `json:"business_date"`
	MoneyOrder   string `json:"money_order"` // spelled as first accepted
	ResultPay    string `json:"result_pay"`
	SettleDate   string `json:"settle_date,omitempty"` // once paid
	PayType      string `json:"pay_type,omitempty"`
	BankCode     string `json:"bank_code,omitempty"`

	API         string `json:"api"`                // direct, redirect, web, wap, unified, card, sdk
	NoAgree     string `json:"no_agree,omitempty"` // the agreement that paid it or, before that, that is to pay it
	UserID      string `json:"user_id,omitempty"`
	BusiPartner string `json:"busi_partner,omitempty"`
	NameGoods   string `json:"name_goods,omitempty"`
	InfoOrder   string `json:"info_order,omitempty"`
	NotifyURL   string `json:"notify_url,omitempty"`
	URLReturn   string `json:"url_return,omitempty"`
	SignType    string `json:"sign_type"`
	ValidOrder  int    `json:"valid_order"` // minutes
	PayLoad     string `json:"payLoad,omitempty"`

	CreatedAt Time   `json:"created_at"`
	ExpiresAt Time   `json:"expires_at"` // the first instant it can no longer be paid
	PaidAt    *Time  `json:"paid_at,omitempty"`
	Requests  int    `json:"requests"` // accepted create requests
	Refunded  string `json:"refunded"` // yuan, successful refunds

	Attempts      []Attempt  `json:"attempts,omitzero"`
	Notifications []Delivery `json:"notifications,omitzero"`
	Refunds       []Refund   `json:"refunds,omitzero"`
	Tickets       []Ticket   `json:"tickets,omitempty"` // those that open something
}

// Attempt is one try to pay an order.
type Attempt struct {
	N        int    `json:"n"`
	State    string `json:"state"` // processing, success, failed, timed-out, returned
	PayType  string `json:"pay_type,omitempty"`
	BankCode string `json:"bank_code,omitempty"`
	CardNo   string `json:"card_no,omitempty"`  // masked
	NoAgree  string `json:"no_agree,omitempty"` // the agreement that was paid with, or that the success made
	Code     string `json:"code,omitempty"`     // why it failed
	Message  string `json:"message,omitempty"`  // the code's ret_msg
	Started  Time   `json:"started"`
	Ended    *Time  `json:"ended,omitempty"`
}

// Orders answers GET /orders. Next, given as after, continues the list.
type Orders struct {
	Orders  []Order `json:"orders"`
	Next    string  `json:"next,omitempty"`
	Omitted int     `json:"omitted,omitempty"` // older ones that newest left out
}

// Pay is the body of POST /orders/{oid_paybill}/pay.
type Pay struct {
	Outcome  string    `json:"outcome"` // success, processing, or a failure code
	PayType  string    `json:"pay_type,omitempty"`
	BankCode string    `json:"bank_code,omitempty"`
	After    *Duration `json:"after,omitempty"`  // without it the result is decided at once
	Notify   *bool     `json:"notify,omitempty"` // default true
}

// App is the body of POST /app: what an app hands to LianLian's SDK, and how its payer pays. The answer is what the SDK gives back.
type App struct {
	Request json.RawMessage `json:"request"`           // as the merchant's server signed it, or a token with what the app adds
	Outcome string          `json:"outcome,omitempty"` // success, processing, or a failure code; default the card's own
	PayType string          `json:"pay_type,omitempty"`
	CardNo  string          `json:"card_no,omitempty"` // default the request's own
	After   *Duration       `json:"after,omitempty"`   // without it the result is decided at once
	Notify  *bool           `json:"notify,omitempty"`  // default true
}

// Finish is the late result of an attempt or of a refund: success or a failure code.
type Finish struct {
	Outcome string `json:"outcome"`
}

// Refund is one refund of a payment.
type Refund struct {
	OidRefundno  string `json:"oid_refundno"`
	OidPartner   string `json:"oid_partner"`
	NoRefund     string `json:"no_refund"`
	DtRefund     string `json:"dt_refund"`
	BusinessDate string `json:"business_date"`
	MoneyRefund  string `json:"money_refund"`
	StaRefund    string `json:"sta_refund"`            // 1 processing, 2 success, 3 failed
	SettleDate   string `json:"settle_date,omitempty"` // on success
	NotifyURL    string `json:"notify_url,omitempty"`
	OidPaybill   string `json:"oid_paybill"` // the payment
	NoOrder      string `json:"no_order"`
	Code         string `json:"code,omitempty"` // why it failed
	Message      string `json:"message,omitempty"`
	CreatedAt    Time   `json:"created_at"`
	DoneAt       *Time  `json:"done_at,omitempty"`
}

// Refunds answers GET /refunds.
type Refunds struct {
	Refunds []Refund `json:"refunds"`
	Next    string   `json:"next,omitempty"`
	Omitted int      `json:"omitted,omitempty"` // older ones that newest left out
}
