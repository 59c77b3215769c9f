package console

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// periodPage is one clearing date: of all merchants, or of one whose file does not exist yet. Where that exists, its page is the date's.
var periodPage = view{name: "period", of: "files", path: "/files/{date:[0-9]{8}}", show: showPeriod}

type periodShown struct {
	clearingChoice
	Date     string
	Sum      engine.Cleared
	Calendar string
	Rows     []clearedRow // of all merchants
	More     string       // where they go on
	Others   string       // the same page with the merchants of which nothing cleared

	Files       []fileLink // of one merchant
	Orders      []orderRow // that will be in its file
	MoreOrders  string     // where they go on
	Refunds     []refundFound
	MoreRefunds int
}

func showPeriod(v *visit) (any, error) {
	query, date := v.r.URL.Query(), v.part("date")
	if _, err := wire.ParseDate(date); err != nil {
		return nil, notFound("period.gone", date)
	}
	shown := &periodShown{clearingChoice: clearingChoice{query.Get("merchant"), query.Get("all") != ""}, Date: date}
	if shown.Merchant == "" && !shown.All && query.Get("after") == "" {
		shown.Merchant = v.onlyMerchant(domain.Date(date))
	}
	shown.Sum = v.clearedIn(shown.Merchant, date)
	shown.Calendar = v.Path("files") + shown.query("period", date[:len("yyyyMM")])
	if shown.Merchant == "" {
		v.dayByMerchant(shown, query.Get("after"))
		return shown, nil
	}
	shown.Files = v.dayFiles(shown.Merchant, date)
	if detail := shown.Files[0]; detail.There() {
		return nil, &redirect{detail.Path}
	}
	v.toClear(shown, query.Get("before"))
	return shown, nil
}

// onlyMerchant returns the one merchant of which something cleared on a date, "" where there are several or none.
func (v *visit) onlyMerchant(date domain.Date) (only string) {
	for c := range v.Sandbox.ClearedBy(date, "") {
		switch {
		case c.Empty():
		case only != "":
			return ""
		default:
			only = c.OidPartner
		}
	}
	return only
}

func (v *visit) dayByMerchant(shown *periodShown, after string) {
	last := ""
	for c := range v.Sandbox.ClearedBy(domain.Date(shown.Date), after) {
		if c.Empty() && !shown.All && c.Replaced == 0 {
			continue
		}
		if len(shown.Rows) == merchantsShown {
			shown.More = v.Path("files", shown.Date) + shown.query("after", last)
			return
		}
		last = c.OidPartner
		path := v.Path("files", shown.Date) + clearingChoice{last, shown.All}.query()
		shown.Rows = append(shown.Rows, clearedRow{Cleared: c, Path: path, Files: v.dayFiles(last, shown.Date)})
	}
	if !shown.All {
		shown.Others = v.Path("files", shown.Date) + clearingChoice{All: true}.query()
	}
}

// dayFiles are a merchant's files of a date.
func (v *visit) dayFiles(oidPartner, date string) []fileLink {
	return []fileLink{v.fileLink(clearing.KindDetail, oidPartner, date), v.fileLink(clearing.KindSummary, oidPartner, date)}
}

// toClear lists the payments and refunds that a file will have.
func (v *visit) toClear(shown *periodShown, before string) {
	found := v.Sandbox.FindOrders(engine.OrderQuery{OidPartner: shown.Merchant, SettleDate: domain.Date(shown.Date), Newest: true, Before: before, Limit: rowsPerPage})
	for _, o := range slices.Backward(found.Orders) {
		shown.Orders = append(shown.Orders, v.orderRow(o))
	}
	if found.Older > 0 {
		shown.MoreOrders = v.Path("files", shown.Date) + shown.query("before", found.Orders[0].OidPaybill)
	}
	for r := range v.Sandbox.RefundsSettled(shown.Merchant, shown.Date) {
		if len(shown.Refunds) == rowsPerPage {
			shown.MoreRefunds = shown.Sum.Refunds - rowsPerPage
			break
		}
		shown.Refunds = append(shown.Refunds, v.refundFound(r))
	}
}
