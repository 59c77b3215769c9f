package console

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var ordersPage = view{name: "orders", path: "/orders", nav: true, show: showOrders}

const (
	ordersPerPage = 50
	lookedThrough = 5000 // orders that one page looks through for those that pass its filters
)

// orderStates are the values of result_pay.
var orderStates = []domain.OrderState{domain.Waiting, domain.Processing, domain.Success, domain.Refunded, domain.Failure}

// orderList is what the orders page shows.
type orderList struct {
	Rows      []orderRow
	Filter    orderFilter
	States    []domain.OrderState
	Merchants []*domain.Merchant
	Empty     bool      // there is no order at all
	First     firstStep // for an empty sandbox
	Older     string    // where the list goes on, "" at its end
	Newest    string    // where it begins, "" there
	More      int       // orders that are older than those shown and pass the filter
	Looked    string    // how many orders were looked through, where that was not all of them
}

// orderRow is one order in the list.
type orderRow struct {
	*domain.Order
	Path   string
	Notice domain.NotificationState // of the newest payment notification, "" for none
	Tries  int                      // its attempts
}

type orderFilter struct{ State, Merchant, Text string }

func showOrders(v *visit) (any, error) {
	query := v.r.URL.Query()
	list := &orderList{Filter: orderFilter{query.Get("state"), query.Get("merchant"), strings.TrimSpace(query.Get("text"))},
		States: orderStates, Merchants: v.Sandbox.ListMerchants(), Empty: true}
	before := query.Get("before")
	looked := 0
	for o := range v.Sandbox.OrdersBefore(before) {
		list.Empty = false
		if looked == lookedThrough {
			list.Older, list.Looked = v.ordersPath(list.Filter, before), human.Number(lookedThrough)
			break
		}
		looked++
		full := len(list.Rows) == ordersPerPage
		if !full {
			before = o.OidPaybill
		}
		switch {
		case !list.Filter.passes(o):
		case full:
			list.More++
		default:
			list.Rows = append(list.Rows, v.orderRow(o))
		}
	}
	if list.More > 0 {
		list.Older = v.ordersPath(list.Filter, before)
	}
	if query.Get("before") != "" {
		list.Newest, list.Empty = v.ordersPath(list.Filter, ""), false
	}
	if list.Empty {
		list.First = v.firstStep()
	}
	return list, nil
}

// ordersPath is where the list is, with a filter and from below an order on.
func (v *visit) ordersPath(f orderFilter, before string) string {
	query := url.Values{}
	for name, value := range map[string]string{"state": f.State, "merchant": f.Merchant, "text": f.Text, "before": before} {
		if value != "" {
			query.Set(name, value)
		}
	}
	path := ordersPath(v.Sandbox.ID)
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	return path
}

func (f orderFilter) passes(o *domain.Order) bool {
	return (f.State == "" || f.State == string(o.State)) && (f.Merchant == "" || f.Merchant == o.OidPartner) && (f.Text == "" || mentions(o, f.Text))
}

// mentions tells whether an order has a text in what people know it by.
func mentions(o *domain.Order, text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{o.OidPaybill, o.NoOrder, o.UserID, o.NameGoods, o.InfoOrder, o.MoneyOrder, wire.FormatFen(o.Fen)}, func(s string) bool {
		return strings.Contains(strings.ToLower(s), text)
	})
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
	Base, Command, Curl, Keys string
}

func (v *visit) firstStep() firstStep {
	f := firstStep{Base: v.base(), Command: "llsim order --amount 49.90", Keys: v.Path("merchants")}
	if v.Sandbox.ID != sandbox.Default {
		f.Command += " --sandbox " + v.Sandbox.ID
	}
	if server := v.control(); server != "http://127.0.0.1:8900" {
		f.Command += " --server " + server
	}
	merchants := v.Sandbox.ListMerchants()
	slices.SortStableFunc(merchants, func(a, b *domain.Merchant) int { // the one of the documentation first
		first := builtin.Keys()[0].OidPartner
		return cmp.Compare(b2i(a.OidPartner != first), b2i(b.OidPartner != first))
	})
	for _, m := range merchants {
		if fields, err := v.firstOrder(m); err == nil {
			f.Curl = curlJSON(f.Base+wire.Direct.Paths[0], wire.EncodeJSON(fields))
			break
		}
	}
	return f
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// firstOrder is an order of the Direct API that the platform takes, signed.
func (v *visit) firstOrder(m *domain.Merchant) (wire.Fields, error) {
	now := v.Now
	return signedAs(m, "RSA", wire.Fields{
		{Name: "user_id", Value: "user-1"}, {Name: "busi_partner", Value: "101001"}, {Name: "no_order", Value: "T" + wire.FormatDateTime(now)},
		{Name: "dt_order", Value: wire.FormatDateTime(now)}, {Name: "name_goods", Value: "测试商品"}, {Name: "money_order", Value: "49.90"},
		{Name: "notify_url", Value: "http://127.0.0.1:8080/notify"}, {Name: "pay_type", Value: "L"},
		{Name: "risk_item", Value: `{"frms_ware_category":"1999","user_info_mercht_userno":"user-1","user_info_dt_register":"` + wire.FormatDateTime(now.Add(-365*24*time.Hour)) + `","goods_name":"测试商品","frms_client_chnl":"13","frms_ip_addr":"127.0.0.1"}`},
	})
}
