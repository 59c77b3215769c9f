package receiver

import (
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Message is what came to a receiver, with what a good merchant makes of it and what it was answered.
type Message struct {
	ID          uint64 // given by Box.Add
	At          time.Time
	Method      string
	ContentType string
	Agent       string // the sender's User-Agent
	Query       string // of the address, as it came
	Body        []byte // as it came
	Kind        choice.MessageKind
	Fields      wire.Fields // the signed message; nil where there is none or it cannot be read

	Verdict choice.MessageVerdict
	Reason  message.Message // why it is not genuine, one sentence; zero for a genuine one
	Report  *sign.Report    // of a signature that does not verify, else nil

	Answer    Answer // in force when it came; the zero value where its kind is not answered as told
	Reply     Reply
	Forwarded *Reply // what the shop answered to which it was passed on; nil where it was not
	Position  uint64 // of the platform's journal when it came; 0 where that is not known
}

// Known returns the keys that verify the messages of the platform to a merchant, and those that may have signed by mistake. The error says
// why there are none.
type Known func(oidPartner string) (sign.Evidence, error)

// Judge decides whether the platform has signed the message (NTF-10: card_no is outside the signature). One that Read has decided about keeps
// its verdict.
func (m *Message) Judge(known Known) {
	if m.Verdict != "" {
		return
	}
	evidence, err := known(m.Fields.Get("oid_partner"))
	if err != nil {
		m.Verdict, m.Reason = choice.UnknownMerchant, message.Of(err)
		return
	}
	report := sign.Diagnose(m.Fields.Without(wire.UnsignedInNotification), evidence)
	if report.Valid {
		m.Verdict = choice.Genuine
		return
	}
	m.Verdict, m.Report, m.Reason = choice.Forged, &report, message.New("the signature does not verify")
	if len(report.Findings) > 0 {
		m.Reason = message.New("the signature does not verify: %s", report.Findings[0].Detail)
	}
}

// Doubt turns a genuine message into one that does not fit what the merchant knows.
func (m *Message) Doubt(reason message.Message) {
	if m.Verdict == choice.Genuine && !reason.IsZero() {
		m.Verdict, m.Reason = choice.Mismatch, reason
	}
}

// masked returns the message without the numbers of real cards, for keeping.
func (m Message) masked() Message {
	if !wire.HasCard(m.Body) && !wire.HasCard([]byte(m.Query)) {
		return m
	}
	var keep []string
	for _, name := range []string{"no_order", "oid_paybill", "oid_partner", "no_refund", "oid_refundno", "sign"} {
		keep = append(keep, m.Fields.Get(name))
	}
	hide := func(text string) string { return wire.MaskCards(text, keep...) }
	m.Body, m.Query, m.Reason, m.Fields = []byte(hide(string(m.Body))), hide(m.Query), m.Reason.Map(hide), slices.Clone(m.Fields)
	for i := range m.Fields {
		m.Fields[i].Value = hide(m.Fields[i].Value)
	}
	if m.Report != nil {
		report := sign.Report{Source: hide(m.Report.Source)}
		for _, f := range m.Report.Findings {
			report.Findings = append(report.Findings, sign.Finding{Cause: f.Cause, Detail: f.Detail.Map(hide), Source: hide(f.Source)})
		}
		m.Report = &report
	}
	return m
}
