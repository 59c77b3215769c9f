package controlapi_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/controlapi"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

func TestSandboxesComeAndGo(t *testing.T) {
	w := newWorld(t)
	made := must[api.Sandbox](t)(w.control.CreateSandbox(t.Context(), api.NewSandbox{
		ID: "midnight", Clock: &api.SetClock{Mode: api.Manual, Now: &api.Time{Time: start}},
		Config: &api.Config{Clock: &api.SetClock{Mode: api.Wall}, BuiltinMerchants: new(bool), Merchants: []api.Merchant{{OidPartner: "201512010000000001", FeeRate: "0.005"}}},
	}))
	want := api.Sandbox{ID: "midnight", BaseURL: w.url + "/s/midnight", ControlURL: w.url + "/_sim/v1/sandboxes/midnight", InboxURL: "http://inbox.example/midnight"}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Error(diff)
	}
	unnamed := must[api.Sandbox](t)(w.control.CreateSandbox(t.Context(), api.NewSandbox{}))
	if all := must[[]api.Sandbox](t)(w.control.Sandboxes(t.Context())); len(all) != 3 || all[0].BaseURL != w.url {
		t.Errorf("sandboxes: %+v", all)
	}
	other := w.control.In("midnight")
	s := must[api.Sandbox](t)(other.Sandbox(t.Context()))
	if s.Clock == nil || !s.Clock.Now.Equal(start) || s.Clock.Mode != api.Manual || !cmp.Equal(s.Merchants, []string{"201512010000000001"}) {
		t.Errorf("sandbox: %+v", s)
	}
	for _, id := range []string{"midnight", unnamed.ID} {
		if err := w.control.In(id).DeleteSandbox(t.Context()); err != nil {
			t.Error(err)
		}
	}
	_, err := other.Clock(t.Context())
	w.wantRefusal(err, 404, "not_found", `"midnight"`)
}

func TestAddressesComeFromTheRequestOrTheOptions(t *testing.T) {
	w := newWorld(t, func(o *controlapi.Options) { o.PlatformURL = "https://pay.example/" })
	s := must[api.Sandbox](t)(w.control.CreateSandbox(t.Context(), api.NewSandbox{ID: "a"}))
	if s.BaseURL != "https://pay.example/s/a" || s.ControlURL != w.url+"/_sim/v1/sandboxes/a" {
		t.Errorf("%+v", s)
	}
	if d := must[api.Sandbox](t)(w.control.Sandbox(t.Context())); d.BaseURL != "https://pay.example" {
		t.Errorf("%+v", d)
	}
}

func TestPayNotifyAndAdvance(t *testing.T) {
	w := newWorld(t)
	o := w.order("1", w.shop("success")) // a common wrong answer
	pay := func(p api.Pay) (api.Order, error) { return w.control.Pay(t.Context(), o.OidPaybill, p) }

	failed := must[api.Order](t)(pay(api.Pay{Outcome: "1100"}))
	if failed.ResultPay != "WAITING" || len(failed.Attempts) != 1 || failed.Attempts[0].Code != "1100" || failed.Attempts[0].Message == "" {
		t.Errorf("after a failed attempt: %+v", failed)
	}
	after := api.Duration(5 * time.Second)
	if stuck := must[api.Order](t)(pay(api.Pay{Outcome: "success", After: &after})); stuck.ResultPay != "PROCESSING" {
		t.Errorf("after a delayed payment: %+v", stuck)
	}
	_, err := pay(api.Pay{Outcome: "success"})
	w.wantRefusal(err, 409, "2005", o.OidPaybill)

	moved := must[api.Advanced](t)(w.control.Advance(t.Context(), 2*time.Minute+5*time.Second))
	if len(moved.Deliveries) != 2 || moved.Ran < 3 || !moved.Now.Equal(start.Add(2*time.Minute+5*time.Second)) {
		t.Fatalf("advance: %+v", moved)
	}
	for i, d := range moved.Deliveries {
		if d.Number != i+1 || d.Verdict != "bad-body" || d.Response == nil || d.Response.Body != "success" || d.Due == nil || !strings.Contains(d.Request.Body, `"no_order":"1"`) {
			t.Errorf("delivery %d: %+v", i, d)
		}
	}
	paid := must[api.Order](t)(w.control.Order(t.Context(), o.OidPaybill))
	if paid.ResultPay != "SUCCESS" || paid.SettleDate != "20180112" || paid.PaidAt == nil || len(paid.Notifications) != 2 || len(paid.Refunds) != 0 || paid.Refunds == nil {
		t.Errorf("paid: %+v", paid)
	}
	_, err = pay(api.Pay{Outcome: "success"})
	w.wantRefusal(err, 409, "2007", "paid")

	again := must[[]api.Delivery](t)(w.control.Notify(t.Context(), o.OidPaybill, api.Notify{URL: w.shop(acknowledged), Copies: 3, Parallel: true}))
	if len(again) != 3 || again[0].Verdict != "acknowledged" || again[0].Number != 0 {
		t.Errorf("sent by hand: %+v", again)
	}
	page := must[api.Notifications](t)(w.control.Notifications(t.Context(), client.DeliveryFilter{OidPaybill: o.OidPaybill, Page: client.Page{Limit: 4}}))
	rest := must[api.Notifications](t)(w.control.Notifications(t.Context(), client.DeliveryFilter{OidPaybill: o.OidPaybill, Page: client.Page{After: page.Next}}))
	if len(page.Notifications) != 4 || len(rest.Notifications) != 1 || rest.Next != "" {
		t.Errorf("pages: %d, then %d", len(page.Notifications), len(rest.Notifications))
	}
}

