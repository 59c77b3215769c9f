package console

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// rowsPerPage is how many rows one page lists.
const rowsPerPage = 50

// filter is what a list is narrowed to. What is empty narrows nothing.
type filter struct {
	State    string
	Product  string
	Kind     journal.Kind
	Code     string
	Merchant string
	Text     string

	From, To string // platform dates of creation, as they were typed, both included
	Date     string // business date
	Settled  string // clearing date
}

// Chosen tells whether the list is narrowed.
func (f filter) Chosen() bool { return f != filter{} }

// list is what pages have in common that list something, newest first.
type list struct {
	Filter    filter
	Dates     []dateField
	Paused    bool // it does not follow what happens
	Merchants []*domain.Merchant
	Older     string // where the list goes on, "" at its end
	Newest    string // where it begins, "" there
	More      int    // how many are older than those shown, of those that pass the filter

	Total int // how many pass, shown or not

	path string
	on   map[string]domain.Date // the dates of Filter by their names in the query, those that are dates
}

// list is the list at a path with the filter of the request's query; dates are the names of the dates that it can be narrowed to.
func (v *visit) list(path string, dates ...string) list {
	query := v.r.URL.Query()
	text := func(name string) string { return strings.TrimSpace(query.Get(name)) }
	l := list{path: path, Merchants: v.Sandbox.ListMerchants(), Paused: query.Get("paused") != "", on: map[string]domain.Date{},
		Filter: filter{State: text("state"), Product: text("product"), Kind: journal.Kind(text("kind")), Code: text("code"), Merchant: text("merchant"), Text: text("text"),
			From: text("from"), To: text("to"), Date: text("date"), Settled: text("settled")}}
	for _, name := range dates {
		l.readDate(v, name, text(name))
	}
	return l
}

// from is the address of the list from below a row on, "" for its beginning.
func (l list) from(before string) string { return l.at(l.path, before) }

// Export is the address of the list's file in a format: csv or json.
func (l list) Export(format string) string { return l.at(l.path+"."+format, "") }

// All is the address of the list that is narrowed to nothing.
func (l list) All() string { return l.path }

// at is an address with the filter.
func (l list) at(path, before string) string {
	paused := ""
	if l.Paused {
		paused = "1"
	}
	f, query := l.Filter, url.Values{}
	for name, value := range map[string]string{"state": f.State, "product": f.Product, "kind": string(f.Kind), "code": f.Code, "merchant": f.Merchant, "text": f.Text,
		"from": f.From, "to": f.To, "date": f.Date, "settled": f.Settled, "paused": paused, "before": before} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return strings.TrimSuffix(path+"?"+query.Encode(), "?")
}

// within tells whether a moment is on the dates that the list is narrowed to.
func (l list) within(t time.Time) bool {
	if len(l.on) == 0 {
		return true
	}
	day := domain.PlatformDate(t)
	return (l.on["from"] == "" || day >= l.on["from"]) && (l.on["to"] == "" || day <= l.on["to"])
}

// entries are the entries of the journal that the page shows, of those that pass.
func (v *visit) entries(l *list, pass func(*journal.Entry) bool) []journal.Entry {
	before, _ := strconv.ParseUint(v.r.URL.Query().Get("before"), 10, 64) // anything else is the beginning
	if before > 0 {
		l.Newest = l.from("")
	}
	found := v.Sandbox.Journal().Newest(before, rowsPerPage+1, pass)
	last := uint64(0) // of the page, where it is full
	if len(found) > rowsPerPage {
		found = found[:rowsPerPage]
		last = found[rowsPerPage-1].ID
		l.Older = l.from(strconv.FormatUint(last, 10))
	}
	v.Sandbox.Journal().Select(func(e *journal.Entry) bool {
		if pass(e) {
			l.Total++
			if e.ID < last {
				l.More++
			}
		}
		return false
	})
	return found
}

// passes tells whether an entry has what the list is narrowed to: the text in what is shown of it at first sight.
func (l list) passes(e *journal.Entry) bool {
	f := l.Filter
	return (f.Kind == "" || f.Kind == e.Kind) && (f.Code == "" || strings.EqualFold(f.Code, e.Code)) && (f.Merchant == "" || f.Merchant == e.OidPartner) && l.within(e.At) &&
		(f.Text == "" || contains(f.Text, e.Rule, e.Code, e.OidPartner, e.NoOrder, e.OidPaybill) ||
			contains(f.Text, e.Text.String(), e.Text.In(message.Chinese)))
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
