package platformapi

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// message returns the fields of the answer to a verdict, signed unless it is a bare refusal (protocol section 2).
func (x *exchange) message(v Verdict) wire.Fields {
	f := make(wire.Fields, 0, len(v.Answer)+len(x.endpoint.Echoed)+5) // with room for the signature
	f = append(f, wire.Field{Name: "ret_code", Value: string(v.Code)}, wire.Field{Name: "ret_msg", Value: x.text(v.Decision)})
	if !v.OK() && (x.endpoint.Bare || x.Merchant == nil) {
		return f
	}
	f = append(f, wire.Field{Name: "oid_partner", Value: x.Merchant.OidPartner})
	for _, name := range x.endpoint.Echoed {
		if value := x.Fields.Get(name); value != "" && !v.OK() && !v.Answer.Has(name) {
			f = append(f, wire.Field{Name: name, Value: value})
		}
	}
	var unsigned wire.Fields
	for _, field := range v.Answer {
		if slices.Contains(x.endpoint.Unsigned, field.Name) {
			unsigned = append(unsigned, field)
		} else {
			f = append(f, field)
		}
	}
	if x.hasEffect(choice.Reshape) {
		f = domain.Changed(f, x.fault.Set, x.fault.Unset)
	}
	signed, err := x.Sandbox.Signer(x.Merchant).AppendSign(f, x.signType)
	if err != nil {
		return f // a merchant whose MD5 key went away between check and answer
	}
	return append(signed, unsigned...)
}

// text returns the ret_msg of a decision.
func (x *exchange) text(d domain.Decision) string {
	switch {
	case d.Code == wire.CodeBadField && x.endpoint.Bare:
		return wire.BadFieldQueryMessage(d.Field)
	case d.Code == wire.CodeBadField:
		return wire.CodeBadField.MessageFor(d.Field)
	}
	return d.Code.MessageFor("")
}

// reply notes the decision and sends the answer, or what a fault has sent in its place.
func (x *exchange) reply(w http.ResponseWriter, v Verdict) {
	about := x.decide(v)
	status, body := http.StatusOK, x.endpoint.Answer(x, w, v)
	x.leave()
	if x.fault != nil {
		var send bool
		if status, body, send = x.late(w, v, body); !send {
			return
		}
	}
	about.Answer(v.Rule, string(v.Code), journal.Answer{Status: status, Body: body})
	x.answered = true
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	explain(w.Header(), x.Journal, v.Decision)
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// decide notes the decision, and returns the writer of what follows from it.
func (x *exchange) decide(v Verdict) journal.Writer {
	x.outcome = v.Decision
	about := x.Journal.Order(v.Answer.Get("oid_paybill"))
	if v.Order != nil {
		about = x.Journal.Order(v.Order.OidPaybill)
	}
	if !v.Noted {
		about.Decide(v.Rule, string(v.Code), v.Reason)
	}
	return about
}

// explain sets the headers that say where the journal has a request, which rule decided it, and why it was refused.
func explain(h http.Header, log journal.Writer, d domain.Decision) {
	page.Explain(h, log.Request, d.Rule, d.Refusal())
}

// SignedJSON answers with a JSON message. The faults bad-signature and variant change it.
func SignedJSON(x *exchange, w http.ResponseWriter, v Verdict) []byte {
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	answer := x.message(v)
	if x.hasEffect(choice.BadSignature) && answer.Has("sign") {
		answer = engine.WrongSignature(answer)
	}
	if x.hasEffect(choice.Reshape) {
		body, _ := engine.EncodeVariant(answer, choice.Variant(x.fault.Value))
		return body
	}
	return wire.EncodeJSON(answer)
}

// CashierPage answers a shopper's browser with a page of the cashier. A page is not signed, so that the faults bad-signature and variant
// change nothing, which is noted.
func CashierPage(x *exchange, w http.ResponseWriter, v Verdict) []byte {
	if x.hasEffect(choice.BadSignature) || x.hasEffect(choice.Reshape) {
		x.Journal.Note("", message.New("fault %d: %s changes nothing, since a page is not signed", x.fault.ID, x.fault.Effect))
	}
	var shown page.Page
	if v.OK() {
		shown = x.cashier.Placed(w, x.HTTP, v.Order)
	} else {
		shown = x.cashier.Refused(w, x.HTTP, page.Refusal{Code: string(v.Code), Message: x.text(v.Decision), Rule: v.Rule, Reason: v.Reason.Map(x.masked), Wrong: x.wrongForPayer()})
	}
	shown.Header(w.Header())
	return shown.Body
}

// masked returns a text for a page, without card numbers.
func (x *exchange) masked(text string) string {
	return wire.MaskCards(text, x.Journal.Subject.OidPartner, x.Journal.Subject.NoOrder)
}

// wrongForPayer returns why the signature does not verify, for a page that any shopper may see: without card numbers, and without the
// merchant's MD5 key, which is part of the text that MD5 signs.
func (x *exchange) wrongForPayer() *sign.Report {
	if x.wrong == nil {
		return nil
	}
	shown := *x.wrong
	shown.Source, shown.Findings = x.masked(shown.Source), slices.Clone(shown.Findings)
	for i, f := range shown.Findings {
		if key := x.Merchant.MD5Key; key != "" {
			f.Source = strings.ReplaceAll(f.Source, key, "(the MD5 key)")
		}
		f.Source, f.Detail = x.masked(f.Source), f.Detail.Map(x.masked)
		shown.Findings[i] = f
	}
	return &shown
}
