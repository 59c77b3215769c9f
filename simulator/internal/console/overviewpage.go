package console

import (
	"cmp"
	"net/url"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// overviewPage is a sandbox at a glance. Everything on it is counted without a walk through orders, notifications or the journal.
var overviewPage = view{name: "overview", path: "", nav: true, show: showOverview}

// daysShown is how many business dates the picture of orders has.
const daysShown = 10

type overview struct {
	Empty bool      // there is no order yet
	First firstStep // for an empty sandbox
	Needs []need

	Orders    []bar // by state
	Days      dayPicture
	Refusals  []bar // by code
	Notices   []bar // notifications by state
	Verdicts  []bar // deliveries by verdict
	Forgotten bool  // the journal no longer has its beginning
}

// need is something that needs a look.
type need struct {
	Key  string // of its text
	Args []any
	Path string // where to look
	New  int    // of it, since the last look
}

func showOverview(v *visit) (any, error) {
	log := v.Sandbox.Journal()
	orders, notices := v.Sandbox.CountOrders(daysShown), v.Sandbox.CountNotifications()
	refused := log.Counts(0, refusals)
	shown := &overview{Empty: orders.All == 0, Days: daysOf(orders.Days, v.ordersOn), Refusals: v.refusalBars(refused), Forgotten: log.Oldest() > 1}
	if shown.Empty {
		shown.First = v.firstStep()
	}
	for _, state := range values["result_pay"] {
		if n := orders.States[domain.OrderState(state)]; n > 0 {
			shown.Orders = append(shown.Orders, bar{Key: "state." + state, Code: state, Class: state, N: n, Path: v.Path("orders") + "?state=" + state})
		}
	}
	for _, state := range noticeStates {
		if n := notices[state]; n > 0 {
			shown.Notices = append(shown.Notices, bar{Key: "notice." + string(state), Class: string(state), N: n, Path: v.noticesPath(state)})
		}
	}
	for verdict, n := range byCode(log.Counts(0, func(g journal.Group) bool { return g.Kind == journal.KindDelivery && g.Code != "" })) {
		shown.Verdicts = append(shown.Verdicts, bar{Key: "verdict." + verdict, Class: verdict, N: n, Path: v.Path("journal") + "?kind=delivery&code=" + verdict})
	}
	for _, bars := range [][]bar{shown.Orders, shown.Refusals, shown.Notices, shown.Verdicts} {
		scale(bars)
	}
	slices.SortFunc(shown.Verdicts, byNumber)
	shown.Needs = v.needs(notices[domain.NotificationGivenUp], refused)
	return shown, nil
}

// ordersOn is the list of the orders of a business date.
func (v *visit) ordersOn(date domain.Date) string { return v.Path("orders") + "?date=" + string(date) }

// byCode sums counts of the journal by code.
func byCode(counts []journal.Count) map[string]int {
	sums := map[string]int{}
	for _, c := range counts {
		sums[c.Code] += c.All
	}
	return sums
}

func (v *visit) refusalBars(refused []journal.Count) (bars []bar) {
	for code, n := range byCode(refused) {
		b := bar{Code: code, Class: "failed", N: n, Path: v.Path("refused") + "?code=" + url.QueryEscape(code)}
		if wire.KnownCode(code) {
			b.Message = wire.Code(code).MessageFor("…")
		}
		bars = append(bars, b)
	}
	slices.SortFunc(bars, byNumber)
	return bars
}

// byNumber sorts the longest bar to the front.
func byNumber(a, b bar) int {
	return cmp.Or(-cmp.Compare(a.N, b.N), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Key, b.Key))
}

// needs are what needs a look.
func (v *visit) needs(givenUp int, refused []journal.Count) (all []need) {
	if givenUp > 0 {
		all = append(all, need{"need.givenup", []any{givenUp}, v.noticesPath(domain.NotificationGivenUp), 0})
	}
	sum := 0
	for _, c := range refused {
		sum += c.All
	}
	if sum > 0 {
		all = append(all, need{"need.refused", []any{sum}, v.Path("refused"), v.news(&refusedPage)})
	}
	all = append(all, v.clockDoubts(refused)...)
	if on := v.faultsOn(); on > 0 {
		all = append(all, need{"need.faults", []any{on}, v.Path("faults"), v.news(&faultsPage)})
	}
	return all
}

// clockDoubts are signs that the merchant's clock and platform time are far from each other.
func (v *visit) clockDoubts(refused []journal.Count) (all []need) {
	early := slices.DeleteFunc(slices.Clone(refused), func(c journal.Count) bool { return c.Rule != "DAT-1" })
	if len(early) > 0 {
		last := slices.MaxFunc(early, func(a, b journal.Count) int { return cmp.Compare(a.Last, b.Last) })
		n := 0
		for _, c := range early {
			n += c.All
		}
		if dt := v.dtOrderOf(last.Last); dt != "" {
			all = append(all, need{"need.date", []any{n, dt}, v.Path("refused") + "?text=DAT-1", 0})
		}
	}
	newest := v.Sandbox.FindOrders(engine.OrderQuery{Newest: true, Limit: ordersDoubted}).Orders
	for _, o := range slices.Backward(newest) {
		if d, far := doubtful(o); far {
			key := "need.behind"
			if d > 0 {
				key = "need.ahead"
			}
			all = append(all, need{key, []any{o.NoOrder, v.span(d.Abs())}, v.Path("orders", o.OidPaybill), 0})
			break
		}
	}
	return all
}

// dtOrderOf returns the dt_order of the request that a decision is about, as people read it, "" where it is no longer kept.
func (v *visit) dtOrderOf(decision uint64) string {
	d, kept := v.Sandbox.Journal().Get(decision)
	asked, still := v.Sandbox.Journal().Get(d.Request)
	if !kept || !still {
		return ""
	}
	return stampOf(v.read(asked).Fields.Get("dt_order"))
}
