package platformapi

import (
	"bytes"
	"mime"
)

const formType = "application/x-www-form-urlencoded"

// misfit says of a body that cannot be used what it looks like: JSON at the cashier, a form at the other endpoints. It begins with a
// semicolon, or is "". The Content-Type alone does not tell: curl -d says that JSON is a form.
func misfit(form bool, contentType string, body []byte) string {
	body = bytes.TrimSpace(body)
	declared, _, _ := mime.ParseMediaType(contentType)
	switch {
	case form && bytes.HasPrefix(body, []byte("{")):
		return "; the cashier takes a browser's form, " + formType + ", and this is JSON"
	case form && declared != "" && declared != formType:
		return "; the cashier takes a browser's form, " + formType + ", and this came as " + clip(declared)
	case !form && len(body) > 0 && asciiLetter(body[0]) && bytes.IndexByte(body, '=') > 0:
		return "; this endpoint takes a JSON object, and this is a form (only the cashier takes one)"
	}
	return ""
}

func asciiLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
