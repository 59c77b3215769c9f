package engine_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// choices is where a random sequence of operations comes from: draws of a property test, or the bytes of a fuzz input.
type choices interface {
	pick(what string, n int) int // 0 to n-1
}

// world drives one sandbox with random operations and holds what has to stay true of it.
type world struct {
	t   failer
	e   *engine.Engine
	say choices

	urls      []string // one refuses connections, one acknowledges, one acknowledges the third attempt
	issued    map[string]bool
	states    map[string]domain.OrderState // of each order, as last seen in the journal
	journal   uint64
	snapshots map[string]kept
}

// kept is what a snapshot has to bring back.
type kept struct {
	rows   store.Rows
	now    time.Time
	issued map[string]bool
}

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
}

// fourElements is a merchant of the world beside the built-in ones; it has a clearing cut-off, a fee and limits.
const fourElements = "201801010000000004"

// dayLimit is what each user may pay the merchant with four elements per day, in fen.
const dayLimit = 150_00

func worldConfig() engine.Config {
	c := manual()
	c.BankCutover = domain.Window{From: 23*60 + 50, To: 10}
	c.Merchants = append(c.Merchants, &domain.Merchant{
		OidPartner: fourElements, Identity: choice.ByFourElements, FileEdition: "2018", ClearingCutoff: "18:00", FeeRate: "0.005",
		Limits: domain.Limits{PerTransaction: 120_00, DayAmount: dayLimit}, MD5Key: "key",
	})
	return c
}

func newWorld(t failer, e *engine.Engine, say choices, urls []string) *world {
	return &world{t: t, e: e, say: say, urls: urls, issued: map[string]bool{}, states: map[string]domain.OrderState{}, snapshots: map[string]kept{}}
}

// worldURLs are the merchants' addresses, shared by all worlds of a test.
func worldURLs(t testing.TB) []string {
	happy := newShop(t, nil)
	late := newShop(t, func(f wire.Fields) string { // acknowledges what it is notified of by when: 2 of 3 orders never
		if id := f.Get("oid_paybill"); id != "" && (id[15]-'0')%3 == 0 {
			return acknowledgement
		}
		return `{"ret_code":"9999"}`
	})
	return []string{deadAddress, happy.URL, late.URL}
}

// step carries out one operation, lets everything due happen, and checks that the world is still in order.
func (w *world) step() {
	w.t.Helper()
	operations := []func(){
		w.place, w.place, w.pay, w.pay, w.finish, w.refund, w.refund, w.finishRefund, w.advance, w.jump, w.notify, w.fault, w.snapshot, w.restore,
		func() { // often enough, and not so often that nothing grows old
			if w.say.pick("sure", 8) == 0 {
				w.reset()
			}
		},
	}
	operations[w.say.pick("operation", len(operations))]()
	w.move(0)
	w.check()
}

func (w *world) place() {
	m := w.e.Merchant([]string{byNumber, byDateAndNumber, fourElements}[w.say.pick("merchant", 3)])
	c := order(w.e, fmt.Sprintf("N%d", w.say.pick("no_order", 4)), w.urls[w.say.pick("url", len(w.urls))])
	c.DtOrder = wire.FormatDateTime(w.e.Now().AddDate(0, 0, w.say.pick("days off", 4)-1))
	c.MoneyOrder = []string{"49.90", "49.9", "0.01", "100.00", "120.01"}[w.say.pick("money_order", 5)]
	c.Fen, _ = wire.ParseAmount(c.MoneyOrder)
	c.UserID = []string{"u1", "u2"}[w.say.pick("user_id", 2)]
	c.ValidOrder = []int{0, 1, 60, 0}[w.say.pick("valid_order", 4)]
	c.SignType = []string{"RSA", "MD5"}[w.say.pick("sign_type", 2)]
	c.InfoOrder = []string{"", "a, b|c"}[w.say.pick("info_order", 2)]
	out := w.e.Create(0, m, c)
	w.t.Logf("place %s %s of %s: %s %s", c.NoOrder, c.DtOrder, c.MoneyOrder, out.Decision.Rule, out.Decision.Code)
	switch {
	case out.Decision.Rule == "IDN-1":
		w.issue(out.Order.OidPaybill)
	case out.Decision.OK() && (out.Decision.Rule != "IDN-2" || !w.issued[out.Order.OidPaybill] || out.Order.State != domain.Waiting):
		w.t.Fatalf("accepted by %s as order %s, which is %s", out.Decision.Rule, out.Order.OidPaybill, out.Order.State)
	case out.Decision.OK() == (out.Order == nil):
		w.t.Fatalf("decision %+v with order %v", out.Decision, out.Order)
	}
}

// issue notes a number the platform gave out; none comes twice.
func (w *world) issue(number string) {
	if w.issued[number] {
		w.t.Fatalf("number %s came twice", number)
	}
	w.issued[number] = true
}

func (w *world) pay() {
	o := w.anyOrder()
	if o == nil {
		return
	}
	p := domain.Payment{
		Outcome: []string{domain.OutcomeSuccess, domain.OutcomeSuccess, "1100", "9990", domain.OutcomeProcessing}[w.say.pick("outcome", 5)],
		PayType: []string{"", "2", "1", "0"}[w.say.pick("pay_type", 4)],
		After:   []time.Duration{0, 0, 90 * time.Second, 3 * time.Minute, 5 * time.Minute}[w.say.pick("after", 5)],
	}
	next, d := w.e.Pay(o.OidPaybill, p, w.say.pick("notify", 4) > 0)
	w.t.Logf("pay %s %+v: %s %s, %s", o.OidPaybill, p, d.Rule, d.Code, next.State)
	if payable := o.State == domain.Waiting; d.OK() && !payable || payable && !d.OK() && d.Rule != "LIM-3" {
		w.t.Fatalf("paying a %s order: %+v", o.State, d)
	}
}

