package platformapi_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	cashierpages "github.com/lianlian-sim/llsim/simulator/internal/cashier"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/aggregate"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/card"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/unified"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/wap"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi/web"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// noon is when every test of this file begins.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, wire.Zone)

const (
	direct = "/llwalletapi/combinepay.htm"
	query  = "/llwalletapi/orderquery.htm"
)

// platform is a server with one sandbox "default" and the default merchant's keys.
type platform struct {
	url     string
	sandbox *sandbox.Sandbox
	signer  sign.Signer
	keys    sign.Keys
}

func start(t *testing.T, change func(*domain.Merchant)) *platform {
	t.Helper()
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	merchants := builtin.Merchants()
	if change != nil {
		change(merchants[0])
	}
	manager := sandbox.NewManager(delivery.New(guard))
	t.Cleanup(func() { _ = manager.Close(context.Background()) })
	s, err := manager.Create(sandbox.Default, engine.Config{ClockMode: clock.Manual, ClockStart: noon, Merchants: merchants, Platform: builtin.PlatformKey()})
	if err != nil {
		t.Fatal(err)
	}
	router := mux.NewRouter()
	pages := cashierpages.New(manager, "")
	pages.Register(router)
	handler := platformapi.New(manager, "", pages, everyEndpoint())
	handler.Register(router)
	router.NotFoundHandler = handler.Elsewhere(http.NotFoundHandler())
	server := httptest.NewServer(router)
	t.Cleanup(server.Close)
	private, err := sign.ParsePrivateKey(builtin.Keys()[0].PrivatePEM)
	if err != nil {
		t.Fatal(err)
	}
	return &platform{url: server.URL, sandbox: s,
		signer: sign.Signer{Private: private, MD5: merchants[0].MD5Key},
		keys:   sign.Keys{Public: builtin.PlatformKey().Public(), MD5: merchants[0].MD5Key}}
}

