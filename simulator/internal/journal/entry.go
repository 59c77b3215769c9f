package journal

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Kind says what an entry records.
type Kind string

// The kinds of entries, as they stand in the control API.
const (
	KindRequest  Kind = "request"  // what a merchant or payer sent
	KindDecision Kind = "decision" // what a rule decided about it
	KindAnswer   Kind = "answer"   // what was sent back
	KindState    Kind = "state"    // an order, attempt or refund that changed
	KindDelivery Kind = "delivery" // one attempt of a notification, with the merchant's answer
	KindOperator Kind = "operator" // a call of the control API or the console that changed something
	KindFault    Kind = "fault"    // a fault that was applied
	KindClock    Kind = "clock"    // platform time moved or set
	KindFile     Kind = "file"     // a clearing file written, replaced or removed
)

// Kinds lists every kind, in the order in which lists of choices show them.
var Kinds = []Kind{KindRequest, KindDecision, KindAnswer, KindState, KindDelivery, KindOperator, KindFault, KindClock, KindFile}

// KindNames lists every kind as text.
func KindNames() []string {
	names := make([]string, len(Kinds))
	for i, k := range Kinds {
		names[i] = string(k)
	}
	return names
}

// Subject is what an entry is about, as far as it is known: the merchant, its number of the order, and the platform's number of it.
type Subject struct {
	OidPartner string
	NoOrder    string
	OidPaybill string
}

// Entry is one thing that happened. Fields that do not apply are zero. The functions below make the entries of each kind.
type Entry struct {
	ID      uint64    // given by Append
	At      time.Time // platform time; Append sets it where it is zero
	Kind    Kind
	Request uint64 // id of the request entry this belongs to
	Subject
	Rule string          // the rule that decided, e.g. IDN-5
	Code string          // ret_code, verdict, new state or effect
	Text message.Message // one sentence for people
	Data Detail          // nil where the text says everything

	size int // bytes that the entry keeps alive, counted against the journal's bound
}

// Requested makes the entry of what a merchant or a payer sent.
func Requested(about Subject, text message.Message, d Detail) Entry {
	return Entry{Kind: KindRequest, Subject: about, Text: text, Data: d}
}

// Decided makes the entry of a decision. code is a ret_code, or "" where something was only found out. The
// entry keeps nothing of the request alive that its sentence quotes.
func Decided(about Subject, rule, code string, text message.Message) Entry {
	return Entry{Kind: KindDecision, Subject: about, Rule: rule, Code: code, Text: text.Settled()}
}

// Changed makes the entry of the new state of an order or a refund.
func Changed(about Subject, rule, state string, text message.Message) Entry {
	return Entry{Kind: KindState, Subject: about, Rule: rule, Code: state, Text: text}
}

// Delivered makes the entry of an attempt of a notification with its verdict.
func Delivered(about Subject, rule, verdict string, text message.Message, d Delivery) Entry {
	return Entry{Kind: KindDelivery, Subject: about, Rule: rule, Code: verdict, Text: text, Data: d}
}

// Undelivered makes the entry of a due notification for which nothing is sent.
func Undelivered(text message.Message) Entry { return Entry{Kind: KindDelivery, Text: text} }

// Operated makes the entry of an operator's call that changed something. about is empty where it concerns the sandbox. o may be nil.
func Operated(about Subject, text message.Message, o Detail) Entry {
	return Entry{Kind: KindOperator, Subject: about, Text: text, Data: o}
}

// Called makes the entry of a call of an operator who is known by name, before what it leads to.
func Called(name, method, path string) Entry {
	return Entry{Kind: KindOperator, Text: message.New("%s: %s %s", name, method, path), Data: Operator{Name: name, Method: method, Path: path}}
}

// FaultApplied makes the entry of that a fault met a message with its effect.
func FaultApplied(about Subject, effect string, text message.Message) Entry {
	return Entry{Kind: KindFault, Subject: about, Code: effect, Text: text}
}

// ClockMoved makes the entry of that the operator moved or set platform time.
func ClockMoved(text message.Message, to time.Time) Entry {
	return Entry{Kind: KindClock, Text: text, Data: Move{to}}
}

// FileChanged makes the entry of that a merchant's clearing file was written, replaced or removed.
// o is the operator's call, nil where the platform wrote the file.
func FileChanged(oidPartner, rule string, text message.Message, o Detail) Entry {
	return Entry{Kind: KindFile, Subject: Subject{OidPartner: oidPartner}, Rule: rule, Text: text, Data: o}
}
