package browser_test

import (
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/browser"
)

const form = `<!DOCTYPE html><html lang="en"><title>form</title><link rel="icon" href="data:,">
<form method="post" action="/sent"><label>name <input name="name" id="name" value="old"></label><button>send</button></form>
<noscript><p id="without">no script</p></noscript><script>document.body.dataset.script = "ran"</script>`

// moving is a page whose button moves away at the first and the third press.
const moving = `<!DOCTYPE html><html lang="en"><title>moving</title><link rel="icon" href="data:,"><button>go</button><p id="met"></p>
<script>let pressed = 0
addEventListener("mousedown", () => { if ([1, 3].includes(++pressed)) document.querySelector("button").before(Object.assign(document.createElement("div"), {style: "height: 200px"})) })
addEventListener("click", event => document.querySelector("#met").append(event.target.localName + " "))</script>`

func site(t *testing.T) string {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /form", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(form)) })
	mux.HandleFunc("POST /sent", func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `<!DOCTYPE html><link rel="icon" href="data:,"><h1>got %s</h1>`, r.FormValue("name"))
	})
	mux.HandleFunc("GET /moving", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(moving)) })
	mux.HandleFunc("GET /strict", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:")
		_, _ = w.Write([]byte(`<!DOCTYPE html><link rel="icon" href="data:,"><p>strict</p><script>document.body.remove()</script>`))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestBrowser(t *testing.T) {
	b, url := browser.Start(t), site(t)

	t.Run("forms", func(t *testing.T) {
		tab := b.Tab(t)
		if status := tab.Open(url + "/form"); status != http.StatusOK {
			t.Errorf("status %d", status)
		}
		tab.Fill("#name", "new")
		if was := browser.Eval[string](tab, `document.querySelector("#name").getAttribute("value")`); was != "old" {
			t.Errorf("filling changes the page: the field was sent with %q", was)
		}
		if tab.Follow("button"); tab.Text("h1") != "got new" || tab.URL() != url+"/sent" {
			t.Errorf("%s says %s", tab.URL(), tab.Text("h1"))
		}
		if tab.Back(); tab.URL() != url+"/form" {
			t.Errorf("back at %s", tab.URL())
		}
		tab.Keys(kb.Tab)
		tab.Keys("typed")
		if tab.KeysTo(kb.Enter); !strings.Contains(tab.Text("h1"), "typed") {
			t.Errorf("typing says %s", tab.Text("h1"))
		}
	})
	t.Run("scripts", func(t *testing.T) {
		tab := b.Tab(t)
		tab.Open(url + "/form")
		if text := browser.Eval[string](tab, `fetch("/form").then(answer => answer.text())`); text != form {
			t.Errorf("a promise gave %s", text)
		}
	})
	t.Run("a page that is still being read", func(t *testing.T) {
		rest := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte(`<!DOCTYPE html><link rel="icon" href="data:,">`))
			if r.URL.Path == "/" {
				_, _ = w.Write([]byte(`<script>onload = () => setTimeout(() => { location = "/slow" })</script>`))
				return
			}
			_, _ = w.Write([]byte(`<h1>begun</h1><input value="old">`))
			_ = http.NewResponseController(w).Flush()
			select {
			case <-rest:
			case <-r.Context().Done():
			}
		}))
		t.Cleanup(server.Close)
		tab := b.Tab(t)
		for range 10 {
			tab.Open(server.URL)
			tab.Until("input")
			rest <- struct{}{}
			if text, value := tab.Text("h1"), tab.Value("input"); text != "begun" || value != "old" {
				t.Errorf("the page says %q and %q", text, value)
			}
		}
	})
	t.Run("what moves away under the mouse", func(t *testing.T) {
		tab := b.Tab(t)
		tab.Open(url + "/moving")
		tab.Click("button")
		tab.DoubleClick("button")
		if met := tab.Text("#met"); met != "button button button" {
			t.Errorf("the clicks met %s", met)
		}
	})
	t.Run("without JavaScript", func(t *testing.T) {
		tab := b.Tab(t)
		tab.NoScript()
		tab.Open(url + "/form")
		if tab.Text("#without") != "no script" || browser.Eval[bool](tab, `"script" in document.body.dataset`) {
			t.Error("the script ran")
		}
	})
	t.Run("a screenshot", func(t *testing.T) {
		tab := b.Tab(t)
		tab.Size(390, 844)
		tab.Open(url + "/form")
		f, err := os.Open(tab.Screenshot("form.png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if c, err := png.DecodeConfig(f); err != nil || c.Width != 390 {
			t.Errorf("a picture %d wide: %v", c.Width, err)
		}
	})
	t.Run("a broken policy fails the test", func(t *testing.T) {
		r := &recorder{TB: t}
		tab := b.Tab(r)
		tab.Open(url + "/strict")
		tab.Until("p")
		r.end()
		if !strings.Contains(r.said, "Content Security Policy") {
			t.Errorf("the test was told %q", r.said)
		}
	})
	t.Run("what is expected does not", func(t *testing.T) {
		r := &recorder{TB: t}
		tab := b.Tab(r)
		tab.Expect("404")
		if status := tab.Open(url + "/missing"); status != http.StatusNotFound {
			t.Errorf("status %d", status)
		}
		if r.end(); r.said != "" {
			t.Errorf("the test was told %q", r.said)
		}
	})
}

// recorder is a test that notes its errors.
type recorder struct {
	testing.TB
	said  string
	after []func()
}

func (r *recorder) Errorf(format string, args ...any) { r.said += fmt.Sprintf(format, args...) }
func (r *recorder) Cleanup(f func())                  { r.after = append(r.after, f) }

func (r *recorder) end() {
	for len(r.after) > 0 {
		last := len(r.after) - 1
		f := r.after[last]
		r.after = r.after[:last]
		f()
	}
}
