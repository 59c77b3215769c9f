package console

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// filesPage is a calendar of clearing dates: what cleared on each, and which files there are.
var filesPage = view{name: "files", path: "/files", nav: true, show: showCalendar,
	news: func(g journal.Group) bool { return g.Kind == journal.KindFile }}

// merchantsShown is how many merchants one page lists.
const merchantsShown = 50

type calendar struct {
	clearingChoice
	Month     string // yyyyMM
	Merchants []*domain.Merchant
	Sum       engine.Cleared
	Weeks     [][]calendarDay
	Year      []yearMonth
	Before    string // the month before, and the one after
	After     string
	Monthly   *fileLink // of the merchant that is chosen
	Rows      []clearedRow
	More      string // where the list of merchants goes on
	Next      []comingFiles
	Wall      bool
}

// clearingChoice is what pages about clearing are narrowed to.
type clearingChoice struct {
	Merchant string // "" for all
	All      bool   // with the days and merchants of which nothing cleared
}

// query is the choice as the query of an address, with more names and values in turn.
func (c clearingChoice) query(more ...string) string {
	q := url.Values{}
	if c.Merchant != "" {
		q.Set("merchant", c.Merchant)
	}
	if c.All {
		q.Set("all", "1")
	}
	for i := 0; i < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// yearMonth is a month of the year in view.
type yearMonth struct {
	engine.Cleared
	Month  string
	Path   string // "" where there is nothing to see
	Here   bool
	Height int // of its bar, in per cent
}

// clearedRow is what cleared of a merchant in the period of a page, with its files.
type clearedRow struct {
	engine.Cleared
	Path  string // of the same page for it alone
	Files []fileLink
}

// fileLink is a file of a period, or where it would be.
type fileLink struct {
	clearing.FileName
	State string
	Path  string
	Ready time.Time
}

// comingFiles are files that are not there yet.
type comingFiles struct {
	Kind, Period string
	At           time.Time
	To           string // where the clock has to go
}

func showCalendar(v *visit) (any, error) {
	query := v.r.URL.Query()
	c := clearingChoice{query.Get("merchant"), query.Get("all") != ""}
	month := strings.ReplaceAll(strings.TrimSpace(query.Get("period")), "-", "")
	if _, err := wire.ParseDate(month); err == nil {
		return nil, &redirect{v.Path("files", month) + c.query()}
	}
	if datesOf(month) == nil {
		month = wire.FormatDate(v.Now)[:len("yyyyMM")]
	}
	days := v.cleared(c.Merchant, month)
	shown := &calendar{clearingChoice: c, Month: month, Merchants: v.Sandbox.ListMerchants(), Sum: sumOf(days), Next: v.comingFiles(), Wall: v.Running()}
	shown.Weeks = weeksOf(days, v.Now, func(d domain.Date) string { return v.Path("files", string(d)) + c.query() })
	v.markDifferences(shown.Weeks, c.Merchant)
	shown.Year = v.year(c, month)
	shown.Before, shown.After = v.beside(c, month)
	if c.Merchant != "" {
		monthly := v.fileLink(clearing.KindMonthly, c.Merchant, month)
		shown.Monthly = &monthly
		return shown, nil
	}
	v.byMerchant(shown, query.Get("after"))
	return shown, nil
}

// monthPath is the calendar of a month.
func (v *visit) monthPath(c clearingChoice, month string) string {
	return v.Path("files") + c.query("period", month[:4]+"-"+month[4:])
}

// monthsWithin returns the first and the last month that a calendar leads to: those in which something cleared, and the present one.
func (v *visit) monthsWithin() (first, last string) {
	from, to := v.Sandbox.ClearedSpan()
	first = wire.FormatDate(v.Now)[:len("yyyyMM")]
	last = first
	if from != "" {
		first, last = min(first, string(from[:len("yyyyMM")])), max(last, string(to[:len("yyyyMM")]))
	}
	return first, last
}

// beside are the calendars of the months before and after a month, "" where there is none within those that have anything.
func (v *visit) beside(c clearingChoice, month string) (before, after string) {
	first, last := v.monthsWithin()
	at, _ := wire.ParseDate(month + "01") // a month, as datesOf has found
	if month > first {
		before = v.monthPath(c, min(at.AddDate(0, -1, 0).Format("200601"), last))
	}
	if month < last {
		after = v.monthPath(c, max(at.AddDate(0, 1, 0).Format("200601"), first))
	}
	return before, after
}

// year returns the months of the year of a month, with bars of how many payments and refunds cleared.
func (v *visit) year(c clearingChoice, month string) []yearMonth {
	months, most := make([]yearMonth, 12), 1
	first, last := v.monthsWithin()
	for i := range months {
		of := month[:4] + strconv.Itoa(100 + i + 1)[1:]
		months[i] = yearMonth{Cleared: sumOf(v.cleared(c.Merchant, of)), Month: of, Here: of == month}
		if of >= first && of <= last {
			months[i].Path = v.monthPath(c, of)
		}
		most = max(most, months[i].Payments+months[i].Refunds)
	}
	for i := range months {
		if n := months[i].Payments + months[i].Refunds; n > 0 {
			months[i].Height = max(5, 100*n/most)
		}
	}
	return months
}

// byMerchant lists what cleared of each merchant in the month in view.
func (v *visit) byMerchant(shown *calendar, after string) {
	sums := map[string]engine.Cleared{}
	for _, date := range datesOf(shown.Month) {
		for c := range v.Sandbox.ClearedBy(date, after) {
			if !c.Empty() || shown.All {
				sums[c.OidPartner] = sumOf([]engine.Cleared{sums[c.OidPartner], c})
			}
		}
	}
	numbers := slices.Sorted(maps.Keys(sums))
	for i, number := range numbers {
		if i == merchantsShown {
			shown.More = v.Path("files") + shown.query("period", shown.Month, "after", numbers[i-1])
			return
		}
		of := clearingChoice{number, shown.All}
		row := clearedRow{Cleared: sums[number], Path: v.monthPath(of, shown.Month), Files: []fileLink{v.fileLink(clearing.KindMonthly, number, shown.Month)}}
		row.OidPartner = number
		shown.Rows = append(shown.Rows, row)
	}
}

// fileLink returns a merchant's file of a period.
func (v *visit) fileLink(kind, oidPartner, period string) fileLink {
	name := clearing.FileName{Kind: kind, OidPartner: oidPartner, Period: period}
	l := fileLink{FileName: name, Path: v.Path("files", name.String()), Ready: clearing.ReadyAt(kind, period)}
	switch f := v.Sandbox.File(name.String()); {
	case f != nil && f.Replaced:
		l.State = v.replacedState(f, name)
	case f != nil:
		l.State = filesThere
	case v.Now.Before(l.Ready):
		l.State = filesDue
	default:
		l.State = filesMissing
	}
	return l
}

// There tells whether the file exists.
func (l fileLink) There() bool { return l.State != filesDue && l.State != filesMissing }

// comingFiles are the next files of a day and of a month (CLR-4).
func (v *visit) comingFiles() []comingFiles {
	day := clearing.NextDate(v.Now)
	var all []comingFiles
	for _, c := range []comingFiles{{Kind: clearing.KindDetail, Period: day}, {Kind: clearing.KindMonthly, Period: day[:6]}} {
		c.At = clearing.ReadyAt(c.Kind, c.Period)
		c.To = c.At.In(wire.Zone).Format(time.RFC3339)
		all = append(all, c)
	}
	return all
}