// request is a good request of the Direct API, not signed.
func request() wire.Fields {
	return wire.Fields{
		{Name: "oid_partner", Value: "201304121000001004"},
		{Name: "user_id", Value: "u-1"},
		{Name: "busi_partner", Value: "101001"},
		{Name: "no_order", Value: "A-1"},
		{Name: "dt_order", Value: "20260301115959"},
		{Name: "name_goods", Value: "月饼 & tea/2"},
		{Name: "money_order", Value: "49.90"},
		{Name: "notify_url", Value: "http://127.0.0.1:9/notify"},
		{Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"u-1","user_info_dt_register":"20200101120000","goods_name":"tea"}`},
	}
}

func (p *platform) sign(t *testing.T, f wire.Fields, signType string) wire.Fields {
	t.Helper()
	signed, err := p.signer.Sign(f, signType)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

type answer struct {
	wire.Fields
	status int
	header http.Header
	body   string
}

func (p *platform) post(t *testing.T, path, contentType string, body []byte) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: res.StatusCode, header: res.Header, body: string(got)}
	a.Fields, _ = wire.DecodeJSON(got)
	return a
}

func (a answer) want(t *testing.T, code wire.Code, rule string) {
	t.Helper()
	if a.status != http.StatusOK || a.Get("ret_code") != string(code) || a.header.Get("X-Sim-Rule") != rule {
		t.Errorf("status %d, rule %s, %s\nreason %s\nwant %s by %s", a.status, a.header.Get("X-Sim-Rule"), a.body, a.header.Get("X-Sim-Reason"), code, rule)
	}
	if refused := code != wire.CodeSuccess; refused != (a.header.Get("X-Sim-Reason") != "") {
		t.Errorf("X-Sim-Reason is %q", a.header.Get("X-Sim-Reason"))
	}
	if a.header.Get("X-Sim-Request") == "" {
		t.Error("no X-Sim-Request")
	}
}

func TestBodiesAsRealClientsSendThem(t *testing.T) {
	p := start(t, nil)
	signed := p.sign(t, request(), "RSA")
	good := string(wire.EncodeJSON(signed))
	for name, tc := range map[string]struct{ contentType, body string }{
		"JSON with charset":        {"application/json;charset=utf-8", good},
		"JSON without charset":     {"application/json", good},
		"text/plain":               {"text/plain", good},
		"form type around JSON":    {"application/x-www-form-urlencoded", good},
		"no content type":          {"", good},
		"escaped slashes":          {"application/json", strings.ReplaceAll(good, "/", `\/`)},
		"escaped letters":          {"application/json", strings.NewReplacer("月", `\u6708`, "饼", `\u997c`).Replace(good)},
		"a number for a string":    {"application/json", strings.Replace(good, `"49.90"`, `49.90`, 1)},
		"blanks and line breaks":   {"application/json", strings.ReplaceAll(good, `","`, "\" ,\r\n\t\"")},
		"an empty field, unsigned": {"application/json", strings.Replace(good, "{", `{"info_order":"","col_userid":null,`, 1)},
	} {
		t.Run(name, func(t *testing.T) {
			a := p.post(t, direct, tc.contentType, []byte(tc.body))
			if a.Get("ret_code") != "0000" {
				t.Fatalf("%s, reason %s", a.body, a.header.Get("X-Sim-Reason"))
			}
			if err := sign.Verify(a.Fields, p.keys); err != nil {
				t.Error(err)
			}
			if string(wire.EncodeJSON(a.Fields.Sorted())) != a.body {
				t.Errorf("keys are not in ascending order: %s", a.body)
			}
		})
	}
}

// everyEndpoint lists the endpoints of all products.
func everyEndpoint() []platformapi.Endpoint {
	return slices.Concat(aggregate.Endpoints(), web.Endpoints(), wap.Endpoints(), unified.Endpoints(), card.Endpoints())
}

func TestEveryPathVariant(t *testing.T) {
	p := start(t, nil)
	for _, endpoint := range wire.Endpoints() {
		t.Run(string(endpoint.Kind), func(t *testing.T) {
			for _, path := range endpoint.Paths {
				for _, base := range []string{"", "/s/default"} {
					a := p.post(t, base+path, "application/json", []byte(`{"oid_partner":"1"}`))
					if endpoint.BodyRule == "WAP-1" { // the form has no req_data
						if a.status != http.StatusOK || a.header.Get("X-Sim-Rule") != "WAP-1" || !strings.Contains(a.body, "<td>1012</td>") {
							t.Errorf("%s: %d %s", base+path, a.status, a.body)
						}
						continue
					}
					if endpoint.Page {
						if a.status != http.StatusOK || a.header.Get("X-Sim-Rule") != "CHK-2" || !strings.Contains(a.body, "<td>1004</td>") {
							t.Errorf("%s: %d %s", base+path, a.status, a.body)
						}
						continue
					}
					if a.body != `{"ret_code":"3001","ret_msg":"非法商户"}` {
						t.Errorf("%s: %d %s", base+path, a.status, a.body)
					}
				}
			}
		})
	}
}

func TestWrongMethodPathAndSandbox(t *testing.T) {
	p := start(t, nil)
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		direct:                   {http.StatusMethodNotAllowed, "POST only"},
		"/s/nowhere/files/x.txt": {http.StatusNotFound, "no sandbox nowhere"},
		"/files/nonsense":        {http.StatusNotFound, "JYMX"},
		"/files/JYMX_201304121000001004_20260301.txt": {http.StatusNotFound, "appears at 2026-03-02 09:00:00"},
	} {
		t.Run(path, func(t *testing.T) {
			res, err := http.Get(p.url + path)
			if err != nil {
				t.Fatal(err)
			}
			body, _ := io.ReadAll(res.Body)
			res.Body.Close()
			if res.StatusCode != want.status || !strings.Contains(string(body), want.says) {
				t.Errorf("GET %s: %d %s, want %d with %q", path, res.StatusCode, body, want.status, want.says)
			}
		})
	}
}

func TestCHK1Bodies(t *testing.T) {
	p := start(t, nil)
	for name, body := range map[string]string{
		"empty":          "",
		"no JSON":        "money_order=1",
		"an array":       `["oid_partner"]`,
		"nested":         `{"oid_partner":{"a":"b"}}`,
		"duplicate keys": `{"oid_partner":"201304121000001004","oid_partner":"201304121000001004"}`,
		"not UTF-8":      "{\"oid_partner\":\"\xd6\xd0\"}",
		"too long":       `{"oid_partner":"` + strings.Repeat("1", wire.MaxBody) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			a := p.post(t, direct, "application/json", []byte(body))
			a.want(t, wire.CodeUnreadableBody, "CHK-1")
			if a.Has("sign") {
				t.Error("an unreadable body is answered unsigned")
			}
		})
	}
	a := p.post(t, direct, "application/json", []byte(`{"oid_partner":"201304121000001004","name_goods":"a\u0007b"}`))
	a.want(t, wire.CodeBadField, "CHK-1")
	if a.Get("ret_msg") != "商户请求参数校验错误（name_goods）" {
		t.Error(a.body)
	}
}

