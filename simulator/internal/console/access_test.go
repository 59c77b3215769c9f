package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
)

func TestOnlyThisMachineAndThisOrigin(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("A-1", "1.00", nobody))
	page := w.get("/console/default/orders/" + id)
	form := page.form("/pay")
	path := form.Get("")
	form.Del("")
	own := strings.TrimPrefix(w.server.ControlURL(), "http://")
	for name, test := range map[string]struct {
		header map[string]string
		form   url.Values
		status int
	}{
		"a name that resolves here":        {map[string]string{"Host": "rebound.example"}, form, 403},
		"a page of another site":           {map[string]string{"Origin": "http://evil.example"}, form, 403},
		"a page of nowhere":                {map[string]string{"Origin": "null"}, form, 403},
		"another server on this machine":   {map[string]string{"Origin": "http://127.0.0.1:1"}, form, 403},
		"no token":                         {nil, url.Values{"once": form["once"], "outcome": {"success"}}, 403},
		"a token of another form":          {nil, url.Values{"once": {"77"}, "token": form["token"], "outcome": {"success"}}, 403},
		"a form that is none":              {map[string]string{"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://" + own}, url.Values{}, 403},
		"a token that somebody has copied": {map[string]string{"Origin": "http://evil.example", "Host": own}, form, 403},
	} {
		if s := w.send(http.MethodPost, path, test.form, test.header); s.status != test.status {
			t.Errorf("%s: %d %s", name, s.status, s.words())
		}
	}
	if s := w.send(http.MethodGet, "/", nil, map[string]string{"Host": "rebound.example"}); s.status != 403 || strings.Contains(s.text, "A-1") {
		t.Errorf("reading by a name that resolves here: %d", s.status)
	}
	if o := w.orderNow(id); o.ResultPay != "WAITING" {
		t.Errorf("the order is %s", o.ResultPay)
	}
	if s := w.send(http.MethodGet, path, nil, nil); s.status != 404 {
		t.Errorf("an action by GET: %d", s.status)
	}
	if s := w.send(http.MethodPost, path, form, map[string]string{"Origin": "http://" + own}); s.status != 200 || w.orderNow(id).ResultPay != "SUCCESS" {
		t.Errorf("the form itself: %d, order %s", s.status, w.orderNow(id).ResultPay)
	}
}

// TestSignIn: with a control token a browser shows it once and gets a pass, which is not the token.
func TestSignIn(t *testing.T) {
	const token = "s3cret-Token"
	w := newWorld(t, func(o *simulator.Options) { o.ControlToken = token })
	id := w.place(order("SECRET-ORDER", "1.00", nobody))
	if _, err := w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "hidden-sandbox"}); err != nil {
		t.Fatal(err)
	}
	closed := []string{"/", "/console/default/orders", "/console/default/orders/" + id, "/console/default/search?q=SECRET", "/console/default/entries/1",
		"/console/default/entries/1/sent", "/console/default/events?after=0", "/console/nowhere"}
	for _, path := range closed {
		s := w.get(path)
		if s.status != http.StatusUnauthorized || strings.Contains(s.text, "SECRET-ORDER") || strings.Contains(s.text, "hidden-sandbox") {
			t.Errorf("%s without the token: %d %s", path, s.status, s.words())
		}
	}
	if s := w.send(http.MethodPost, "/console/default/orders/"+id+"/pay", url.Values{"outcome": {"success"}}, nil); s.status != http.StatusUnauthorized {
		t.Errorf("an action without the token: %d", s.status)
	}
	asked := w.get("/console/default/orders/" + id)
	if s := w.press(asked, "/console/-/signin", "token", "guess"); s.status != http.StatusUnauthorized || !strings.Contains(s.words(), "not the token") || len(s.header.Values("Set-Cookie")) > 0 {
		t.Errorf("a wrong token: %d %s", s.status, s.words())
	}
	s := w.press(asked, "/console/-/signin", "token", token)
	if s.status != 200 || s.url.Path != "/console/default/orders/"+id || !strings.Contains(s.text, "SECRET-ORDER") {
		t.Fatalf("signed in: %d %s", s.status, s.url)
	}
	if !strings.Contains(s.text, "$LLSIM_CONTROL_TOKEN") || strings.Contains(s.text, token) {
		t.Error("commands name the variable and never the token")
	}
	address, err := url.Parse(w.server.ControlURL())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range w.browser.Jar.Cookies(address) {
		if strings.Contains(c.Value, token) {
			t.Error("the cookie holds the token")
		}
	}
	if s := w.press(w.get("/"), "/console/-/signout"); s.url.Path != "/console/-/signin" || w.get("/").status != http.StatusUnauthorized {
		t.Errorf("signed out: at %s", s.url)
	}
	if s := w.send(http.MethodGet, "/", nil, map[string]string{"Authorization": "Bearer " + token}); s.status != 200 {
		t.Errorf("with the token in the header: %d", s.status)
	}
}

