package platformapi

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// receive reads and decodes the request (CHK-1) and puts it into the journal, also when it is refused. It returns false with the
// refusal.
func (x *exchange) receive() (Verdict, bool) {
	header := x.HTTP.Header
	contentType, encoding := header.Get("Content-Type"), strings.Join(header.Values("Content-Encoding"), ", ")
	body, broken := readBody(x.HTTP)
	if x.HTTP.Method == http.MethodGet { // WEB-2: the form stands in the address
		body, contentType, encoding = []byte(x.HTTP.URL.RawQuery), wire.FormType, ""
	}
	text, err := wire.Inflate(encoding, body)
	if err == nil {
		body, x.body = text, text
		x.Fields, err = x.endpoint.Body.Decode(contentType, body)
	}
	x.Now = x.Sandbox.Now()
	if !x.enter() {
		return x.overloaded(body), false
	}
	return x.received(body, broken, err)
}

// received puts a request into the journal and judges its body. broken says that the body broke off, err that it cannot be decoded.
func (x *exchange) received(body []byte, broken, err error) (Verdict, bool) {
	x.Journal = begin(x.Sandbox, x.HTTP, engine.SubjectNamed(x.Fields), body).Order("") // what is decided names the order that was found
	if broken != nil {
		return Verdict{Decision: domain.Refused("CHK-1", wire.CodeUnreadableBody, "the body broke off: %s", message.Of(broken))}, false
	}
	if err == nil {
		x.noteReceived()
		return Verdict{}, true
	}
	if bad, ok := errors.AsType[*wire.BodyError](err); ok && bad.Field != "" {
		return Verdict{Decision: domain.BadField("CHK-1", bad.Field, "%s", bad.Reason)}, false
	}
	return Verdict{Decision: domain.Refused(cmp.Or(x.endpoint.BodyRule, "CHK-1"), wire.CodeUnreadableBody, "%s%s", message.Of(err), x.bodyHint())}, false
}

// Room for a body: what its header announces, within these bounds, so that a client cannot have memory by announcing much.
const (
	minRoom = 512
	maxRoom = 64 << 10
)

// readBody reads a body up to one byte more than is taken.
func readBody(r *http.Request) ([]byte, error) {
	body := make([]byte, 0, min(max(r.ContentLength+1, minRoom), maxRoom)) // a byte more, for the read that finds the end
	for len(body) <= wire.MaxBody {
		body = slices.Grow(body, 1)
		n, err := r.Body.Read(body[len(body):min(cap(body), wire.MaxBody+1)])
		body = body[:len(body)+n]
		if err == io.EOF {
			return body, nil
		}
		if err != nil {
			return body, err
		}
	}
	return body, nil
}

// bodyHint says what else the body looks like, for the sentence of a refusal, or nothing.
func (x *exchange) bodyHint() message.Message {
	if x.body == nil {
		return message.Message{}
	}
	return x.endpoint.Body.Hint(x.HTTP.Header.Get("Content-Type"), x.body)
}

// noteReceived notes what the platform overlooks in a request: line breaks in sign, doubled slashes in the path.
func (x *exchange) noteReceived() {
	if strings.ContainsAny(x.Fields.Get("sign"), "\r\n") {
		x.Journal.Note("CHK-1", message.New("noted: sign has line breaks, which were skipped"))
	}
	if came, _, _ := strings.Cut(x.HTTP.RequestURI, "?"); strings.Contains(came, "//") {
		x.Journal.Note("CHK-1", message.New("noted: the path came as %s, and doubled slashes count as one", clip(came)))
	}
}

// pageOf is the page that a browser's form is on; a program's request has none.
func pageOf(r *http.Request) string {
	if referer := r.Header["Referer"]; len(referer) > 0 {
		return referer[0]
	}
	if origin := r.Header["Origin"]; len(origin) > 0 {
		return origin[0]
	}
	return ""
}

// begin puts a request into the journal.
func begin(s Platform, r *http.Request, about journal.Subject, body []byte) journal.Writer {
	return s.Journal().Begin(journal.Requested(about, message.As(r.Method+" "+r.URL.Path), journal.Request{Method: r.Method, Path: r.URL.Path, Remote: r.RemoteAddr,
		ContentType: r.Header.Get("Content-Type"), Encoding: strings.Join(r.Header.Values("Content-Encoding"), ", "), Body: body, Decode: wire.Readable, Page: pageOf(r)}))
}
