package domain

import (
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Decision is what the platform decided and by which rule. The rule id ends up in the answer's X-Sim-Rule, the journal and
// the names of tests.
type Decision struct {
	Rule   string
	Code   wire.Code
	Field  string          // for 1004: the field it names
	Reason message.Message // one sentence for X-Sim-Reason, in English, and the journal
}

// LimitRule stands where a decision has the id of its rule, for one that a limit of the simulator makes: LianLian has no such rule.
const LimitRule = "limit"

// OK reports whether the request was accepted. A code that was sent by SMS is a step on the way (MPAY-2).
func (d Decision) OK() bool { return d.Code == wire.CodeSuccess || d.Code == wire.CodeSMSSent }

// Refusal returns why the request was refused, nothing where it was accepted.
func (d Decision) Refusal() message.Message {
	if d.OK() {
		return message.Message{}
	}
	return d.Reason
}

// Accepted is a decision for a request, by a rule.
func Accepted(rule string) Decision { return Decision{Rule: rule, Code: wire.CodeSuccess} }

// Refused is a decision against a request, with its reason.
func Refused(rule string, code wire.Code, text message.Text, args ...any) Decision {
	return Decision{Rule: rule, Code: code, Reason: message.New(text, args...)}
}

// BadField is a 1004 that names a field.
func BadField(rule, field string, text message.Text, args ...any) Decision {
	return Decision{Rule: rule, Code: wire.CodeBadField, Field: field, Reason: message.New(text, args...)}
}
