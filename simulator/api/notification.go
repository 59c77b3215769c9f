package api

// Delivery is one attempt to deliver a notification.
type Delivery struct {
	Notification uint64            `json:"notification"` // id of the message
	Number       int               `json:"number"`       // 1 to 30; 0 for one the operator sent (NTF-5)
	Kind         string            `json:"kind"`         // payment, refund
	Due          *Time             `json:"due,omitempty"`
	At           Time              `json:"at"`
	OidPartner   string            `json:"oid_partner"`
	NoOrder      string            `json:"no_order,omitempty"`
	OidPaybill   string            `json:"oid_paybill,omitempty"`
	OidRefundno  string            `json:"oid_refundno,omitempty"`
	URL          string            `json:"url"`
	Request      DeliveryRequest   `json:"request"`
	Response     *DeliveryResponse `json:"response,omitempty"` // when there was one
	Verdict      string            `json:"verdict"`            // acknowledged, refused, timeout, unreachable, bad-status, bad-body
	Reason       string            `json:"reason,omitempty"`
	Lenient      []string          `json:"lenient,omitempty"` // what was taken in the answer though JSON does not allow it: bom, single-quotes, unquoted-names (NTF-3)
	DurationMS   int64             `json:"duration_ms"`       // real time
	Variant      string            `json:"variant,omitempty"`
}

// DeliveryRequest is what was sent.
type DeliveryRequest struct {
	ContentType string `json:"content_type"`
	Body        string `json:"body"`
}

// DeliveryResponse is what the merchant answered; a body beyond 64 KiB is cut (NTF-6).
type DeliveryResponse struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// Notifications answers GET /notifications (Next continues the list) and POST /orders/{oid_paybill}/notifications.
type Notifications struct {
	Notifications []Delivery `json:"notifications"`
	Next          string     `json:"next,omitempty"`
	Omitted       int        `json:"omitted,omitempty"` // older ones that newest left out
}

// Notify is the body of POST /orders/{oid_paybill}/notifications: send now, outside the 30. Set and Unset come before signing.
type Notify struct {
	Variant  string             `json:"variant,omitempty"` // of choice.Variants; default same
	Set      map[string]*string `json:"set,omitempty"`     // a null writes JSON null
	Unset    []string           `json:"unset,omitempty"`
	Sign     string             `json:"sign,omitempty"`     // of choice.Signings; default good
	Copies   int                `json:"copies,omitempty"`   // default 1
	Parallel bool               `json:"parallel,omitempty"` // all copies at the same instant
	URL      string             `json:"url,omitempty"`      // instead of the order's
}
