package console

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// refusedPage lists the requests that the platform refused, newest first.
var refusedPage = view{name: "refused", path: "/refused", nav: true, show: showRefused, rows: refusedRows,
	count: func(v *visit) int { return v.Sandbox.Journal().Count(0, refusals) }, news: refusals}

type refusedList struct {
	list
	Rows []refusedRow
}

// refusedRow is one refusal: the decision, and the request it met.
type refusedRow struct {
	entry
	Path   string            // its page
	Causes []findingShown    // of a wrong signature, or of a pay_load that does not open
	To     string            // the path that was asked
	Asked  wire.EndpointKind // "" when the request is no longer kept
}

// isRefusal tells whether an entry decides against a request.
func isRefusal(e *journal.Entry) bool { return refusals(e.Group()) }

// refusals tells whether the entries of a group decide against requests.
func refusals(g journal.Group) bool {
	return g.Kind == journal.KindDecision && g.Requested && g.Code != "" && g.Code != string(wire.CodeSuccess) && g.Code != string(wire.CodeSMSSent)
}

func showRefused(v *visit) (any, error) {
	shown := &refusedList{list: v.list(v.Path("refused"), "from", "to")}
	found := v.entries(&shown.list, func(e *journal.Entry) bool { return isRefusal(e) && shown.passes(e) })
	for _, e := range found {
		shown.Rows = append(shown.Rows, v.refusedRow(e))
	}
	return shown, nil
}

// refusedRows are the refusals that pass the filter.
func refusedRows(v *visit) listFile {
	l := v.list("", "from", "to")
	return v.entrySheet(func(e *journal.Entry) bool { return isRefusal(e) && l.passes(e) })
}

func (v *visit) refusedRow(e journal.Entry) refusedRow {
	row := refusedRow{entry: v.read(e), Path: v.Path("refused", strconv.FormatUint(e.Request, 10))}
	if asked, kept := v.Sandbox.Journal().Get(e.Request); kept {
		request := v.read(asked)
		row.Asked, row.To = request.Endpoint(), strings.TrimPrefix(asked.Text.String(), "POST ")
		row.OidPartner, row.NoOrder = cmp.Or(e.OidPartner, asked.OidPartner), cmp.Or(e.NoOrder, asked.NoOrder)
	}
	if d := v.diagnosisOf(e); d != nil {
		row.Causes = findingsOf(reportOf(d))
	}
	return row
}

// diagnosisOf is what the platform found out about a signature, or a pay_load that does not open, before it refused a request; nil when it did not have to.
func (v *visit) diagnosisOf(refusal journal.Entry) *journal.Diagnosis {
	if refusal.Rule != "CHK-4" && refusal.Rule != "ENC-2" {
		return nil
	}
	for _, e := range v.Sandbox.Journal().Newest(refusal.ID, 1, func(e *journal.Entry) bool {
		return e.ID <= refusal.Request || e.Kind == journal.KindDecision && e.Request == refusal.Request && e.Data != nil // at its request the search ends
	}) {
		return v.read(e).Diagnosis
	}
	return nil
}

// reportOf is a diagnosis as package sign gave it.
func reportOf(d *journal.Diagnosis) (r sign.Report) {
	for _, f := range d.Findings {
		r.Findings = append(r.Findings, sign.Finding(f))
	}
	return r
}
