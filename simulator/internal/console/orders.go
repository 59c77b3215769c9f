package console

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var ordersPage = view{name: "orders", path: "/orders", nav: true, show: showOrders, rows: orderRows,
	count: func(v *visit) int { return v.Sandbox.Usage().Orders },
	news:  func(g journal.Group) bool { return g.Kind == journal.KindState && g.Rule == "IDN-1" }}

// lookedThrough is how many orders one page looks through for those that mention a text.
const lookedThrough = 5000

// summedUp is how many orders are summed up at most.
const summedUp = 100_000

// orderDates are the dates that orders are filtered for.
var orderDates = []string{"from", "to", "date", "settled"}

// orderList is what the orders page shows.
type orderList struct {
	list
	Rows   []orderRow
	Empty  bool      // there is no order at all
	First  firstStep // for an empty sandbox
	Looked string    // how many orders were looked through, where that was not all of them
	Sum    engine.OrderSum
}

// orderRow is one order in the list.
type orderRow struct {
	*domain.Order
	Path   string
	Notice domain.NotificationState // of the newest payment notification, "" for none
	Tries  int                      // its attempts
}

// ordersQuery is what a list of orders asks for. An oid_paybill begins with the platform date of creation, so that dates of creation are
// found by number.
func (l list) ordersQuery(before string, limit int) engine.OrderQuery {
	f := l.Filter
	query := engine.OrderQuery{OidPartner: f.Merchant, State: domain.OrderState(f.State), Product: domain.API(f.Product), BusinessDate: l.on["date"], SettleDate: l.on["settled"],
		After: string(l.on["from"]), Before: before, Newest: true, Limit: limit}
	if to := l.on["to"]; to != "" {
		if next := string(to.Next()); before == "" || next < before {
			query.Before = next
		}
	}
	return query
}

func showOrders(v *visit) (any, error) {
	list := &orderList{list: v.list(v.Path("orders"), orderDates...)}
	begin := v.r.URL.Query().Get("before")
	text := list.Filter.Text
	limit := rowsPerPage
	if text != "" {
		limit = lookedThrough
	}
	query := list.ordersQuery(begin, limit)
	found := v.Sandbox.FindOrders(query)
	list.More = found.Older
	last := begin // of the rows, or looked at for them
	for _, o := range slices.Backward(found.Orders) {
		full := len(list.Rows) == rowsPerPage
		if !full {
			last = o.OidPaybill
		}
		if text != "" && !mentions(o, text) {
			continue
		}
		if text != "" {
			list.Sum.Add(o)
		}
		if full {
			list.More++
		} else {
			list.Rows = append(list.Rows, v.orderRow(o))
		}
	}
	if text == "" {
		list.Sum = v.Sandbox.SumOrders(list.ordersQuery("", 0), summedUp)
	} else if found.More {
		list.Looked = human.Number(lookedThrough)
	}
	if list.More > 0 {
		list.Older = list.from(last)
	}
	if begin != "" {
		list.Newest = list.from("")
	} else if len(found.Orders) == 0 {
		list.Empty = len(v.Sandbox.FindOrders(engine.OrderQuery{Limit: 1}).Orders) == 0
	}
	if list.Empty {
		list.First = v.firstStep()
	}
	return list, nil
}

// Products are the interfaces that orders are placed through.
func (l *orderList) Products() []domain.API { return domain.APIs }

// Summed is how many orders the sum is of at most.
func (l *orderList) Summed() string { return human.Number(summedUp) }

// mentions tells whether an order has a text in what people know it by.
func mentions(o *domain.Order, text string) bool {
	return contains(text, o.OidPaybill, o.NoOrder, o.UserID, o.NameGoods, o.InfoOrder, o.MoneyOrder) ||
		strings.ContainsAny(text, "0123456789") && strings.Contains(wire.FormatFen(o.Fen), text)
}

func (v *visit) orderRow(o *domain.Order) orderRow {
	row := orderRow{Order: o, Path: v.Path("orders", o.OidPaybill)}
	for _, n := range v.Sandbox.Order(o.OidPaybill).Notifications {
		if n.Kind == domain.PaymentNotification {
			row.Notice, row.Tries = n.State, len(n.Deliveries)
		}
	}
	return row
}

// firstStep is what a developer does with an empty sandbox.
type firstStep struct {
	Base, Command, Curl, Keys, App, Place string
}

func (v *visit) firstStep() firstStep {
	f := firstStep{Base: v.base(), Command: "llsim order --amount 49.90", Keys: v.Path("merchants"), App: v.Path("app"), Place: v.Path("place")}
	if v.Sandbox.ID != sandbox.Default {
		f.Command += " --sandbox " + v.Sandbox.ID
	}
	if server := v.control(); server != "http://127.0.0.1:8900" {
		f.Command += " --server " + server
	}
	documented := v.Sandbox.Merchant(builtin.Keys()[0].OidPartner) // comes first
	for _, m := range append([]*domain.Merchant{documented}, v.Sandbox.ListMerchants()...) {
		if m == nil {
			continue
		}
		if fields, err := v.firstOrder(m); err == nil {
			f.Curl = curlJSON(f.Base+wire.Direct.Paths[0], wire.EncodeJSON(fields))
			break
		}
	}
	return f
}

// firstOrder is an order of the Direct API that the platform takes, signed.
func (v *visit) firstOrder(m *domain.Merchant) (wire.Fields, error) {
	now := wire.FormatDateTime(v.Now)
	o := purchase.Order{Product: purchase.Direct, NoOrder: "T" + now, DtOrder: now, NotifyURL: "http://127.0.0.1:8080/notify", Now: v.Now}
	return signer(m).Sign(append(wire.FieldsOf("oid_partner", m.OidPartner), o.Fields()...), "RSA")
}
