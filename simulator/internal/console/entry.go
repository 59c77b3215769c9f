package console

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// entry is one entry of the journal with its details read. Of the details, those of its kind are set.
type entry struct {
	journal.Entry
	Request   *requestDetail
	Answer    *answerDetail
	Delivery  *engine.DeliveryData
	Diagnosis *diagnosisDetail
	Fields    wire.Fields // of the message that a request, answer or delivery carries
	Sent      body        // that message as it was sent
	Got       body        // what the merchant answered to a delivery
}

type requestDetail struct {
	Method      string `json:"method"`
	Path        string `json:"path"`
	Remote      string `json:"remote"`
	ContentType string `json:"content_type"`
	Body        string `json:"body"`
	BodyBase64  string `json:"body_base64"` // where the body was not UTF-8
}

type answerDetail struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

type diagnosisDetail struct {
	Source    string `json:"source"`
	Diagnosis []struct {
		Cause  string `json:"cause"`
		Detail string `json:"detail"`
		Source string `json:"source"`
	} `json:"diagnosis"`
}

// read reads the details of an entry. The journal shows them as JSON.
func (v *visit) read(e journal.Entry) entry {
	out := entry{Entry: e}
	if e.Data == nil {
		return out
	}
	data, err := json.Marshal(e.Data)
	if err != nil {
		return out
	}
	switch e.Kind {
	case journal.Request:
		if out.Request = detail[requestDetail](data); out.Request != nil {
			out.Fields, out.Sent = fieldsOf(out.Request), v.cut(e.ID, "sent", out.Request.Body)
		}
	case journal.Answer:
		if out.Answer = detail[answerDetail](data); out.Answer != nil {
			out.Fields, out.Sent = fieldsAs(false, out.Answer.Body), v.cut(e.ID, "sent", out.Answer.Body)
		}
	case journal.Delivery:
		if out.Delivery = detail[engine.DeliveryData](data); out.Delivery != nil {
			form := strings.HasPrefix(out.Delivery.ContentType, "application/x-www-form-urlencoded")
			out.Fields, out.Sent, out.Got = fieldsAs(form, out.Delivery.Body), v.cut(e.ID, "sent", out.Delivery.Body), v.cut(e.ID, "got", out.Delivery.Answer)
		}
	case journal.Decision:
		if out.Diagnosis = detail[diagnosisDetail](data); out.Diagnosis != nil && len(out.Diagnosis.Diagnosis) == 0 {
			out.Diagnosis = nil
		}
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

func detail[T any](data []byte) *T {
	var out T
	if json.Unmarshal(data, &out) != nil {
		return nil
	}
	return &out
}

// fieldsOf are the fields of a request's body, none where it cannot be read.
func fieldsOf(r *requestDetail) (f wire.Fields) {
	if e := wire.EndpointAt(r.Path); e != nil {
		f, _ = e.Body.Decode(r.ContentType, []byte(r.Body))
	}
	return f
}

func fieldsAs(form bool, body string) (f wire.Fields) {
	if form {
		f, _ = wire.DecodeForm([]byte(body))
	} else {
		f, _ = wire.DecodeJSON([]byte(body))
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
func (e entry) Ok() bool { return e.Code == string(wire.CodeSuccess) || e.Code == "acknowledged" }

// Message is what the entry's return code says, "" where it has none.
func (e entry) Message() string {
	if !wire.KnownCode(e.Code) {
		return ""
	}
	return wire.Code(e.Code).MessageFor("…")
}

// Meaning is the same in English, "" where there is none.
func (e entry) Meaning() string { return wire.Code(e.Code).Meaning() }

// long is how many bytes of a body a page shows.
const long = 4000

// body is a message's text for a page, cut where it is long.
type body struct {
	Text string
	All  string // where all of it is, "" when that was all
	Size int
}

func (v *visit) cut(id uint64, part, text string) body {
	b := body{Text: cut(text), Size: len(text)}
	if len(text) > long {
		b.All = v.entryPath(id) + "/" + part
	}
	return b
}

// cut is a text, or where it is long its beginning.
func cut(text string) string {
	if len(text) <= long {
		return text
	}
	end := long
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// entryPath is the page of a journal entry.
func (v *visit) entryPath(id uint64) string { return v.Path("entries", strconv.FormatUint(id, 10)) }

// State is the order's state that the entry tells of, "" where it tells of none.
func (e entry) State() string {
	if e.Kind == journal.State && slices.Contains(orderStates, domain.OrderState(e.Code)) {
		return e.Code
	}
	return ""
}

// RefundState is the refund's state that the entry tells of, "" where it tells of none.
func (e entry) RefundState() string {
	if e.Kind == journal.State && len(e.Code) == 1 {
		return e.Code
	}
	return ""
}
