package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// serve answers every request with f and returns a client of the sandbox "a".
func serve(t *testing.T, f http.HandlerFunc, opts ...client.Option) *client.Control {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	return client.NewControl(server.URL+"/", "a", opts...)
}

func TestControlSendsTokenTypeAndEscapedPaths(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer s3cret" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("header %v", r.Header)
		}
		if r.Method != http.MethodPut || r.RequestURI != "/_sim/v1/sandboxes/a/files/a%2Fb%3Fc" {
			t.Errorf("%s %s", r.Method, r.RequestURI)
		}
		fmt.Fprint(w, `{"name":"a/b?c"}`)
	}, client.WithToken("s3cret"))
	if f, err := c.PutFile(t.Context(), "a/b?c", ""); err != nil || f.Name != "a/b?c" {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestControlFilters(t *testing.T) {
	t.Parallel()
	c := serve(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, `{"next":%q}`, r.URL.RawQuery) })
	orders, err := c.Orders(t.Context(), client.OrderFilter{NoOrder: "a&b", Page: client.Page{Limit: 3, After: "x"}})
	if want := "after=x&limit=3&no_order=a%26b"; err != nil || orders.Next != want {
		t.Errorf("got %q %v, want %q", orders.Next, err, want)
	}
	if refunds, err := c.Refunds(t.Context(), client.RefundFilter{}); err != nil || refunds.Next != "" {
		t.Errorf("got %q %v, want no query", refunds.Next, err)
	}
}

func TestControlErrors(t *testing.T) {
	t.Parallel()
	for want, f := range map[string]http.HandlerFunc{
		"409 2007: paid": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(409)
			fmt.Fprint(w, `{"error":{"code":"2007","message":"paid"}}`)
		},
		"is no simulator: it answered 404 Not Found": func(w http.ResponseWriter, _ *http.Request) { http.NotFound(w, nil) },
		"is no simulator, or one of another version": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") },
		"EOF": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		t.Run(want, func(t *testing.T) {
			_, err := serve(t, f).Pay(t.Context(), "1", api.Pay{Outcome: "success"})
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}

// Each connection brings two entries and breaks; the third is refused.
func TestFollowGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	var asked []string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		last := r.Header.Get("Last-Event-ID")
		asked = append(asked, last)
		switch last {
		case "7":
			fmt.Fprint(w, ": hello\n\nid: 8\ndata: {\"id\":8}\n\nid: 9\ndata: {\"id\":9}\n\n")
		case "9":
			fmt.Fprint(w, "id: 10\ndata: {\"id\":10}\n\nid: 11\ndata: {\"id\":11}\n\nid: 12\ndata: {\"id\"")
		default:
			w.WriteHeader(404)
			fmt.Fprint(w, `{"error":{"code":"not_found","message":"deleted"}}`)
		}
	})
	var seen []uint64
	var last error
	for e, err := range c.Follow(t.Context(), 7, "") {
		if last = err; err == nil {
			seen = append(seen, e.ID)
		}
	}
	var refused *client.Error
	if !slices.Equal(seen, []uint64{8, 9, 10, 11}) || !slices.Equal(asked, []string{"7", "9", "11"}) || !errors.As(last, &refused) || refused.Status != 404 {
		t.Errorf("saw %v, asked after %v, ended with %v", seen, asked, last)
	}
}

func TestFollowDoesNotInsist(t *testing.T) {
	t.Parallel()
	for want, body := range map[string]string{"unexpected EOF": ": nothing\n\n", "something else than entries": "data: <html>\n\n"} {
		t.Run(want, func(t *testing.T) {
			count := 0
			c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				count++
				fmt.Fprint(w, body)
			})
			var last error
			for _, err := range c.Follow(t.Context(), 0, "") {
				last = err
			}
			if last == nil || !strings.Contains(last.Error(), want) || count != 1 {
				t.Errorf("got %v after %d connections, want %s", last, count, want)
			}
		})
	}
}
