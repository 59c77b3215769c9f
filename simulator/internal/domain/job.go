package domain

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// JobKind is what a job does when it is due. Jobs due at the same moment run in the order of these constants, then by
// creation (rules section 5).
type JobKind uint8

// The kinds, in their order at one moment.
const (
	GatewayResult JobKind = iota + 1
	ProcessingTimeout
	Expiry
	RefundResult
	ClearingFile
	NotificationAttempt
)

// String names the kind for the journal.
func (k JobKind) String() string { return string(k.name()) }

// In names the kind in a language.
func (k JobKind) In(lang message.Lang) string { return k.name().In(lang) }

func (k JobKind) name() message.Text {
	return [...]message.Text{"", "gateway result", "processing timeout", "expiry", "refund result", "clearing file", "notification"}[k]
}

// Job is something that happens at a platform time; the table of jobs is the only thing that makes the future happen.
type Job struct {
	ID      uint64
	Due     time.Time
	Kind    JobKind
	Subject string // oid_paybill, oid_refundno, notification id, or settle date
	N       int    // attempt number, for gateway results and timeouts
	Outcome string // for results: success or a code
	Met     bool   // for notifications: the faults have been matched, since it is about to be sent
	Fault   *Fault // the one that applies, nil without one
	During  uint64 // number of the advance during which a request led to it, 0 for none
}
