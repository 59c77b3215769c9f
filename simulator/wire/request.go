package wire

import (
	"bytes"
	"mime"
	"slices"
	"strings"
)

// Content types of forms.
const (
	FormType      = "application/x-www-form-urlencoded"
	MultipartType = "multipart/form-data"
)

// Decode reads the body of a request to the endpoint, after Inflate: a form at the cashier, JSON elsewhere; a query may be a form,
// too, when its Content-Type says so. The Content-Type alone does not tell: curl -d says that JSON is a form. The error is a *BodyError.
func (e Endpoint) Decode(contentType string, body []byte) (Fields, error) {
	switch e.format(contentType, body) {
	case FormType:
		return DecodeForm(body)
	case MultipartType:
		return DecodeMultipart(contentType, body)
	}
	return DecodeJSON(body)
}

// format returns what a body is read as: FormType, MultipartType, or "" for JSON.
func (e Endpoint) format(contentType string, body []byte) string {
	declared := mediaType(contentType)
	switch {
	case e.Form:
		return FormType
	case e.Forms && !isObject(body) && (declared == FormType || declared == MultipartType):
		return declared
	}
	return ""
}

// BodyHint says what a body that cannot be used looks like: JSON at the cashier, a form at the other endpoints. It is the end of a
// sentence and begins with a semicolon, or is "".
func (e Endpoint) BodyHint(contentType string, body []byte) string {
	declared := mediaType(contentType)
	switch format := e.format(contentType, body); {
	case e.Form && isObject(body):
		return "; the cashier takes a browser's form, " + FormType + ", and this is JSON"
	case e.Form && declared != "" && declared != FormType:
		return "; the cashier takes a browser's form, " + FormType + ", and this came as " + clip(declared)
	case format != "" || !isForm(body):
		return ""
	case e.Forms:
		return "; this endpoint takes JSON, or a form whose Content-Type is " + FormType + " or " + MultipartType + ", and this is a form that came as " + orNothing(declared)
	}
	return "; this endpoint takes a JSON object, and this is a form (only the cashier and queries take one)"
}

// EndpointAt returns the endpoint at a path, of any sandbox, or nil. Doubled slashes count as one.
func EndpointAt(path string) *Endpoint {
	path = SingleSlashes(path)
	if rest, ok := strings.CutPrefix(path, "/s/"); ok {
		_, rest, _ = strings.Cut(rest, "/")
		path = "/" + rest
	}
	for _, e := range Endpoints() {
		if slices.Contains(e.Paths, path) {
			return &e
		}
	}
	return nil
}

// SingleSlashes returns a path with doubled slashes as one (CHK-1): merchants put a base URL that ends in a slash before a path.
func SingleSlashes(path string) string {
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	return path
}

// mediaType returns a Content-Type in small letters without its parameters, "" where it cannot be parsed.
func mediaType(contentType string) string {
	declared, _, _ := mime.ParseMediaType(contentType)
	return declared
}

// orNothing names a declared media type for a sentence.
func orNothing(declared string) string {
	if declared == "" {
		return "nothing"
	}
	return clip(declared)
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
