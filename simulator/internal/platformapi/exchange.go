package platformapi

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// exchange is one request on its way to its answer.
type exchange struct {
	Request
	endpoint *Endpoint
	cashier  Cashier
	waiting  *waiting
	entered  bool            // it has a place among those that wait
	body     []byte          // decompressed; nil where it could not be
	signType string          // what the answer is signed with
	wrong    *sign.Report    // why the signature does not verify, for the cashier's page
	fault    *domain.Fault   // that meets the request, or nil
	decided  bool            // Decide has returned
	outcome  domain.Decision // that was answered; zero where nothing was
	answered bool            // the answer is in the journal and being sent
}

// serve returns the pipeline for an endpoint: receive, check, meet faults, decide, reply.
func (h *Handler) serve(endpoint *Endpoint) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s := h.sandbox(w, r)
		if s == nil {
			return
		}
		x := h.exchange(r, s, endpoint)
		x.BaseURL = page.BaseURL(r, h.publicURL, mux.Vars(r)["sandbox"])
		defer x.leave()
		observe := h.observer.observe()
		defer s.WakeIfDue() // an automatic payment's notification goes out after the answer
		defer func() { observe(x.served()) }()
		defer x.rescue(w)
		v, ok := x.receive()
		if ok {
			v = x.check()
		}
		if v.OK() {
			x.fault = s.MatchFault(x.Journal.Request, endpoint.FaultPoint, x.Fields)
			if v, ok = x.early(w); ok {
				v = endpoint.Decide(&x.Request)
				x.decided = true
			}
		}
		if v.Code != "" {
			x.reply(w, v)
		}
	}
}

// exchange returns the beginning of an exchange.
func (h *Handler) exchange(r *http.Request, s *sandbox.Sandbox, endpoint *Endpoint) *exchange {
	return &exchange{Request: Request{HTTP: r, Sandbox: s, ID: s.ID, Journal: journal.Writer{Journal: s.Journal()}},
		endpoint: endpoint, cashier: h.cashier, waiting: &h.waiting, signType: "RSA"}
}

// rescue answers 9903 where the state cannot be written to disk: nothing of the request has been stored, unless its decision had been made
// before. It answers 9999 when the simulator panics, and panics on, so that the server logs why. A transaction that panicked has committed
// nothing; what was committed before it stands, as it does after an answer that is lost.
func (x *exchange) rescue(w http.ResponseWriter) {
	value := recover()
	if value == nil {
		return
	}
	if unkept := engine.Unkept(value); unkept != nil && !x.answered { // which the log says once
		x.fault = nil
		x.reply(w, Verdict{Decision: domain.Refused("", wire.CodeTryLater, "%s", message.Of(unkept))})
		return
	}
	defer panic(value)
	if x.answered {
		return
	}
	x.fault = nil
	reason := message.New("the simulator failed to serve this request: its log has the reason, its journal what was done before")
	if _, inTransaction := value.(*engine.Panic); inTransaction && !x.decided {
		reason = message.New("the simulator failed to serve this request, and nothing of it was stored: its log has the reason")
	}
	x.reply(w, Verdict{Decision: domain.Refused("", wire.CodeSystemError, "%s", reason)})
}

// check applies CHK-2 to CHK-6, in that order, until one refuses.
func (x *exchange) check() Verdict {
	for _, check := range []func(*exchange) domain.Decision{checkMerchant, checkStanding, openSealed, checkSignature, checkFields, checkUser} {
		if d := check(x); !d.OK() {
			return Verdict{Decision: d}
		}
	}
	return Verdict{Decision: domain.Accepted("CHK-7")}
}

func checkMerchant(x *exchange) domain.Decision {
	number := x.Fields.Get("oid_partner")
	if number == "" {
		return domain.BadField("CHK-2", "oid_partner", "oid_partner is missing%s", x.bodyHint())
	}
	m := x.Sandbox.Merchant(number)
	if m == nil {
		return domain.Refused("CHK-2", wire.CodeUnknownMerchant, "no merchant %s in sandbox %s", clip(number), x.ID)
	}
	x.isFrom(m)
	return domain.Accepted("CHK-2")
}

// isFrom notes which merchant sent the request. From here on answers are signed as the request is.
func (x *exchange) isFrom(m *domain.Merchant) {
	x.Merchant = m
	if t := x.Fields.Get("sign_type"); t == "MD5" && m.MD5Key != "" {
		x.signType = t
	}
}

