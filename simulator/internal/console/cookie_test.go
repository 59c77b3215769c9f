package console_test

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"net/url"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
)

// signIn shows the token and returns the cookie.
func (w *world) signIn(token string, header map[string]string) *http.Cookie {
	w.Helper()
	w.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s := w.send(http.MethodPost, "/console/-/signin", url.Values{"token": {token}, "next": {"/"}}, header)
	cookies := (&http.Response{Header: s.header}).Cookies()
	if s.status != http.StatusSeeOther || len(cookies) != 1 {
		w.Fatalf("signed in: %d, cookies %v", s.status, cookies)
	}
	return cookies[0]
}

// TestThePassIsForOneListener: a host's servers get the cookies of each other. What another llsim with the same token, or a shop,
// gets is no use anywhere else, and never the token.
func TestThePassIsForOneListener(t *testing.T) {
	const token = "s3cret-of-sixteen"
	one, two := newWorld(t, func(o *simulator.Options) { o.ControlToken = token }), newWorld(t, func(o *simulator.Options) { o.ControlToken = token })
	own, foreign := one.signIn(token, nil), two.signIn(token, nil)
	if own.Name == foreign.Name {
		t.Errorf("both cookies are called %s", own.Name)
	}
	one.browser.Jar = nil
	for _, test := range []struct {
		path   string
		header map[string]string
		status int
	}{
		{ordersPath, map[string]string{"Cookie": own.Name + "=" + own.Value}, 200},
		{ordersPath, map[string]string{"Cookie": foreign.Name + "=" + foreign.Value}, 401},
		{ordersPath, map[string]string{"Cookie": own.Name + "=" + foreign.Value}, 401},
		{ordersPath, map[string]string{"Cookie": own.Name + "=" + token}, 401},
		{ordersPath, map[string]string{"Authorization": "Bearer " + own.Value}, 401},
		{"/_sim/v1/sandboxes", map[string]string{"Authorization": "Bearer " + own.Value}, 401},
		{"/_sim/v1/sandboxes", map[string]string{"Cookie": own.Name + "=" + own.Value}, 401},
		{"/_sim/v1/sandboxes", map[string]string{"Authorization": "Bearer " + token}, 200},
	} {
		if s := one.send(http.MethodGet, test.path, nil, test.header); s.status != test.status {
			t.Errorf("%s with %v: %d, expected %d", test.path, test.header, s.status, test.status)
		}
	}
	if own.MaxAge != 30*24*3600 {
		t.Errorf("the cookie ends after %d s", own.MaxAge)
	}
}

// TestTheCookieKeepsToEncryptedWays where the browser's way is one.
func TestTheCookieKeepsToEncryptedWays(t *testing.T) {
	with := func(f func(*simulator.Options)) *world {
		return newWorld(t, func(o *simulator.Options) { o.ControlToken = "s3cret-of-sixteen"; f(o) })
	}
	plain := with(func(*simulator.Options) {})
	if c := plain.signIn("s3cret-of-sixteen", map[string]string{"X-Forwarded-Proto": "https", "Forwarded": "proto=https"}); c.Secure {
		t.Error("a header makes the cookie secure: a browser on a plain way would drop it")
	}
	public := with(func(o *simulator.Options) { o.Listen, o.PublicURL = "0.0.0.0:0", "https://pay.example/llsim" })
	if c := public.signIn("s3cret-of-sixteen", map[string]string{"Host": "pay.example", "Origin": "https://pay.example"}); !c.Secure {
		t.Error("under the public URL the cookie is not secure")
	}
	if c := public.signIn("s3cret-of-sixteen", nil); c.Secure {
		t.Error("past the public URL, on a plain way, a browser would drop the cookie")
	}
	encrypted := with(func(o *simulator.Options) { o.TLS = true })
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(encrypted.server.CA())
	encrypted.browser.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: pool}
	if c := encrypted.signIn("s3cret-of-sixteen", nil); !c.Secure {
		t.Error("over TLS the cookie is not secure")
	}
}