func (w *world) finish() {
	o := w.anyOrder()
	if o == nil || len(o.Attempts) == 0 {
		return
	}
	a := o.Attempts[w.say.pick("attempt", len(o.Attempts))]
	outcome := []string{domain.OutcomeSuccess, "1100"}[w.say.pick("outcome", 2)]
	_, err := w.e.FinishAttempt(o.OidPaybill, a.N, outcome)
	w.t.Logf("finish attempt %d (%s) of %s %s: %v", a.N, a.State, o.OidPaybill, o.State, err)
	if (err == nil) != a.Open() {
		w.t.Fatalf("an attempt that is %s: %v", a.State, err)
	}
}

func (w *world) refund() {
	o := w.anyOrder()
	if o == nil {
		return
	}
	w.policy(o.OidPartner)
	fen := []int64{o.Fen, o.Fen/2 + 1, 1}[w.say.pick("part", 3)]
	r := domain.RefundRequest{
		NoRefund: fmt.Sprintf("R%d", w.say.pick("no_refund", 6)), DtRefund: wire.FormatDateTime(w.e.Now()), MoneyRefund: wire.FormatFen(fen), Fen: fen,
		NotifyURL: w.urls[w.say.pick("url", len(w.urls))], SignType: "RSA", Payment: domain.Name{OidPaybill: o.OidPaybill},
	}
	d, refund := w.e.Refund(0, w.e.Merchant(o.OidPartner), r)
	w.t.Logf("refund %s %s of %s (%s): %s %s", r.NoRefund, r.MoneyRefund, o.OidPaybill, o.State, d.Rule, d.Code)
	if d.Rule == "RFD-8" {
		w.issue(refund.OidRefundno)
	}
}

func (w *world) finishRefund() {
	all := slices.Collect(w.e.RefundsAfter(""))
	if len(all) == 0 {
		return
	}
	r := all[w.say.pick("refund", len(all))]
	_, err := w.e.FinishRefund(r.OidRefundno, []string{domain.OutcomeSuccess, "1100"}[w.say.pick("outcome", 2)])
	w.t.Logf("finish refund %s (%s): %v", r.OidRefundno, r.State, err)
	if (err == nil) != (r.State == domain.RefundProcessing) {
		w.t.Fatalf("a refund that is %s: %v", r.State, err)
	}
}

func (w *world) advance() {
	steps := []time.Duration{time.Second, time.Minute, 2 * time.Minute, 3 * time.Minute, 61 * time.Minute, 6 * time.Hour, 21 * time.Hour, 8 * 24 * time.Hour}
	w.move(steps[w.say.pick("advance", len(steps))])
}

func (w *world) move(by time.Duration) {
	before := w.e.Now()
	done, err := w.e.AdvanceBy(context.Background(), by)
	if err != nil || !done.Now.Equal(before.Add(by)) {
		w.t.Fatalf("advance by %s from %s: %s, %v", by, before, done.Now, err)
	}
	if by > 0 {
		w.t.Logf("advance by %s to %s: %d jobs", by, done.Now.Format(time.DateTime), done.Ran)
	}
}

// jump sets the clock forward past whatever is due on the way.
func (w *world) jump() {
	by := []time.Duration{time.Minute, 4 * time.Minute, 30 * time.Hour}[w.say.pick("jump", 3)]
	w.t.Logf("jump %s", by)
	if err := w.e.SetClock(clock.Manual, w.e.Now().Add(by)); err != nil {
		w.t.Fatalf("%v", err)
	}
}

func (w *world) notify() {
	o := w.anyOrder()
	if o == nil {
		return
	}
	s := engine.Send{Variant: choice.AnswerVariants[w.say.pick("variant", 5)].Value, Sign: choice.Signings[w.say.pick("sign", len(choice.Signings))].Value, Copies: 1 + w.say.pick("copies", 3), Parallel: w.say.pick("parallel", 2) == 1}
	sent, err := w.e.Send(context.Background(), o.OidPaybill, s)
	w.t.Logf("send %+v about %s: %d, %v", s, o.OidPaybill, len(sent), err)
	if err != nil || len(sent) != s.Copies {
		w.t.Fatalf("%d copies, %v", len(sent), err)
	}
}

// policy changes what becomes of a merchant's refunds.
func (w *world) policy(oidPartner string) {
	m := *w.e.Merchant(oidPartner)
	m.Refund = domain.RefundPolicy{
		Outcome: []string{"", domain.OutcomeProcessing, "1100"}[w.say.pick("outcome", 3)],
		After:   []time.Duration{0, time.Hour, 40 * time.Hour}[w.say.pick("after", 3)],
	}
	w.t.Logf("refunds of %s: %+v", m.OidPartner, m.Refund)
	w.e.PutMerchant(&m)
}

func (w *world) fault() {
	f := domain.Fault{At: "notify", Effect: []choice.Effect{choice.Close, choice.DropReply, choice.Status, choice.BadSignature}[w.say.pick("effect", 4)], Value: "502", Times: 1 + w.say.pick("times", 3)}
	w.t.Logf("fault: %s", f.Describe())
	w.e.AddFault(f)
}

func (w *world) anyOrder() *domain.Order {
	all := slices.Collect(w.e.AllOrders())
	if len(all) == 0 {
		return nil
	}
	return all[w.say.pick("order", len(all))]
}
