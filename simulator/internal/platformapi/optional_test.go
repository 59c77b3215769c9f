package platformapi_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestCHK5FieldsThatMayBeLeftOut places, pays, queries and refunds an order without what describes it: the platform does without.
func TestCHK5FieldsThatMayBeLeftOut(t *testing.T) {
	without := []string{"name_goods", "user_id", "busi_partner", "risk_item"}
	p := start(t, func(m *domain.Merchant) { m.OptionalFields = without })
	f := request()
	for _, name := range without {
		f = f.Without(name)
	}
	p.post(t, direct, "", wire.EncodeJSON(p.sign(t, f, "RSA"))).want(t, wire.CodeSuccess, "IDN-1")
	p.post(t, direct, "", wire.EncodeJSON(p.sign(t, f, "RSA"))).want(t, wire.CodeSuccess, "IDN-2")
	id := p.sandbox.OrdersByNumber("201304121000001004", "A-1")[0].OidPaybill
	if _, d := p.sandbox.Pay(id, domain.Payment{Outcome: domain.OutcomeSuccess}, true); !d.OK() {
		t.Fatal(d)
	}
	q := wire.Fields{{Name: "oid_partner", Value: "201304121000001004"}, {Name: "no_order", Value: "A-1"}, {Name: "dt_order", Value: f.Get("dt_order")}}
	p.post(t, query, "", wire.EncodeJSON(p.sign(t, q, "RSA"))).want(t, wire.CodeSuccess, "QRY-3")
	r := q.Set("no_refund", "R-1").Set("dt_refund", f.Get("dt_order")).Set("money_refund", "1.00").Set("notify_url", f.Get("notify_url"))
	p.post(t, "/refund.htm", "", wire.EncodeJSON(p.sign(t, r, "RSA"))).want(t, wire.CodeSuccess, "RFD-8")
}

// TestDAT1NoDate holds that a merchant whose profile, kept from an earlier version, lets it leave out a date is refused and not
// more.
func TestDAT1NoDate(t *testing.T) {
	p := start(t, func(m *domain.Merchant) { m.OptionalFields = []string{"dt_order", "dt_refund"} })
	a := p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request().Without("dt_order"), "RSA")))
	a.want(t, wire.CodeBadField, "DAT-1")
	p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA"))).want(t, wire.CodeSuccess, "IDN-1")
	id := p.sandbox.OrdersByNumber("201304121000001004", "A-1")[0].OidPaybill
	if _, d := p.sandbox.Pay(id, domain.Payment{Outcome: domain.OutcomeSuccess}, true); !d.OK() {
		t.Fatal(d)
	}
	r := wire.Fields{{Name: "oid_partner", Value: "201304121000001004"}, {Name: "oid_paybill", Value: id}, {Name: "no_refund", Value: "R-1"},
		{Name: "money_refund", Value: "1.00"}, {Name: "notify_url", Value: "http://127.0.0.1:9/notify"}}
	p.post(t, "/refund.htm", "", wire.EncodeJSON(p.sign(t, r, "RSA"))).want(t, wire.CodeBadField, "DAT-5")
}