// TestTheCookieStaysWithTheConsole: no script reads it, and no other site's page sends it.
func TestTheCookieStaysWithTheConsole(t *testing.T) {
	w := newWorld(t, func(o *simulator.Options) { o.ControlToken = "s3cret" })
	w.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for next, want := range map[string]string{
		"/":                       "/",
		"/?state=SUCCESS":         "/?state=SUCCESS",
		"/console/default/orders": "/console/default/orders",
		"https://evil.example/":   "/",
		"//evil.example/":         "/",
		"/\\evil.example":         "/",
		"javascript:alert(1)":     "/",
		"":                        "/",
	} {
		s := w.send(http.MethodPost, "/console/-/signin", url.Values{"token": {"s3cret"}, "next": {next}}, nil)
		if got := s.header.Get("Location"); got != want {
			t.Errorf("next %q leads to %q", next, got)
		}
		if c := s.header.Get("Set-Cookie"); !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Strict") {
			t.Errorf("the cookie is %q", c)
		}
	}
}

// TestWhatIsAtTheRoot: browsers get the console, others a sentence; with a listener of its own the console is there.
func TestWhatIsAtTheRoot(t *testing.T) {
	w := newWorld(t)
	if s := w.send(http.MethodGet, "/", nil, map[string]string{"Accept": "*/*"}); s.status != 200 || !strings.Contains(s.text, "the console is at "+w.server.ControlURL()+"/") {
		t.Errorf("curl gets %d %s", s.status, s.text)
	}
	for path, want := range map[string]string{"/": "/console/default", "/console": "/console/default", "/console/": "/console/default", "/console/night/": "/console/night", "/?state=SUCCESS": ordersPath + "?state=SUCCESS"} {
		w.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		if s := w.get(path); s.header.Get("Location") != want {
			t.Errorf("%s leads to %q", path, s.header.Get("Location"))
		}
	}
	two := newWorld(t, func(o *simulator.Options) { o.ControlListen = "127.0.0.1:0" })
	for address, status := range map[string]int{two.server.ControlURL() + "/": 200, two.server.ControlURL() + "/refund.htm": 404, two.server.URL() + "/": 404, two.server.URL() + "/console/default/orders": 404} {
		s := two.send(http.MethodGet, address, nil, nil)
		if s.status != status || status == 404 && !strings.Contains(s.text, "the console is at "+two.server.ControlURL()+"/") {
			t.Errorf("%s: %d %s", address, s.status, s.text)
		}
	}
	if s := two.get("/"); !strings.Contains(s.words(), two.server.URL()+"/llwalletapi/combinepay.htm") {
		t.Errorf("the first page does not name the platform's address: %s", s.words())
	}
}

func TestLanguages(t *testing.T) {
	w := newWorld(t)
	for accept, want := range map[string]string{"": "en", "de": "en", "en-GB": "en", "zh-CN,zh;q=0.9,en;q=0.8": "zh-CN"} {
		w.Lang = accept
		if s := w.get("/"); attribute(s.all("html")[0], "lang") != want {
			t.Errorf("asked for %q, got %s", accept, attribute(s.all("html")[0], "lang"))
		}
	}
	w.Lang = "zh-CN"
	id, _ := w.raw(w.unsigned("RULE").Set("sign", "bm8="))
	if s := w.get("/console/default/refused/" + id); !strings.Contains(s.words(), "sign_type 须为 RSA 或 MD5") {
		t.Errorf("the rule is not in Chinese: %s", s.words())
	}
	if s := w.get("/?lang=en&state=SUCCESS"); s.url.RequestURI() != ordersPath+"?state=SUCCESS" || attribute(s.all("html")[0], "lang") != "en" {
		t.Errorf("English was chosen, got %s at %s", attribute(s.all("html")[0], "lang"), s.url)
	}
	if s := w.get("/"); attribute(s.all("html")[0], "lang") != "en" {
		t.Error("the choice is forgotten")
	}
}
