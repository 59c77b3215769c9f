package console_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// busy is a world in which a lot has happened: every state, failed attempts, refunds in every state, a notification that was
// given up after 30 attempts, refused requests. It returns orders worth looking at, by what they are.
func busy(t *testing.T, change ...func(*simulator.Options)) (*world, map[string]string) {
	t.Helper()
	w := newWorld(t, change...)
	ok, refusing, broken := w.shopAt(200, acknowledged), w.shopAt(200, notTaken), w.shopAt(500, strings.Repeat("<p>Traceback, most recent call last</p>\n", 200))
	goods := []string{"月饼礼盒（中秋）", "无线耳机 蓝牙5.3", "《百年孤独》平装", "Coffee beans 1kg", "手机壳", "年度会员"}
	named := map[string]string{}
	for i := range 30 {
		id := w.place(order(fmt.Sprintf("SHOP-2026-%04d", i), fmt.Sprintf("%d.%02d", 13*i%997+1, i), ok, "name_goods", goods[i%len(goods)], "user_id", fmt.Sprintf("user-%d", i%5),
			"pay_type", []string{"L", "I"}[i%2]))
		switch i % 6 {
		case 0, 1:
			w.pay(id, "success")
			named["paid"] = id
		case 2:
			w.pay(id, "6001")
			w.pay(id, "1104")
			w.pay(id, "success")
			named["third"] = id
		case 3:
			w.pay(id, "6001")
			named["failed"] = id
		case 4:
			w.pay(id, "processing")
			named["processing"] = id
		default:
			named["waiting"] = id
		}
	}
	named["refused"] = w.place(order("REFUSED-1", "100.00", refusing, "info_order", "附言：请在工作日送货, \"大门口\" & <b>按铃</b>"))
	w.pay(named["refused"], "success")
	named["broken"] = w.place(order("BROKEN-1", "8.80", broken))
	w.pay(named["broken"], "success")
	w.advance(2 * time.Hour)
	named["closed"] = w.place(order("CLOSED-1", "1.00", ok, "valid_order", "1", "dt_order", "20261121000000"))
	w.refunds(named, ok)
	w.advance(time.Hour)
	if _, err := w.shop.CreateOrder(w.Context(), order("REFUSED-1", "100.00", ok)); err != nil { // 2007
		t.Fatal(err)
	}
	w.tampered(order("REFUSED-1", "100.00", ok)) // 1001
	for range 3 {
		if _, err := w.shop.Query(w.Context(), wire.Fields{{Name: "no_order", Value: "REFUSED-1"}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	return w, named
}

// refunds refunds a payment in three parts, of which one fails and one is still processing.
func (w *world) refunds(named map[string]string, notifyURL string) {
	w.Helper()
	named["refunded"] = w.place(order("REFUNDED-1", "60.00", notifyURL, "dt_order", "20261121000000"))
	w.pay(named["refunded"], "success")
	w.setRefund("processing")
	for i, outcome := range []string{"success", "1111", ""} {
		answer, err := w.shop.Refund(w.Context(), wire.Fields{{Name: "no_refund", Value: fmt.Sprintf("RF-%d", i)}, {Name: "dt_refund", Value: "20261121020000"},
			{Name: "money_refund", Value: "20.00"}, {Name: "oid_paybill", Value: named["refunded"]}, {Name: "notify_url", Value: notifyURL}})
		if err != nil || !answer.OK() {
			w.Fatal(answer, err)
		}
		if outcome != "" {
			if _, err := w.control.FinishRefund(w.Context(), answer.Fields.Get("oid_refundno"), outcome); err != nil {
				w.Fatal(err)
			}
		}
		if _, err := w.shop.RefundQuery(w.Context(), wire.Fields{{Name: "no_refund", Value: fmt.Sprintf("RF-%d", i)}, {Name: "dt_refund", Value: "20261121020000"}}); err != nil {
			w.Fatal(err)
		}
	}
	w.setRefund("")
}

// setRefund sets what becomes of the default merchant's refunds.
func (w *world) setRefund(outcome string) {
	w.Helper()
	profile, err := w.control.Merchant(w.Context(), w.shop.OidPartner())
	if err != nil {
		w.Fatal(err)
	}
	profile.Refund.Outcome = outcome
	if _, err := w.control.PutMerchant(w.Context(), profile); err != nil {
		w.Fatal(err)
	}
}
