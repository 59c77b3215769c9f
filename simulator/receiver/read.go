package receiver

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// returnDocument is the field in which returns of the H5 and unified cashiers carry their message, JSON as text (WAP-4).
const returnDocument = "res_data"

// maxHeader is how many characters of a header are kept.
const maxHeader = 400

// Read reads the message of a request, in the form of any product: a notification is posted as JSON, a return is a form or a query, with its
// fields or with res_data. The body is read up to wire.MaxBody bytes and kept as it came. A message that cannot be read has the verdict
// Unreadable and a Reason; Judge decides about the others.
func Read(w http.ResponseWriter, r *http.Request) Message {
	// Clones, since a part of a header would keep all of it in memory.
	m := Message{Method: strings.Clone(r.Method), ContentType: strings.Clone(wire.Clip(r.Header.Get("Content-Type"), maxHeader)), Agent: strings.Clone(wire.Clip(r.UserAgent(), maxHeader)),
		Query: strings.Clone(r.URL.RawQuery), Kind: choice.NotificationMessage}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wire.MaxBody))
	m.Body = body
	if err != nil {
		if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return m.unreadable(message.New("the body is longer than %s", human.Bytes(tooLarge.Limit)))
		}
		return m.unreadable(message.New("the body broke off: %s", message.Of(err)))
	}
	switch {
	case r.Method == http.MethodGet, r.Method == http.MethodHead:
		return m.asReturn([]byte(r.URL.RawQuery), true)
	case r.Method != http.MethodPost:
		return m.unreadable(message.New("%s brings no message: notifications are posted", r.Method))
	case m.isForm():
		return m.asReturn(body, false)
	case len(bytes.TrimSpace(body)) == 0 && m.ContentType == "":
		return m.asReturn([]byte(r.URL.RawQuery), true)
	}
	if m.Fields, err = wire.DecodeJSON(body); err != nil {
		return m.unreadable(message.Of(err))
	}
	return m
}

// isForm reports whether the body is what a browser posts.
func (m *Message) isForm() bool {
	media, _, err := mime.ParseMediaType(m.ContentType)
	return err == nil && (media == wire.FormType || media == wire.MultipartType) && !bytes.HasPrefix(bytes.TrimSpace(m.Body), []byte("{"))
}

// asReturn reads a form or a query. A query may have parameters of the merchant's own address, so that one without a signed message is a visit.
func (m Message) asReturn(text []byte, query bool) Message {
	m.Kind = choice.ReturnMessage
	decode := wire.DecodeForm
	if media, _, _ := mime.ParseMediaType(m.ContentType); media == wire.MultipartType && !query {
		decode = func(body []byte) (wire.Fields, error) { return wire.DecodeMultipart(m.ContentType, body) }
	}
	fields, err := decode(text)
	if err != nil {
		return m.unreadable(message.Of(err))
	}
	if document := fields.Get(returnDocument); document != "" {
		if fields, err = wire.DecodeJSON([]byte(document)); err != nil {
			return m.unreadable(message.New("res_data: %s", message.Of(err)))
		}
	}
	if len(fields) == 0 || query && !fields.Has("sign") && !fields.Has("oid_partner") {
		m.Kind, m.Verdict = choice.VisitMessage, choice.NoMessage
		m.Reason = message.New("the payer came back without a message: it says neither paid nor failed (WAP-7)")
		return m
	}
	m.Fields = fields
	return m
}

func (m Message) unreadable(reason message.Message) Message {
	m.Verdict, m.Reason, m.Fields = choice.Unreadable, reason, nil
	return m
}
