package platform

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Each check plays a sandbox three times, so 12 of them are enough for one run; -rapid.checks asks for more.
func init() { _ = flag.Set("rapid.checks", "12") }

// Whatever somebody does by random, its recording passes and is the same again.
func TestRandomActsAreRecorded(t *testing.T) {
	t.Parallel()
	server, err := simulator.Start(t.Context(), simulator.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	rapid.Check(t, func(r *rapid.T) {
		now := time.Date(2026, 1, 30, 23, 59, 0, 0, wire.Zone)
		h := newHand(t, server, api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(now)}})
		a := &actor{hand: h, draw: r, log: nil}
		for range rapid.IntRange(5, 25).Draw(r, "acts") {
			a.act(t.Context())
		}
		if h.plays(server); t.Failed() {
			r.Fatal(a.log)
		}
		h.must(h.control.DeleteSandbox(t.Context()))
	})
}

// actor does one thing after another in a sandbox. Calls that the platform or the operator's API refuses are acts too.
type actor struct {
	*hand
	draw *rapid.T
	log  []string
}

func (a *actor) one(what string, of ...string) string {
	return rapid.SampledFrom(of).Draw(a.draw, what)
}

func (a *actor) note(format string, args ...any) { a.log = append(a.log, fmt.Sprintf(format, args...)) }

func (a *actor) send(kind wire.EndpointKind, f wire.Fields) {
	e, err := wire.EndpointOf(kind)
	a.must(err)
	body := wire.EncodeJSON(a.signed(f))
	if a.one("sign", "right", "right", "right", "wrong") == "wrong" {
		body = wire.EncodeJSON(a.signed(f).Set("sign", "0"))
	}
	res, err := http.Post(a.base+e.Paths[0], "application/json", bytes.NewReader(body))
	if err == nil { // a fault may close the connection
		_ = res.Body.Close()
	}
}

func (a *actor) number() string { return a.one("number", "A1", "A2", "A3") }

// anOrder is the number of one of the orders, "" before there is one.
func (a *actor) anOrder(ctx context.Context) (api.Order, bool) {
	list, err := a.control.Orders(ctx, client.OrderFilter{})
	a.must(err)
	if len(list.Orders) == 0 {
		return api.Order{}, false
	}
	return rapid.SampledFrom(list.Orders).Draw(a.draw, "order"), true
}

