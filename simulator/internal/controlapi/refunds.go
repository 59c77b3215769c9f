package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listRefunds(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	p, err := readPage(r, "oid_partner", "no_refund", "oid_paybill")
	if err != nil {
		return err
	}
	found := collect(p, filtered(s.RefundsAfter(p.after), func(r *domain.Refund) bool {
		return p.wants("oid_partner", r.OidPartner) && p.wants("no_refund", r.NoRefund) && p.wants("oid_paybill", r.OidPaybill)
	}))
	out := api.Refunds{Refunds: []api.Refund{}, Omitted: found.omitted}
	for _, refund := range found.list {
		out.Refunds = append(out.Refunds, renderRefund(refund))
	}
	if found.more {
		out.Next = out.Refunds[p.limit-1].OidRefundno
	}
	return reply(w, http.StatusOK, out)
}

func finishRefund(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	outcome, err := readFinish(w, r)
	if err != nil {
		return err
	}
	oidRefundno := mux.Vars(r)["oid_refundno"]
	refund, err := s.FinishRefund(oidRefundno, outcome)
	if err != nil {
		return err
	}
	if refund == nil {
		return problem.NotFoundf("there is no refund with oid_refundno %s; GET …/refunds?no_refund=NUMBER finds one by the merchant's number", oidRefundno)
	}
	return reply(w, http.StatusOK, renderRefund(refund))
}
