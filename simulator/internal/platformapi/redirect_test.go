package platformapi_test

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const cashier = "/aggregateweb/gateway.htm"

// form is a good cashier form, not signed.
func form() wire.Fields {
	return request().Without("pay_type").
		Set("version", "1.1").
		Set("timestamp", wire.FormatDateTime(noon)).
		Set("userreq_ip", "203_0_113_9").
		Set("url_return", "http://127.0.0.1:9/return")
}

// encoded is a form as a browser sends it.
func encoded(f wire.Fields) string {
	values := url.Values{}
	for _, field := range f {
		values.Add(field.Name, field.Value)
	}
	return values.Encode()
}

// submit signs a form and sends it from a page.
func (p *platform) submit(t *testing.T, f wire.Fields, from http.Header) answer {
	t.Helper()
	return p.send(t, encoded(p.sign(t, f, "RSA")), "application/x-www-form-urlencoded", from)
}

func (p *platform) send(t *testing.T, body, contentType string, header http.Header) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+cashier, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if header != nil {
		req.Header = header.Clone()
	}
	req.Header.Set("Content-Type", contentType)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{status: res.StatusCode, header: res.Header, body: string(page)}
}

// wantPage checks the rule of a page, its code when it is a refusal, and what every page has.
func (a answer) wantPage(t *testing.T, code wire.Code, rule string) {
	t.Helper()
	refused := strings.Contains(a.body, "ret_code")
	if a.status != http.StatusOK || a.header.Get("X-Sim-Rule") != rule || refused == (code == wire.CodeSuccess) || refused && !strings.Contains(a.body, "<td>"+string(code)+"</td>") {
		t.Errorf("status %d, rule %s, reason %s\n%s\nwant %s by %s", a.status, a.header.Get("X-Sim-Rule"), a.header.Get("X-Sim-Reason"), a.body, code, rule)
	}
	if (a.header.Get("X-Sim-Reason") != "") != refused || a.header.Get("X-Sim-Request") == "" {
		t.Errorf("headers %v", a.header)
	}
	policy := a.header.Get("Content-Security-Policy")
	_, rest, _ := strings.Cut(a.body, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	digest := sha256.Sum256([]byte(style))
	if a.header.Get("Content-Type") != "text/html; charset=utf-8" || a.header.Get("X-Frame-Options") != "DENY" || !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(digest[:])+"'") {
		t.Errorf("headers %v", a.header)
	}
}

// order is the sandbox's only order.
func (p *platform) order(t *testing.T) *domain.Order {
	t.Helper()
	_, o := p.sandbox.FindPayment("201304121000001004", domain.Name{NoOrder: "A-1"})
	if o == nil {
		t.Fatal("the order was not placed")
	}
	return o
}

func TestIDN1CashierFormPlacesAnOrder(t *testing.T) {
	p := start(t, nil)
	f := form().Set("pay_type", "1").Set("bank_code", "01040000").Set("info_order", "少冰").Set("valid_order", "30").
		Set("shareing_data", "201408071000001539^1^1.00^share")
	a := p.submit(t, f, nil)
	a.wantPage(t, wire.CodeSuccess, "IDN-1")
	o := p.order(t)
	if o.API != domain.Redirect || o.URLReturn != f.Get("url_return") || o.BankCode != "01040000" || o.PayType != "1" || o.InfoOrder != "少冰" ||
		o.ValidOrder != 30 || o.ShareingData != f.Get("shareing_data") || o.NotifyURL != f.Get("notify_url") || o.Payload != "" || o.Fen != 4990 {
		t.Errorf("%+v", o)
	}
	for _, text := range []string{"A-1", "49.90", "月饼 &amp; tea/2", "等待付款", "llsim pay --sandbox default " + o.OidPaybill} {
		if !strings.Contains(a.body, text) {
			t.Errorf("the page does not say %q:\n%s", text, a.body)
		}
	}
	p.sandbox.Pay(o.OidPaybill, domain.Payment{Outcome: domain.OutcomeSuccess}, false)
	if paid := p.order(t); paid.State != domain.Success || paid.PaidPayType != "1" || paid.PaidBankCode != "01040000" {
		t.Errorf("%+v", paid)
	}
	p.submit(t, f, nil).wantPage(t, wire.CodeAlreadyPaid, "IDN-5")
}

