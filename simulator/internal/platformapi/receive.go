package platformapi

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// receive is CHK-1, and puts the request into the journal.
func (x *exchange) receive() (verdict, bool) {
	header := x.http.Header
	contentType, encoding := header.Get("Content-Type"), strings.Join(header.Values("Content-Encoding"), ", ")
	body, broken := io.ReadAll(io.LimitReader(x.http.Body, wire.MaxBody+1))
	text, err := wire.Inflate(encoding, body)
	if err == nil {
		body = text
		x.fields, err = x.endpoint.Decode(contentType, body)
		x.bodyHint = x.endpoint.BodyHint(contentType, body)
	}
	x.journal = begin(x.sandbox, x.http, engine.SubjectNamed(x.fields), body).Order("") // what is decided names the order that was found
	if broken != nil {
		return verdict{Decision: domain.Refused("CHK-1", wire.CodeUnreadableBody, "the body broke off: "+broken.Error())}, false
	}
	if err == nil {
		x.noteReceived()
		return verdict{}, true
	}
	if bad, ok := errors.AsType[*wire.BodyError](err); ok && bad.Field != "" {
		return verdict{Decision: domain.BadField("CHK-1", bad.Field, bad.Reason)}, false
	}
	return verdict{Decision: domain.Refused("CHK-1", wire.CodeUnreadableBody, err.Error()+x.bodyHint)}, false
}

// noteReceived notes what was skipped in a request.
func (x *exchange) noteReceived() {
	if strings.ContainsAny(x.fields.Get("sign"), "\r\n") {
		x.journal.Note("CHK-1", "noted: sign has line breaks, which were skipped")
	}
	if came, _, _ := strings.Cut(x.http.RequestURI, "?"); strings.Contains(came, "//") {
		x.journal.Note("CHK-1", "noted: the path came as "+clip(came)+", and doubled slashes count as one")
	}
}

// begin puts a request into the journal.
func begin(s platform, r *http.Request, about journal.Subject, body []byte) journal.Writer {
	return s.Journal().Begin(journal.Requested(about, r.Method+" "+r.URL.Path, journal.Request{Method: r.Method, Path: r.URL.Path, Remote: r.RemoteAddr,
		ContentType: r.Header.Get("Content-Type"), Encoding: strings.Join(r.Header.Values("Content-Encoding"), ", "), Body: body, Decode: wire.Readable}))
}
