package console

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/purchase"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var ordersPage = view{name: "orders", path: "/orders", nav: true, show: showOrders}

// lookedThrough is how many orders one page looks through for those that mention a text.
const lookedThrough = 5000

// orderList is what the orders page shows.
type orderList struct {
	list
	Rows   []orderRow
	Empty  bool      // there is no order at all
	First  firstStep // for an empty sandbox
	Looked string    // how many orders were looked through, where that was not all of them
}

// orderRow is one order in the list.
type orderRow struct {
	*domain.Order
	Path   string
	Notice domain.NotificationState // of the newest payment notification, "" for none
	Tries  int                      // its attempts
}

func showOrders(v *visit) (any, error) {
	list := &orderList{list: v.list(v.OrdersPath())}
	begin := v.r.URL.Query().Get("before")
	f := list.Filter
	query := engine.OrderQuery{OidPartner: f.Merchant, State: domain.OrderState(f.State), Before: begin, Newest: true, Limit: rowsPerPage}
	if f.Text != "" {
		query.Limit = lookedThrough
	}
	found := v.Sandbox.FindOrders(query)
	list.More = found.Older
	last := begin // of the rows, or looked at for them
	for _, o := range slices.Backward(found.Orders) {
		full := len(list.Rows) == rowsPerPage
		if !full {
			last = o.OidPaybill
		}
		switch {
		case f.Text != "" && !mentions(o, f.Text):
		case full:
			list.More++
		default:
			list.Rows = append(list.Rows, v.orderRow(o))
		}
	}
	if f.Text != "" && found.More {
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

// mentions tells whether an order has a text in what people know it by.
func mentions(o *domain.Order, text string) bool {
	return contains(text, o.OidPaybill, o.NoOrder, o.UserID, o.NameGoods, o.InfoOrder, o.MoneyOrder, wire.FormatFen(o.Fen))
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
