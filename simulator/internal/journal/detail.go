package journal

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"time"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Detail is what an entry holds beside its sentence: one of the types of this package. It does not change once it is recorded, and becomes
// JSON only when somebody reads the journal.
type Detail interface {
	isDetail()
}

func (Request) isDetail()     {}
func (PayerForm) isDetail()   {}
func (FileRequest) isDetail() {}
func (Answer) isDetail()      {}
func (Delivery) isDetail()    {}
func (Diagnosis) isDetail()   {}
func (Operator) isDetail()    {}
func (Opened) isDetail()      {}

// size returns how many bytes a detail keeps alive. A switch instead of methods, which would copy each value.
func size(d Detail) (n int) {
	switch d := d.(type) {
	case Request:
		return len(d.Path) + len(d.Body)
	case Answer:
		return len(d.Body)
	case Delivery:
		return len(d.Body) + len(d.Answer)
	case PayerForm:
		return len(d.Path) + len(d.Body)
	case FileRequest:
		return len(d.Path) + len(d.Body)
	case Operator:
		return len(d.Path)
	case Opened:
		return len(d.Body)
	case Operation:
		return d.size()
	case Diagnosis:
		n = len(d.Source)
		for _, f := range d.Findings {
			n += f.Detail.Size() + len(f.Source)
		}
	}
	return n
}

// Body is the body of a message as it was sent. In JSON and as a string it is text, with U+FFFD for each byte that is not UTF-8.
type Body []byte

func (b Body) String() string { return string([]rune(string(b))) }

// MarshalText returns the body, whose bytes that are not UTF-8 package json replaces.
func (b Body) MarshalText() ([]byte, error) { return b, nil }

// Request is the detail of a request over HTTP.
type Request struct {
	Method, Path, Remote  string
	ContentType, Encoding string // the headers Content-Type and Content-Encoding
	Page                  string // the page that a browser's form is on, from the headers Referer and Origin
	Body                  Body   // decompressed, where it could be

	// Decode makes text of a body that is not UTF-8; nil stands for Body.String.
	Decode func(body []byte) string
}

// Binary tells whether the body has bytes that text does not carry: it is not UTF-8, or has a zero byte.
func (r Request) Binary() bool { return !utf8.Valid(r.Body) || bytes.IndexByte(r.Body, 0) >= 0 }

// Text returns the body as text.
func (r Request) Text() string {
	if r.Decode != nil && r.Binary() {
		return r.Decode(r.Body)
	}
	return r.Body.String()
}

// MarshalJSON shows the body as text, and where that does not carry all its bytes, these too.
func (r Request) MarshalJSON() ([]byte, error) {
	out := struct {
		Body        string `json:"body"`
		BodyBase64  string `json:"body_base64,omitempty"`
		Encoding    string `json:"content_encoding,omitempty"`
		ContentType string `json:"content_type"`
		Method      string `json:"method"`
		Path        string `json:"path"`
		Remote      string `json:"remote"`
	}{r.Text(), "", r.Encoding, r.ContentType, r.Method, r.Path, r.Remote}
	if r.Binary() {
		out.BodyBase64 = base64.StdEncoding.EncodeToString(r.Body)
	}
	return json.Marshal(out)
}

// PayerForm is the detail of a form that a payer sent to the cashier, whose body is without what is secret. Its JSON has an order of its
// own.
type PayerForm Request

// MarshalJSON writes the names of Request.
func (f PayerForm) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Method      string `json:"method"`
		Path        string `json:"path"`
		Remote      string `json:"remote"`
		ContentType string `json:"content_type"`
		Body        Body   `json:"body"`
	}{f.Method, f.Path, f.Remote, f.ContentType, f.Body})
}

// FileRequest is the detail of a request over SFTP, which has a method, a path and the address it came from.
type FileRequest Request

// MarshalJSON writes the names of Request that apply.
func (r FileRequest) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Method string `json:"method"`
		Path   string `json:"path,omitempty"`
		Remote string `json:"remote"`
	}{r.Method, r.Path, r.Remote})
}

// Answer is the detail of an answer to a request.
type Answer struct {
	Body   Body `json:"body"`
	Status int  `json:"status"`
}

// Delivery is the detail of an attempt of a notification, with the merchant's answer.
type Delivery struct {
	Notification uint64          `json:"notification"`
	Number       int             `json:"number"` // 1 to 30; 0 for one the operator sent (NTF-5) and for what the payer's browser takes back
	URL          string          `json:"url"`
	ContentType  string          `json:"content_type"`
	Body         Body            `json:"body"`
	Status       int             `json:"status,omitempty"`
	Answer       Body            `json:"answer,omitempty"`
	Reason       message.Message `json:"reason,omitzero"`
	Lenient      []string        `json:"lenient,omitempty"` // what was taken in the answer though JSON does not allow it (NTF-3)
	DurationMS   int64           `json:"duration_ms"`       // real time

	Delay   time.Duration `json:"-"`                 // platform time since it was due; zero for one the operator sent
	Variant string        `json:"variant,omitempty"` // of an operator's delivery
}

// Opened is the detail of an encrypted request: what was inside its pay_load.
type Opened struct {
	Body Body `json:"opened"`
}

// Operator is the detail of a call of somebody whose control token has a name.
type Operator struct {
	Name   string `json:"name"`
	Method string `json:"method"`
	Path   string `json:"path"`
}

// Diagnosis is the detail of a signature that does not verify (CHK-4).
type Diagnosis struct {
	Source   string    `json:"source"` // what was to be signed
	Findings []Finding `json:"diagnosis"`
}

// Finding is one cause of a wrong signature, as package sign found it.
type Finding struct {
	Cause  string          `json:"cause"`
	Detail message.Message `json:"detail"`
	Source string          `json:"source,omitempty"` // what was signed instead
}