func TestIDN2CashierFormAgainIsARetry(t *testing.T) {
	p := start(t, nil)
	p.submit(t, form(), nil).wantPage(t, wire.CodeSuccess, "IDN-1")
	first := p.order(t).OidPaybill
	p.submit(t, form().Set("url_return", "http://127.0.0.1:9/new"), nil).wantPage(t, wire.CodeSuccess, "IDN-2")
	if o := p.order(t); o.OidPaybill != first || o.Requests != 2 || o.URLReturn != "http://127.0.0.1:9/new" {
		t.Errorf("%+v", o)
	}
	p.submit(t, form().Set("money_order", "49.91"), nil).wantPage(t, wire.CodeDuplicate, "IDN-3")
}

func TestDAT3TimestampOfTheCashierForm(t *testing.T) {
	for name, tc := range map[string]struct {
		off   time.Duration
		taken bool
	}{
		"DAT-3 30 minutes before":      {-30 * time.Minute, true},
		"DAT-3 30 minutes after":       {30 * time.Minute, true},
		"DAT-3 a second more before":   {-30*time.Minute - time.Second, false},
		"DAT-3 a second more after":    {30*time.Minute + time.Second, false},
		"DAT-3 UTC in place of UTC+8":  {-8 * time.Hour, false},
		"DAT-3 the same time tomorrow": {24 * time.Hour, false},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, nil)
			a := p.submit(t, form().Set("timestamp", wire.FormatDateTime(noon.Add(tc.off))), nil)
			if tc.taken {
				a.wantPage(t, wire.CodeSuccess, "IDN-1")
				return
			}
			a.wantPage(t, wire.CodeBadField, "DAT-3")
			if !strings.Contains(a.body, "商户请求参数校验错误（timestamp）") {
				t.Error(a.body)
			}
		})
	}
}

func TestCHK3DomainsOfTheCashierForm(t *testing.T) {
	p := start(t, func(m *domain.Merchant) {
		m.AllowedDomains, m.AllowedIPs = []string{"shop.example.com"}, []string{"203.0.113.7"}
	})
	for name, tc := range map[string]struct {
		origin, referer string
		taken           bool
	}{
		"its Origin":                    {"https://shop.example.com", "", true},
		"a port does not matter":        {"http://shop.example.com:8443", "", true},
		"nor does case":                 {"https://SHOP.Example.com", "", true},
		"a host of the domain":          {"https://www.shop.example.com", "", true},
		"the Referer where no Origin":   {"", "https://shop.example.com/cart?id=1", true},
		"the Referer when it is null":   {"null", "https://shop.example.com/", true},
		"the Origin before the Referer": {"https://evil.example", "https://shop.example.com/", false},
		"another domain":                {"https://evil.example", "", false},
		"a name that ends alike":        {"https://notshop.example.com", "", false},
		"a name that begins alike":      {"https://shop.example.com.evil.example", "", false},
		"the domain above":              {"https://example.com", "", false},
		"neither":                       {"", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			h := http.Header{}
			if tc.origin != "" {
				h.Set("Origin", tc.origin)
			}
			if tc.referer != "" {
				h.Set("Referer", tc.referer)
			}
			a := p.submit(t, form().Set("no_order", name), h)
			if tc.taken {
				a.wantPage(t, wire.CodeSuccess, "IDN-1")
			} else {
				a.wantPage(t, wire.CodeBadSource, "CHK-3")
			}
		})
	}
}

// Each row breaks one thing more than the row before it; the first failure answers.
func TestCHK1ToCHK6OfTheCashierFormInOrder(t *testing.T) {
	p := start(t, func(m *domain.Merchant) { m.BlockedUsers = []string{"blocked"} })
	f := form().Set("user_id", "blocked")
	p.submit(t, f, nil).wantPage(t, wire.CodeUnknownUser, "CHK-6")
	f = f.Without("version")
	p.submit(t, f, nil).wantPage(t, wire.CodeBadField, "CHK-5")
	signed := p.sign(t, f, "RSA").Set("name_goods", "other")
	p.send(t, encoded(signed), "", nil).wantPage(t, wire.CodeBadSignature, "CHK-4")
	m := *p.sandbox.Merchant("201304121000001004")
	m.Products = []string{"direct"}
	p.sandbox.PutMerchant(&m)
	p.send(t, encoded(signed), "", nil).wantPage(t, wire.CodeNotGranted, "CHK-3")
	p.send(t, encoded(signed.Set("oid_partner", "201304121000009999")), "", nil).wantPage(t, wire.CodeUnknownMerchant, "CHK-2")
	p.send(t, encoded(signed)+"&version=1.1&version=1.1", "", nil).wantPage(t, wire.CodeUnreadableBody, "CHK-1")
}

