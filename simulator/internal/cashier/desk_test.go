package cashier_test

import (
	"context"
	"html/template"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestMain(m *testing.M) { leak.Main(m) }

// noon is when every test begins, unless it says otherwise.
var noon = time.Date(2026, 3, 10, 12, 0, 0, 0, wire.Zone)

// desk is a running simulator, a shop to come back to, and its merchant.
type desk struct {
	t        *testing.T
	url      string
	server   *simulator.Server
	control  *client.Control
	merchant *client.Merchant
	signer   sign.Signer // of the merchant
	platform sign.Keys
	shop     *shop
}

func open(t *testing.T) *desk {
	t.Helper()
	return openWith(t, simulator.Options{})
}

func openWith(t *testing.T, o simulator.Options) *desk {
	t.Helper()
	at := api.At(noon)
	o.Sandbox.Clock = &api.SetClock{Mode: api.Manual, Now: &at}
	server, err := simulator.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	d := &desk{t: t, url: server.URL(), server: server, control: server.Control(), merchant: server.Client(), shop: newShop(t)}
	profile, err := d.control.Merchant(t.Context(), d.merchant.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	public, err := sign.ParsePublicKey(profile.Keys.PlatformPublicPEM)
	if err != nil {
		t.Fatal(err)
	}
	d.platform = sign.Keys{Public: public}
	if d.signer.Private, err = sign.ParsePrivateKey(profile.Keys.MerchantPrivatePEM); err != nil {
		t.Fatal(err)
	}
	return d
}

// in is the same desk for a subtest.
func (d *desk) in(t *testing.T) *desk {
	of := *d
	of.t = t
	return &of
}

// shop is the merchant's site: it notes what comes back.
type shop struct {
	url      string
	returned chan wire.Fields

	mu     sync.Mutex
	forms  []string // pages that lead to the cashier
	bodies []string // of what came back, as it came
	left   []string // addresses that payers came to without a result
	backs  []string // what was posted to /changed: bodies of payers who went back
	origin string   // that the last return named
	acks   []wire.Fields
}

func newShop(t *testing.T) *shop {
	s := &shop{returned: make(chan wire.Fields, 8)}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /notify", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		f, _ := wire.DecodeJSON(body)
		s.mu.Lock()
		s.acks = append(s.acks, f)
		s.mu.Unlock()
		_, _ = w.Write([]byte(`{"ret_code":"0000","ret_msg":"ok"}`))
	})
	// The shop thanks on another origin, as shops with a front end of their own do.
	mux.HandleFunc("POST /back", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		_ = r.ParseForm()
		s.mu.Lock()
		s.bodies, s.origin = append(s.bodies, string(body)), r.Header.Get("Origin")
		s.mu.Unlock()
		var f wire.Fields
		for name := range r.PostForm {
			f = f.Set(name, r.PostForm.Get(name))
		}
		s.returned <- f
		http.Redirect(w, r, "http://localhost:"+portOf(r.Host)+"/thanks", http.StatusSeeOther)
	})
	for _, path := range []string{"/back", "/changed"} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
			s.mu.Lock()
			s.left = append(s.left, r.URL.String())
			s.mu.Unlock()
			_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>shop</title><link rel="icon" href="data:,"><h1>Not paid yet</h1>`))
		})
	}
	mux.HandleFunc("POST /changed", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.backs = append(s.backs, string(body))
		s.mu.Unlock()
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>shop</title><link rel="icon" href="data:,"><h1>Changed your mind</h1>`))
	})
	mux.HandleFunc("GET /thanks", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>shop</title><link rel="icon" href="data:,"><h1>Thank you</h1>`))
	})
	mux.HandleFunc("GET /orders/1", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><title>shop</title><link rel="icon" href="data:,"><h1>Your order</h1>`))
	})
	mux.HandleFunc("GET /checkout/{n}", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		n, _ := strconv.Atoi(r.PathValue("n"))
		_, _ = w.Write([]byte(s.forms[n]))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	s.url = server.URL
	return s
}

var formPage = template.Must(template.New("form").Parse(`<!DOCTYPE html><html lang="en"><title>shop</title><link rel="icon" href="data:,">
<form method="post" action="{{.Action}}">{{range .Fields}}<input type="hidden" name="{{.Name}}" value="{{.Value}}">{{end}}<button>Pay</button></form>`))

// checkoutPage is the address of a page with a button that sends fields to the cashier.
func (d *desk) checkoutPage(f wire.Fields) string { return d.pageTo(gateway, f) }

