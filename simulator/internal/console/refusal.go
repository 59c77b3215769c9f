package console

import (
	"cmp"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// refusalPage is one refused request: what came, what was decided and why, and what would have been right.
var refusalPage = view{name: "refusal", of: "refused", path: "/refused/{id:[0-9]+}", show: showRefusal}

type refusalShown struct {
	item
	Decision entry
	Answered string // ret_msg, "" when no answer went out
	Order    string // the page of the order it was about, "" for none
	All      string // the page of the request's entry in the journal
	Check    *checked
	Causes   []findingShown // of a pay_load that does not open
	Merchant string         // the page of the merchant, "" where it has no profile here
}

func showRefusal(v *visit) (any, error) {
	v.Events = "" // nothing more comes of it
	request, err := v.entryOf()
	if err != nil || request.Kind != journal.KindRequest {
		return nil, notFound("refusal.gone", v.part("id"))
	}
	group := v.Sandbox.Journal().Select(func(e *journal.Entry) bool { return requestOf(e) == request.ID })
	shown := &refusalShown{item: v.item(group), All: v.entryPath(request.ID)}
	i := slices.IndexFunc(shown.Rest, func(e entry) bool { return isRefusal(&e.Entry) })
	if i < 0 {
		return nil, &redirect{shown.All} // it was not refused
	}
	shown.Decision = shown.Rest[i]
	for _, e := range shown.Rest {
		if e.Kind == journal.KindAnswer {
			shown.Answered = e.Fields.Get("ret_msg")
		}
		shown.Order = cmp.Or(v.orderPath(e.OidPaybill), shown.Order)
	}
	v.checkRefusal(shown)
	m := oneMessage{item: shown.item}
	m.complete()
	shown.Right = v.rightOne(&m) != nil
	return shown, nil
}

// checkRefusal shows a wrong or missing signature, and what would have been the right one.
func (v *visit) checkRefusal(shown *refusalShown) {
	m := v.Sandbox.Merchant(shown.OidPartner)
	if m != nil {
		shown.Merchant = v.Path("merchants", m.OidPartner)
	}
	var report sign.Report
	if d := v.diagnosisOf(shown.Decision.Entry); d != nil {
		report = reportOf(d)
	}
	if shown.Decision.Rule == "ENC-2" {
		shown.Causes = findingsOf(report)
	}
	if shown.Decision.Rule != "CHK-4" || m == nil {
		return
	}
	for _, e := range shown.Rest {
		if e.Inside { // what was signed is what was inside
			report.Source = sign.Source(e.Fields)
			shown.Check = checkedOf(report, e.Fields)
			return
		}
	}
	report.Source = sign.Source(shown.Fields)
	shown.Check = checkedOf(report, shown.Fields)
	shown.Check.Correct = v.correct(m, shown.Fields, isForm(shown.entry.Request), shown.entry.Request.Path)
}

func isForm(r *journal.Request) bool {
	e := wire.EndpointAt(r.Path)
	return e != nil && e.Page
}

// Bad is the field that a refusal names, "" when it names none.
func (s *refusalShown) Bad() string {
	for _, x := range s.Fields {
		if x.Name != "" && (s.Answered == wire.CodeBadField.MessageFor(x.Name) || s.Answered == wire.BadFieldQueryMessage(x.Name)) {
			return x.Name
		}
	}
	return ""
}