// TestAnAdvanceIsStopped holds an advance up at a notification, looks at the clock meanwhile, and stops it there. The next one ends when its
// client leaves. A fault delays the notification for longer than the 5 seconds that a merchant has.
func TestAnAdvanceIsStopped(t *testing.T) {
	w := newWorld(t)
	_, err := w.control.StopAdvance(t.Context())
	w.wantRefusal(err, 409, "conflict", "no advance is running")
	must[api.Fault](t)(w.control.AddFault(t.Context(), api.NewFault{At: "notify", Effect: "delay", Value: "10m"}))
	after := api.Duration(time.Minute)
	must[api.Order](t)(w.control.Pay(t.Context(), w.order("1", w.shop(acknowledged)).OidPaybill, api.Pay{Outcome: "success", After: &after}))
	ended := make(chan api.Advanced, 1)
	go func() {
		done, err := w.control.Advance(t.Context(), time.Hour)
		if err != nil {
			t.Error(err)
		}
		ended <- done
	}()
	for _, err := range w.control.Follow(t.Context(), 0, "fault") {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	reached := start.Add(time.Minute)
	p := must[api.Progress](t)(w.control.Progress(t.Context()))
	if !p.From.Equal(start) || !p.To.Equal(start.Add(time.Hour)) || !p.Now.Equal(reached) || p.Ran != 1 || p.Sent != 0 || p.Left != 1 {
		t.Errorf("under way: %+v", p)
	}
	if c := must[api.Clock](t)(w.control.StopAdvance(t.Context())); !c.Now.Equal(reached) {
		t.Errorf("stopped: %+v", c)
	}
	if done := <-ended; !done.Stopped || !done.Now.Equal(reached) || done.Ran != 1 || len(done.Deliveries) != 0 {
		t.Errorf("the advance: %+v", done)
	}

	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		_, err := w.control.Advance(ctx, time.Hour)
		left <- err
	}()
	wait := func(running bool) {
		for {
			if _, err := w.control.Progress(t.Context()); (err == nil) == running {
				return
			}
		}
	}
	wait(true)
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("the client that left got %v", err)
	}
	wait(false)
	if now := w.sandbox.Now(); !now.Equal(reached) {
		t.Errorf("after its client left, the advance stands at %s", now)
	}
}

