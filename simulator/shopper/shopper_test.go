package shopper_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const shopPage = `<!DOCTYPE html><title>shop</title><style>p { color: red }</style><h1>A  shop</h1>
<p role="alert">Only <b>today</b></p><a href="about">About us</a>
<form method="post" action="/order"><input type="hidden" name="token" value="t&amp;1"><input name="name" value="old">
<input type="checkbox" name="news" value="1"><input name="off" value="x" disabled>
<button>Order</button><button name="how" value="fast">Order fast</button></form>
<form action="/search"><input name="q"><button>Search</button></form>`

func TestBrowser(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /shop/", func(w http.ResponseWriter, _ *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
		_, _ = w.Write([]byte(shopPage))
	})
	echo := func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		c, _ := r.Cookie("seen")
		_, _ = fmt.Fprintf(w, "<h1>%s %s</h1><p>%s %v %s", r.Method, r.URL.Path, r.Form.Encode(), c, r.Header.Get("Origin"))
	}
	mux.HandleFunc("/search", echo)
	mux.HandleFunc("/taken", echo)
	mux.HandleFunc("POST /order", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/taken", http.StatusTemporaryRedirect)
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	s := shopper.New()
	if _, err := s.Click(t.Context(), "x"); err == nil || s.Fill("x", "y") == nil || s.Page() != nil {
		t.Error("a page is shown before one is opened")
	}
	shop, err := s.Open(t.Context(), server.URL+"/shop/")
	if err != nil {
		t.Fatal(err)
	}
	if shop.Heading() != "A shop" || shop.Alerts() != "Only today" || !strings.HasPrefix(shop.Text(), "A shop Only today About us") || shop.Link("About") != server.URL+"/shop/about" {
		t.Errorf("the shop says %s, alerts %s, link %s", shop, shop.Alerts(), shop.Link("About"))
	}
	if value, ok := shop.Field("token"); !ok || value != "t&1" {
		t.Errorf("token is %q, %v", value, ok)
	}
	if err := s.Fill("nothing", ""); err == nil || !strings.Contains(err.Error(), "A shop") {
		t.Errorf("a field that is not there: %v", err)
	}
	for _, step := range []struct{ field, value, button, want string }{
		{"name", "新", "Order", "POST /taken name=%E6%96%B0&token=t%261 seen=yes " + server.URL},
		{"name", "", "Order fast", "POST /taken how=fast&name=&token=t%261 seen=yes " + server.URL},
		{"q", "tea", "Search", "GET /search q=tea seen=yes"},
	} {
		t.Run(step.button+" "+step.value, func(t *testing.T) {
			s.Show(shop)
			if err := s.Fill(step.field, step.value); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Click(t.Context(), step.button); err != nil || got.Text() != step.want {
				t.Errorf("%v %v, expected %s", got, err, step.want)
			}
		})
	}
	if got, err := s.Send(t.Context(), server.URL+"/taken", wire.Fields{{Name: "a", Value: "1"}}); err != nil || got.Text() != "POST /taken a=1 seen=yes" {
		t.Errorf("a form from elsewhere: %v %v", got, err)
	}
}
