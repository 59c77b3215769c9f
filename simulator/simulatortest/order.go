package simulatortest

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Order is an order that the platform has accepted.
type Order struct {
	Number     string // no_order
	OidPaybill string // the platform's number
	Date       string // dt_order

	s *Simulator
}

// Order places an order of the default merchant, of amount yuan such as "49.90", through the Direct API, and fails the test when the
// platform refuses it. dt_order is the platform's time, and the notification goes to Notifications. Changes are names and values of
// fields that replace these or come in addition; an empty value leaves a field out, and "sign" goes in place of the signature:
//
//	platform.Order("A-1", "49.90", "notify_url", shop.URL+"/notify", "valid_order", "15")
func (s *Simulator) Order(number, amount string, changes ...string) *Order {
	s.t.Helper()
	answer := s.TryOrder(number, amount, changes...)
	if !answer.OK() {
		s.t.Fatalf("order %s is refused: %s. TryOrder returns a refusal instead of failing the test", number, refusal(answer))
	}
	return s.Find(number)
}

// TryOrder is Order for a request that the platform may refuse: it returns the answer. Where the answer may be lost or
// forged, send OrderFields.
func (s *Simulator) TryOrder(number, amount string, changes ...string) client.Answer {
	s.t.Helper()
	return s.post("order "+number, wire.KindDirect, s.OrderFields(number, amount, changes...), "CreateOrder(ctx, OrderFields(…))")
}

// OrderFields returns the request that Order sends, unsigned, for a test that sends it in its own way. This one loses an answer:
//
//	platform.AddFault(api.NewFault{At: "accept", Effect: "drop-reply"})
//	_, err := platform.Client().CreateOrder(t.Context(), platform.OrderFields("A-1", "49.90")) // err is not nil
//	order := platform.Find("A-1") // but the platform has the order
func (s *Simulator) OrderFields(number, amount string, changes ...string) wire.Fields {
	s.t.Helper()
	return s.change(wire.Fields{
		{Name: "no_order", Value: number}, {Name: "money_order", Value: amount}, {Name: "dt_order", Value: s.stamp()},
		{Name: "user_id", Value: "shopper-1"}, {Name: "busi_partner", Value: "101001"}, {Name: "name_goods", Value: "测试商品"},
		{Name: "pay_type", Value: "L"}, {Name: "notify_url", Value: s.inbox.server.URL},
		{Name: "risk_item", Value: `{"frms_ware_category":"1999","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20170101000000","goods_name":"测试商品"}`},
	}, changes)
}

// Find returns the newest order with this number, such as one that the shop under test has placed.
func (s *Simulator) Find(number string) *Order {
	s.t.Helper()
	found, err := s.control.Orders(s.t.Context(), client.OrderFilter{NoOrder: number, Page: client.Page{Newest: 1}})
	if err != nil {
		s.t.Fatalf("Find(%q): %v", number, err)
	}
	if len(found.Orders) == 0 {
		s.t.Fatalf("Find(%q): the platform has accepted no order with this number. Place it first, with Order or by the shop, which sends its requests to %s", number, s.URL())
	}
	o := found.Orders[0]
	return &Order{Number: o.NoOrder, OidPaybill: o.OidPaybill, Date: o.DtOrder, s: s}
}

// Pay lets the order's shopper pay, successfully, and returns when the notification has been delivered once.
func (o *Order) Pay() {
	o.s.t.Helper()
	o.PayWith(api.Pay{})
}

// PayWith is Pay with another outcome, such as api.Pay{Outcome: "6001"} (balance too low), or another method. Without an Outcome the
// payment succeeds.
func (o *Order) PayWith(p api.Pay) {
	o.s.t.Helper()
	p.Outcome = cmp.Or(p.Outcome, wire.OutcomeSuccess)
	if _, err := o.s.control.Pay(o.s.t.Context(), o.OidPaybill, p); err != nil {
		o.s.t.Fatalf("paying order %s: %v", o.Number, err)
	}
	o.s.Advance(0)
}