// Each row breaks one thing more than the row before it; the first failure answers.
func TestCHK1ToCHK7InOrder(t *testing.T) {
	p := start(t, func(m *domain.Merchant) { m.BlockedUsers = []string{"blocked"} })
	placed := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA")))
	placed.want(t, wire.CodeSuccess, "IDN-1")

	known := request().Set("money_order", "50.00") // the same number with another amount: IDN-3
	p.post(t, direct, "", wire.EncodeJSON(p.sign(t, known, "RSA"))).want(t, wire.CodeDuplicate, "IDN-3")

	blocked := known.Set("user_id", "blocked")
	p.post(t, direct, "", wire.EncodeJSON(p.sign(t, blocked, "RSA"))).want(t, wire.CodeUnknownUser, "CHK-6")

	field := blocked.Set("busi_partner", "999999")
	a := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, field, "RSA")))
	a.want(t, wire.CodeBadField, "CHK-5")
	if a.Get("ret_msg") != "商户请求参数校验错误（busi_partner）" || a.Get("no_order") != "A-1" {
		t.Error(a.body)
	}
	if err := sign.Verify(a.Fields, p.keys); err != nil {
		t.Errorf("a refusal of a known merchant is signed: %v", err)
	}

	wrong := p.sign(t, field, "RSA").Set("name_goods", "other")
	p.post(t, direct, "", wire.EncodeJSON(wrong)).want(t, wire.CodeBadSignature, "CHK-4")

	m := *p.sandbox.Merchant("201304121000001004")
	m.Products = []string{"query"}
	p.sandbox.PutMerchant(&m)
	p.post(t, direct, "", wire.EncodeJSON(wrong)).want(t, wire.CodeNotGranted, "CHK-3")

	listed := m
	listed.AllowedIPs = []string{"203.0.113.0/24"}
	p.sandbox.PutMerchant(&listed)
	p.post(t, direct, "", wire.EncodeJSON(wrong)).want(t, wire.CodeBadSource, "CHK-3")

	suspended := listed
	suspended.Suspended = true
	p.sandbox.PutMerchant(&suspended)
	p.post(t, direct, "", wire.EncodeJSON(wrong)).want(t, wire.CodeSuspended, "CHK-3")

	stranger := wrong.Set("oid_partner", "201304121000009999")
	a = p.post(t, direct, "", wire.EncodeJSON(stranger))
	a.want(t, wire.CodeUnknownMerchant, "CHK-2")
	if a.Has("sign") {
		t.Error("an unknown merchant is answered unsigned")
	}
}

