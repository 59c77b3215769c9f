package client_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Every endpoint of a running platform, with every built-in key: what the platform signs the client verifies.
func TestMerchantAgainstThePlatform(t *testing.T) {
	t.Parallel()
	server := simulatortest.New(t, simulatortest.At("2018-01-12 23:59:50")).Server
	for _, number := range []string{"201304121000001004", "201408071000001539", "201306081000001016"} {
		for _, signType := range []string{"RSA", "MD5"} {
			t.Run(number+" "+signType, func(t *testing.T) { everyEndpoint(t, server, number, signType) })
		}
	}
}

func everyEndpoint(t *testing.T, server *simulator.Server, number, signType string) {
	m, err := server.Merchant(number)
	if err != nil {
		t.Fatal(err)
	}
	want := func(a client.Answer, err error) func(code wire.Code, rule string, signed bool) client.Answer {
		return func(code wire.Code, rule string, signed bool) client.Answer {
			t.Helper()
			if err != nil || a.Code() != code || rule != "" && a.Rule != rule || a.Signed != signed {
				t.Errorf("got %s by %s, signed %v, %q, %v; want %s by %s, signed %v", a.Code(), a.Rule, a.Signed, a.Reason, err, code, rule, signed)
			}
			return a
		}
	}
	with := func(pairs ...string) wire.Fields { return fields(append(pairs, "sign_type", signType)...) }
	noOrder := "N" + signType
	order := with("user_id", "u1", "busi_partner", "109001", "no_order", noOrder, "dt_order", "20180112235950", "name_goods", "茶 &=+%\"/<",
		"money_order", "9.90", "notify_url", "http://127.0.0.1:1/notify", "pay_type", "I", "info_order", "",
		"risk_item", `{"frms_ware_category":"4001","user_info_mercht_userno":"u1","user_info_dt_register":"20170101000000","goods_name":"茶"}`)

	placed := want(m.CreateOrder(t.Context(), order))("0000", "IDN-1", true)
	want(m.CreateOrder(t.Context(), order.Set("money_order", "9.91")))("1002", "IDN-3", true)
	paybill := placed.Fields.Get("oid_paybill")
	if _, err := server.Control().Pay(t.Context(), paybill, api.Pay{Outcome: "1100", PayType: "2"}); err != nil {
		t.Fatal(err)
	}
	if _, err := server.Control().Pay(t.Context(), paybill, api.Pay{Outcome: "success", PayType: "2", Notify: new(bool)}); err != nil {
		t.Fatal(err)
	}
	want(m.CreateOrder(t.Context(), order))("2007", "IDN-5", true)
	found := want(m.Query(t.Context(), with("oid_paybill", paybill, "query_version", "1.1")))("0000", "QRY-4", true)
	if found.Fields.Get("result_pay") != "SUCCESS" || found.Fields.Get("bank_name") == "" {
		t.Errorf("query: %v", found.Fields)
	}
	want(m.Query(t.Context(), with("no_order", "none")))("8901", "QRY-7", false)

	refund := with("no_refund", "R"+signType, "dt_refund", "20180112235950", "money_refund", "1.00", "notify_url", "http://127.0.0.1:1/notify", "oid_paybill", paybill)
	want(m.Refund(t.Context(), refund))("0000", "RFD-8", true)
	want(m.Refund(t.Context(), refund.Set("no_refund", "RX").Set("oid_paybill", "1")))("9093", "RFD-1", true)
	queried := want(m.RefundQuery(t.Context(), with("no_refund", "R"+signType, "dt_refund", "20180112235950")))
	if a := queried("0000", "QRY-3", true); a.Fields.Get("money_refund") != "1.00" {
		t.Errorf("refund query: %v", a.Fields)
	}
	want(m.Post(t.Context(), wire.KindCardBIN, with("card_no", "6222081234567890")))("0000", "", true)
}
