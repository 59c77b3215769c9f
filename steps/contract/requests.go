package contract

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

func (w *world) requestSteps() []definition {
	return []definition{
		{`the platform can verify the signature of the merchant's request`, w.verifies},
		{`every required field of the request is there in its documented format`, w.documented},
		{`the request asks for exactly (\S+) yuan`, w.asksFor},
		{`dt_order of the request is the time in UTC\+8`, w.datedRight},
		{`timestamp of the request is within 30 minutes of platform time`, w.stampedRight},
		{`no two orders share a number`, w.ownNumbers},
		{`the shopper is given no way to pay`, w.noWayToPay},
		{`the shopper is given a way to pay`, w.wayToPay},
		{`the merchant still knows the order, if it told the shopper its number`, w.stillKnown},
	}
}

// request is the request for the order, or a reason why there is nothing to judge.
func (w *world) request() (call, error) {
	o, err := w.order("")
	if err != nil {
		return call{}, err
	}
	if !o.came {
		return call{}, o.notSold()
	}
	return o.request, nil
}

func (w *world) verifies(ctx context.Context) error {
	r, err := w.request()
	if err != nil {
		return err
	}
	const should = "its signature must verify over the raw values of all fields that are not empty"
	switch {
	case r.unreadable != nil:
		return broken(should, "the merchant sent a body that the platform cannot read: %v", r.unreadable)
	case r.rule == "CHK-1": // what is not UTF-8 cannot be seen in the journal's text
		return broken(should, "the merchant sent a body that the platform cannot read: %s", r.why)
	}
	for _, name := range []string{"oid_partner", "sign_type", "sign"} {
		if r.fields.Get(name) == "" {
			return broken(should, "the merchant sent a request without %s", name)
		}
	}
	checked, err := w.Control.Diagnose(ctx, api.Diagnose{Fields: api.Message(r.fields), OidPartner: r.fields.Get("oid_partner")})
	if err != nil {
		return err
	}
	if checked.Valid {
		return nil
	}
	var causes []string
	for _, f := range checked.Diagnosis {
		causes = append(causes, f.Detail)
	}
	return broken(should, "the merchant's signature does not verify: %s", strings.Join(causes, "; "))
}

func (w *world) documented(ctx context.Context) error {
	r, err := w.request()
	if err != nil {
		return err
	}
	const should = "every required field must be a JSON string in its documented format"
	if r.unreadable != nil {
		return broken(should, "the merchant sent a body that is no flat JSON object: %v", r.unreadable)
	}
	for _, f := range r.fields {
		if f.Kind == wire.Literal {
			return broken(should, "the merchant sent %s as %s, without quotes", f.Name, f.Value)
		}
	}
	for _, name := range []string{"oid_partner", "sign_type", "sign"} {
		if r.fields.Get(name) == "" {
			return broken(should, "the merchant sent no %s", name)
		}
	}
	now, err := w.Control.Clock(ctx)
	if err != nil {
		return err
	}
	p := w.Platform.Merchant
	e, err := wire.EndpointOf(r.kind)
	if err != nil {
		return err
	}
	if v := e.Fields.Check(r.fields, wire.Options{Now: now.Now.Time, Optional: p.OptionalFields, RiskStrict: p.RiskStrict}); v != nil {
		return broken(should, "the merchant's request is wrong in %s: %s", v.Field, v.Reason)
	}
	return nil
}

func (w *world) asksFor(price string) error {
	r, err := w.request()
	if err != nil {
		return err
	}
	if got := r.fields.Get("money_order"); got != price {
		return broken(fmt.Sprintf("money_order must be %q, the price with its two decimals", price), "the merchant sold for %s yuan and sent money_order %q", price, got)
	}
	return nil
}

// clocksDiffer is how far a merchant's clock may be from the platform's. A wrong zone is a quarter of an hour at least.
const clocksDiffer = 5 * time.Minute

func (w *world) datedRight(ctx context.Context) error {
	r, err := w.request()
	if err != nil {
		return err
	}
	text := r.fields.Get("dt_order")
	should := fmt.Sprintf("it must be the time in UTC+8, which was %s", wire.FormatDateTime(r.at.Time))
	got, err := wire.ParseDateTime(text)
	if err != nil {
		return broken(should, "the merchant sent dt_order %q, which is not a date and time", text)
	}
	if off := got.Sub(r.at.Time); off.Abs() > clocksDiffer {
		return broken(should, "the merchant sent dt_order %s, which is %s off", text, off.Abs().Round(time.Minute))
	}
	return nil
}

