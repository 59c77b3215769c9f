package console

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// entry is one entry of the journal with its detail. Of the details, the one that it has is set.
type entry struct {
	journal.Entry
	Request   *journal.Request
	Answer    *journal.Answer
	Delivery  *journal.Delivery
	Diagnosis *journal.Diagnosis // nil where it found nothing
	Inside    bool               // what was inside a pay_load
	Fields    wire.Fields        // of the message that a request, answer or delivery carries
	Sent      body               // that message as it was sent
	Got       body               // what the merchant answered to a delivery
}

// read takes an entry's detail apart for a page.
func (v *visit) read(e journal.Entry) entry {
	out := entry{Entry: e}
	switch d := e.Data.(type) {
	case journal.Request:
		out.Request = &d
	case journal.PayerForm:
		out.Request = (*journal.Request)(&d)
	case journal.FileRequest:
		out.Request = (*journal.Request)(&d)
	case journal.Answer:
		out.Answer, out.Fields, out.Sent = &d, fieldsAs(false, d.Body), v.cut(e.ID, "sent", d.Body.String())
	case journal.Delivery:
		form := strings.HasPrefix(d.ContentType, "application/x-www-form-urlencoded")
		out.Delivery, out.Fields = &d, fieldsAs(form, d.Body)
		out.Sent, out.Got = v.cut(e.ID, "sent", d.Body.String()), v.cut(e.ID, "got", d.Answer.String())
	case journal.Opened:
		out.Inside, out.Fields, out.Sent = true, fieldsAs(false, d.Body), v.cut(e.ID, "sent", d.Body.String())
	case journal.Diagnosis:
		if len(d.Findings) > 0 {
			out.Diagnosis = &d
		}
	}
	if r := out.Request; r != nil {
		text := r.Text()
		out.Fields, out.Sent = fieldsOf(r, text), v.cut(e.ID, "sent", text)
	}
	return out
}

// Delivers is the text that says what a delivery delivered: the notification of a payment or of a refund, or what the payer's browser
// takes back to the merchant.
func (e entry) Delivers() string {
	switch {
	case strings.HasPrefix(e.Delivery.Variant, "return"):
		return "message.return"
	case e.Fields.Has("no_refund"):
		return "message.refund"
	}
	return "message.payment"
}

// fieldsOf are the fields of a request's body as text, none where it cannot be read.
func fieldsOf(r *journal.Request, body string) (f wire.Fields) {
	if e := wire.EndpointAt(r.Path); e != nil {
		f, _ = e.Body.Decode(r.ContentType, []byte(body))
	}
	return f
}

func fieldsAs(form bool, body []byte) (f wire.Fields) {
	if form {
		f, _ = wire.DecodeForm(body)
	} else {
		f, _ = wire.DecodeJSON(body)
	}
	return f
}

// Endpoint is what a request asked for: redirect, direct, query and so on, or "".
func (e entry) Endpoint() wire.EndpointKind {
	if e.Request != nil {
		if at := wire.EndpointAt(e.Request.Path); at != nil {
			return at.Kind
		}
	}
	return ""
}

// Ok tells whether the entry is about something that went well.
func (e entry) Ok() bool {
	return e.Code == string(wire.CodeSuccess) || e.Code == string(wire.CodeSMSSent) || e.Code == "acknowledged"
}

// Message is what the entry's return code says, "" where it has none.
func (e entry) Message() string {
	if !wire.KnownCode(e.Code) {
		return ""
	}
	return wire.Code(e.Code).MessageFor("…")
}

// Meaning is the same in English, "" where there is none.
func (e entry) Meaning() string { return wire.Code(e.Code).Meaning() }

// bodyShown is how many bytes of a body a page shows.
const bodyShown = 4000

// body is a message's text for a page, cut where it is long.
type body struct {
	Text string
	All  string // where all of it is, "" when that was all
	Size int
}

func (v *visit) cut(id uint64, part, text string) body {
	b := body{Text: cut(text), Size: len(text)}
	if len(text) > bodyShown {
		b.All = v.entryPath(id) + "/" + part
	}
	return b
}

// cut is a text, or where it is long its beginning.
func cut(text string) string {
	if len(text) <= bodyShown {
		return text
	}
	end := bodyShown
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// fieldsShown is how many fields of a message a page shows.
const fieldsShown = 200

// someOf returns the fields of a message as a page shows them: as many as fit, with the beginnings of long values.
func someOf(f wire.Fields) wire.Fields {
	shown := slices.Clone(f[:min(len(f), fieldsShown)])
	for i := range shown {
		shown[i].Name, shown[i].Value = cut(shown[i].Name), cut(shown[i].Value)
	}
	if len(f) > fieldsShown {
		shown = append(shown, wire.Field{Name: "…"})
	}
	return shown
}

// entryPath is the page of a journal entry.
func (v *visit) entryPath(id uint64) string { return v.Path("entries", strconv.FormatUint(id, 10)) }

// State is the order's state that the entry tells of, "" where it tells of none.
func (e entry) State() string {
	if e.Kind == journal.KindState && slices.Contains(values["result_pay"], e.Code) {
		return e.Code
	}
	return ""
}

// RefundState is the refund's state that the entry tells of, "" where it tells of none.
func (e entry) RefundState() string {
	if e.Kind == journal.KindState && len(e.Code) == 1 {
		return e.Code
	}
	return ""
}
