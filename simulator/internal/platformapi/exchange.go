package platformapi

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// exchange is one request on its way to its answer.
type exchange struct {
	endpoint wire.Endpoint
	cashier  Cashier
	sandbox  platform
	id       string // of the sandbox
	http     *http.Request
	baseURL  string
	journal  journal.Writer
	fields   wire.Fields
	bodyHint string // what else the body looks like, for the sentence of a refusal
	merchant *domain.Merchant
	signType string       // what the answer is signed with
	wrong    *sign.Report // why the signature does not verify, for the cashier's page
	fault    *domain.Fault
	decided  bool // the endpoint has done what it does
	answered bool // an answer is on its way
}

// verdict is what came of an exchange: the decision and, when it is accepted, the answer's fields without ret_code, ret_msg
// and signature. Unsigned fields stay outside the signature (protocol section 2).
type verdict struct {
	domain.Decision
	answer   wire.Fields
	unsigned wire.Fields
	order    *domain.Order // that was placed
	settle   func()        // runs before the answer goes out, for the fault before-reply
	noted    bool          // the decision is in the journal already, before what it led to
}

// decider is what an endpoint does with a request that has passed CHK-1 to CHK-6.
type decider func(*exchange) verdict

func (h *Handler) serve(endpoint wire.Endpoint, decide decider) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s := h.sandbox(w, r)
		if s == nil {
			return
		}
		x := &exchange{endpoint: endpoint, cashier: h.cashier, sandbox: s, id: s.ID, http: r, journal: journal.Writer{Journal: s.Journal()}, baseURL: page.BaseURL(r, h.publicURL, mux.Vars(r)["sandbox"]), signType: "RSA"}
		defer s.WakeIfDue() // an automatic payment's notification goes out after the answer
		defer x.rescue(w)
		v, ok := x.receive()
		if ok {
			v = x.check()
		}
		if v.OK() {
			x.fault = s.MatchFault(x.journal.Request, faultPoint(endpoint.Kind), x.fields)
			if v, ok = x.early(w); ok {
				v = decide(x)
				x.decided = true
			}
		}
		if v.Code != "" {
			x.reply(w, v)
		}
	}
}

// rescue answers 9999 where the simulator fails, and lets the server log why. Nothing of the request is committed where its transaction
// fails; what was committed before stands, as after an answer that is lost.
func (x *exchange) rescue(w http.ResponseWriter) {
	value := recover()
	if value == nil {
		return
	}
	defer panic(value)
	if x.answered {
		return
	}
	x.fault = nil
	reason := "the simulator failed to serve this request: its log has the reason, its journal what was done before"
	if _, inTransaction := value.(*engine.Panic); inTransaction && !x.decided {
		reason = "the simulator failed to serve this request, and nothing of it was stored: its log has the reason"
	}
	x.reply(w, verdict{Decision: domain.Refused("", wire.CodeSystemError, reason)})
}

// check is CHK-2 to CHK-6, in that order.
func (x *exchange) check() verdict {
	for _, check := range []func(*exchange) domain.Decision{checkMerchant, checkStanding, checkSignature, checkFields, checkUser} {
		if d := check(x); !d.OK() {
			return verdict{Decision: d}
		}
	}
	return verdict{Decision: domain.Accepted("CHK-7")}
}

func checkMerchant(x *exchange) domain.Decision {
	number := x.fields.Get("oid_partner")
	if number == "" {
		return domain.BadField("CHK-2", "oid_partner", "oid_partner is missing"+x.bodyHint)
	}
	m := x.sandbox.Merchant(number)
	if m == nil {
		return domain.Refused("CHK-2", wire.CodeUnknownMerchant, "no merchant "+clip(number)+" in sandbox "+x.id)
	}
	x.merchant = m
	if t := x.fields.Get("sign_type"); t == "MD5" && m.MD5Key != "" {
		x.signType = t // readable from here on: answers come in the request's sign_type
	}
	return domain.Accepted("CHK-2")
}

func checkStanding(x *exchange) domain.Decision {
	m := x.merchant
	if m.Suspended {
		return domain.Refused("CHK-3", wire.CodeSuspended, "merchant "+m.OidPartner+" is suspended")
	}
	if d := checkSource(x); !d.OK() {
		return d
	}
	if !m.Granted(x.endpoint.Product) {
		return domain.Refused("CHK-3", wire.CodeNotGranted, "the merchant does not have the product "+x.endpoint.Product)
	}
	return domain.Accepted("CHK-3")
}

func checkSignature(x *exchange) domain.Decision {
	switch t := x.fields.Get("sign_type"); t {
	case "":
		return domain.BadField("CHK-4", "sign_type", "sign_type is missing: write RSA or MD5")
	case "RSA", "MD5":
	default:
		return domain.BadField("CHK-4", "sign_type", "sign_type is "+strconv.Quote(clip(t))+": write RSA or MD5")
	}
	if strings.Trim(x.fields.Get("sign"), "\r\n") == "" {
		return domain.BadField("CHK-4", "sign", "sign is missing")
	}
	keys := x.merchant.Keys()
	if sign.Verify(x.fields, keys) == nil {
		return domain.Accepted("CHK-4")
	}
	report := sign.Diagnose(x.fields, sign.Evidence{Keys: keys, Others: x.sandbox.OtherKeys(x.merchant), Earlier: x.earlier()})
	x.wrong = &report
	x.journal.Diagnose("CHK-4", "diagnosis of the signature", diagnosisDetail(report))
	details := make([]string, len(report.Findings))
	for i, f := range report.Findings {
		details[i] = f.Detail
	}
	return domain.Refused("CHK-4", wire.CodeBadSignature, "the signature does not verify: "+strings.Join(details, "; "))
}

// lookBack is how many journal entries are searched for earlier states of a wrongly signed request.
const lookBack = 2000

// earlier returns the merchant's recent requests for the same order, which may be what the signature was made over.
func (x *exchange) earlier() (found []wire.Fields) {
	from := x.sandbox.Journal().Last()
	entries, _ := x.sandbox.Journal().Read(from-min(from, lookBack), 0, []journal.Kind{journal.KindRequest})
	for _, entry := range slices.Backward(entries) {
		data, ok := entry.Data.(journal.Request)
		if !ok || entry.ID == x.journal.Request || entry.OidPartner != x.merchant.OidPartner || entry.NoOrder != x.fields.Get("no_order") {
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
	if e := wire.EndpointAt(r.Path); e != nil {
		return e.Decode(r.ContentType, r.Body)
	}
	other := wire.Endpoint{Form: len(r.Body) > 0 && !json.Valid(r.Body)} // another product
	return other.Decode(r.ContentType, r.Body)
}

func checkFields(x *exchange) domain.Decision {
	o := wire.Options{Now: x.sandbox.Now(), Optional: x.merchant.OptionalFields, RiskStrict: x.merchant.RiskStrict}
	if v := x.endpoint.Fields.Check(x.fields, o); v != nil {
		return domain.BadField(v.Rule, v.Field, v.Reason)
	}
	for _, note := range x.endpoint.Fields.Notes(x.fields) {
		x.journal.Note("CHK-5", "noted: "+note)
	}
	return domain.Accepted("CHK-5")
}

func checkUser(x *exchange) domain.Decision {
	if user := x.fields.Get("user_id"); user != "" && slices.Contains(x.merchant.BlockedUsers, user) {
		return domain.Refused("CHK-6", wire.CodeUnknownUser, "user_id "+user+" is blocked in the merchant's profile")
	}
	return domain.Accepted("CHK-6")
}

// clip shortens a value from the request for a sentence.
func clip(s string) string { return wire.Clip(s, 64) }
