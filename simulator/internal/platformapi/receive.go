package platformapi

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// receive is CHK-1, and puts the request into the journal.
func (x *exchange) receive() (Verdict, bool) {
	header := x.HTTP.Header
	contentType, encoding := header.Get("Content-Type"), strings.Join(header.Values("Content-Encoding"), ", ")
	body, broken := io.ReadAll(io.LimitReader(x.HTTP.Body, wire.MaxBody+1))
	text, err := wire.Inflate(encoding, body)
	if err == nil {
		body, x.body = text, text
		x.Fields, err = x.endpoint.Body.Decode(contentType, body)
	}
	x.Now = x.Sandbox.Now()
	x.ID = x.Sandbox.Note(journal.Entry{Kind: journal.Request, OidPartner: x.Fields.Get("oid_partner"), NoOrder: x.Fields.Get("no_order"),
		OidPaybill: x.Fields.Get("oid_paybill"), Text: x.HTTP.Method + " " + x.HTTP.URL.Path, Size: len(body),
		Data: requestData{Method: x.HTTP.Method, Path: x.HTTP.URL.Path, Remote: x.HTTP.RemoteAddr, ContentType: contentType, encoding: encoding, endpoint: x.endpoint.Endpoint, body: body}})
	if broken != nil {
		return Verdict{Decision: domain.Refused("CHK-1", wire.CodeUnreadableBody, "the body broke off: "+broken.Error())}, false
	}
	if err == nil {
		x.noteReceived()
		return Verdict{}, true
	}
	if bad, ok := errors.AsType[*wire.BodyError](err); ok && bad.Field != "" {
		return Verdict{Decision: domain.BadField("CHK-1", bad.Field, bad.Reason)}, false
	}
	return Verdict{Decision: domain.Refused("CHK-1", wire.CodeUnreadableBody, err.Error()+x.bodyHint())}, false
}

// bodyHint says what else the body looks like, for the sentence of a refusal, or is "".
func (x *exchange) bodyHint() string {
	if x.body == nil {
		return ""
	}
	return x.endpoint.Body.Hint(x.HTTP.Header.Get("Content-Type"), x.body)
}

// noteReceived notes what was skipped in a request.
func (x *exchange) noteReceived() {
	if strings.ContainsAny(x.Fields.Get("sign"), "\r\n") {
		x.note("CHK-1", "noted: sign has line breaks, which were skipped")
	}
	if came, _, _ := strings.Cut(x.HTTP.RequestURI, "?"); strings.Contains(came, "//") {
		x.note("CHK-1", "noted: the path came as "+clip(came)+", and doubled slashes count as one")
	}
}

// note puts a sentence about the request into the journal.
func (x *exchange) note(rule, text string) {
	x.Sandbox.Note(journal.Entry{Kind: journal.Decision, Request: x.ID, OidPartner: x.Fields.Get("oid_partner"), NoOrder: x.Fields.Get("no_order"), Rule: rule, Text: text})
}

// requestData is the journal's detail of a request.
type requestData struct {
	Method, Path, Remote, ContentType string
	encoding                          string // Content-Encoding
	endpoint                          wire.Endpoint
	body                              []byte // decompressed, where it could be
}

// MarshalJSON shows the body as text. Where it was not UTF-8, its bytes come too.
func (d requestData) MarshalJSON() ([]byte, error) {
	out := struct {
		Body       string `json:"body"`
		BodyBase64 string `json:"body_base64,omitempty"`
		Encoding   string `json:"content_encoding,omitempty"`
		Type       string `json:"content_type"`
		Method     string `json:"method"`
		Path       string `json:"path"`
		Remote     string `json:"remote"`
	}{string(d.body), "", d.encoding, d.ContentType, d.Method, d.Path, d.Remote}
	if !utf8.Valid(d.body) || bytes.IndexByte(d.body, 0) >= 0 {
		out.Body, out.BodyBase64 = wire.Readable(d.body), base64.StdEncoding.EncodeToString(d.body)
	}
	return json.Marshal(out)
}