func (w *world) stampedRight(ctx context.Context) error {
	r, err := w.request()
	if err != nil {
		return err
	}
	text := r.fields.Get("timestamp")
	should := fmt.Sprintf("it must be the time in UTC+8 at which the page is made, which was %s, and 30 minutes off at most", wire.FormatDateTime(r.at.Time))
	got, err := wire.ParseDateTime(text)
	if err != nil {
		return broken(should, "the merchant's form has timestamp %q, which is not a date and time", text)
	}
	if off := got.Sub(r.at.Truncate(time.Second)); off.Abs() > 30*time.Minute {
		return broken(should, "the merchant's form has timestamp %s, which is %s off", text, off.Abs().Round(time.Second))
	}
	return nil
}

// ownNumbers compares the numbers of the requests, and looks at checkouts that came to nothing: a number that is taken already
// stops a shop with a unique key before it asks the platform. Status 429 and 503 say that the shop is busy, which is no defect.
func (w *world) ownNumbers(ctx context.Context) error {
	calls, err := w.calls(ctx, w.begun, creating...)
	if err != nil {
		return err
	}
	const should = "each order must have a number that no other order has"
	seen := map[string]int{}
	for _, c := range calls {
		seen[c.fields.Get("no_order")]++
	}
	orders := min(len(calls), len(w.asked))
	if len(seen) < orders {
		var twice []string
		for number, n := range seen {
			if n > 1 {
				twice = append(twice, number)
			}
		}
		return broken(should, "%d orders had %d numbers between them: %s came more than once", orders, len(seen), strings.Join(shortest(twice), ", "))
	}
	failed, busy := w.withoutOrder()
	switch {
	case orders == 0:
		return unjudgedf("none of %d checkouts sent a request to the platform", len(w.asked))
	case len(failed) > 0 && len(calls) < len(w.asked):
		return broken(should, "%d of %d checkouts at the same time failed, the first with %s", len(failed), len(w.asked), answered(failed[0]))
	case orders < 2:
		return uncheckedf("%d of %d checkouts were refused because the shop was busy, so that there are no numbers to compare", busy, len(w.asked))
	}
	return nil
}

// withoutOrder lists the checkouts that the shop answered and refused, and counts those it was too busy for or did not answer.
func (w *world) withoutOrder() (failed []harness.Outcome, busy int) {
	for _, o := range w.asked {
		switch {
		case o.Accepted:
		case o.Status == 0, o.Status == http.StatusTooManyRequests, o.Status == http.StatusServiceUnavailable:
			busy++
		default:
			failed = append(failed, o)
		}
	}
	return failed, busy
}

// shortest is the beginning of a list that is long.
func shortest(list []string) []string {
	slices.Sort(list)
	return list[:min(len(list), 3)]
}

func (w *world) noWayToPay() error {
	r, err := w.request()
	if err != nil {
		return err
	}
	o := w.orders[""]
	if !o.outcome.Accepted {
		return nil
	}
	did := fmt.Sprintf("the platform refused with %s", r.code)
	if r.code == "0000" {
		did = "the platform's answer carried a signature that does not verify"
	}
	return broken("the shopper must be told clearly that it failed", "%s and the shop answered with %s, as if the order could be paid", did, answered(o.outcome))
}

func (w *world) wayToPay() error {
	r, err := w.request()
	if err != nil {
		return err
	}
	o := w.orders[""]
	switch {
	case r.code != "0000":
		return unjudgedf("no order was created: the platform refused the merchant's request with %s", describeCode(r))
	case !o.outcome.Accepted:
		return broken("the shopper must be given a way to pay an order that the platform has accepted", "the platform accepted order %s and the shop answered with %s", o.number, answered(o.outcome))
	}
	return nil
}

// stillKnown takes it for right, too, that a shop forgets an order that came to nothing, if nobody was told of it.
func (w *world) stillKnown(ctx context.Context) error {
	o, err := w.order("")
	if err != nil {
		return err
	}
	if err := w.need("order"); err != nil || o.outcome.OrderNumber == "" {
		return err
	}
	seen, err := w.observe(ctx, o.number)
	if err == nil && seen.Exchange.Status >= http.StatusBadRequest {
		err = broken("an order whose number a shopper was told must be there, so that it can be paid or asked about later",
			"the platform refused with %s, the shop answered with %s, and then it does not know order %s: status %d", o.request.code, answered(o.outcome), o.number, seen.Exchange.Status)
	}
	return err
}
