package console

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// answered is what the platform answered to a request.
type answered struct {
	Status       int
	Rule, Reason string // what a simulator says in headers
	Request      uint64 // the journal's id of the request, 0 for none
	Body         []byte
	Fields       wire.Fields     // of an answer in JSON
	OidPaybill   string          // of the order that it is about, "" for none
	Code         string          // ret_code
	Why          message.Message // the reason of a refusal, as the journal has it
}

// post sends a request to the platform's endpoint, over HTTP as a merchant does.
func (v *visit) post(ctx context.Context, x made) (answered, error) {
	base := v.Console.options.Local
	if v.Sandbox.ID != sandbox.Default {
		base += "/s/" + v.Sandbox.ID
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+x.endpoint.Paths[0], strings.NewReader(x.Body))
	if err != nil {
		return answered{}, err
	}
	req.Header.Set("Content-Type", x.contentType)
	res, err := v.Console.options.HTTP.Do(req)
	if err != nil {
		return answered{}, err
	}
	defer res.Body.Close()
	a := answered{Status: res.StatusCode, Rule: res.Header.Get("X-Sim-Rule"), Reason: res.Header.Get("X-Sim-Reason")}
	if text, err := url.PathUnescape(a.Reason); err == nil {
		a.Reason = text
	}
	a.Why = message.As(a.Reason)
	a.Request, _ = strconv.ParseUint(res.Header.Get("X-Sim-Request"), 10, 64) // 0 where the journal has none
	if a.Body, err = io.ReadAll(io.LimitReader(res.Body, wire.MaxBody)); err != nil {
		return a, err
	}
	if !x.endpoint.Page {
		a.Fields, _ = wire.DecodeJSON(a.Body) // none where a fault spoiled the answer
	}
	for _, e := range v.Sandbox.Journal().Newest(0, 1, func(e *journal.Entry) bool { return e.Request == a.Request && e.Kind == journal.KindAnswer }) {
		a.OidPaybill, a.Code = e.OidPaybill, e.Code
	}
	for _, e := range v.Sandbox.Journal().Newest(0, 1, func(e *journal.Entry) bool { return e.Request == a.Request && isRefusal(e) }) {
		a.Why = e.Text
	}
	return a, nil
}

// sendOrder sends the request to the platform. Accepted, it leads to the order, to the cashier where its payer pays on a page, or to the
// app's place; refused, back to the form.
func sendOrder(v *visit) (outcome, error) {
	p := v.placingOf()
	if p.size() > maxPasted {
		return outcome{Failed: true, Key: "place.long", Args: []any{maxPasted >> 10}}, nil
	}
	v.fillPlacing(p)
	x, problem := v.compose(p)
	if problem != nil {
		return outcome{Failed: true, Key: problem.key, Args: problem.args, Detail: p}, nil
	}
	if p.Product == purchase.SDK {
		return outcome{Key: "place.forapp", Detail: &handed{Request: x.Body}, To: v.Path("app")}, nil
	}
	a, result := v.sent(p, x)
	if result != nil {
		return *result, nil
	}
	if token := a.Fields.Get("token"); p.Product == purchase.Card && p.Code != "" && token != "" {
		return v.bringCode(p, x, token)
	}
	return v.goOn(p, x, a), nil
}

// sent sends a request. The outcome is that of one that was not accepted, else nil.
func (v *visit) sent(p *placing, x made) (answered, *outcome) {
	a, err := v.post(v.Console.options.Context, x)
	p.Sent, p.Answer, p.Entry = &x.requestShown, "", ""
	if a.Request > 0 {
		p.Entry = v.entryPath(a.Request)
	}
	if !x.endpoint.Page {
		p.Answer = cut(string(bytes.ToValidUTF8(a.Body, []byte("\uFFFD"))))
	}
	switch {
	case err != nil:
		return a, &outcome{Failed: true, Key: "place.lost", Reason: message.Of(err), Detail: p, Curl: x.Curl}
	case a.Rule == "" || a.Status != http.StatusOK || !x.endpoint.Page && a.Fields.Get("ret_code") == "":
		return a, &outcome{Failed: true, Key: "place.noanswer", Args: []any{a.Status}, Reason: a.Why, Detail: p, Curl: x.Curl}
	case a.Reason != "":
		p.Bad, p.Reason = refusedField(x.endpoint, a), a.Why.In(v.Lang)
		refusal := outcome{Failed: true, Key: "outcome.refused", Args: []any{a.Code, wire.Code(a.Code).MessageFor(p.Bad)}, Code: a.Code, Rule: a.Rule, Reason: a.Why, Detail: p, Curl: x.Curl}
		return a, &refusal
	}
	return a, nil
}

// refusedField is the field that a refusal names, "" where it names none: a reason about a field begins with its name.
func refusedField(e wire.Endpoint, a answered) string {
	first, _, _ := strings.Cut(a.Reason, " ")
	first = strings.TrimSuffix(first, ":")
	if slices.ContainsFunc(e.Fields.Rows, func(r wire.Row) bool { return r.Name == first }) {
		return first
	}
	return ""
}

// bringCode pays with the code of the SMS, as a merchant's server does with what its payer entered.
func (v *visit) bringCode(p *placing, before made, token string) (outcome, error) {
	f := wire.FieldsOf("oid_partner", p.Merchant, "no_order", before.Fields.Get("no_order"), "money_order", before.Fields.Get("money_order"), "token", token, "verify_code", p.Code)
	signed, problem := signedBy(v.Sandbox.Merchant(p.Merchant), wire.CardPay, f, p.SignType)
	if problem != nil {
		return outcome{}, problem
	}
	x, problem := v.packed(wire.CardPay, signed)
	if problem != nil {
		return outcome{}, problem
	}
	a, result := v.sent(p, x)
	if result != nil {
		return *result, nil
	}
	return v.goOn(p, x, a), nil
}

// goOn leads to where an accepted order is seen next.
func (v *visit) goOn(p *placing, x made, a answered) outcome {
	number := x.Fields.Get("no_order")
	done := succeeded("place.placed", number).withCurl(x.Curl).at(v.Path("place"))
	if a.OidPaybill != "" {
		done = done.at(v.Path("orders", a.OidPaybill))
	}
	switch channel := x.Fields.Get("flag_chnl"); {
	case p.Product == purchase.Unified && (channel == "0" || channel == "1"): // UNI-9: the app takes it
		f := wire.FieldsOf("token", a.Fields.Get("token"))
		for _, name := range []string{"user_id", "oid_partner", "no_order", "money_order"} {
			f = append(f, wire.FieldsOf(name, a.Fields.Get(name))...)
		}
		done.Key, done.Detail = "place.forapp", &handed{Request: string(wire.EncodeJSON(f))}
		return done.at(v.Path("app"))
	case p.Product == purchase.Unified:
		done.Leave = a.Fields.Get("gateway_url")
	case purchase.OpensPage(p.Product):
		done.Leave = fmt.Sprintf("%s/pay/%s", v.base(), a.OidPaybill)
	case p.Product == purchase.Card && a.Code == string(wire.CodeSMSSent):
		done.Key, done.Args = "place.codesent", []any{number, wire.SMSCode}
	}
	return done
}
