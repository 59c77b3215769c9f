package domain

import (
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// SentText is a request as text that a repetition can be compared with: each field that a repetition must bring again on a line (UNI-6).
func SentText(f wire.Fields) string {
	var lines []string
	for _, x := range f.Without("sign", "time_stamp", "timestamp") {
		if x.Value != "" {
			lines = append(lines, x.Name+"="+x.Value)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// DecideSame is UNI-6: under retry_fields same, a repeated request brings the same fields as the newest one before it.
func DecideSame(m *Merchant, known *Order, c Create) Decision {
	if m.RetryFields != choice.RetrySame || c.API != Unified || known.API != Unified || known.Terms == nil || known.Terms.Sent == "" {
		return Accepted("UNI-6")
	}
	if differ := differing(known.Terms.Sent, c.Terms.Sent); len(differ) > 0 {
		return Refused("UNI-6", wire.CodeDuplicate, "order %s is known with another %s: with retry_fields same, a repeated request brings the same fields", c.NoOrder, strings.Join(differ, ", "))
	}
	return Accepted("UNI-6")
}

// differing returns the names of the fields in which two requests differ, in the order of the names.
func differing(before, now string) []string {
	values := func(text string) map[string]string {
		all := map[string]string{}
		for line := range strings.SplitSeq(text, "\n") {
			name, value, _ := strings.Cut(line, "=")
			all[name] = value
		}
		return all
	}
	a, b := values(before), values(now)
	var names []string
	for name, value := range a {
		if b[name] != value {
			names = append(names, name)
		}
	}
	for name, value := range b {
		if _, both := a[name]; !both && value != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// DecidePageTicket reports whether a token opens the unified cashier's page (UNI-1, UNI-5, UNI-10); t is nil where it is not known. The
// page of an order that is not payable any more shows what became of it, so that only the token itself counts here.
func DecidePageTicket(t *Ticket, now time.Time) Decision {
	dead := func(rule string, text message.Text, args ...any) Decision {
		return Refused(rule, wire.CodeDeadToken, text, args...)
	}
	switch {
	case t == nil, t.Kind != PageTicket && t.Kind != SigningTicket:
		return dead("UNI-10", "no page has this token")
	case t.Ended == TicketUsed && t.Kind == SigningTicket && now.Before(t.IssuedAt.Add(TicketLife)): // its page shows the agreement
	case t.Ended == TicketReplaced:
		return dead("UNI-5", "a newer token was given out for order %s when its bill was created again: open the newest gateway_url", t.NoOrder)
	case t.Ended != TicketOpen:
		return dead("UNI-1", "the token has been used")
	case !now.Before(t.IssuedAt.Add(TicketLife)):
		return dead("UNI-1", "the token was valid for 30 minutes, until %s: create the bill again", human.Time(t.IssuedAt.Add(TicketLife)))
	}
	return Accepted("UNI-1")
}

// ReturnLayout returns how the payer's browser takes the agreement of a signing to url_return: as an order's result (UNI-4).
func (t *Ticket) ReturnLayout() ReturnLayout {
	if t.Terms != nil && t.Terms.Channel == "2" {
		return ReturnFields
	}
	return ReturnDocument
}

// DecideSigningCard judges the card that a payer has entered on a signing page, with the code that was sent for it (PAY-2).
func DecideSigningCard(c CardDetails, code string) Decision {
	switch {
	case c.BankCode == "":
		return Refused("PAY-2", wire.CodeBadCard, "no bank is known for this card: use one of the test cards")
	case code != wire.SMSCode:
		return Refused("PAY-2", wire.CodeBadSMS, "the test code is %s", wire.SMSCode)
	}
	return Accepted("PAY-2")
}
