package console_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// news is the kind of news that a page says came of an action: good, mixed or bad.
func (s shown) news() string {
	for _, n := range s.all("div") {
		if kind, ok := strings.CutPrefix(attribute(n, "class"), "said "); ok {
			return kind
		}
	}
	return ""
}

func (w *world) wantNews(s shown, kind string, parts ...string) {
	w.Helper()
	w.wantSaid(s, parts...)
	if s.news() != kind {
		w.Errorf("%q is %s news, expected %s", s.said(), s.news(), kind)
	}
}

// TestOnlyGoodNewsIsGood: what went wrong, and what was done without all going well, is not announced as success.
func TestOnlyGoodNewsIsGood(t *testing.T) {
	w := newWorld(t)
	deaf, kind := w.place(order("DEAF", "5.00", w.shopAt(200, notTaken))), w.place(order("KIND", "5.00", w.shopAt(200, acknowledged)))
	w.wantNews(w.press(w.orderPage(kind), "/pay", "outcome", "6001"), "mixed", "Attempt 1 failed: 6001")
	w.wantNews(w.press(w.orderPage(kind), "/pay", "outcome", "processing"), "mixed", "Attempt 2 waits for its gateway")
	w.wantNews(w.press(w.orderPage(kind), "/finish"), "good", "Attempt 2 paid ¥5.00")
	w.wantNews(w.press(w.get(clockPath), "/advance", "to", "1s"), "good", "From 2026-11-20 23:50:00 to 2026-11-20 23:50:01")
	w.wantNews(w.press(w.orderPage(kind), "/notify"), "good", "The notification was sent.")
	w.wantNews(w.press(w.orderPage(kind), "/notify", "sign", "random"), "bad", "The merchant acknowledged a notification whose signature is wrong.")
	w.pay(deaf, "success")
	w.advance(time.Second)
	w.wantNews(w.press(w.get(clockPath), "/advance", "to", "10m"), "mixed", "5 notifications sent, 5 not acknowledged.", "refused 5")
	w.wantNews(w.press(w.orderPage(deaf), "/notify"), "bad", "The notification was sent, and the merchant did not acknowledge it.")
	w.wantNews(w.press(w.orderPage(deaf), "/notify", "sign", "random"), "good", "The forged notification was sent, and the merchant did not take it.")
	w.wantNews(w.press(w.orderPage(deaf), "/notify", "sign", "before-changes"), "bad", "did not acknowledge it") // nothing was changed
	w.wantNews(w.press(w.orderPage(kind), "/refund", "money_refund", "1.00"), "good", "succeeded")
	w.Lang = "zh"
	w.wantNews(w.press(w.get(clockPath), "/advance", "to", "2m"), "mixed", "其中 1 次未确认")
}

// TestARefundThatWaitsIsNoSuccessYet is a refund that is processing.
func TestARefundThatWaitsIsNoSuccessYet(t *testing.T) {
	w := newWorld(t)
	m, err := w.control.Merchant(w.Context(), w.shop.OidPartner())
	if err != nil {
		t.Fatal(err)
	}
	m.Keys, m.Refund.Outcome = nil, "processing"
	if _, err := w.control.PutMerchant(w.Context(), m); err != nil {
		t.Fatal(err)
	}
	id := w.place(order("SLOW", "5.00", nobody))
	w.pay(id, "success")
	w.wantNews(w.press(w.orderPage(id), "/refund", "money_refund", "2.00"), "mixed", "accepted and processing")
	w.wantNews(w.press(w.orderPage(id), "/finish-refund", "outcome", "1111"), "mixed", "failed; its amount is free again")
}

