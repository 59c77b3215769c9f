package api

import "encoding/json"

// Entry is one thing that happened: a request, an answer, a delivery, a decision, an act of the operator.
type Entry struct {
	ID         uint64          `json:"id"` // grows, also over reset and restore
	At         Time            `json:"at"`
	Kind       string          `json:"kind"`
	Request    uint64          `json:"request,omitempty"` // the entry of the request this belongs to (X-Sim-Request)
	OidPartner string          `json:"oid_partner,omitempty"`
	NoOrder    string          `json:"no_order,omitempty"`
	OidPaybill string          `json:"oid_paybill,omitempty"`
	Rule       string          `json:"rule,omitempty"` // that decided, e.g. IDN-5
	Code       string          `json:"code,omitempty"` // ret_code
	Text       string          `json:"text,omitempty"`
	Data       json.RawMessage `json:"data,omitempty"` // depends on the kind
}

// Journal answers GET /journal. Next, given as after, continues the list.
type Journal struct {
	Entries []Entry `json:"entries"`
	Last    uint64  `json:"last"` // id of the newest entry of all kinds, 0 before the first one: what comes later has a greater id
	Next    string  `json:"next,omitempty"`
	Omitted int     `json:"omitted,omitempty"` // older ones that newest left out
}
