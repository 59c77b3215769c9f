package journal

import (
	"encoding/json"
	"time"
)

// Call names what somebody outside the platform did beside sending a merchant's request: the operator, or a payer at the cashier.
type Call string

// The calls that an Operation records, with the members it has.
const (
	CallPay             Call = "pay"              // outcome; pay_type and bank_code where they are not what the order stands for; after, notify
	CallFinishAttempt   Call = "finish-attempt"   // n, outcome
	CallFinishRefund    Call = "finish-refund"    // oid_refundno, outcome
	CallRefund          Call = "refund"           // the fields of the merchant's request for which the operator asked
	CallNotify          Call = "notify"           // variant, set.FIELD, unset, sign, copies, parallel, url
	CallResend          Call = "resend"           // notification, n: which of its deliveries
	CallAddFault        Call = "add-fault"        // the members of a new fault
	CallRemoveFault     Call = "remove-fault"     // id
	CallSetProfile      Call = "set-profile"      // a Profile
	CallAddMerchant     Call = "add-merchant"     // a Profile
	CallRemoveMerchant  Call = "remove-merchant"  // no member: the subject names the merchant
	CallBind            Call = "bind"             // user_id, pay_type and the card's members
	CallUnbind          Call = "unbind"           // no_agree
	CallTakeSnapshot    Call = "take-snapshot"    // name
	CallRestoreSnapshot Call = "restore-snapshot" // name
	CallDeleteSnapshot  Call = "delete-snapshot"  // name
	CallReset           Call = "reset"            // no member
	CallReplaceFile     Call = "replace-file"     // name, content
	CallRemoveFile      Call = "remove-file"      // name
)

// Operation is the detail of an act of the operator or of a payer: all that is needed to do the same again. A member that has its default
// is left out. Names and values are those of the control API, values as text; a member of a member has a name with a point.
type Operation struct {
	Call    Call
	Members []Member
	Profile Profile // of the calls that set one
}

// Member is one name and value.
type Member struct{ Name, Value string }

// Profile is a merchant before and after a change. The journal does not look into either: each is a *domain.Merchant, nil where there was
// none.
type Profile struct{ Before, After any }

// Get returns the value of a member, or "".
func (o Operation) Get(name string) string {
	for _, m := range o.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return ""
}

// With returns the operation with one more member, which is left out when its value is empty.
func (o Operation) With(name, value string) Operation {
	if value != "" {
		o.Members = append(o.Members, Member{name, value})
	}
	return o
}

// MarshalJSON writes the call and its members. Profiles hold keys, and are shown by the calls that are for them.
func (o Operation) MarshalJSON() ([]byte, error) {
	members := make(map[string]string, len(o.Members))
	for _, m := range o.Members {
		members[m.Name] = m.Value
	}
	return json.Marshal(struct {
		Call Call              `json:"call"`
		With map[string]string `json:"with,omitempty"`
	}{o.Call, members})
}

// Move is the detail of a change of platform time by the operator.
type Move struct {
	To time.Time `json:"to"`
}

// RefundState is the detail of a refund's new state.
type RefundState struct {
	OidRefundno string `json:"oid_refundno"`
}

func (Operation) isDetail()   {}
func (Move) isDetail()        {}
func (RefundState) isDetail() {}

func (o Operation) size() (n int) {
	for _, m := range o.Members {
		n += len(m.Name) + len(m.Value)
	}
	return n
}