// TestAPartlyRefundedOrderSaysSo in the list and on its page.
func TestAPartlyRefundedOrderSaysSo(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("PARTLY", "50", nobody))
	w.pay(id, "success")
	w.press(w.orderPage(id), "/refund", "money_refund", "20")
	w.advance(time.Second)
	for _, test := range []struct {
		lang  string
		parts []string
	}{{"en", []string{"SUCCESS paid ¥20.00 refunded", "refunded ¥20.00 of ¥50.00, ¥30.00 can still be refunded"}}, {"zh", []string{"SUCCESS 支付成功 部分退款 ¥20.00", "已退款 ¥20.00（共 ¥50.00），还可退 ¥30.00"}}} {
		w.Lang = test.lang
		if text := w.get(ordersPath).words(); !strings.Contains(text, test.parts[0]) {
			t.Errorf("%s: the list lacks %q: %s", test.lang, test.parts[0], text)
		}
		text := w.orderPage(id).words()
		for _, part := range test.parts {
			if !strings.Contains(text, part) {
				t.Errorf("%s: the page lacks %q: %s", test.lang, part, text)
			}
		}
	}
	w.Lang = "en"
	w.press(w.orderPage(id), "/refund", "money_refund", "30.00")
	w.advance(time.Second)
	if text := w.orderPage(id).words(); !strings.Contains(text, "REFUND refunded") || !strings.Contains(text, "refunded ¥50.00 of ¥50.00") || strings.Contains(text, "can still be refunded") {
		t.Errorf("all of it was refunded: %s", text)
	}
}

// TestWhatIsRefusedIsInTheTimeline of the order it was about, whatever check refused it, with the reason.
func TestWhatIsRefusedIsInTheTimeline(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("T-9", "50.00", nobody))
	w.pay(id, "success")
	refund := func(money string, more ...string) {
		t.Helper()
		f := wire.Fields{{Name: "no_refund", Value: "R-" + money}, {Name: "dt_refund", Value: "20261120235100"}, {Name: "money_refund", Value: money}, {Name: "oid_paybill", Value: id}, {Name: "notify_url", Value: nobody}}
		signed, err := w.shop.Sign(f)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(more); i += 2 {
			signed = signed.Set(more[i], more[i+1])
		}
		if answer, err := w.shop.Send(w.Context(), wire.KindRefund, signed); err != nil || answer.OK() {
			t.Fatal(answer, err)
		}
	}
	refund("60.00")                        // RFD-3
	refund("abc")                          // CHK-5
	refund("1.00", "money_refund", "2.00") // CHK-4
	query, err := w.shop.Sign(wire.Fields{{Name: "oid_paybill", Value: id}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.shop.Send(w.Context(), wire.KindQuery, query.Set("oid_paybill", id).Set("no_order", "T-9")); err != nil {
		t.Fatal(err)
	}
	w.press(w.orderPage(id), "/refund", "money_refund", "70.00") // the operator's
	w.press(w.orderPage(id), "/refund", "money_refund", "a lot")
	for _, lang := range []string{"en", "zh"} {
		w.Lang = lang
		all := strings.Join(w.get(orderPath(id)).timeline(), "\n")
		said := map[string]map[string]string{
			"en": {"refund": "refund request", "query": "payment query", "above": "is above", "bad": "is refused:", "sign": "the signature does not verify"},
			"zh": {"refund": "退款请求", "query": "支付查询", "above": "超过支付金额", "bad": "有误：", "sign": "验签失败"},
		}[lang]
		what := said["refund"]
		for _, part := range []string{what + " 5003 退款金额错误 money_refund 60.00 " + said["above"], what + " 1004 商户请求参数校验错误（…） money_refund " + said["bad"],
			what + " 1001 商户请求签名错误 " + said["sign"], said["query"] + " 1001",
			"no_refund R" + id + "-1 5003 退款金额错误 money_refund 70.00 " + said["above"], "no_refund R" + id + "-1 1004 商户请求参数校验错误（…） money_refund " + said["bad"]} {
			if !strings.Contains(all, part) {
				t.Errorf("%s: the timeline lacks %q:\n%s", lang, part, all)
			}
		}
	}
}

// TestCutListsCountTheRest holds that a list that does not show all says how many there are besides.
func TestCutListsCountTheRest(t *testing.T) {
	w := newWorld(t)
	for i := range 53 {
		w.place(order(fmt.Sprintf("MANY-%02d", i), "5.00", nobody))
		if answer, err := w.shop.CreateOrder(w.Context(), order("MANY-00", "6.00", nobody)); err != nil || answer.OK() {
			t.Fatal(answer, err)
		}
	}
	for path, want := range map[string]string{
		ordersPath:                      "older orders and 3 more",
		"/?text=MANY-":                  "older orders and 3 more",
		"/console/default/refused":      "older and 3 more",
		"/console/default/search?q=MAN": "and 3 more: write more of what you look for",
		clockPath:                       "and 46 more", // 53 expiries and the clearing files, less 8
	} {
		if text := w.get(path).words(); !strings.Contains(text, want) {
			t.Errorf("%s lacks %q: %s", path, want, text)
		}
	}
	if text := w.get("/console/default/journal").words(); !strings.Contains(text, "older and ") || strings.Contains(text, "and 0 more") {
		t.Errorf("the journal does not count: %s", text)
	}
}

// TestOneFormOfDates: no page mixes dates as on the wire with dates for people, in either language. Fields of messages, file names
// and commands are as they are.
func TestOneFormOfDates(t *testing.T) {
	w, named := busy(t)
	for _, lang := range []string{"en", "zh"} {
		w.Lang = lang
		paths := []string{ordersPath, clockPath, filesPath, "/console/default/refused", sandboxesPath}
		for _, id := range named {
			paths = append(paths, "/console/default/orders/"+id)
		}
		for _, path := range paths {
			s := w.get(path)
			if s.status != http.StatusOK {
				t.Fatal(path, s.status)
			}
			for _, cell := range append(s.all("td"), s.all("dd")...) {
				if c := attribute(cell, "class"); strings.Contains(c, "mono") || inMessage(cell) {
					continue
				}
				if text := words(cell); wireDate(text) {
					t.Errorf("%s %s: %q", lang, path, text)
				}
			}
		}
	}
}

// wireDate tells whether a text is a date as on the wire.
func wireDate(text string) bool {
	_, date := wire.ParseDate(text)
	_, moment := wire.ParseDateTime(text)
	return date == nil || moment == nil
}

// inMessage tells whether an element is within the fields of a message or a command.
func inMessage(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if c := attribute(p, "class"); strings.Contains(c, "fields") || strings.Contains(c, "copy") || strings.Contains(c, "sheet") {
			return true
		}
	}
	return false
}

