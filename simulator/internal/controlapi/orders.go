package controlapi

import (
	"net/http"
	"strconv"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listOrders(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	p, err := readPage(r, "oid_partner", "no_order", "result_pay", "business_date", "settle_date")
	if err != nil {
		return err
	}
	var v operator.Validation
	if state := p.filters.Get("result_pay"); state != "" {
		v.OneOf("result_pay", state, choice.OrderStates.Values())
	}
	v.Date("business_date", p.filters.Get("business_date"))
	v.Date("settle_date", p.filters.Get("settle_date"))
	if v.Err() != nil {
		return v.Err()
	}
	found := collect(p, filtered(s.OrdersAfter(p.after), func(o *domain.Order) bool {
		return p.wants("oid_partner", o.OidPartner) && p.wants("no_order", o.NoOrder) && p.wants("result_pay", string(o.State)) &&
			p.wants("business_date", string(o.BusinessDate)) && p.wants("settle_date", string(o.SettleDate))
	}))
	out := api.Orders{Orders: []api.Order{}, Omitted: found.omitted}
	for _, o := range found.list {
		out.Orders = append(out.Orders, renderOrder(o))
	}
	if found.more {
		out.Next = out.Orders[p.limit-1].OidPaybill
	}
	return reply(w, http.StatusOK, out)
}

func getOrder(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	return replyOrder(w, s, mux.Vars(r)["oid_paybill"])
}

// replyOrder answers with an order and all that belongs to it.
func replyOrder(w http.ResponseWriter, s *sandbox.Sandbox, oidPaybill string) error {
	detail := s.Order(oidPaybill)
	if detail.Order == nil {
		return noOrder(oidPaybill)
	}
	out := renderOrder(detail.Order)
	out.Attempts = renderAttempts(detail.Order.Attempts)
	out.Notifications, out.Refunds = []api.Delivery{}, []api.Refund{}
	for _, n := range detail.Notifications {
		for _, d := range n.Deliveries {
			out.Notifications = append(out.Notifications, renderDelivery(n, d))
		}
	}
	for _, refund := range detail.Refunds {
		out.Refunds = append(out.Refunds, renderRefund(refund))
	}
	return reply(w, http.StatusOK, out)
}

func noOrder(oidPaybill string) error {
	return problem.NotFoundf("there is no order with oid_paybill %s; GET …/orders?no_order=NUMBER finds one by the merchant's number", oidPaybill)
}

func payOrder(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.Pay
	if err := decode(w, r, &body); err != nil {
		return err
	}
	p, notify, err := operator.Payment(body)
	if err != nil {
		return err
	}
	o, d := s.Pay(mux.Vars(r)["oid_paybill"], p, notify)
	switch {
	case o == nil:
		return noOrder(mux.Vars(r)["oid_paybill"])
	case !d.OK():
		return problem.New(problem.Code(d.Code), "", "%s (%s %s)", d.Reason, d.Code, d.Code.Message())
	}
	return replyOrder(w, s, o.OidPaybill)
}

func finishAttempt(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	outcome, err := readFinish(w, r)
	if err != nil {
		return err
	}
	oidPaybill := mux.Vars(r)["oid_paybill"]
	n, err := strconv.Atoi(mux.Vars(r)["n"])
	if err != nil {
		return problem.NotFoundf("%s is no number of an attempt; they count from 1", mux.Vars(r)["n"])
	}
	o, err := s.FinishAttempt(oidPaybill, n, outcome)
	if err != nil {
		return err
	}
	if o == nil {
		return noOrder(oidPaybill)
	}
	return replyOrder(w, s, oidPaybill)
}

// readFinish reads the result of an attempt or a refund.
func readFinish(w http.ResponseWriter, r *http.Request) (outcome string, err error) {
	var body api.Finish
	if err := decode(w, r, &body); err != nil {
		return "", err
	}
	return operator.Result(body)
}
