package domain

import "time"

// Fault is a disturbance the operator asked for at one point of the platform.
type Fault struct {
	ID          uint64
	At          string            // accept, query, refund, notify, return
	Match       map[string]string // wire field to glob; all must hold
	Effect      string
	Value       string
	Times       int     // 0 for ever
	Probability float64 // 0 or 1: always
	Seed        uint64
	Seen        uint64 // requests it matched
	Struck      int    // how often it took effect
	CreatedAt   time.Time
}