func (a *actor) act(ctx context.Context) {
	what := a.one("act", "order", "order", "order", "pay", "pay", "finish", "query", "refund", "refund", "finish refund", "time", "time", "fault", "remove fault", "profile", "snapshot", "restore", "notify", "file", "merchant", "no merchant", "at once")
	a.note("%s", what)
	switch what {
	case "order":
		f := a.order(a.number(), a.one("money", "49.90", "49.90", "1", "0", "1e3")).Set("dt_order", a.one("date", "20260130235900", "20260131000001", "20260201120000"))
		a.send(wire.KindDirect, f)
	case "query":
		a.send(wire.KindQuery, wire.Fields{{Name: "no_order", Value: a.number()}, {Name: "query_version", Value: a.one("version", "1.0", "1.1")}})
	case "time":
		by, err := time.ParseDuration(a.one("by", "1s", "1m", "2m", "3m", "1h", "24h", "200h"))
		a.must(err)
		_, err = a.control.Advance(ctx, by)
		a.must(err)
	case "fault":
		times := rapid.IntRange(0, 2).Draw(a.draw, "times")
		_, _ = a.control.AddFault(ctx, api.NewFault{At: a.one("at", "accept", "query", "refund", "notify"), Effect: a.one("effect", "close", "drop-reply", "status", "code", "bad-signature", "before-reply"),
			Value: api.Value(a.one("value", "", "502", "9999")), Times: &times})
	case "remove fault":
		_ = a.control.RemoveFault(ctx, uint64(rapid.IntRange(1, 3).Draw(a.draw, "id")))
	case "profile":
		p, err := a.control.Merchant(ctx, defaultMerchant)
		a.must(err)
		p.OrderIdentity, p.ClearingCutoff = a.one("identity", "number", "date_and_number", "four_elements"), a.one("cutoff", "", "22:30")
		p.Refund.Outcome, p.Limits.DayCount = a.one("outcome", "success", "processing", "9920"), rapid.IntRange(0, 3).Draw(a.draw, "count")
		_, err = a.control.PutMerchant(ctx, p)
		a.must(err)
	case "snapshot":
		_, err := a.control.Advance(ctx, 0) // what is under way would be sent again
		a.must(err)
		_, _ = a.control.TakeSnapshot(ctx, a.one("name", "a", "b"))
	case "restore":
		_, _ = a.control.Restore(ctx, a.one("name", "a", "b"))
	case "at once":
		if faults, err := a.control.Faults(ctx); err != nil || slices.ContainsFunc(faults, func(f api.Fault) bool { return f.At == "accept" }) {
			a.must(err)
			return // which of them meets the fault is not in their order, and a scenario has one after the other
		}
		body := string(wire.EncodeJSON(a.signed(a.order(a.number(), "5"))))
		together(4, func(int) {
			if res, err := http.Post(a.base+wire.Direct.Paths[0], "application/json", strings.NewReader(body)); err == nil {
				_ = res.Body.Close()
			}
		})
	case "merchant":
		_, _ = a.control.CreateMerchant(ctx, api.Merchant{OidPartner: "201804121000001234", FeeRate: a.one("fee", "", "0.01"), AutomaticPayments: []api.AutomaticPayment{{Outcome: "success"}}})
	case "no merchant":
		_ = a.control.DeleteMerchant(ctx, a.one("merchant", "201804121000001234", "201306081000001016"))
	case "file":
		_, err := a.control.PutFile(ctx, "JYMX_201304121000001004_20260130.txt", a.one("content", "", "a\n", "a", "\n\n  b  \n"))
		a.must(err)
	case "finish refund":
		list, err := a.control.Refunds(ctx, client.RefundFilter{})
		a.must(err)
		if len(list.Refunds) > 0 {
			_, _ = a.control.FinishRefund(ctx, rapid.SampledFrom(list.Refunds).Draw(a.draw, "refund").OidRefundno, a.one("outcome", "success", "9920"))
		}
	default:
		if o, ok := a.anOrder(ctx); ok {
			a.about(ctx, what, o)
		}
	}
}

// about does something about an order.
func (a *actor) about(ctx context.Context, what string, o api.Order) {
	switch what {
	case "pay":
		p := api.Pay{Outcome: a.one("outcome", "success", "success", "processing", "6001"), PayType: a.one("pay type", "", "2", "I")}
		if after := a.one("after", "", "", "90s", "4m"); after != "" && p.Outcome != "processing" {
			d, err := time.ParseDuration(after)
			a.must(err)
			p.After = new(api.Duration(d))
		}
		_, _ = a.control.Pay(ctx, o.OidPaybill, p)
	case "finish":
		_, _ = a.control.FinishAttempt(ctx, o.OidPaybill, rapid.IntRange(1, 2).Draw(a.draw, "n"), a.one("outcome", "success", "6001"))
	case "notify":
		n := api.Notify{Copies: rapid.IntRange(1, 2).Draw(a.draw, "copies"), Sign: a.one("sign", "", "random"), Variant: a.one("variant", "", "reordered", "refund"),
			URL: a.one("url", "", a.shop.URL+"/other"), Unset: []string{"pay_type"}, Set: map[string]*string{"money_order": new(a.one("set", "", "0.01", "{notify_url}"))}}
		_, _ = a.control.Notify(ctx, o.OidPaybill, n)
	case "refund":
		a.send(wire.KindRefund, wire.Fields{{Name: "no_refund", Value: a.one("refund", "R1", "R2")}, {Name: "dt_refund", Value: "20260131000000"}, {Name: "money_refund", Value: a.one("money", "1.00", "49.90")},
			{Name: "oid_paybill", Value: o.OidPaybill}, {Name: "notify_url", Value: a.shop.URL + "/refunds"}})
	}
}