func TestNTF3LenientAcknowledgementIsShown(t *testing.T) {
	w := newWorld(t)
	shop := w.shop("\ufeff{'ret_code':'0000','ret_msg':'交易成功'}")
	pay := func(number string) api.Delivery {
		o := w.order(number, shop)
		must[api.Order](t)(w.control.Pay(t.Context(), o.OidPaybill, api.Pay{Outcome: "success"}))
		must[api.Advanced](t)(w.control.Advance(t.Context(), 0))
		return must[api.Order](t)(w.control.Order(t.Context(), o.OidPaybill)).Notifications[0]
	}
	if d := pay("1"); d.Verdict != "acknowledged" || !slices.Equal(d.Lenient, []string{"single-quotes", "bom"}) || d.Reason != "" {
		t.Errorf("lenient: %+v", d)
	}
	page := must[api.Journal](t)(w.control.Journal(t.Context(), "delivery", client.Page{}))
	last := page.Entries[len(page.Entries)-1]
	if !strings.HasSuffix(last.Text, ": acknowledged, leniently read: single quotes, BOM") || !strings.Contains(string(last.Data), `"lenient":["single-quotes","bom"]`) {
		t.Errorf("the journal says %s, %s", last.Text, last.Data)
	}

	profile := must[api.Merchant](t)(w.control.Merchant(t.Context(), merchant))
	if profile.Ack != "lenient" {
		t.Errorf("ack is %q without a word about it", profile.Ack)
	}
	profile.Ack = "strict"
	must[api.Merchant](t)(w.control.PutMerchant(t.Context(), profile))
	if d := pay("2"); d.Verdict != "bad-body" || d.Lenient != nil || !strings.Contains(d.Reason, "single quotes, BOM") || !strings.Contains(d.Reason, "ack strict") {
		t.Errorf("strict: %+v", d)
	}
}

func TestLateResults(t *testing.T) {
	w := newWorld(t)
	o := w.order("1", w.shop(acknowledged))
	must[api.Order](t)(w.control.Pay(t.Context(), o.OidPaybill, api.Pay{Outcome: "processing"}))
	paid := must[api.Order](t)(w.control.FinishAttempt(t.Context(), o.OidPaybill, 1, "success"))
	if paid.ResultPay != "SUCCESS" {
		t.Errorf("finished: %+v", paid)
	}
	_, err := w.control.FinishAttempt(t.Context(), o.OidPaybill, 1, "1100")
	w.wantRefusal(err, 409, "conflict", "has its result")
	_, err = w.control.FinishAttempt(t.Context(), o.OidPaybill, 2, "1100")
	w.wantRefusal(err, 404, "not_found", "attempt 2")
}

func TestNotifyFalseSchedulesNone(t *testing.T) {
	w := newWorld(t)
	o := w.order("1", w.shop(acknowledged))
	must[api.Order](t)(w.control.Pay(t.Context(), o.OidPaybill, api.Pay{Outcome: "success", Notify: new(bool)}))
	if moved := must[api.Advanced](t)(w.control.Advance(t.Context(), time.Hour)); len(moved.Deliveries) != 0 {
		t.Errorf("deliveries: %+v", moved.Deliveries)
	}
}

func TestOrdersAreFilteredAndPaged(t *testing.T) {
	w := newWorld(t)
	for _, number := range []string{"1", "2", "3", "4"} {
		w.order(number, "http://127.0.0.1:1/")
	}
	first := must[api.Orders](t)(w.control.Orders(t.Context(), client.OrderFilter{OidPartner: merchant, BusinessDate: "20180112", Page: client.Page{Limit: 3}}))
	second := must[api.Orders](t)(w.control.Orders(t.Context(), client.OrderFilter{Page: client.Page{After: first.Next}}))
	var numbers []string
	for _, o := range append(first.Orders, second.Orders...) {
		numbers = append(numbers, o.NoOrder)
		if o.Attempts != nil {
			t.Errorf("attempts in a list: %+v", o)
		}
	}
	if !cmp.Equal(numbers, []string{"1", "2", "3", "4"}) || second.Next != "" {
		t.Errorf("numbers %v, next %q", numbers, second.Next)
	}
	for name, f := range map[string]client.OrderFilter{
		"1 by number": {NoOrder: "3"}, "4 by state": {ResultPay: "WAITING"}, "0 by state": {ResultPay: "SUCCESS"},
		"0 by clearing date": {SettleDate: "20180112"}, "0 by merchant": {OidPartner: "201408071000001539"},
	} {
		if got := must[api.Orders](t)(w.control.Orders(t.Context(), f)); len(got.Orders) != int(name[0]-'0') {
			t.Errorf("%s: got %d", name, len(got.Orders))
		}
	}
}

func TestClockGoesOnlyForward(t *testing.T) {
	w := newWorld(t)
	c := must[api.Clock](t)(w.control.Clock(t.Context()))
	if c.PlatformDate != "20180112" || c.ClearingDate != "20180112" || c.NextDue == nil || c.NextDue.Format("15:04") != "09:00" {
		t.Errorf("clock: %+v", c)
	}
	_, err := w.control.AdvanceTo(t.Context(), start.Add(-time.Second))
	w.wantRefusal(err, 422, "invalid", "forward")
	if c := must[api.Clock](t)(w.control.SetClock(t.Context(), api.Manual, start.Add(10*time.Second))); c.PlatformDate != "20180113" {
		t.Errorf("after midnight: %+v", c)
	}
	must[api.Clock](t)(w.control.SetClock(t.Context(), api.Wall, time.Time{}))
	_, err = w.control.Advance(t.Context(), 0)
	w.wantRefusal(err, 409, "conflict", "manual")
}

