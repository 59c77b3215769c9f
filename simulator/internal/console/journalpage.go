package console

import (
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// journalPage is everything that happened, newest first.
var journalPage = view{name: "journal", path: "/journal", nav: true, show: showJournal, rows: func(v *visit) listFile { return v.entrySheet(v.list("", "from", "to").passes) }}

type journalShown struct {
	list
	Rows  []journalRow
	Kinds []journal.Kind
	Live  string // the page that follows, or the one that does not
	Lost  bool   // there were older entries, which are no longer kept
}

type journalRow struct {
	item
	Path, Order string // of the entry, and of its order or ""
}

func showJournal(v *visit) (any, error) {
	log := v.Sandbox.Journal()
	if id := strings.TrimSpace(v.r.URL.Query().Get("id")); id != "" {
		n, err := strconv.ParseUint(id, 10, 64)
		if _, kept := log.Get(n); err != nil || !kept {
			return nil, notFound("journal.gone", id)
		}
		return nil, &redirect{v.entryPath(n)}
	}
	shown := &journalShown{list: v.list(v.Path("journal"), "from", "to"), Kinds: journal.Kinds}
	found := v.entries(&shown.list, shown.passes)
	shown.Lost = shown.Older == "" && log.Oldest() > 1
	if shown.Paused || shown.Newest != "" { // what lies back stays as it is
		v.Events = ""
	}
	other := shown.list
	other.Paused = !other.Paused
	shown.Live = other.from("")
	for _, e := range found {
		shown.Rows = append(shown.Rows, v.journalRow(e))
	}
	return shown, nil
}

func (v *visit) journalRow(e journal.Entry) journalRow {
	row := journalRow{item: v.item([]journal.Entry{e}), Path: v.entryPath(e.ID)}
	if row.Order = v.orderPath(e.OidPaybill); row.Order != "" {
		return row
	}
	if orders := v.Sandbox.OrdersByNumber(e.OidPartner, e.NoOrder); e.NoOrder != "" && len(orders) == 1 {
		row.Order = v.Path("orders", orders[0].OidPaybill)
	}
	return row
}

// entrySheet are the entries of the journal that pass, as a file.
func (v *visit) entrySheet(pass func(*journal.Entry) bool) listFile {
	return listFile{
		columns: []string{"id", "at", "kind", "request", "oid_partner", "no_order", "oid_paybill", "rule", "code", "text"},
		rows: func(yield func([]string) bool) {
			for _, e := range v.Sandbox.Journal().Newest(0, exportMost, pass) {
				request := ""
				if e.Request != 0 {
					request = strconv.FormatUint(e.Request, 10)
				}
				if !yield([]string{strconv.FormatUint(e.ID, 10), human.Time(e.At), string(e.Kind), request, e.OidPartner, e.NoOrder, e.OidPaybill, e.Rule, e.Code, wire.MaskCards(e.Text.String())}) {
					return
				}
			}
		},
	}
}
