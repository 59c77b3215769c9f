package console

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// visit is one request for a page, and what the page's frame shows.
type visit struct {
	Console *Console
	Lang    page.Lang
	Turn    int64            // counts pages as they are started: of two answers, that with the higher number is at least as new
	Sandbox *sandbox.Sandbox // nil where there is none of that name
	Now     time.Time        // platform time when the request came
	Outcome *outcome         // of the action that led here, or nil
	Events  string           // where the page learns that it has changed; show may narrow it
	Until   time.Time        // platform time from which on a page on a running clock says something else, even if nothing happens; zero for never
	Page    *view
	Body    any

	began    uint64 // the journal's last entry when the request came
	compared int    // bytes of replaced files that were compared with the orders
	w        http.ResponseWriter
	r        *http.Request
}

// anonymous is a visit that is told nothing about sandboxes.
func (c *Console) anonymous(w http.ResponseWriter, r *http.Request) *visit {
	return &visit{Console: c, Turn: c.turns.Add(1), Lang: page.Language(w, r, page.Preferred(r, page.English)), w: w, r: r}
}

func (c *Console) visit(w http.ResponseWriter, r *http.Request) *visit {
	v := c.anonymous(w, r)
	if v.Sandbox = c.options.Sandboxes.Get(variable(r, "sandbox")); v.Sandbox != nil {
		v.began = v.Sandbox.Journal().Last()
		v.Events, v.Now = v.events(""), v.Sandbox.Now()
		v.Outcome = c.outcomes.get(r.URL.Query().Get("said"), r.URL.EscapedPath())
	}
	return v
}

// events is the address of the page's stream: from what the journal has by now, so that a page that is read after this call
// misses nothing. With an order it is about that order alone.
func (v *visit) events(order string) string {
	query := url.Values{"after": {strconv.FormatUint(v.began, 10)}, "inbox": {strconv.FormatUint(v.Sandbox.Inbox.Last(), 10)}}
	if order != "" {
		query.Set("order", order)
	}
	return v.Path("events") + "?" + query.Encode()
}

// Path is the path of a page in the visit's sandbox.
func (v *visit) Path(parts ...string) string { return pathIn(v.Sandbox.ID, parts...) }

// part is a part of the page's path, as the view names it.
func (v *visit) part(name string) string { return variable(v.r, name) }

// base is the merchant's base URL of the visit's sandbox, without a slash at its end.
func (v *visit) base() string { return v.baseOf(v.Sandbox.ID) }

func (v *visit) baseOf(id string) string {
	if id == sandbox.Default {
		id = ""
	}
	return page.BaseURL(v.r, v.Console.options.PlatformURL, id)
}

// answer renders the page.
func (v *visit) answer(status int, p *view, body any) {
	v.Page, v.Body = p, body
	var b bytes.Buffer
	if err := templates()[v.Lang][p.name].ExecuteTemplate(&b, "layout", v); err != nil {
		http.Error(v.w, "the page cannot be shown: "+err.Error(), http.StatusInternalServerError)
		return
	}
	page.Page{Policy: v.Console.policy(), Body: b.Bytes()}.Write(v.w, status)
}

// policy is what a page may do: what comes from this address, pictures of QR codes from the platform's, and forms that lead to its cashier.
func (c *Console) policy() page.Policy {
	self := []string{"'self'"}
	images, forms := self, self
	if u, err := url.Parse(c.options.PlatformURL); err == nil && u.Host != "" { // its origin: a source with a path is that path alone
		images = append([]string{u.Scheme + "://" + u.Host}, self...)
		forms = append([]string{"'self'"}, u.Scheme+"://"+u.Host)
	}
	return page.Policy{Style: self, Script: self, Image: images, Connect: self, Form: forms}
}