// The cashier takes a form and the others take JSON: who mixes them up is told so. curl -d says that its JSON is a form.
func TestCHK1SaysWhatTheBodyShouldBe(t *testing.T) {
	p := start(t, nil)
	asJSON, asForm := string(wire.EncodeJSON(p.sign(t, form(), "RSA"))), encoded(p.sign(t, request(), "RSA"))
	const urlencoded, aForm, json = "application/x-www-form-urlencoded", "the cashier takes a browser's form, application/x-www-form-urlencoded", "takes a JSON object"
	for name, tc := range map[string]struct{ path, body, contentType, says string }{
		"CHK-2 JSON at the cashier":           {cashier, asJSON, "application/json", aForm},
		"CHK-2 JSON at the cashier as a form": {cashier, asJSON, urlencoded, aForm},
		"CHK-1 multipart at the cashier":      {cashier, "--x\r\n", "multipart/form-data; boundary=x", aForm},
		"CHK-1 a form at the Direct API":      {direct, asForm, urlencoded, json},
		"CHK-1 a form at the refund as JSON":  {"/refund.htm", asForm, "application/json", json},
		"CHK-2 a form without oid_partner":    {cashier, "version=1.1", urlencoded, ""},
		"CHK-1 broken JSON":                   {direct, `{"a"}`, urlencoded, ""},
		"CHK-1 nothing":                       {direct, "", urlencoded, ""},
	} {
		t.Run(name, func(t *testing.T) {
			a := p.post(t, tc.path, tc.contentType, []byte(tc.body))
			reason, _ := url.PathUnescape(a.header.Get("X-Sim-Reason"))
			if rule := a.header.Get("X-Sim-Rule"); rule != name[:5] || tc.says != "" && !strings.Contains(reason, tc.says) || tc.says == "" && strings.Contains(reason, "takes") {
				t.Errorf("%s: %s", rule, reason)
			}
		})
	}
}

func TestCHK4PageShowsBothSources(t *testing.T) {
	p := start(t, nil)
	right := form().Set("sign_type", "RSA")
	source := strings.Replace(sign.Source(right), "&money_order=", "&info_order=&money_order=", 1)
	a := p.send(t, encoded(right.Set("info_order", "").Set("sign", p.signer.Private.Sign(source))), "application/x-www-form-urlencoded", nil)
	a.wantPage(t, wire.CodeBadSignature, "CHK-4")
	page := html.UnescapeString(a.body)
	for _, text := range []string{"<pre>" + sign.Source(right) + "</pre>", "<pre>" + source + "</pre>", "签名"} {
		if !strings.Contains(page, text) {
			t.Errorf("the page does not say %q:\n%s", text, page)
		}
	}
}

// The page goes to whoever sent the form: a key that was signed with is not on it.
func TestCHK4PageKeepsTheMD5Key(t *testing.T) {
	p := start(t, nil)
	f := form().Set("sign_type", "RSA")
	a := p.send(t, encoded(f.Set("sign", p.signer.Private.Sign(sign.Source(f)+"&key="+p.signer.MD5))), "application/x-www-form-urlencoded", nil)
	a.wantPage(t, wire.CodeBadSignature, "CHK-4")
	if strings.Contains(a.body, p.signer.MD5) || !strings.Contains(a.body, "&amp;key=(the MD5 key)") {
		t.Errorf("the page shows the key, or not that it was signed:\n%s", a.body)
	}
}

