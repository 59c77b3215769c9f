package api

// NewFault is the body of POST /faults.
type NewFault struct {
	At     string            `json:"at"`              // of choice.FaultPoints
	Match  map[string]string `json:"match,omitempty"` // wire field to glob; all must hold
	Effect string            `json:"effect"`          // of choice.EffectsAt
	Value  Value             `json:"value,omitempty"` // of status, delay, code, garbage, variant

	// Of the effect variant, before signing; a null writes JSON null.
	Set   map[string]*string `json:"set,omitempty"`
	Unset []string           `json:"unset,omitempty"`

	Times       *int     `json:"times,omitempty"`       // default 1; 0 for ever
	Probability *float64 `json:"probability,omitempty"` // 0 < p <= 1; default 1
	Seed        uint64   `json:"seed,omitempty"`        // of the probability
}

// Fault is a disturbance as it stands.
type Fault struct {
	ID     uint64            `json:"id"`
	At     string            `json:"at"`
	Match  map[string]string `json:"match,omitempty"`
	Effect string            `json:"effect"`
	Value  string            `json:"value,omitempty"`

	Set   map[string]*string `json:"set,omitempty"`
	Unset []string           `json:"unset,omitempty"`

	Times       int     `json:"times"`
	Probability float64 `json:"probability"`
	Seed        uint64  `json:"seed,omitempty"`
	Seen        uint64  `json:"seen"`   // requests it matched
	Struck      int     `json:"struck"` // how often it took effect
	CreatedAt   Time    `json:"created_at"`
}

// Faults answers GET /faults, oldest first: of several that match the first wins.
type Faults struct {
	Faults []Fault `json:"faults"`
}
