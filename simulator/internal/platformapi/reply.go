package platformapi

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// message makes an answer of a verdict: who is told what, signed or not (protocol section 2).
func (x *exchange) message(v verdict) wire.Fields {
	f := wire.Fields{{Name: "ret_code", Value: string(v.Code)}, {Name: "ret_msg", Value: x.text(v.Decision)}}
	if !v.OK() && (x.endpoint.Bare || x.merchant == nil) {
		return f
	}
	f = append(f, wire.Field{Name: "oid_partner", Value: x.merchant.OidPartner})
	if v.OK() {
		f = append(f, v.answer...)
	} else {
		f = append(f, x.echoed()...)
	}
	if x.reshaped() {
		f = domain.Changed(f, x.fault.Set, x.fault.Unset)
	}
	signed, err := x.sandbox.Signer(x.merchant).Sign(f, x.signType)
	if err != nil {
		return f // a merchant whose MD5 key went away between check and answer
	}
	return append(signed, v.unsigned...)
}

// echoed are the fields a refusal repeats.
func (x *exchange) echoed() wire.Fields {
	names := []string{"no_order"}
	if x.endpoint.Kind == wire.KindRefund {
		names = []string{"no_order", "no_refund", "money_refund"}
	}
	var f wire.Fields
	for _, name := range names {
		if value := x.fields.Get(name); value != "" {
			f = append(f, wire.Field{Name: name, Value: value})
		}
	}
	return f
}

// text is the ret_msg of a decision.
func (x *exchange) text(d domain.Decision) string {
	switch {
	case d.Code == wire.CodeBadField && x.endpoint.Bare:
		return wire.BadFieldQueryMessage(d.Field)
	case d.Code == wire.CodeBadField:
		return wire.BadFieldMessage(d.Field)
	}
	return d.Code.MessageFor("")
}

// reply notes the decision and sends the answer, unless a fault wants something else sent.
func (x *exchange) reply(w http.ResponseWriter, v verdict) {
	about := x.journal.Order(v.answer.Get("oid_paybill"))
	if v.order != nil {
		about = x.journal.Order(v.order.OidPaybill)
	}
	if !v.noted {
		about.Decide(v.Rule, string(v.Code), v.Reason)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json;charset=utf-8")
	status, body := http.StatusOK, x.body(w, v)
	if x.fault != nil {
		var send bool
		if status, body, send = x.late(w, v, body); !send {
			return
		}
	}
	about.Answer(v.Rule, string(v.Code), journal.Answer{Status: status, Body: body})
	x.answered = true
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("X-Sim-Rule", v.Rule)
	h.Set("X-Sim-Request", strconv.FormatUint(x.journal.Request, 10))
	if !v.OK() {
		h.Set("X-Sim-Reason", page.HeaderText(v.Reason))
	}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// reshaped tells whether the fault variant has the answer written otherwise, rightly signed.
func (x *exchange) reshaped() bool { return x.fault != nil && x.fault.Effect == "variant" }

// body is the answer: a page, with its header, or a message that the faults bad-signature and variant change. A page has no signature
// to spoil, and one form.
func (x *exchange) body(w http.ResponseWriter, v verdict) []byte {
	spoil := x.fault != nil && x.fault.Effect == "bad-signature"
	if x.endpoint.Form {
		if spoil || x.reshaped() {
			x.journal.Note("", fmt.Sprintf("fault %d: %s changes nothing, since a page is not signed", x.fault.ID, x.fault.Effect))
		}
		shown := x.page(w, v)
		shown.Header(w.Header())
		return shown.Body
	}
	answer := x.message(v)
	if spoil && answer.Has("sign") {
		answer = x.sandbox.WrongSignature(answer)
	}
	if x.reshaped() {
		return engine.EncodeAnswer(answer, x.fault.Value)
	}
	return wire.EncodeJSON(answer)
}

// page answers the cashier form.
func (x *exchange) page(w http.ResponseWriter, v verdict) page.Page {
	if v.OK() {
		return x.cashier.Placed(w, x.http, v.order)
	}
	return x.cashier.Refused(w, x.http, page.Refusal{Code: string(v.Code), Message: x.text(v.Decision), Rule: v.Rule, Reason: v.Reason, Wrong: x.wrongForPayer()})
}

// wrongForPayer is why the signature does not verify, for a page that anybody can be sent to: without the merchant's MD5 key, which
// stands in what was signed with it.
func (x *exchange) wrongForPayer() *sign.Report {
	if x.wrong == nil || x.merchant.MD5Key == "" {
		return x.wrong
	}
	shown := *x.wrong
	shown.Findings = slices.Clone(shown.Findings)
	for i := range shown.Findings {
		shown.Findings[i].Source = strings.ReplaceAll(shown.Findings[i].Source, x.merchant.MD5Key, "(the MD5 key)")
	}
	return &shown
}

// faultPoint is where a fault meets an endpoint.
func faultPoint(kind wire.EndpointKind) string {
	switch kind {
	case wire.KindDirect, wire.KindRedirect:
		return "accept"
	case wire.KindRefund:
		return "refund"
	}
	return "query"
}

// early carries out the effects that keep a request from being decided. It returns false when they do; a verdict without
// code means that nothing is to be sent.
func (x *exchange) early(w http.ResponseWriter) (verdict, bool) {
	switch {
	case x.fault == nil:
	case x.fault.Effect == "close":
		x.hangUp(w, "closed before anything")
		return verdict{}, false
	case x.fault.Effect == "code":
		code := wire.Code(x.fault.Value)
		return verdict{Decision: domain.Decision{Rule: "fault", Code: code, Field: "fault", Reason: fmt.Sprintf("fault %d answers %s, nothing was committed", x.fault.ID, code)}}, false
	}
	return verdict{}, true
}

// late carries out the effects on an answer after the commit. It returns false when nothing more is to be sent.
func (x *exchange) late(w http.ResponseWriter, v verdict, body []byte) (status int, sent []byte, send bool) {
	status = http.StatusOK
	switch x.fault.Effect {
	case "drop-reply":
		x.hangUp(w, "closed after the commit, without the answer")
		return status, nil, false
	case "delay":
		if d, err := time.ParseDuration(x.fault.Value); err == nil {
			_ = clock.Wait(x.http.Context(), d)
		}
	case "status":
		if n, err := strconv.Atoi(x.fault.Value); err == nil {
			status = n
		}
		body = []byte(http.StatusText(status) + "\n")
	case "garbage":
		body = []byte(x.fault.Value)
		if x.fault.Value == "" {
			body = []byte("<html><body>gateway error</body></html>")
		}
	case "before-reply":
		if v.settle != nil {
			v.settle()
		}
	}
	return status, body, true
}

// hangUp closes the connection without an answer.
func (x *exchange) hangUp(w http.ResponseWriter, text string) {
	x.journal.AnswerText("", fmt.Sprintf("fault %d: the connection was %s", x.fault.ID, text))
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = conn.Close()
	}
}

// diagnosisDetail is the journal's detail of a wrong signature.
func diagnosisDetail(r sign.Report) journal.Diagnosis {
	d := journal.Diagnosis{Source: r.Source}
	for _, f := range r.Findings {
		d.Findings = append(d.Findings, journal.Finding(f))
	}
	return d
}
