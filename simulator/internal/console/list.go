package console

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// rowsPerPage is how many orders or entries of the journal one page lists.
const rowsPerPage = 50

// filter is what a list is narrowed to. What is empty narrows nothing.
type filter struct {
	State    string
	Date     string // business date, yyyyMMdd
	Kind     journal.Kind
	Merchant string
	Text     string
}

// Chosen tells whether the list is narrowed.
func (f filter) Chosen() bool { return f != filter{} }

// list is what pages have in common that list orders or entries of the journal, newest first.
type list struct {
	Filter    filter
	Paused    bool // it does not follow what happens
	Merchants []*domain.Merchant
	Older     string // where the list goes on, "" at its end
	Newest    string // where it begins, "" there
	More      int    // how many are older than those shown, of those that pass the filter

	path string
}

// list is the list at a path with the filter of the request's query.
func (v *visit) list(path string) list {
	query := v.r.URL.Query()
	return list{path: path, Merchants: v.Sandbox.ListMerchants(), Paused: query.Get("paused") != "",
		Filter: filter{State: query.Get("state"), Date: strings.ReplaceAll(strings.TrimSpace(query.Get("date")), "-", ""), Kind: journal.Kind(query.Get("kind")),
			Merchant: query.Get("merchant"), Text: strings.TrimSpace(query.Get("text"))}}
}

// from is the address of the list from below an order or entry on, "" for its beginning.
func (l list) from(before string) string {
	paused := ""
	if l.Paused {
		paused = "1"
	}
	query := url.Values{}
	for name, value := range map[string]string{"state": l.Filter.State, "date": l.Filter.Date, "kind": string(l.Filter.Kind), "merchant": l.Filter.Merchant, "text": l.Filter.Text,
		"paused": paused, "before": before} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return strings.TrimSuffix(l.path+"?"+query.Encode(), "?")
}

// entries are the entries of the journal that the page shows, of those that pass.
func (v *visit) entries(l *list, pass func(*journal.Entry) bool) []journal.Entry {
	before, _ := strconv.ParseUint(v.r.URL.Query().Get("before"), 10, 64) // anything else is the beginning
	if before > 0 {
		l.Newest = l.from("")
	}
	found := v.Sandbox.Journal().Newest(before, rowsPerPage+1, pass)
	if len(found) <= rowsPerPage {
		return found
	}
	last := found[rowsPerPage-1].ID
	l.Older = l.from(strconv.FormatUint(last, 10))
	v.Sandbox.Journal().Select(func(e *journal.Entry) bool {
		if e.ID < last && pass(e) {
			l.More++
		}
		return false
	})
	return found[:rowsPerPage]
}

// passes tells whether an entry has what the list is narrowed to: the text in what is shown of it at first sight.
func (f filter) passes(e *journal.Entry) bool {
	return (f.Kind == "" || f.Kind == e.Kind) && (f.Merchant == "" || f.Merchant == e.OidPartner) &&
		(f.Text == "" || contains(f.Text, e.Text, e.Rule, e.Code, e.OidPartner, e.NoOrder, e.OidPaybill))
}

// contains tells whether one of some texts contains a part, in upper or lower case.
func contains(part string, texts ...string) bool {
	part = strings.ToLower(part)
	for _, text := range texts {
		if strings.Contains(strings.ToLower(text), part) {
			return true
		}
	}
	return false
}
