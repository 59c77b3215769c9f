package console_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestMain(m *testing.M) { leak.Main(m) }

// start is when the sandboxes of these tests begin: ten minutes before midnight.
var start = time.Date(2026, 11, 20, 23, 50, 0, 0, wire.Zone)

// world is a running simulator with its default sandbox on a manual clock, and a developer's browser.
type world struct {
	*testing.T
	server  *simulator.Server
	control *client.Control
	shop    *client.Merchant
	browser *http.Client
	Lang    string // what the browser asks for
}

func newWorld(t *testing.T, change ...func(*simulator.Options)) *world {
	t.Helper()
	now := api.At(start)
	o := simulator.Options{Version: "test", Sandbox: api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: &now}}}
	for _, f := range change {
		f(&o)
	}
	server, err := simulator.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return &world{T: t, server: server, control: server.Control(), shop: server.Client(), browser: &http.Client{Jar: jar, Transport: transport}, Lang: "en"}
}

// shopAt is a merchant's notify_url that answers with a body.
func (w *world) shopAt(status int, body string) string {
	w.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		out.WriteHeader(status)
		_, _ = io.WriteString(out, body)
	}))
	w.Cleanup(server.Close)
	return server.URL + "/notify"
}

const ordersPath = "/console/default/orders"

const (
	acknowledged = `{"ret_code":"0000","ret_msg":"ok"}`
	notTaken     = `{"ret_code":"9999","ret_msg":"系统<错误>"}`
	nobody       = "http://127.0.0.1:9/notify" // the discard port
)

// order is a request of the Direct API; more replaces fields, as name and value in turn.
func order(noOrder, money, notifyURL string, more ...string) wire.Fields {
	f := wire.Fields{
		{Name: "no_order", Value: noOrder}, {Name: "dt_order", Value: "20261120235000"}, {Name: "money_order", Value: money}, {Name: "user_id", Value: "shopper-1"},
		{Name: "busi_partner", Value: "109001"}, {Name: "name_goods", Value: "月饼礼盒"}, {Name: "pay_type", Value: "L"}, {Name: "notify_url", Value: notifyURL},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20200101120000","goods_name":"月饼","frms_client_chnl":"13","frms_ip_addr":"127.0.0.1"}`},
	}
	for i := 0; i < len(more); i += 2 {
		f = f.Set(more[i], more[i+1])
	}
	return f
}

// place places an order and returns its oid_paybill.
func (w *world) place(f wire.Fields) string {
	w.Helper()
	answer, err := w.shop.CreateOrder(w.Context(), f)
	if err != nil || !answer.OK() {
		w.Fatal(answer, err)
	}
	return answer.Fields.Get("oid_paybill")
}

// tampered sends an order that was changed after it was signed.
func (w *world) tampered(f wire.Fields) {
	w.Helper()
	signed, err := w.shop.Sign(f)
	if err != nil {
		w.Fatal(err)
	}
	answer, err := w.shop.Send(w.Context(), wire.KindDirect, signed.Set("money_order", "0.01"))
	if err != nil || answer.Code() != wire.CodeBadSignature {
		w.Fatal(answer, err)
	}
}

// pay pays an order through the control API.
func (w *world) pay(oidPaybill, outcome string) {
	w.Helper()
	if _, err := w.control.Pay(w.Context(), oidPaybill, api.Pay{Outcome: outcome}); err != nil {
		w.Fatal(err)
	}
}

// advance lets platform time pass until everything due is done.
func (w *world) advance(d time.Duration) {
	w.Helper()
	if _, err := w.control.Advance(w.Context(), d); err != nil {
		w.Fatal(err)
	}
}

// shown is a page as a browser has it.
type shown struct {
	status int
	header http.Header
	url    *url.URL
	text   string // its HTML
	doc    *html.Node
}

// get loads a page.
func (w *world) get(path string) shown {
	w.Helper()
	return w.send(http.MethodGet, path, nil, nil)
}

