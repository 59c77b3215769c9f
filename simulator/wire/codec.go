package wire

import (
	"bytes"
	"cmp"
	"mime"
)

// Content types of forms.
const (
	FormType      = "application/x-www-form-urlencoded"
	MultipartType = "multipart/form-data"
)

// Codec is how the body of a request is written.
type Codec interface {
	// Decode reads a body, after Inflate. The Content-Type alone does not tell what a body is: curl -d says that JSON is a form.
	// The error is a *BodyError.
	Decode(contentType string, body []byte) (Fields, error)
	// Hint says what a body that cannot be used looks like, for the sentence of a refusal. It begins with a semicolon, or is "".
	Hint(contentType string, body []byte) string
	// Encode writes a body.
	Encode(f Fields) (contentType string, body []byte)
}

// The codecs of requests.
var (
	JSON        Codec = jsonCodec{}            // a JSON object
	JSONOrForm  Codec = jsonCodec{forms: true} // a JSON object, or a form of either kind whose Content-Type says so
	BrowserForm Codec = browserForm{}          // the form that a shopper's browser sends
)

type jsonCodec struct{ forms bool }

func (c jsonCodec) Decode(contentType string, body []byte) (Fields, error) {
	switch c.formType(contentType, body) {
	case FormType:
		return DecodeForm(body)
	case MultipartType:
		return DecodeMultipart(contentType, body)
	}
	return DecodeJSON(body)
}

// formType returns which kind of form a body is read as, "" for JSON.
func (c jsonCodec) formType(contentType string, body []byte) string {
	if !c.forms || isObject(body) {
		return ""
	}
	if declared := mediaType(contentType); declared == FormType || declared == MultipartType {
		return declared
	}
	return ""
}

func (c jsonCodec) Hint(contentType string, body []byte) string {
	switch {
	case c.formType(contentType, body) != "" || !isForm(body):
		return ""
	case c.forms:
		return "; this endpoint takes JSON, or a form whose Content-Type is " + FormType + " or " + MultipartType + ", and this is a form that came as " + cmp.Or(clip(mediaType(contentType)), "nothing")
	}
	return "; this endpoint takes a JSON object, and this is a form (only the cashier and queries take one)"
}

func (jsonCodec) Encode(f Fields) (contentType string, body []byte) {
	return "application/json;charset=utf-8", EncodeJSON(f)
}

type browserForm struct{}

func (browserForm) Decode(_ string, body []byte) (Fields, error) { return DecodeForm(body) }

func (browserForm) Hint(contentType string, body []byte) string {
	const takes = "; the cashier takes a browser's form, " + FormType + ", and this "
	declared := mediaType(contentType)
	switch {
	case isObject(body):
		return takes + "is JSON"
	case declared != "" && declared != FormType:
		return takes + "came as " + clip(declared)
	}
	return ""
}

func (browserForm) Encode(f Fields) (contentType string, body []byte) { return FormType, EncodeForm(f) }

// mediaType returns a Content-Type in small letters without its parameters, "" where it cannot be parsed.
func mediaType(contentType string) string {
	declared, _, _ := mime.ParseMediaType(contentType)
	return declared
}

// isObject reports whether a body begins like a JSON object.
func isObject(body []byte) bool { return bytes.HasPrefix(trimStart(body), []byte("{")) }

// isForm reports whether a body that is not JSON looks like a form of either kind.
func isForm(body []byte) bool {
	body = trimStart(body)
	if bytes.HasPrefix(body, []byte("--")) {
		return bytes.Contains(body, []byte("form-data"))
	}
	return len(body) > 0 && asciiLetter(body[0]) && bytes.IndexByte(body, '=') > 0
}

// trimStart returns a body without byte order mark and blanks around it.
func trimStart(body []byte) []byte {
	return bytes.TrimSpace(bytes.TrimPrefix(body, []byte(ByteOrderMark)))
}

func asciiLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
