package domain

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// DecideAgreement reports whether a user can pay with an agreement; a is nil where there is none with that number. payType is the one the
// payment must have, "" where the agreement's own counts. rule is the product's: WEB-7 or MPAY-13.
func DecideAgreement(rule, oidPartner, userID, noAgree, payType string, a *Agreement) Decision {
	var reason message.Message
	switch {
	case a == nil:
		reason = message.New("there is no agreement %s", noAgree)
	case a.OidPartner != oidPartner:
		reason = message.New("agreement %s is another merchant's", noAgree)
	case a.UserID != userID:
		reason = message.New("agreement %s belongs to user %s, and the request is for user %s", noAgree, a.UserID, userID)
	case !a.Bound():
		reason = message.New("agreement %s has been unbound", noAgree)
	case payType != "" && payType != a.PayType:
		reason = message.New("agreement %s has pay_type %s, and the request says %s", noAgree, a.PayType, payType)
	default:
		return Accepted(rule)
	}
	return Refused(rule, wire.CodeNotBound, "%s", reason)
}

// DecidePerson is BIND-1: a user is one person. bound are the user's agreements; those that were unbound do not count.
func DecidePerson(bound []*Agreement, userID string, c CardDetails) Decision {
	for _, a := range bound {
		switch {
		case !a.Bound():
		case a.Card.AcctName != "" && c.AcctName != "" && a.Card.AcctName != c.AcctName:
			return Refused("BIND-1", wire.CodeOtherPerson, "user %s has bound cards of %s, and this request names %s: give one user_id to one person", userID, a.Card.AcctName, c.AcctName)
		case a.Card.IDNo != "" && c.IDNo != "" && !strings.EqualFold(a.Card.IDNo, c.IDNo):
			return Refused("BIND-1", wire.CodeOtherPerson, "user %s has bound cards of another id_no than this request's: give one user_id to one person", userID)
		}
	}
	return Accepted("BIND-1")
}

// BoundTo returns the agreement by which a card is bound with a pay type, or nil.
func BoundTo(bound []*Agreement, number, payType string) *Agreement {
	for _, a := range bound {
		if a.Bound() && a.Card.Number == number && a.PayType == payType {
			return a
		}
	}
	return nil
}

// DecideBinding is BIND-2: a card is bound once to a user with a pay type.
func DecideBinding(bound []*Agreement, userID, payType string, c CardDetails) Decision {
	if a := BoundTo(bound, c.Number, payType); a != nil {
		return Refused("BIND-2", wire.CodeBoundBefore, "user %s has bound this card with pay_type %s before: no_agree %s", userID, payType, a.NoAgree)
	}
	return Accepted("BIND-2")
}