func TestAnswersComeInTheRequestsSignType(t *testing.T) {
	p := start(t, nil)
	for _, signType := range []string{"RSA", "MD5"} {
		t.Run(signType, func(t *testing.T) {
			a := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), signType)))
			if a.Get("sign_type") != signType {
				t.Errorf("%s was answered with %s", signType, a.Get("sign_type"))
			}
			if err := sign.Verify(a.Fields, p.keys); err != nil {
				t.Error(err)
			}
			refused := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request().Without("name_goods"), signType)))
			if err := sign.Verify(refused.Fields, p.keys); err != nil || refused.Get("sign_type") != signType {
				t.Errorf("refusal: %s %v", refused.body, err)
			}
		})
	}
}

func TestQueryRefusalsAreBare(t *testing.T) {
	p := start(t, nil)
	ask := func(f wire.Fields) answer {
		f = f.Set("oid_partner", "201304121000001004")
		return p.post(t, query, "", wire.EncodeJSON(p.sign(t, f, "RSA")))
	}
	if a := ask(wire.Fields{{Name: "no_order", Value: "nothing"}}); a.body != `{"ret_code":"8901","ret_msg":"没有记录"}` {
		t.Error(a.body)
	}
	if a := ask(wire.Fields{{Name: "no_order", Value: "A-1"}, {Name: "dt_order", Value: "20230229000000"}}); a.body != `{"ret_code":"1004","ret_msg":"商户请求参数[dt_order]非法。"}` {
		t.Error(a.body)
	}
}

func TestQuery11KeepsBankNameMemoAndCardOutsideTheSignature(t *testing.T) {
	p := start(t, nil)
	placed := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA")))
	id := placed.Get("oid_paybill")
	p.sandbox.Pay(id, domain.Payment{PayType: "2", Outcome: "1104"}, true)
	p.sandbox.Pay(id, domain.Payment{PayType: "2", Outcome: "success"}, true)
	ask := wire.Fields{{Name: "oid_partner", Value: "201304121000001004"}, {Name: "oid_paybill", Value: id}, {Name: "query_version", Value: "1.1"}}
	a := p.post(t, query, "", wire.EncodeJSON(p.sign(t, ask, "RSA")))
	a.want(t, wire.CodeSuccess, "QRY-4")
	if a.Get("bank_name") != "工商银行" || a.Get("memo") != "卡密码错误" || a.Get("card_no") != "622202******0007" {
		t.Error(a.body)
	}
	if sign.Verify(a.Fields, p.keys) == nil {
		t.Error("the signature covers what it should not")
	}
	if err := sign.Verify(a.Without("bank_name", "memo", "card_no"), p.keys); err != nil {
		t.Error(err)
	}
}

func TestXSimReasonNamesTheMistakeInTheSignature(t *testing.T) {
	p := start(t, nil)
	kept := request().Set("info_order", "")
	source := strings.Replace(sign.Source(kept.Set("sign_type", "RSA")), "&money_order=", "&info_order=&money_order=", 1)
	f := kept.Set("sign_type", "RSA")
	f = f.Set("sign", p.signer.Private.Sign(source))
	a := p.post(t, direct, "", wire.EncodeJSON(f))
	a.want(t, wire.CodeBadSignature, "CHK-4")
	if reason := a.header.Get("X-Sim-Reason"); !strings.Contains(reason, "empty") || len(reason) > 512 {
		t.Errorf("reason %q", reason)
	}
}

func TestPayLoadPointsWhereTheRequestCameFrom(t *testing.T) {
	p := start(t, nil)
	a := p.post(t, "/s/default"+direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA")))
	want := p.url + "/s/default/pay/" + a.Get("oid_paybill")
	if a.Get("payLoad") != want {
		t.Errorf("payLoad %q, want %q", a.Get("payLoad"), want)
	}
	res, err := http.Get(want)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); !strings.Contains(string(body), "llsim pay") {
		t.Errorf("%s", body)
	}
}
