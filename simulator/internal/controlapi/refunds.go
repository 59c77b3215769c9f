package controlapi

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listRefunds(c *call) (any, error) {
	p, err := readPage(c.r, "oid_partner", "no_refund", "oid_paybill")
	if err != nil {
		return nil, err
	}
	from := c.sandbox.RefundsAfter(p.after)
	if payment := p.filters.Get("oid_paybill"); payment != "" {
		from = slices.Values(c.sandbox.Order(payment).Refunds)
	}
	found := collect(p, from, func(r *domain.Refund) bool {
		return r.OidRefundno > p.after && p.wants("oid_partner", r.OidPartner) && p.wants("no_refund", r.NoRefund) && p.wants("oid_paybill", r.OidPaybill)
	}, func(r *domain.Refund) string { return r.OidRefundno })
	return api.Refunds{Refunds: rendered(found.list, renderRefund), Next: found.next, Omitted: found.omitted}, nil
}

func finishRefund(c *call, body api.Finish) (any, error) {
	outcome, err := operator.Result(body)
	if err != nil {
		return nil, err
	}
	oidRefundno := c.variable("oid_refundno")
	refund, err := c.sandbox.FinishRefund(oidRefundno, outcome)
	switch {
	case err != nil:
		return nil, err
	case refund == nil:
		return nil, problem.NotFoundf("there is no refund with oid_refundno %s; GET …/refunds?no_refund=NUMBER finds one by the merchant's number", oidRefundno)
	}
	return renderRefund(refund), nil
}
