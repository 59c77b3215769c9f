package page

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// Page is an HTML page and what its browser may do with it.
type Page struct {
	Policy Policy
	Body   []byte
}

// Policy is a page's content security policy, which forbids everything but the sources named here. They are written as in CSP: 'self',
// 'sha256-…', https://shop.example.
type Policy struct {
	Style, Script, Image, Connect, Form []string
}

// Digest returns the CSP source of an inline style or script.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (p Policy) String() string {
	var b strings.Builder
	b.WriteString("default-src 'none'")
	for _, d := range []struct {
		name    string
		sources []string
		always  bool
	}{
		{"style-src", p.Style, false},
		{"script-src", p.Script, false},
		{"img-src", p.Image, false},
		{"connect-src", p.Connect, false},
		{"form-action", p.Form, true}, // the default does not cover it
	} {
		switch {
		case len(d.sources) > 0:
			b.WriteString("; " + d.name + " " + strings.Join(d.sources, " "))
		case d.always:
			b.WriteString("; " + d.name + " 'none'")
		}
	}
	b.WriteString("; base-uri 'none'; frame-ancestors 'none'")
	return b.String()
}

// Header sets the header fields of the page. Browsers must not frame it, guess another type, or cache it.
func (p Page) Header(h http.Header) {
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", p.Policy.String())
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}

// Write answers a request with the page.
func (p Page) Write(w http.ResponseWriter, status int) {
	p.Header(w.Header())
	w.WriteHeader(status)
	_, _ = w.Write(p.Body)
}
