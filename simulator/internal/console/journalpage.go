package console

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// journalPage is everything that happened, newest first.
var journalPage = view{name: "journal", path: "/journal", nav: true, show: showJournal}

const entriesPerPage = 50

type journalShown struct {
	Rows      []journalRow
	Filter    journalFilter
	Kinds     []journal.Kind
	Merchants []*domain.Merchant
	Paused    bool
	Live      string // the page that follows, or the one that does not
	Older     string // where the list goes on, "" at its end
	More      int    // how many are older
	Newest    string // where it begins, "" there
	Lost      bool   // there were older entries, which are no longer kept
}

type journalFilter struct {
	Kind           journal.Kind
	Merchant, Text string
}

type journalRow struct {
	item
	Path, Order string // of the entry, and of its order or ""
}

func showJournal(v *visit) (any, error) {
	query := v.r.URL.Query()
	if id := strings.TrimSpace(query.Get("id")); id != "" {
		n, err := strconv.ParseUint(id, 10, 64)
		if _, kept := v.Sandbox.Journal().Get(n); err != nil || !kept {
			return nil, notFound("journal.gone", id)
		}
		return nil, &elsewhere{v.entryPath(n)}
	}
	log := v.Sandbox.Journal()
	shown := &journalShown{Filter: journalFilter{journal.Kind(query.Get("kind")), query.Get("merchant"), strings.TrimSpace(query.Get("text"))}, Kinds: journal.Kinds,
		Merchants: v.Sandbox.ListMerchants(), Paused: query.Get("paused") != ""}
	before, _ := strconv.ParseUint(query.Get("before"), 10, 64) // anything else is the beginning
	found := log.Newest(before, entriesPerPage+1, shown.Filter.passes)
	switch {
	case len(found) > entriesPerPage:
		found = found[:entriesPerPage]
		last := found[entriesPerPage-1].ID
		shown.Older, shown.More = v.journalPath(shown.Filter, shown.Paused, last), v.older(last, shown.Filter.passes)
	case log.Oldest() > 1:
		shown.Lost = true
	}
	if before > 0 {
		shown.Newest = v.journalPath(shown.Filter, shown.Paused, 0)
	}
	if shown.Paused || before > 0 { // what lies back stays as it is
		v.Events = ""
	}
	shown.Live = v.journalPath(shown.Filter, !shown.Paused, 0)
	for _, e := range found {
		shown.Rows = append(shown.Rows, v.journalRow(e))
	}
	return shown, nil
}

func (v *visit) journalRow(e journal.Entry) journalRow {
	row := journalRow{item: v.item([]journal.Entry{e}), Path: v.entryPath(e.ID)}
	if e.OidPaybill != "" && v.Sandbox.Order(e.OidPaybill).Order != nil {
		row.Order = v.Path("orders", e.OidPaybill)
	} else if orders := v.Sandbox.OrdersByNumber(e.OidPartner, e.NoOrder); e.NoOrder != "" && len(orders) == 1 {
		row.Order = v.Path("orders", orders[0].OidPaybill)
	}
	return row
}

func (f journalFilter) passes(e *journal.Entry) bool {
	return (f.Kind == "" || f.Kind == e.Kind) && (f.Merchant == "" || f.Merchant == e.OidPartner) && (f.Text == "" || speaksOf(e, f.Text))
}

func (v *visit) journalPath(f journalFilter, paused bool, before uint64) string {
	query := url.Values{}
	for name, value := range map[string]string{"kind": string(f.Kind), "merchant": f.Merchant, "text": f.Text} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if paused {
		query.Set("paused", "1")
	}
	if before > 0 {
		query.Set("before", strconv.FormatUint(before, 10))
	}
	return strings.TrimSuffix(v.Path("journal")+"?"+query.Encode(), "?")
}

// Chosen tells whether the entries are filtered.
func (f journalFilter) Chosen() bool { return f != journalFilter{} }
