package cashier_test

import (
	"context"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/shopper"
)

// watching begins to watch an order and returns its answer's status; -1 when there was none.
func (d *desk) watching(page *shopper.Page) <-chan int {
	d.t.Helper()
	return d.watchingIn(d.t.Context(), page)
}

func (d *desk) watchingIn(ctx context.Context, page *shopper.Page) <-chan int {
	d.t.Helper()
	_, rest, ok := strings.Cut(page.Content, `data-watch="`)
	path, _, _ := strings.Cut(rest, `"`)
	if !ok {
		d.t.Fatalf("the page has no script: %s", page)
	}
	sent, answer := make(chan struct{}), make(chan int, 1)
	first := sync.OnceFunc(func() { close(sent) }) // a request is written again where the connection was closed meanwhile
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { first() }})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, d.server.URL()+strings.ReplaceAll(path, "&amp;", "&"), nil)
	if err != nil {
		d.t.Fatal(err)
	}
	go func() {
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			answer <- -1
			return
		}
		res.Body.Close()
		answer <- res.StatusCode
	}()
	<-sent
	return answer
}

func TestWatchersAreToldOfEveryChange(t *testing.T) {
	d := open(t)
	for name, change := range map[string]func(id string) error{
		"another payment": func(id string) error {
			_, err := d.control.Pay(t.Context(), id, api.Pay{Outcome: "success"})
			return err
		},
		"a failure": func(id string) error {
			_, err := d.control.Pay(t.Context(), id, api.Pay{Outcome: "6001"})
			return err
		},
		"time": func(string) error {
			_, err := d.control.AdvanceTo(t.Context(), noon.AddDate(0, 0, 8))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := d.in(t)
			if _, err := d.control.Reset(t.Context(), true); err != nil {
				t.Fatal(err)
			}
			noOrder := strings.ReplaceAll(name, " ", "-")
			v := d.checkout(noOrder)
			answer := d.watching(v.click("支付宝"))
			if err := change(d.order(noOrder).OidPaybill); err != nil {
				t.Fatal(err)
			}
			if status := <-answer; status != http.StatusOK {
				t.Errorf("answered %d", status)
			}
			if status := <-d.watching(v.Page()); status != http.StatusOK {
				t.Errorf("a watcher who comes late is answered %d", status)
			}
		})
	}
}

func TestWatchersEndWithWhatTheyWatch(t *testing.T) {
	t.Run("a reset", func(t *testing.T) {
		d := open(t)
		answer := d.watching(d.checkout("A-1").click("微信支付"))
		if _, err := d.control.Reset(t.Context(), false); err != nil {
			t.Fatal(err)
		}
		if status := <-answer; status != http.StatusOK && status != http.StatusNotFound {
			t.Errorf("answered %d", status)
		}
	})
	t.Run("the sandbox", func(t *testing.T) {
		d := open(t)
		if _, err := d.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "night", Config: &api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(noon)}}}); err != nil {
			t.Fatal(err)
		}
		in := *d
		in.url, in.control = d.url+"/s/night", d.control.In("night")
		answer := in.watching(in.checkout("A-1").click("支付宝"))
		if err := in.control.DeleteSandbox(t.Context()); err != nil {
			t.Fatal(err)
		}
		if status := <-answer; status != http.StatusOK && status != http.StatusNotFound {
			t.Errorf("answered %d", status)
		}
	})
	t.Run("the server", func(t *testing.T) {
		d := open(t)
		answer := d.watching(d.checkout("A-1").click("支付宝"))
		if err := d.server.Close(); err != nil {
			t.Fatal(err)
		}
		if status := <-answer; status != http.StatusNoContent && status != -1 {
			t.Errorf("answered %d", status)
		}
	})
	t.Run("the browser", func(t *testing.T) {
		d := open(t)
		page := d.checkout("A-1").click("支付宝")
		ctx, leave := context.WithCancel(t.Context())
		answer := d.watchingIn(ctx, page)
		leave()
		if status := <-answer; status != -1 {
			t.Errorf("answered %d", status)
		}
	})
}
