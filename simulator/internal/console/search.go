package console

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

var searchPage = view{name: "search", path: "/search", show: search}

// found is what a search found.
type found struct {
	Q       string
	Rows    []orderRow
	Refunds []refundFound
	Entry   *entry // of the journal, by its id
	Path    string // of that entry
	Partial bool   // there are more orders or refunds than were looked through

	More, MoreRefunds int // found and not shown
}

type refundFound struct {
	*domain.Refund
	Path string
}

// Through is how many orders a search looks through.
func (f *found) Through() string { return human.Number(searchThrough) }

// None tells whether nothing was found.
func (f *found) None() bool { return len(f.Rows)+len(f.Refunds) == 0 && f.Entry == nil }

// only is the page of the one thing that was found, "" where there are several or none.
func (f *found) only() string {
	switch {
	case f.Partial:
		return ""
	case len(f.Rows) == 1 && len(f.Refunds) == 0 && f.Entry == nil:
		return f.Rows[0].Path
	case len(f.Rows) == 0 && len(f.Refunds) == 1 && f.Entry == nil:
		return f.Refunds[0].Path
	case len(f.Rows)+len(f.Refunds) == 0 && f.Entry != nil:
		return f.Path
	}
	return ""
}

func search(v *visit) (any, error) {
	f := &found{Q: strings.TrimSpace(v.Query())}
	v.Events = "" // a list of hits stays as it is
	if f.Q == "" {
		return f, nil
	}
	v.find(f)
	if only := f.only(); only != "" {
		return nil, &redirect{only}
	}
	return f, nil
}

// find looks for what has a number, and only where there is nothing through what there is.
func (v *visit) find(f *found) {
	if o := v.Sandbox.Order(f.Q).Order; o != nil {
		f.Rows = []orderRow{v.orderRow(o)}
		return
	}
	if r := v.Sandbox.RefundByID(f.Q); r != nil {
		f.Refunds = []refundFound{v.refundFound(r)}
		return
	}
	if numbered := v.Sandbox.OrdersNumbered(f.Q); len(numbered) > 0 {
		f.More = max(0, len(numbered)-rowsPerPage)
		for _, o := range slices.Backward(numbered[f.More:]) {
			f.Rows = append(f.Rows, v.orderRow(o))
		}
		return
	}
	orders := v.Sandbox.FindOrders(engine.OrderQuery{Newest: true, Limit: searchThrough})
	f.Partial = orders.More
	for _, o := range slices.Backward(orders.Orders) {
		switch {
		case !mentions(o, f.Q):
		case len(f.Rows) == rowsPerPage:
			f.More++
		default:
			f.Rows = append(f.Rows, v.orderRow(o))
		}
	}
	looked := 0
	for r := range v.Sandbox.RefundsAfter("") {
		if looked++; looked > searchThrough {
			f.Partial = true
			break
		}
		switch {
		case !contains(f.Q, r.NoRefund):
		case len(f.Refunds) == rowsPerPage:
			f.MoreRefunds++
		default:
			f.Refunds = append(f.Refunds, v.refundFound(r))
		}
	}
	if id, err := strconv.ParseUint(f.Q, 10, 64); err == nil {
		if e, ok := v.Sandbox.Journal().Get(id); ok {
			x := v.read(e)
			f.Entry, f.Path = &x, v.entryPath(e.ID)
		}
	}
}

// searchThrough is how many orders, and how many refunds, one search looks at.
const searchThrough = 200_000

func (v *visit) refundFound(r *domain.Refund) refundFound {
	return refundFound{r, v.Path("orders", r.OidPaybill)}
}
