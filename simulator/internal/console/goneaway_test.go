package console_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// slowShop is a notify_url that says when a notification has arrived and answers when it may.
func (w *world) slowShop() (url string, arrived <-chan struct{}, release func()) {
	w.Helper()
	here, goOn := make(chan struct{}, 100), make(chan struct{})
	release = sync.OnceFunc(func() { close(goOn) })
	url = w.handler(func(out http.ResponseWriter, _ *http.Request) {
		here <- struct{}{}
		<-goOn
		_, _ = out.Write([]byte(acknowledged))
	})
	w.Cleanup(release) // before the merchant's server waits for its handlers
	return url, here, release
}

// leave sends the form of a page and goes away once the merchant has been asked.
func (w *world) leave(from shown, action string, arrived <-chan struct{}, more ...string) {
	w.Helper()
	form := from.form(action)
	path := form.Get("")
	form.Del("")
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	ctx, cancel := context.WithCancel(w.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, w.server.ControlURL()+path, strings.NewReader(form.Encode()))
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	left := make(chan struct{})
	go func() {
		defer close(left)
		if res, err := w.browser.Do(r); err == nil {
			_ = res.Body.Close()
			w.Errorf("the action was over before the browser went away: %d", res.StatusCode)
		}
	}()
	<-arrived
	cancel()
	<-left
}

// Who sends the form again finds the action running, and gets the outcome of the one and only time.
func TestAnAdvanceGoesOnWithoutItsBrowser(t *testing.T) {
	w := newWorld(t)
	url, arrived, release := w.slowShop()
	id := w.place(order("LEFT", "5.00", url))
	if _, err := w.control.Pay(t.Context(), id, api.Pay{Outcome: "success", After: after(time.Minute)}); err != nil {
		t.Fatal(err)
	}
	page := w.get(clockPath)
	w.leave(page, "/advance", arrived, "to", "5m")
	w.wantSaid(w.press(w.get(clockPath), "/advance", "to", "1s"), "The clock is being moved already") // it still runs
	again := make(chan shown, 1)
	go func() { again <- w.press(page, "/advance", "to", "5m") }()
	release()
	w.wantSaid(<-again, "From 2026-11-20 23:50:00 to 2026-11-20 23:55:00: 2 jobs done, 1 notification sent.", "acknowledged")
	w.wantSaid(w.press(page, "/advance", "to", "5m"), "From 2026-11-20 23:50:00 to 2026-11-20 23:55:00")
	if got := w.now(); got != "manual 2026-11-20 23:55:00" {
		t.Errorf("it is %s", got)
	}
}

func TestANotificationGoesOnWithoutItsBrowser(t *testing.T) {
	w := newWorld(t)
	url, arrived, release := w.slowShop()
	id := w.place(order("TOLD", "5.00", url))
	page := w.orderPage(id)
	w.leave(page, "/notify", arrived)
	again := make(chan shown, 1)
	go func() { again <- w.press(page, "/notify") }()
	release()
	w.wantSaid(<-again, "The notification was sent", "acknowledged")
	if sent := w.orderNow(id).Notifications; len(sent) != 1 || sent[0].Verdict != "acknowledged" {
		t.Errorf("sent: %+v", sent)
	}
}

// TestAnAdvanceEndsWithTheServer: what came of it is no success.
func TestAnAdvanceEndsWithTheServer(t *testing.T) {
	w := newWorld(t)
	url, arrived, _ := w.slowShop()
	id := w.place(order("CUT", "5.00", url))
	if _, err := w.control.Pay(t.Context(), id, api.Pay{Outcome: "success", After: after(time.Minute)}); err != nil {
		t.Fatal(err)
	}
	form := w.get(clockPath).form("/advance")
	form.Del("")
	form.Set("to", "5m")
	w.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	ended := make(chan int, 1)
	go func() { ended <- w.send(http.MethodPost, clockPath+"/advance", form, nil).status }()
	<-arrived
	if err := w.server.Close(); err != nil {
		t.Error(err)
	}
	if status := <-ended; status != http.StatusSeeOther {
		t.Errorf("the action ends with %d", status)
	}
}

// TestAnOutcomeIsShownOnItsPage: elsewhere ?said= is ignored.
func TestAnOutcomeIsShownOnItsPage(t *testing.T) {
	w := newWorld(t)
	if _, err := w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	id := w.place(order("SAID", "5.00", nobody))
	w.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, said := range []string{
		w.press(w.get(clockPath), "/advance", "to", "1s").header.Get("Location"),
		w.press(w.get("/console/default/signature"), "/check", "body", `{"oid_partner":"`+w.shop.OidPartner()+`","sign_type":"RSA","sign":"bm8="}`, "by", "").header.Get("Location"),
		w.press(w.orderPage(id), "/pay").header.Get("Location"),
	} {
		if s := w.get(said); s.status != http.StatusOK || s.said() == "" {
			t.Errorf("%s: %d, says %q", said, s.status, s.said())
		}
		own, query, _ := strings.Cut(said, "?")
		for _, path := range []string{"/console/default", ordersPath, clockPath, "/console/night/clock", faultsPath, journalPath, "/console/default/signature", "/console/night/signature", "/console/default/refused", "/console/default/merchants",
			merchantPath(w.shop.OidPartner()), sandboxesPath, filesPath, orderPath(id), "/console/night/orders", "/console/default/search"} {
			if path == own {
				continue
			}
			if s := w.get(path + "?" + query); s.status != http.StatusOK || s.said() != "" {
				t.Errorf("%s?%s: %d, says %q", path, query, s.status, s.said())
			}
		}
	}
}