// send loads a page, with a form unless it is nil.
func (w *world) send(method, path string, form url.Values, header map[string]string) shown {
	w.Helper()
	address := path
	if strings.HasPrefix(path, "/") {
		address = w.server.ControlURL() + path
	}
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(w.Context(), method, address, body)
	if err != nil {
		w.Fatal(err)
	}
	r.Header.Set("Accept", "text/html,application/xhtml+xml")
	r.Header.Set("Accept-Language", w.Lang)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range header {
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	res, err := w.browser.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		w.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(text)))
	if err != nil {
		w.Fatal(err)
	}
	return shown{res.StatusCode, res.Header, res.Request.URL, string(text), doc}
}

// all are the elements of a name, in order.
func (s shown) all(name string) (found []*html.Node) {
	for n := range s.doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

// attribute is an element's attribute, "" without one.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// words is what can be read in an element, without its surplus blanks.
func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// words is what can be read on the page.
func (s shown) words() string { return words(s.doc) }

// said is what the page says came of an action.
func (s shown) said() string {
	for _, n := range s.all("div") {
		if attribute(n, "id") == "said" {
			return words(n)
		}
	}
	return ""
}

// form is the form of the page whose action ends so, filled as it came.
func (s shown) form(action string) url.Values {
	for _, f := range s.all("form") {
		if !strings.HasSuffix(attribute(f, "action"), action) {
			continue
		}
		values := url.Values{"": {attribute(f, "action")}}
		for n := range f.Descendants() {
			if n.Type != html.ElementNode || n.Data != "input" && n.Data != "select" {
				continue
			}
			_, checked := find(n, "checked")
			if n.Data == "input" && (attribute(n, "type") != "checkbox" || checked) {
				values.Set(attribute(n, "name"), attribute(n, "value"))
			}
			for o := range n.Descendants() {
				_, selected := find(o, "selected")
				if o.Data == "option" && (selected || !values.Has(attribute(n, "name"))) {
					value, given := find(o, "value")
					if !given {
						value = words(o)
					}
					values.Set(attribute(n, "name"), value)
				}
			}
		}
		return values
	}
	return nil
}

func find(n *html.Node, name string) (string, bool) {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return "", false
	}
	return n.Attr[i].Val, true
}

// press sends the form of a page whose action ends so; more replaces values, as name and value in turn.
func (w *world) press(from shown, action string, more ...string) shown {
	w.Helper()
	form := from.form(action)
	if form == nil {
		w.Fatalf("the page %s has no form for %s:\n%s", from.url, action, from.words())
	}
	path := form.Get("")
	form.Del("")
	for i := 0; i < len(more); i += 2 {
		form.Set(more[i], more[i+1])
	}
	return w.send(http.MethodPost, path, form, nil)
}

// wantSaid holds what a page says came of an action against its parts.
func (w *world) wantSaid(s shown, parts ...string) {
	w.Helper()
	for _, part := range parts {
		if !strings.Contains(s.said(), part) {
			w.Errorf("the page says %q, expected …%s…", s.said(), part)
		}
	}
}

// orderNow is the order as the control API has it.
func (w *world) orderNow(oidPaybill string) api.Order {
	w.Helper()
	o, err := w.control.Order(w.Context(), oidPaybill)
	if err != nil {
		w.Fatal(err)
	}
	return o
}

// parallel runs f n times at once.
func parallel(n int, f func(i int)) {
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() { f(i) })
	}
	wait.Wait()
}

// handler is a merchant's notify_url that answers as it likes.
func (w *world) handler(h http.HandlerFunc) string {
	w.Helper()
	server := httptest.NewServer(h)
	w.Cleanup(server.Close)
	return server.URL + "/notify"
}

// sub runs a subtest in the same world.
func (w *world) sub(name string, f func(*testing.T)) {
	outer := w.T
	outer.Run(name, func(t *testing.T) {
		w.T = t
		defer func() { w.T = outer }()
		f(t)
	})
}
