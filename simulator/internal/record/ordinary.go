package record

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// ordinaryOrder is the order that the vocabulary sends for one of this number and amount, as far as they can stand in a sentence.
func ordinaryOrder(sent wire.Fields, notifyURL string, at time.Time) wire.Fields {
	name, money := noName, noAmount
	if sayable(sent.Get("no_order")) {
		name = sent.Get("no_order")
	}
	if ordinaryAmount().MatchString(sent.Get("money_order")) {
		money = sent.Get("money_order")
	}
	return wire.Fields{
		{Name: "user_id", Value: "shopper-1"},
		{Name: "busi_partner", Value: "101001"},
		{Name: "no_order", Value: name},
		{Name: "dt_order", Value: wire.FormatDateTime(at)},
		{Name: "name_goods", Value: "玩具熊"},
		{Name: "money_order", Value: money},
		{Name: "notify_url", Value: notifyURL},
		{Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20170101000000"}`},
	}
}

// differences lists what a message has other than an ordinary one.
func (r *recorder) differences(ordinary, sent wire.Fields) (cells []cell) {
	for _, x := range ordinary {
		if !sent.Has(x.Name) {
			cells = append(cells, cell{x.Name, cellAbsent})
		}
	}
	for _, x := range sent {
		if value := r.placeholder(x); !ordinary.Has(x.Name) || value != r.placeholder(wire.Field{Name: x.Name, Value: ordinary.Get(x.Name)}) {
			cells = append(cells, cell{x.Name, value})
		}
	}
	return cells
}