// Query asks the platform for the order, as the merchant would, and returns the answer's fields.
func (o *Order) Query() wire.Fields {
	o.s.t.Helper()
	answer := o.s.post("querying order "+o.Number, wire.KindQuery, wire.Fields{{Name: "oid_paybill", Value: o.OidPaybill}}, "Query")
	if !answer.OK() {
		o.s.t.Fatalf("querying order %s is refused: %s. Client().Query returns a refusal instead of failing the test", o.Number, refusal(answer))
	}
	return answer.Fields
}

// Refund asks for amount yuan back under the number of a refund, and returns the answer's fields when the refund's notification has
// been delivered once. Changes are as in Simulator.Order. A refusal fails the test: TryRefund returns it.
func (o *Order) Refund(number, amount string, changes ...string) wire.Fields {
	o.s.t.Helper()
	answer := o.TryRefund(number, amount, changes...)
	if !answer.OK() {
		o.s.t.Fatalf("refund %s is refused: %s. TryRefund returns a refusal instead of failing the test", number, refusal(answer))
	}
	return answer.Fields
}

// TryRefund is Refund for a request that the platform may refuse: it returns the answer.
func (o *Order) TryRefund(number, amount string, changes ...string) client.Answer {
	o.s.t.Helper()
	answer := o.s.post("refund "+number, wire.KindRefund, o.s.change(wire.Fields{
		{Name: "no_refund", Value: number}, {Name: "money_refund", Value: amount}, {Name: "dt_refund", Value: o.s.stamp()},
		{Name: "oid_paybill", Value: o.OidPaybill}, {Name: "notify_url", Value: o.s.inbox.server.URL},
	}, changes), "Refund")
	o.s.Advance(0)
	return answer
}

// Notify sends the order's notification now, outside the platform's 30 attempts, and returns its deliveries with what the shop answered.
// An empty body repeats it; api.Notify{Copies: 8, Parallel: true} sends eight at once, and api.Notify{Sign: "foreign-key"} a forgery,
// which the shop must not believe.
func (o *Order) Notify(n api.Notify) []api.Delivery {
	o.s.t.Helper()
	deliveries, err := o.s.control.Notify(o.s.t.Context(), o.OidPaybill, n)
	if err != nil {
		o.s.t.Fatalf("notifying of order %s: %v", o.Number, err)
	}
	return deliveries
}

// State is the order as the platform has it: its attempts to pay, its refunds, and each delivery of a notification with what the
// merchant answered.
func (o *Order) State() api.Order {
	o.s.t.Helper()
	state, err := o.s.control.Order(o.s.t.Context(), o.OidPaybill)
	if err != nil {
		o.s.t.Fatalf("order %s: %v", o.Number, err)
	}
	return state
}

// post signs a request of the default merchant, sends it and returns the answer, which may be a refusal. A sign that the request has
// already goes in place of the signature. Without an answer the test fails, and is told which call of the client returns the error.
func (s *Simulator) post(what string, kind wire.EndpointKind, request wire.Fields, call string) client.Answer {
	s.t.Helper()
	signed, err := s.Client().Sign(request)
	if err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
	if request.Has("sign") {
		signed = signed.Set("sign", request.Get("sign"))
	}
	answer, err := s.Client().Send(s.t.Context(), kind, signed)
	if err != nil {
		s.t.Fatalf("%s: no answer that can be read: %v. Client().%s returns the error instead of failing the test", what, err, call)
	}
	return answer
}

// refusal says why the platform refused, in one clause.
func refusal(a client.Answer) string {
	text := string(a.Code()) + " " + a.Fields.Get("ret_msg")
	if a.Rule != "" {
		text += " by rule " + a.Rule
	}
	if a.Reason != "" {
		text += ": " + a.Reason
	}
	return text
}

// stamp is the platform's time as dates are on the wire.
func (s *Simulator) stamp() string {
	s.t.Helper()
	return s.Now().Format("20060102150405")
}

// change sets fields by pairs of names and values; an empty value removes a field.
func (s *Simulator) change(request wire.Fields, pairs []string) wire.Fields {
	s.t.Helper()
	if len(pairs)%2 != 0 {
		s.t.Fatalf("%q has no value: changes are names and values of fields, such as \"valid_order\", \"15\"", pairs[len(pairs)-1])
	}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			request = request.Without(pairs[i])
		} else {
			request = request.Set(pairs[i], pairs[i+1])
		}
	}
	return request
}