// pageTo is the address of a page with a button that sends fields to a path of the platform.
func (d *desk) pageTo(path string, f wire.Fields) string {
	d.t.Helper()
	var page strings.Builder
	if err := formPage.Execute(&page, map[string]any{"Action": d.url + path, "Fields": f}); err != nil {
		d.t.Fatal(err)
	}
	d.shop.mu.Lock()
	defer d.shop.mu.Unlock()
	d.shop.forms = append(d.shop.forms, page.String())
	return d.shop.url + "/checkout/" + strconv.Itoa(len(d.shop.forms)-1)
}

const gateway = "/aggregateweb/gateway.htm"

func portOf(host string) string {
	for i := len(host) - 1; i >= 0; i-- {
		if host[i] == ':' {
			return host[i+1:]
		}
	}
	return "80"
}

// risk is the smallest risk_item.
const risk = `{"frms_ware_category":"4007","user_info_mercht_userno":"u-1","user_info_dt_register":"20200101120000","goods_name":"tea"}`

// form is a good cashier form.
func (d *desk) form(noOrder string, more ...wire.Field) wire.Fields {
	f := wire.Fields{
		{Name: "version", Value: "1.1"}, {Name: "oid_partner", Value: d.merchant.OidPartner()}, {Name: "user_id", Value: "u-1"},
		{Name: "timestamp", Value: wire.FormatDateTime(noon)}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: noOrder},
		{Name: "dt_order", Value: wire.FormatDateTime(noon)}, {Name: "name_goods", Value: "月饼礼盒"}, {Name: "money_order", Value: "49.90"},
		{Name: "notify_url", Value: d.shop.url + "/notify"}, {Name: "url_return", Value: d.shop.url + "/back"}, {Name: "url_order", Value: d.shop.url + "/orders/1"},
		{Name: "userreq_ip", Value: "203_0_113_9"}, {Name: "risk_item", Value: risk},
	}
	for _, x := range more {
		f = f.Set(x.Name, x.Value)
	}
	return f
}

func field(name, value string) wire.Field { return wire.Field{Name: name, Value: value} }

// signed signs a form of the merchant.
func (d *desk) signed(f wire.Fields) wire.Fields {
	d.t.Helper()
	signed, err := d.signer.Sign(f, "RSA")
	if err != nil {
		d.t.Fatal(err)
	}
	return signed
}

// qrOrder places an order of the Direct API and returns its payLoad.
func (d *desk) qrOrder(noOrder, payType string, more ...wire.Field) string {
	d.t.Helper()
	f := d.form(noOrder, more...).Without("version", "timestamp", "userreq_ip", "url_return", "url_order").Set("pay_type", payType)
	answer, err := d.merchant.CreateOrder(d.t.Context(), f)
	if err != nil || !answer.OK() {
		d.t.Fatal(answer.Reason, err)
	}
	return answer.Fields.Get("payLoad")
}

// pages is where the pages of an order are.
func (d *desk) pages(noOrder string) string { return d.url + "/pay/" + d.order(noOrder).OidPaybill }

// visitor is a shopper's browser without JavaScript at the desk.
type visitor struct {
	*desk
	*shopper.Browser
}

// checkout lets a shopper come to the cashier with an order.
func (d *desk) checkout(noOrder string, more ...wire.Field) *visitor {
	d.t.Helper()
	v := &visitor{d, shopper.New()}
	if _, err := v.Send(d.t.Context(), d.url+gateway, d.signed(d.form(noOrder, more...))); err != nil {
		d.t.Fatal(err)
	}
	return v
}

// order is the platform's view of an order.
func (d *desk) order(noOrder string) api.Order {
	d.t.Helper()
	list, err := d.control.Orders(d.t.Context(), client.OrderFilter{NoOrder: noOrder})
	if err != nil || len(list.Orders) != 1 {
		d.t.Fatalf("%d orders %s: %v", len(list.Orders), noOrder, err)
	}
	o, err := d.control.Order(d.t.Context(), list.Orders[0].OidPaybill)
	if err != nil {
		d.t.Fatal(err)
	}
	return o
}

func (v *visitor) open(address string) *shopper.Page {
	v.t.Helper()
	p, err := v.Open(v.t.Context(), address)
	if err != nil {
		v.t.Fatal(err)
	}
	return p
}

func (v *visitor) click(text string) *shopper.Page {
	v.t.Helper()
	p, err := v.Click(v.t.Context(), text)
	if err != nil {
		v.t.Fatal(err)
	}
	return p
}

func (v *visitor) fill(namesAndValues ...string) {
	v.t.Helper()
	for i := 0; i < len(namesAndValues); i += 2 {
		if err := v.Fill(namesAndValues[i], namesAndValues[i+1]); err != nil {
			v.t.Fatal(err)
		}
	}
}
