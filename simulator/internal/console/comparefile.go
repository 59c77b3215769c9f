package console

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// linesShown is how many lines of a file one page shows.
const linesShown = 100

// comparedWhole is up to how many lines a file is compared as a whole. Of a longer one the counts and sums are, and the lines in view.
const comparedWhole = 10_000

// checkedFile is a clearing file beside what the orders say.
type checkedFile struct {
	clearing.Table
	Lines       []lineShown
	Total       int             // lines of the file
	Got, Want   clearing.Totals // what the file has, and what the orders say
	Unread      int             // lines of the file without an amount
	Whole       bool            // all lines were compared
	Differences []difference
	Only        bool   // the lines that differ alone
	OnlyPath    string // where those are
	AllPath     string // where all lines are
	Newer       string // the page before, and the one after
	Older       string
}

// difference is how many lines differ in a way.
type difference struct {
	Kind string
	N    int
}

// lineShown is a line of a file.
type lineShown struct {
	clearing.Compared
	Path      string // of its order, "" for none
	Cells     []cellShown
	Differing []string // names of the columns that differ
}

type cellShown struct {
	Text, Want string
	Differs    bool
}

// Off tells whether the counts or sums of the file are other than those of the orders.
func (c *checkedFile) Off() bool { return c.Got != c.Want || c.Unread > 0 }

// Bound is up to how many lines a file is compared as a whole.
func (c *checkedFile) Bound() int { return comparedWhole }

// compareFile holds a file against the orders, and returns the part that the page shows.
func (v *visit) compareFile(f *domain.File, name clearing.FileName) checkedFile {
	query := v.r.URL.Query()
	from, _ := strconv.Atoi(query.Get("from")) // anything else is the beginning
	from = max(0, from)
	sum := v.clearedIn(name.OidPartner, name.Period)
	c := checkedFile{Only: query.Get("only") != "", Want: clearing.Totals{Payments: sum.Payments, Refunds: sum.Refunds, PaidFen: sum.PaidFen, RefundedFen: sum.RefundedFen}}
	c.Table, c.Total = clearing.ReadPage(name.Kind, f.Content, 0, 0)
	var rows []clearing.Compared
	left := 0 // rows behind those in view
	switch c.Whole = max(c.Total, sum.Payments+sum.Refunds) <= comparedWhole; {
	case name.Kind == clearing.KindSummary:
		c.Whole, c.Got = true, c.Want
		rows = compareSummary(f.Content, c.Want)
	case c.Whole:
		c.Got, c.Unread = clearing.Tally(name.Kind, f.Content)
		rows = clearing.Read(name.Kind, f.Content).CompareAll(v.Sandbox.ClearingRecords(name.OidPartner, name.Period))
	default:
		c.Got, c.Unread = clearing.Tally(name.Kind, f.Content)
		part, _ := clearing.ReadPage(name.Kind, f.Content, from, linesShown)
		rows = part.Compare(from+1, func(k clearing.Key) (clearing.Record, bool) {
			return v.Sandbox.ClearingRecord(name.OidPartner, name.Period, k)
		})
		left, c.Only = max(0, c.Total-from-len(rows)), false
	}
	c.count(rows)
	if c.Whole {
		if c.Only {
			rows = slices.DeleteFunc(rows, func(r clearing.Compared) bool { return r.Kind() == clearing.Same })
		}
		rows = rows[min(from, len(rows)):]
		left = max(0, len(rows)-linesShown)
		rows = rows[:len(rows)-left]
	}
	for _, r := range rows {
		c.Lines = append(c.Lines, v.line(c.Table, name, r))
	}
	c.ways(v.Path("files", f.Name), from, left)
	return c
}

// compareSummary holds a summary against what it should be.
func compareSummary(content []byte, want clearing.Totals) []clearing.Compared {
	got, right := clearing.Read(clearing.KindSummary, content), clearing.Read(clearing.KindSummary, want.Summary())
	rows := make([]clearing.Compared, max(1, len(got.Rows)))
	rows[0].Want = right.Rows[0]
	for i, row := range got.Rows {
		rows[i].Line, rows[i].Got = i+1, row
	}
	return rows
}

// count counts how lines differ.
func (c *checkedFile) count(rows []clearing.Compared) {
	n := map[string]int{}
	for _, r := range rows {
		n[r.Kind()]++
	}
	for _, kind := range []string{clearing.Changed, clearing.Extra, clearing.Lacking} {
		if n[kind] > 0 {
			c.Differences = append(c.Differences, difference{kind, n[kind]})
		}
	}
}

// ways sets where the page leads on to.
func (c *checkedFile) ways(path string, from, left int) {
	to := func(from int, only bool) string {
		query := url.Values{}
		if from > 0 {
			query.Set("from", strconv.Itoa(from))
		}
		if only {
			query.Set("only", "1")
		}
		if len(query) == 0 {
			return path
		}
		return path + "?" + query.Encode()
	}
	if c.Only {
		c.AllPath = to(0, false)
	} else if c.Whole && len(c.Differences) > 0 {
		c.OnlyPath = to(0, true)
	}
	if from > 0 {
		c.Newer = to(max(0, from-linesShown), c.Only)
	}
	if left > 0 {
		c.Older = to(from+linesShown, c.Only)
	}
}

// line prepares a line for the page.
func (v *visit) line(t clearing.Table, name clearing.FileName, r clearing.Compared) lineShown {
	l := lineShown{Compared: r}
	for i := range t.Columns {
		var c cellShown
		if i < len(r.Got) {
			c.Text = r.Got[i]
		}
		if r.Got == nil {
			c.Text = r.Want[i]
		} else if r.Differs(i) {
			c.Differs, c.Want = true, r.Want[i]
			l.Differing = append(l.Differing, t.Columns[i])
		}
		l.Cells = append(l.Cells, c)
	}
	if r.Want == nil || name.Kind == clearing.KindSummary {
		return l
	}
	paybill := r.Key.Number
	if r.Key.Refund {
		if refund := v.Sandbox.RefundByNumber(name.OidPartner, r.Key.Number); refund != nil {
			paybill = refund.OidPaybill
		}
	}
	l.Path = v.Path("orders", paybill)
	return l
}