func TestSnapshotRestoreAndReset(t *testing.T) {
	w := newWorld(t)
	w.order("1", "http://127.0.0.1:1/")
	must[api.Snapshot](t)(w.control.TakeSnapshot(t.Context(), "one"))
	_, err := w.control.TakeSnapshot(t.Context(), "one")
	w.wantRefusal(err, 409, "conflict", "one")
	w.order("2", "http://127.0.0.1:1/")
	must[api.Advanced](t)(w.control.Advance(t.Context(), time.Hour))
	s := must[api.Sandbox](t)(w.control.Restore(t.Context(), "one"))
	if got := must[api.Orders](t)(w.control.Orders(t.Context(), client.OrderFilter{})); len(got.Orders) != 1 || !s.Clock.Now.Equal(start) {
		t.Errorf("restored: %d orders at %s", len(got.Orders), s.Clock.Now)
	}
	must[api.Sandbox](t)(w.control.Reset(t.Context(), true))
	if o := w.order("1", "http://127.0.0.1:1/"); o.OidPaybill != "2018011200000002" {
		t.Errorf("numbering went on with %s", o.OidPaybill)
	}
	must[api.Sandbox](t)(w.control.Reset(t.Context(), false))
	if o := w.order("1", "http://127.0.0.1:1/"); o.OidPaybill != "2018011200000001" {
		t.Errorf("numbering began with %s", o.OidPaybill)
	}
	earlier := start.AddDate(0, 0, -1)
	if s := must[api.Sandbox](t)(w.control.ResetAt(t.Context(), earlier)); !s.Clock.Now.Equal(earlier) || s.Clock.Mode != api.Manual {
		t.Errorf("reset to %s, the clock is %+v", earlier, s.Clock)
	}
	if o := w.order("1", "http://127.0.0.1:1/"); o.OidPaybill != "2018011100000002" {
		t.Errorf("after a reset to an earlier time numbering went on with %s", o.OidPaybill)
	}
	if s := must[api.Sandbox](t)(w.control.ResetAt(t.Context(), time.Time{})); !s.Clock.Now.After(start) {
		t.Errorf("reset to real time, the clock is %+v", s.Clock)
	}
	if all := must[[]api.Snapshot](t)(w.control.Snapshots(t.Context())); len(all) != 1 || all[0].Name != "one" || !all[0].At.Equal(start) {
		t.Errorf("snapshots: %+v", all)
	}
	if err := w.control.DeleteSnapshot(t.Context(), "one"); err != nil {
		t.Error(err)
	}
}

func TestFaultsAreListedWithTheirCounts(t *testing.T) {
	w := newWorld(t)
	o := w.order("1", w.shop(acknowledged))
	times, p := 0, 0.5
	f := must[api.Fault](t)(w.control.AddFault(t.Context(), api.NewFault{At: "notify", Effect: "close", Match: map[string]string{"no_order": "1*"}}))
	must[api.Fault](t)(w.control.AddFault(t.Context(), api.NewFault{At: "query", Effect: "status", Value: "502", Times: &times, Probability: &p, Seed: 7}))
	if f.Times != 1 || f.Probability != 1 || f.Struck != 0 {
		t.Errorf("fault: %+v", f)
	}
	must[api.Order](t)(w.control.Pay(t.Context(), o.OidPaybill, api.Pay{Outcome: "success"}))
	must[api.Advanced](t)(w.control.Advance(t.Context(), 0))
	all := must[[]api.Fault](t)(w.control.Faults(t.Context()))
	if len(all) != 2 || all[0].Struck != 1 || all[0].Seen != 1 || all[1].Value != "502" || all[1].Times != 0 || all[1].Seed != 7 {
		t.Errorf("faults: %+v", all)
	}
	if err := w.control.RemoveFault(t.Context(), f.ID); err != nil {
		t.Error(err)
	}
	w.wantRefusal(w.control.RemoveFault(t.Context(), f.ID), 404, "not_found", "fault 1")
	if err := errors.Join(w.control.ClearFaults(t.Context()), w.control.ClearFaults(t.Context())); err != nil {
		t.Error(err)
	}
	if all := must[[]api.Fault](t)(w.control.Faults(t.Context())); len(all) != 0 {
		t.Errorf("faults left: %+v", all)
	}
}

