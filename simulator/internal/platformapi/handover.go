package platformapi

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Take lets an endpoint decide on what an operator hands over in an app's place (SDK-3): checked like any request, and answered to the
// caller rather than over a connection. Faults do not meet it. r is the operator's own request.
func (h *Handler) Take(r *http.Request, s *sandbox.Sandbox, endpoint *Endpoint, body []byte) domain.AppResult {
	x := h.exchange(appRequest(r, s.ID), s, endpoint)
	defer s.WakeIfDue()
	var err error
	x.body, x.Now = body, s.Now()
	x.Fields, err = endpoint.Body.Decode(jsonType, body)
	v, ok := x.received(body, nil, err)
	if ok {
		v = x.check()
	}
	if v.OK() {
		v = endpoint.Decide(&x.Request)
	}
	about, message := x.decide(v), x.handedBack(v)
	about.Answer(v.Rule, string(v.Code), journal.Answer{Status: http.StatusOK, Body: wire.EncodeJSON(message)})
	return domain.AppResult{Decision: v.Decision, Fields: message, Request: x.Journal.Request, Order: v.Order}
}

const jsonType = "application/json"

// appRequest is how the journal has what an app hands over, whether it came by the control API or by the console.
func appRequest(r *http.Request, sandboxID string) *http.Request {
	return &http.Request{Method: http.MethodPost, URL: &url.URL{Path: "/_sim/v1/sandboxes/" + sandboxID + "/app"}, RemoteAddr: r.RemoteAddr,
		Header: http.Header{"Content-Type": {jsonType}}}
}

// handedBack is what the SDK gives back to the app: signed where the verdict accepts (SDK-1), without order and signature otherwise (SDK-4).
func (x *exchange) handedBack(v Verdict) wire.Fields {
	text := v.Code.MessageFor("")
	if v.Code == wire.CodeBadField {
		text = v.Code.MessageFor(v.Field)
	}
	f := append(wire.Fields{{Name: "ret_code", Value: string(v.Code)}, {Name: "ret_msg", Value: text}}, v.Answer...)
	if v.OK() && !v.Answer.Has("sign") {
		signed, err := x.Sandbox.Signer(x.Merchant).Sign(f.Without(x.endpoint.Unsigned...), v.Answer.Get("sign_type"))
		if err == nil { // else the merchant's MD5 key went away between check and answer
			f = f.Set("sign", signed.Get("sign"))
		}
	}
	return f.Sorted()
}

// verifiesWithoutAdded reports whether the signature covers the fields without those that an app adds to what the merchant signed.
func (x *exchange) verifiesWithoutAdded(keys sign.Keys) bool {
	added := x.added()
	if len(added) == 0 || sign.Verify(x.Fields.Without(added...), keys) != nil {
		return false
	}
	x.noteAdded("noted: the signature verifies without %s, which the app added unsigned")
	return true
}

// noteAdded notes what the signature says of the fields that may have been added after it.
func (x *exchange) noteAdded(text message.Text) {
	if added := x.added(); len(added) > 0 {
		x.Journal.Note("CHK-4", message.New(text, strings.Join(added, ", ")))
	}
}

// added returns the names of the fields that may have been added to the request after it was signed.
func (x *exchange) added() (names []string) {
	if len(x.endpoint.Added) == 0 {
		return nil
	}
	for _, f := range x.Fields {
		if f.Value != "" && slices.Contains(x.endpoint.Added, f.Name) {
			names = append(names, f.Name)
		}
	}
	return names
}

// diagnose finds out why the signature does not verify. Where fields may have been added unsigned, the message without them is diagnosed
// first, and with them where that explains nothing.
func (x *exchange) diagnose(e sign.Evidence) sign.Report {
	if added := x.added(); len(added) > 0 {
		report := sign.Diagnose(x.Fields.Without(added...), e)
		if slices.ContainsFunc(report.Findings, func(f sign.Finding) bool { return f.Source != "" }) {
			return report
		}
	}
	return sign.Diagnose(x.Fields, e)
}
