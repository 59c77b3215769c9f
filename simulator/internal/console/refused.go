package console

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// refusedPage lists the requests that the platform refused, newest first.
var refusedPage = view{name: "refused", path: "/refused", nav: true, show: showRefused}

const refusedPerPage = 50

type refusedList struct {
	Rows      []refusedRow
	Filter    refusedFilter
	Merchants []*domain.Merchant
	Older     string // where the list goes on, "" at its end
	More      int    // how many are older
	Newest    string // where it begins, "" there
}

type refusedFilter struct{ Merchant, Text string }

// refusedRow is one refusal: the decision, and the request it met.
type refusedRow struct {
	entry
	Path   string            // its page
	Causes []findingShown    // of a wrong signature
	To     string            // the path that was asked
	Asked  wire.EndpointKind // "" when the request is no longer kept
}

// isRefusal tells whether an entry decides against a request.
func isRefusal(e *journal.Entry) bool {
	return e.Kind == journal.KindDecision && e.Request != 0 && e.Code != "" && e.Code != string(wire.CodeSuccess)
}

func showRefused(v *visit) (any, error) {
	query := v.r.URL.Query()
	list := &refusedList{Filter: refusedFilter{query.Get("merchant"), strings.TrimSpace(query.Get("text"))}, Merchants: v.Sandbox.ListMerchants()}
	before, _ := strconv.ParseUint(query.Get("before"), 10, 64) // anything else is the beginning
	found := v.Sandbox.Journal().Newest(before, refusedPerPage+1, func(e *journal.Entry) bool { return isRefusal(e) && list.Filter.passes(e) })
	if len(found) > refusedPerPage {
		found = found[:refusedPerPage]
		last := found[refusedPerPage-1].ID
		list.Older = v.refusedPath(list.Filter, last)
		list.More = v.older(last, func(e *journal.Entry) bool { return isRefusal(e) && list.Filter.passes(e) })
	}
	if before > 0 {
		list.Newest = v.refusedPath(list.Filter, 0)
	}
	for _, e := range found {
		list.Rows = append(list.Rows, v.refusedRow(e))
	}
	return list, nil
}

// older counts the entries of the journal before one that pass.
func (v *visit) older(before uint64, pass func(*journal.Entry) bool) (n int) {
	v.Sandbox.Journal().Select(func(e *journal.Entry) bool {
		if e.ID < before && pass(e) {
			n++
		}
		return false
	})
	return n
}

func (f refusedFilter) passes(e *journal.Entry) bool {
	return (f.Merchant == "" || f.Merchant == e.OidPartner) && (f.Text == "" || speaksOf(e, f.Text))
}

// speaksOf tells whether an entry has a text in what is shown of it at first sight.
func speaksOf(e *journal.Entry, text string) bool {
	text = strings.ToLower(text)
	for _, s := range []string{e.Text, e.Rule, e.Code, e.OidPartner, e.NoOrder, e.OidPaybill} {
		if strings.Contains(strings.ToLower(s), text) {
			return true
		}
	}
	return false
}

func (v *visit) refusedPath(f refusedFilter, before uint64) string {
	query := url.Values{}
	for name, value := range map[string]string{"merchant": f.Merchant, "text": f.Text} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if before > 0 {
		query.Set("before", strconv.FormatUint(before, 10))
	}
	return strings.TrimSuffix(v.Path("refused")+"?"+query.Encode(), "?")
}

func (v *visit) refusedRow(e journal.Entry) refusedRow {
	row := refusedRow{entry: v.read(e), Path: v.Path("refused", strconv.FormatUint(e.Request, 10))}
	if asked, kept := v.Sandbox.Journal().Get(e.Request); kept {
		request := v.read(asked)
		row.Asked, row.To = request.Endpoint(), strings.TrimPrefix(asked.Text, "POST ")
		row.OidPartner, row.NoOrder = cmp.Or(e.OidPartner, asked.OidPartner), cmp.Or(e.NoOrder, asked.NoOrder)
	}
	if d := v.diagnosisOf(e); d != nil {
		row.Causes = findingsOf(reportOf(d))
	}
	return row
}

// diagnosisOf is what the platform found out about a signature before it refused a request; nil when it did not have to.
func (v *visit) diagnosisOf(refusal journal.Entry) *journal.Diagnosis {
	if refusal.Rule != "CHK-4" {
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
