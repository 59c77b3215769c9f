package console

import (
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ordersAtOnce is how many orders a file reads at once.
const ordersAtOnce = 1000

// orderRows are the orders that pass the filter, newest first. A text is looked for in as many orders as a file may have.
func orderRows(v *visit) listFile {
	l := v.list("", orderDates...)
	return listFile{
		columns: []string{"created", "oid_partner", "no_order", "dt_order", "oid_paybill", "product", "name_goods", "money_order", "result_pay", "refunded", "paid", "settle_date",
			"notification", "attempts"},
		rows: func(yield func([]string) bool) {
			before := ""
			for looked := 0; looked < exportMost; {
				found := v.Sandbox.FindOrders(l.ordersQuery(before, ordersAtOnce))
				for _, o := range slices.Backward(found.Orders) {
					before = o.OidPaybill
					if (l.Filter.Text == "" || mentions(o, l.Filter.Text)) && !yield(orderCells(v.orderRow(o))) {
						return
					}
				}
				if looked += len(found.Orders); !found.More {
					return
				}
			}
		},
	}
}

func orderCells(o orderRow) []string {
	paid, attempts := "", ""
	if !o.PaidAt.IsZero() {
		paid = human.Time(o.PaidAt)
	}
	if o.Notice != "" {
		attempts = strconv.Itoa(o.Tries)
	}
	return []string{human.Time(o.CreatedAt), o.OidPartner, o.NoOrder, human.Stamp(o.DtOrder), o.OidPaybill, string(o.API), wire.MaskCards(o.NameGoods), wire.FormatFen(o.Fen),
		string(o.State), wire.FormatFen(o.RefundedFen), paid, human.Stamp(o.SettleDate), string(o.Notice), attempts}
}
