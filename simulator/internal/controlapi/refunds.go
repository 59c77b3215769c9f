package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

func listRefunds(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	p, err := readPage(r, "oid_partner", "no_refund", "oid_paybill")
	if err != nil {
		return err
	}
	out := api.Refunds{Refunds: []api.Refund{}}
	for refund := range s.Refunds(p.after) {
		if !p.wants("oid_partner", refund.OidPartner) || !p.wants("no_refund", refund.NoRefund) || !p.wants("oid_paybill", refund.OidPaybill) {
			continue
		}
		if len(out.Refunds) == p.limit {
			out.Next = out.Refunds[p.limit-1].OidRefundno
			break
		}
		out.Refunds = append(out.Refunds, renderRefund(refund))
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
		return fromEngine(err)
	}
	if refund == nil {
		return notFound("there is no refund with oid_refundno %s; GET …/refunds?no_refund=NUMBER finds one by the merchant's number", oidRefundno)
	}
	return reply(w, http.StatusOK, renderRefund(refund))
}
