package console_test

import (
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
)

// A sandbox may be called as a part of the console is: it stays closed, works, and neither hides the other.
func TestNoSandboxIdOpensTheConsole(t *testing.T) {
	const token = "s3cret"
	w := newWorld(t, func(o *simulator.Options) { o.ControlToken = token })
	ids := []string{"assets", "signin", "signout", "console", "events", "orders", "sandboxes"}
	for _, id := range ids {
		if _, err := w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range ids {
		for _, rest := range []string{"", "/", "/orders", "/sandboxes", "/clock", "/merchants/" + w.shop.OidPartner(), "/x/y", "/x.css", "/events?after=0"} {
			w.wantClosed("/console/" + id + rest)
		}
	}
	style := attribute(w.get("/console/-/signin").all("link")[1], "href")
	for _, test := range []string{"/console/-", "/console/-/", "/console/-/orders", "/console/-/assets", "/console/-/assets/", "/console/-/assets/console.css", "/console/-/assets/x/y",
		"/console/-%2Fsignin", "/console/-%2Fassets%2F" + path.Base(style), "/console/%2D/signin", "/console/-/signin/", "/console/-/../default/orders", "/console/assets/../default/orders", "/console/-/assets/%2e%2e/orders"} {
		w.wantClosed(test)
	}
	if s := w.get(style); s.status != http.StatusOK || !strings.HasPrefix(s.header.Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d %s", style, s.status, s.header.Get("Content-Type"))
	}
	for _, method := range []string{http.MethodPut, http.MethodDelete} {
		if s := w.send(method, "/console/-/signin", nil, nil); s.status != http.StatusUnauthorized {
			t.Errorf("%s: %d", method, s.status)
		}
	}
	if s := w.send(http.MethodPost, "/console/assets/sandboxes/reset", url.Values{"id": {"default"}}, nil); s.status != http.StatusUnauthorized {
		t.Errorf("an action without the token: %d", s.status)
	}
	w.press(w.get("/"), "/console/-/signin", "token", token)
	for _, id := range ids {
		if s := w.get("/console/" + id); s.status != http.StatusOK || s.url.Path != "/console/"+id {
			t.Errorf("the sandbox %s: %d at %s", id, s.status, s.url)
		}
	}
	if s := w.get("/console/-/nothing"); s.status != http.StatusNotFound {
		t.Errorf("an address of no sandbox: %d", s.status)
	}
}

// wantClosed holds that an address asks for the token and tells nothing about sandboxes: neither their names nor their time.
func (w *world) wantClosed(path string) {
	w.Helper()
	s := w.get(path)
	if s.status != http.StatusUnauthorized || len(s.all("nav")) > 0 || len(s.all("time")) > 0 || len(s.all("details")) > 0 || strings.Contains(s.text, "data-events") {
		w.Errorf("%s without the token: %d %s", path, s.status, s.words())
	}
}