func TestFilesArePutAndRead(t *testing.T) {
	w := newWorld(t)
	must[api.Advanced](t)(w.control.Advance(t.Context(), 24*time.Hour))
	const name = "JYMXSUM_" + merchant + "_20180112.txt"
	f := must[api.File](t)(w.control.File(t.Context(), name))
	if f.Content == nil || strings.TrimSpace(*f.Content) != "0|0||0||0|" || f.Replaced {
		t.Errorf("file: %+v", f)
	}
	put := must[api.File](t)(w.control.PutFile(t.Context(), name, "1|1|9.99|0||0|"))
	if got := must[api.File](t)(w.control.File(t.Context(), name)); !got.Replaced || *got.Content != "1|1|9.99|0||0|" || got.Size != 14 || !cmp.Equal(got, put) {
		t.Errorf("put: %+v", got)
	}
	if all := must[[]api.File](t)(w.control.Files(t.Context())); len(all) != 8 || all[0].Content != nil {
		t.Errorf("%d files, %+v", len(all), all[0])
	}
	if err := w.control.DeleteFile(t.Context(), name); err != nil {
		t.Error(err)
	}
	w.wantRefusal(w.control.DeleteFile(t.Context(), name), 404, "not_found", name)
}

func TestRefundsAreListedAndFinished(t *testing.T) {
	w := newWorld(t)
	must[api.Merchant](t)(w.control.PutMerchant(t.Context(), api.Merchant{OidPartner: merchant, Refund: api.RefundPolicy{Outcome: "processing"}}))
	o := w.order("1", w.shop(acknowledged))
	must[api.Order](t)(w.control.Pay(t.Context(), o.OidPaybill, api.Pay{Outcome: "success"}))
	for _, number := range []string{"R1", "R2"} {
		d, _ := w.sandbox.Refund(0, w.sandbox.Merchant(merchant), domain.RefundRequest{NoRefund: number, DtRefund: "20180112235955", MoneyRefund: "10.00", Fen: 1000,
			NotifyURL: w.shop(acknowledged), SignType: "RSA", Payment: domain.Name{OidPaybill: o.OidPaybill}})
		if !d.OK() {
			t.Fatalf("%s: %+v", number, d)
		}
	}
	first := must[api.Refunds](t)(w.control.Refunds(t.Context(), client.RefundFilter{OidPaybill: o.OidPaybill, Page: client.Page{Limit: 1}}))
	second := must[api.Refunds](t)(w.control.Refunds(t.Context(), client.RefundFilter{Page: client.Page{After: first.Next}}))
	if len(first.Refunds) != 1 || len(second.Refunds) != 1 || second.Refunds[0].NoRefund != "R2" || second.Next != "" || second.Refunds[0].StaRefund != "1" {
		t.Fatalf("pages: %+v, %+v", first, second)
	}
	done := must[api.Refund](t)(w.control.FinishRefund(t.Context(), first.Refunds[0].OidRefundno, "success"))
	failed := must[api.Refund](t)(w.control.FinishRefund(t.Context(), second.Refunds[0].OidRefundno, "9999"))
	if done.StaRefund != "2" || done.SettleDate != "20180112" || failed.StaRefund != "3" || failed.Code != "9999" || failed.Message == "" || failed.DoneAt == nil {
		t.Errorf("finished: %+v, %+v", done, failed)
	}
	_, err := w.control.FinishRefund(t.Context(), done.OidRefundno, "success")
	w.wantRefusal(err, 409, "conflict", "has its result")
	must[api.Advanced](t)(w.control.Advance(t.Context(), 0))
	order := must[api.Order](t)(w.control.Order(t.Context(), o.OidPaybill))
	if order.Refunded != "10.00" || len(order.Refunds) != 2 || len(order.Notifications) != 3 || order.Notifications[2].Kind != "refund" {
		t.Errorf("order: %+v", order)
	}
	again := must[[]api.Delivery](t)(w.control.Notify(t.Context(), o.OidPaybill, api.Notify{Variant: "refund"}))
	if len(again) != 1 || again[0].OidRefundno != failed.OidRefundno || again[0].Variant != "refund" {
		t.Errorf("sent again: %+v", again)
	}
}
