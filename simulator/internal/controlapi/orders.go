package controlapi

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listOrders(c *call) (any, error) {
	p, err := readPage(c.r, "oid_partner", "no_order", "result_pay", "business_date", "settle_date")
	if err != nil {
		return nil, err
	}
	var v operator.Validation
	if state := p.filters.Get("result_pay"); state != "" {
		v.OneOf("result_pay", state, choice.OrderStates.Values())
	}
	v.Date("business_date", p.filters.Get("business_date"))
	v.Date("settle_date", p.filters.Get("settle_date"))
	if v.Err() != nil {
		return nil, v.Err()
	}
	found := c.sandbox.FindOrders(engine.OrderQuery{
		OidPartner: p.filters.Get("oid_partner"), NoOrder: p.filters.Get("no_order"), State: domain.OrderState(p.filters.Get("result_pay")),
		BusinessDate: domain.Date(p.filters.Get("business_date")), SettleDate: domain.Date(p.filters.Get("settle_date")),
		After: p.after, Newest: p.newest, Limit: p.limit,
	})
	out := api.Orders{Orders: rendered(found.Orders, renderOrder)}
	switch {
	case !found.More:
	case p.newest:
		out.Omitted = found.Older
	default:
		out.Next = found.Orders[len(found.Orders)-1].OidPaybill
	}
	return out, nil
}

// getOrder answers with an order and all that belongs to it.
func getOrder(c *call) (any, error) { return showOrder(c, c.sandbox.Order) }

// changedOrder answers with an order after a change of it.
func changedOrder(c *call) (any, error) { return showOrder(c, c.sandbox.Changed) }

func showOrder(c *call, find func(oidPaybill string) engine.OrderDetail) (any, error) {
	oidPaybill := c.variable("oid_paybill")
	detail := find(oidPaybill)
	if detail.Order == nil {
		return nil, noOrder(oidPaybill)
	}
	out := renderOrder(detail.Order)
	out.Attempts, out.Refunds = rendered(detail.Order.Attempts, renderAttempt), rendered(detail.Refunds, renderRefund)
	out.Tickets = rendered(detail.Tickets, renderTicket)
	out.Notifications = []api.Delivery{}
	for _, n := range detail.Notifications {
		for _, d := range n.Deliveries {
			out.Notifications = append(out.Notifications, c.renderDelivery(n, d))
		}
	}
	return out, nil
}

func noOrder(oidPaybill string) error {
	return problem.NotFoundf("there is no order with oid_paybill %s; GET …/orders?no_order=NUMBER finds one by the merchant's number", oidPaybill)
}

func payOrder(c *call, body api.Pay) (any, error) {
	p, notify, err := operator.Payment(body)
	if err != nil {
		return nil, err
	}
	o, d := c.sandbox.Pay(c.variable("oid_paybill"), p, notify)
	if o != nil && !d.OK() {
		return nil, problem.New(problem.Code(d.Code), "", "%s (%s %s)", d.Reason, d.Code, d.Code.Message())
	}
	return changedOrder(c)
}

func finishAttempt(c *call, body api.Finish) (any, error) {
	outcome, err := operator.Result(body)
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(c.variable("n"))
	if err != nil {
		return nil, problem.NotFoundf("%s is no number of an attempt; they count from 1", c.variable("n"))
	}
	if _, err := c.sandbox.FinishAttempt(c.variable("oid_paybill"), n, outcome); err != nil {
		return nil, err
	}
	return changedOrder(c)
}
