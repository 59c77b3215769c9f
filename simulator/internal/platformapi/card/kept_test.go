package card_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// in is the shop's client in another sandbox.
func (s *shop) in(there api.Sandbox) *client.Merchant {
	s.t.Helper()
	profile, err := s.Control().In(there.ID).Merchant(s.t.Context(), partner)
	if err != nil {
		s.t.Fatal(err)
	}
	m, err := client.MerchantOf(there.BaseURL, profile)
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// underWay is a payment and a binding that wait for their codes, and an agreement that is unbound beside one that is bound.
type underWay struct{ payment, binding, bound, unbound string }

func (s *shop) begin() underWay {
	s.t.Helper()
	w := underWay{bound: s.bound(), unbound: s.bound("card_no", other)}
	if _, err := s.Control().Unbind(s.t.Context(), w.unbound); err != nil {
		s.t.Fatal(err)
	}
	w.payment, w.binding = s.token("info_order", "备注"), s.bind("pay_type", "P").Fields.Get("token")
	s.want(s.pay(w.payment, wrong), wire.CodeBadSMS, "MPAY-6")
	return w
}

// wantUnderWay holds a sandbox to what begin left: agreements, and tokens that still work.
func (s *shop) wantUnderWay(w underWay, control *client.Control, m *client.Merchant) {
	s.t.Helper()
	ctx := s.t.Context()
	if a, err := control.Agreement(ctx, w.bound); err != nil || !a.Bound || a.AcctName != "张三" || a.CardNo != "622202******0007" {
		s.t.Errorf("%+v, %v", a, err)
	}
	if a, err := control.Agreement(ctx, w.unbound); err != nil || a.Bound || a.UnboundAt == nil {
		s.t.Errorf("%+v, %v", a, err)
	}
	for kind, f := range map[wire.EndpointKind]wire.Fields{
		wire.KindCardPay:        wire.FieldsOf("no_order", "A-1", "money_order", "49.90", "token", w.payment, "verify_code", code),
		wire.KindCardBindVerify: wire.FieldsOf("user_id", "shopper-1", "token", w.binding, "verify_code", code),
	} {
		a, err := m.Post(ctx, kind, f)
		if err != nil || !a.OK() {
			s.t.Errorf("%s: %s %s, %v", kind, a.Body, a.Reason, err)
		}
	}
	list, err := control.Orders(ctx, client.OrderFilter{NoOrder: "A-1"})
	if err != nil || len(list.Orders) != 1 || list.Orders[0].ResultPay != "SUCCESS" || list.Orders[0].NoAgree != w.bound {
		s.t.Errorf("%+v, %v", list, err)
	}
}

func TestSnapshotsKeepTokensAndAgreements(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	control, ctx := s.Control(), t.Context()
	w := s.begin()
	if _, err := control.TakeSnapshot(ctx, "waiting"); err != nil {
		t.Fatal(err)
	}
	s.wantUnderWay(w, control, s.Client())
	if _, err := control.Unbind(ctx, w.bound); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Restore(ctx, "waiting"); err != nil {
		t.Fatal(err)
	}
	o := s.state("A-1")
	if len(o.Tickets) != 1 || o.Tickets[0].Wrong != 1 || o.Tickets[0].Token != w.payment {
		t.Errorf("%+v", o.Tickets)
	}
	s.wantUnderWay(w, control, s.Client())
	if _, err := control.Reset(ctx, false); err != nil {
		t.Fatal(err)
	}
	if list, err := control.Agreements(ctx, noFilter); err != nil || len(list.Agreements) != 0 || len(list.Tickets) != 0 {
		t.Errorf("after a reset: %+v, %v", list, err)
	}
	s.want(s.pay(w.payment, code), wire.CodeDeadToken, "MPAY-5")
	s.want(s.bind(), wire.CodeSMSSent, "MPAY-2")
}

func TestDataKeepsTokensAndAgreements(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := simulatortest.With(func(o *simulator.Options) { o.Data = dir })
	first := opened(t, nil, data)
	w := first.begin()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := opened(t, nil, data)
	second.wantUnderWay(w, second.Control(), second.Client())
}

func TestExportsHaveTokensAndAgreements(t *testing.T) {
	t.Parallel()
	from, to := opened(t, nil), opened(t, nil)
	w := from.begin()
	file, err := from.Control().Export(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	made, err := to.Control().Import(t.Context(), "copy", file)
	if err != nil {
		t.Fatal(err)
	}
	to.wantUnderWay(w, to.Control().In("copy"), to.in(made))
}

func TestClearingFilesHaveCardPayments(t *testing.T) {
	t.Parallel()
	s := opened(t, nil)
	s.paid()
	s.paid("no_order", "A-2", "pay_type", "3", "card_no", credit, "money_order", "100.10")
	s.paid("no_order", "A-3", "pay_type", "P", "card_no", other, "money_order", "0.01")
	s.want(s.pay(s.token("no_order", "A-4", "card_no", poor), code, "no_order", "A-4"), "6001", "MPAY-9")
	s.bound("user_id", "shopper-9") // no money
	s.AdvanceTo("2026-01-16 09:00:00")
	detail := s.File("JYMX_" + partner + "_20260115.txt")
	for _, has := range []string{"A-1", "A-2", "A-3", "49.90", "100.10", "0.01", "API渠道", "储蓄卡快捷支付", "信用卡快捷支付"} {
		if !strings.Contains(detail, has) {
			t.Errorf("%s is not in\n%s", has, detail)
		}
	}
	if strings.Contains(detail, "A-4") {
		t.Error("a refused payment is in the file")
	}
	if sum := s.File("JYMXSUM_" + partner + "_20260115.txt"); !strings.HasPrefix(sum, "3|3|150.01|") {
		t.Error(sum)
	}
}

// Only published test cards are written in full.
func TestCardNumbersAreMaskedWhereverTheyAreKept(t *testing.T) {
	t.Parallel()
	const card, masked = "6217000010012345677", "621700*********5677"
	s := opened(t, nil)
	s.want(s.pay(s.token("card_no", card), code), wire.CodeBadCard, "MPAY-9")
	s.want(s.bind("card_no", card), wire.CodeSMSSent, "MPAY-2")
	if _, err := s.Control().AddAgreement(t.Context(), api.NewAgreement{OidPartner: partner, UserID: "u-2", CardNo: card}); err != nil {
		t.Fatal(err)
	}
	s.want(s.prepay("no_order", "A-2", "card_no", card, "name_goods", ""), wire.CodeBadField, "CHK-5")
	entries, err := s.Control().WholeJournal(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.Contains(e.Text+string(e.Data), card) {
			t.Errorf("entry %d has it: %s %s", e.ID, e.Text, e.Data)
		}
	}
	if !slices.ContainsFunc(entries, func(e api.Entry) bool { return strings.Contains(string(e.Data), masked) }) {
		t.Error("what was inside is not in the journal")
	}
	for _, page := range []string{"/_sim/v1/sandboxes/default/agreements", "/_sim/v1/sandboxes/default/orders/" + s.Find("A-1").OidPaybill} {
		if body := s.get(page); strings.Contains(body, card) || !strings.Contains(body, masked) {
			t.Errorf("%s: %s", page, body)
		}
	}
}