// TestSpellingsOfDelays: a delay is written as everywhere.
func TestSpellingsOfDelays(t *testing.T) {
	w := newWorld(t)
	id := w.place(order("LATER", "5.00", nobody))
	w.wantSaid(w.press(w.orderPage(id), "/pay", "after", "1,5m"), `"1,5m" is no delay; write one such as 90s, 2m, 72h or 3d`)
	w.wantNews(w.press(w.orderPage(id), "/pay", "after", "1d"), "mixed", "waits for its gateway")
	w.advance(24 * time.Hour)
	if o := w.orderNow(id); o.ResultPay != "SUCCESS" || o.PaidAt.Sub(start) < 24*time.Hour {
		t.Errorf("%s at %v", o.ResultPay, o.PaidAt)
	}
	w.wantSaid(w.press(w.get(sandboxesPath), "/create", "id", "leap", "now", "2027-02-29"), "there is no 29th of February 2027.")
	w.wantNews(w.press(w.get(sandboxesPath), "/create", "id", "leap", "now", "20280229120000"), "good", "leap")
	if c, err := w.control.In("leap").Clock(w.Context()); err != nil || !c.Now.Equal(api.At(time.Date(2028, 2, 29, 12, 0, 0, 0, wire.Zone)).Time) {
		t.Errorf("%v %v", c, err)
	}
	w.Lang = "zh"
	w.wantSaid(w.press(w.get(clockPath), "/advance", "to", "2027-02-30"), "2027 年 2 月没有 30 日。")
}
