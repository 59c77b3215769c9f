package simulator_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// bill creates a bill of the unified cashier and returns the address of its page, after the server's.
func bill(t *testing.T, s *simulator.Server, noOrder, product string, more ...wire.Field) string {
	t.Helper()
	return unified(t, s, wire.KindPayBill, append(order(noOrder, "20260131120000", "49.90").Without("pay_type").
		Set("flag_pay_product", product), more...))
}

// unified asks the unified cashier for a page and returns its address, after the server's.
func unified(t *testing.T, s *simulator.Server, kind wire.EndpointKind, f wire.Fields) string {
	t.Helper()
	now, err := s.Control().Clock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	f = f.Set("api_version", "1.0").Set("flag_chnl", "2").Set("time_stamp", wire.FormatDateTime(now.Now.Time))
	a, err := s.Client().Post(t.Context(), kind, f)
	if err != nil || !a.OK() {
		t.Fatalf("%s %s, %v", a.Body, a.Reason, err)
	}
	u, err := url.Parse(a.Fields.Get("gateway_url"))
	if err != nil {
		t.Fatal(err)
	}
	return u.RequestURI()
}

// TestTicketsAreKept holds that tokens, with what ended them, and agreements are in the directory, in snapshots, and gone after a reset.
func TestTicketsAreKept(t *testing.T) {
	t.Parallel()
	dir, ctx := t.TempDir(), t.Context()
	server := started(t, simulator.Options{Data: dir})
	shows := func(what, page, want string) *shopper.Browser {
		t.Helper()
		b := shopper.New()
		p, err := b.Open(ctx, server.URL()+page)
		if err != nil {
			t.Fatal(err)
		}
		if rule := p.Header.Get("X-Sim-Rule"); p.Heading() != want && (want != rule || !strings.Contains(p.Alerts(), "1000")) {
			t.Errorf("%s: expected %s, rule %s: %s", what, want, rule, p)
		}
		return b
	}
	signing := order("R-1", "20260131120000", "1.00").Without("money_order", "pay_type", "busi_partner", "name_goods")
	first, signed, open := bill(t, server, "A-1", "0"), unified(t, server, wire.KindSignBill, signing), unified(t, server, wire.KindSignBill, signing)
	b := shows("a new signing", signed, "签约银行卡")
	for name, value := range map[string]string{"card_no": "6222020000000007", "acct_name": "李四", "id_no": "110101199003071231", "phone": "13800138000"} {
		if err := b.Fill(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Click(ctx, "下一步"); err != nil {
		t.Fatal(err)
	}
	if err := b.Fill("sms_code", wire.SMSCode); err != nil {
		t.Fatal(err)
	}
	done, err := b.Click(ctx, "确认签约")
	if err != nil || done.Heading() != "签约成功" {
		t.Fatal(done, err)
	}
	_, noAgree, _ := strings.Cut(done.Text(), "协议号 协议号 ")
	noAgree, _, _ = strings.Cut(noAgree, " ")
	if _, err := server.Control().TakeSnapshot(ctx, "signed"); err != nil {
		t.Fatal(err)
	}
	second := bill(t, server, "A-1", "0")
	for _, when := range []string{"before", "after a start"} {
		if when != "before" {
			if err := server.Close(); err != nil {
				t.Fatal(err)
			}
			server = started(t, simulator.Options{Data: dir})
		}
		shows(when+", the first bill", first, "UNI-5")
		shows(when+", the second bill", second, "银行卡快捷支付")
		shows(when+", the signing that is done", signed, "签约成功")
		shows(when+", the other signing", open, "签约银行卡")
		shows(when+", paying with the agreement", bill(t, server, "B-"+when[:5], "1", wire.Field{Name: "no_agree", Value: noAgree}), "短信验证")
	}
	if _, err := server.Control().Advance(ctx, 30*time.Minute); err != nil {
		t.Fatal(err)
	}
	for what, page := range map[string]string{"the second bill": second, "the signing that is done": signed, "the other signing": open} {
		shows("30 minutes later, "+what, page, "UNI-1")
	}
	if _, err := server.Control().Restore(ctx, "signed"); err != nil {
		t.Fatal(err)
	}
	shows("restored, the first bill", first, "银行卡快捷支付")
	shows("restored, the second bill", second, "UNI-10")
	shows("restored, the signing that is done", signed, "签约成功")
	shows("restored, the other signing", open, "签约银行卡")
	if _, err := server.Control().Reset(ctx, false); err != nil {
		t.Fatal(err)
	}
	for what, page := range map[string]string{"the first bill": first, "the signing that is done": signed, "the other signing": open} {
		shows("reset, "+what, page, "UNI-10")
	}
	a, err := server.Client().Post(ctx, wire.KindPayBill, order("C-1", "20260131120000", "1.00").Without("pay_type").Set("flag_pay_product", "1").
		Set("no_agree", noAgree).Set("api_version", "1.0").Set("flag_chnl", "2").Set("time_stamp", "20260131120000"))
	if err != nil || a.Fields.Get("ret_code") != "3003" {
		t.Errorf("after a reset the agreement is answered %s, %v", a.Body, err)
	}
}