func checkStanding(x *exchange) domain.Decision {
	m := x.Merchant
	if m.Suspended {
		return domain.Refused("CHK-3", wire.CodeSuspended, "merchant %s is suspended", m.OidPartner)
	}
	if d := x.endpoint.Source(&x.Request); !d.OK() {
		return d
	}
	if !m.Granted(x.endpoint.Product) {
		return domain.Refused("CHK-3", wire.CodeNotGranted, "the merchant does not have the product %s", x.endpoint.Product)
	}
	return domain.Accepted("CHK-3")
}

func checkSignature(x *exchange) domain.Decision {
	if x.endpoint.Tokened {
		return domain.Accepted("CHK-4")
	}
	switch t := x.Fields.Get("sign_type"); {
	case t == "MD5" && x.endpoint.RSAOnly:
		return domain.BadField("CHK-4", "sign_type", "sign_type is MD5, and this product takes RSA only")
	case t == "":
		return domain.BadField("CHK-4", "sign_type", "sign_type is missing: write RSA or MD5")
	case t == "RSA", t == "MD5":
	default:
		return domain.BadField("CHK-4", "sign_type", "sign_type is %q: write RSA or MD5", clip(t))
	}
	if strings.Trim(x.Fields.Get("sign"), "\r\n") == "" {
		return domain.BadField("CHK-4", "sign", "sign is missing")
	}
	keys := x.Merchant.Keys()
	if sign.Verify(x.Fields, keys) == nil {
		x.noteAdded("noted: the signature covers %s too")
		return domain.Accepted("CHK-4")
	}
	if x.verifiesWithoutAdded(keys) {
		return domain.Accepted("CHK-4")
	}
	report := x.diagnose(sign.Evidence{Keys: keys, Others: x.Sandbox.OtherKeys(x.Merchant), Earlier: x.earlier()})
	x.wrong = &report
	diagnosis := journal.Diagnosis{Source: report.Source}
	var details message.Message
	for i, f := range report.Findings {
		diagnosis.Findings = append(diagnosis.Findings, journal.Finding(f))
		if i == 0 {
			details = f.Detail
		} else {
			details = message.New("%s; %s", details, f.Detail)
		}
	}
	x.Journal.Diagnose("CHK-4", message.New("diagnosis of the signature"), diagnosis)
	return domain.Refused("CHK-4", wire.CodeBadSignature, "the signature does not verify: %s", details)
}

// lookBack is how many journal entries are searched for earlier states of a wrongly signed request.
const lookBack = 2000

// earlier returns the merchant's recent requests for the same order, which may be what the signature was made over.
func (x *exchange) earlier() (found []wire.Fields) {
	from := x.Sandbox.Journal().Last()
	entries, _ := x.Sandbox.Journal().Read(from-min(from, lookBack), 0, []journal.Kind{journal.KindRequest})
	for _, entry := range slices.Backward(entries) {
		data, ok := entry.Data.(journal.Request)
		if !ok || entry.ID == x.Journal.Request || entry.OidPartner != x.Merchant.OidPartner || entry.NoOrder != x.Fields.Get("no_order") {
			continue
		}
		if f, err := decode(data); err == nil {
			found = append(found, f)
		}
		if len(found) == 8 {
			break
		}
	}
	return found
}

// decode reads the fields of a request in the journal.
func decode(r journal.Request) (wire.Fields, error) {
	codec := wire.JSON
	if e := wire.EndpointAt(r.Path); e != nil {
		codec = e.Body
	} else if len(r.Body) > 0 && !json.Valid(r.Body) { // another product
		codec = wire.BrowserForm
	}
	return codec.Decode(r.ContentType, r.Body)
}

func checkFields(x *exchange) domain.Decision {
	o := wire.Options{Now: x.Now, Optional: x.Merchant.OptionalFields, RiskStrict: x.Merchant.RiskStrict}
	if v := x.endpoint.Fields.Check(x.Fields, o); v != nil {
		return domain.BadField(v.Rule, v.Field, "%s", v.Reason)
	}
	for _, note := range x.endpoint.Fields.Notes(x.Fields) {
		x.Journal.Note("CHK-5", message.New("noted: %s", note))
	}
	return domain.Accepted("CHK-5")
}

func checkUser(x *exchange) domain.Decision {
	if user := x.Fields.Get("user_id"); user != "" && slices.Contains(x.Merchant.BlockedUsers, user) {
		return domain.Refused("CHK-6", wire.CodeUnknownUser, "user_id %s is blocked in the merchant's profile", user)
	}
	return domain.Accepted("CHK-6")
}

// clip shortens a value of the request for a sentence.
func clip(s string) string { return wire.Clip(s, 64) }
