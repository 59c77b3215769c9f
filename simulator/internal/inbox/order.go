package inbox

import (
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// orders is where the inbox looks up what was ordered.
type orders interface {
	Order(oidPaybill string) engine.OrderDetail
}

// differs says how a signed message about a payment does not fit the order, nothing where it does: a good merchant compares number and amount
// with its own records before it books. A message without oid_paybill and money_order is not about a payment.
func differs(s orders, f wire.Fields) message.Message {
	number, amount := f.Get("oid_paybill"), f.Get("money_order")
	if number == "" || amount == "" {
		return message.Message{}
	}
	o := s.Order(number).Order
	if o == nil {
		return message.New("there is no order with oid_paybill %s", wire.Clip(number, 40))
	}
	for _, field := range []struct{ name, ordered string }{{"oid_partner", o.OidPartner}, {"no_order", o.NoOrder}} {
		if got := f.Get(field.name); got != field.ordered {
			return message.New("%s is %s, the order has %s", field.name, wire.Clip(got, 40), field.ordered)
		}
	}
	if fen, err := wire.ParseAmount(amount); err != nil || fen != o.Fen {
		return message.New("money_order is %s, the order is for %s", wire.Clip(amount, 40), wire.FormatFen(o.Fen))
	}
	return message.Message{}
}