// A second wrong form is compared with the first right one, as a form and not as JSON.
func TestCHK4EarlierFormsAreEvidence(t *testing.T) {
	p := start(t, nil)
	signed := p.sign(t, form(), "RSA")
	p.send(t, encoded(signed), "", nil).wantPage(t, wire.CodeSuccess, "IDN-1")
	a := p.send(t, encoded(signed.Set("name_goods", "tea").Set("money_order", "1.00").Set("userreq_ip", "203_0_113_10")), "", nil)
	a.wantPage(t, wire.CodeBadSignature, "CHK-4")
	if !strings.Contains(html.UnescapeString(a.body), "<pre>"+sign.Source(signed)+"</pre>") {
		t.Error(a.body)
	}
}

func TestPagesEscapeWhatTheMerchantSends(t *testing.T) {
	p := start(t, nil)
	hostile := `</td><script>alert("1")</script>`
	a := p.submit(t, form().Set("name_goods", hostile).Set("no_order", `<img src=x onerror=1>`), nil)
	a.wantPage(t, wire.CodeSuccess, "IDN-1")
	b := p.submit(t, form().Set("busi_partner", hostile), nil)
	b.wantPage(t, wire.CodeBadField, "CHK-5")
	c := p.send(t, encoded(form().Set("sign_type", "RSA").Set("sign", "AAAA").Set("name_goods", hostile)), "", nil)
	c.wantPage(t, wire.CodeBadSignature, "CHK-4")
	for _, page := range []string{a.body, b.body, c.body} {
		if strings.Contains(page, "<script") || strings.Contains(page, "<img") || !strings.Contains(page, "&lt;script&gt;") {
			t.Error(page)
		}
	}
}

func TestCashierAndItsLinkTakeOneMethod(t *testing.T) {
	p := start(t, nil)
	res, err := http.Get(p.url + cashier)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed || res.Header.Get("Allow") != http.MethodPost {
		t.Errorf("GET is answered %d, Allow %q", res.StatusCode, res.Header.Get("Allow"))
	}
	placed := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA")))
	p.sandbox.Pay(placed.Get("oid_paybill"), domain.Payment{Outcome: domain.OutcomeSuccess}, false)
	if res, err = http.Get(placed.Get("payLoad")); err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	if page := string(body); !strings.Contains(page, "付款成功") || strings.Contains(page, "llsim pay") || res.Header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("%v %s", res.Header, page)
	}
}

func TestFaultsMeetTheCashierForm(t *testing.T) {
	p := start(t, nil)
	meet := func(effect choice.Effect, value string) {
		p.sandbox.AddFault(domain.Fault{At: "accept", Effect: effect, Value: value, Times: 1})
	}
	meet("code", "9970")
	p.submit(t, form(), nil).wantPage(t, "9970", "fault")
	meet("status", "502")
	if a := p.submit(t, form(), nil); a.status != http.StatusBadGateway || p.order(t).Requests != 1 {
		t.Errorf("%d %s", a.status, a.body)
	}
	meet("garbage", "<b>")
	if a := p.submit(t, form(), nil); a.body != "<b>" {
		t.Error(a.body)
	}
	meet("bad-signature", "")
	p.submit(t, form(), nil).wantPage(t, wire.CodeSuccess, "IDN-2")
	entries, _ := p.sandbox.Journal().Read(0, 0, []journal.Kind{journal.KindDecision})
	if last := entries[len(entries)-1].Text.String(); !strings.Contains(last, "a page is not signed") {
		t.Errorf("the journal says %q", last)
	}
	for _, effect := range []choice.Effect{choice.Close, choice.DropReply} {
		t.Run(string(effect), func(t *testing.T) {
			meet(effect, "")
			if res, err := http.Post(p.url+cashier, "application/x-www-form-urlencoded", strings.NewReader(encoded(p.sign(t, form(), "RSA")))); err == nil {
				res.Body.Close()
				t.Errorf("%s: answered %d", effect, res.StatusCode)
			}
		})
	}
	if got := p.order(t).Requests; got != 4 {
		t.Errorf("%d requests were accepted, want 4: close is before the commit, drop-reply after it", got)
	}
	meet("before-reply", "")
	p.submit(t, form(), nil).wantPage(t, wire.CodeSuccess, "IDN-2")
	if o := p.order(t); o.State != domain.Success {
		t.Errorf("%+v", o)
	}
}
