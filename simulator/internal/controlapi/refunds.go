package controlapi

import (
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

func (a *API) listRefunds(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
	p, err := readPage(r, "oid_partner", "no_refund", "oid_paybill")
	if err != nil {
		return err
	}
	out := api.Refunds{Refunds: []api.Refund{}}
	s.View(func(tx *store.Tx, _ time.Time) {
		for refund := range tx.RefundsAfter(p.after) {
			if !p.wants("oid_partner", refund.OidPartner) || !p.wants("no_refund", refund.NoRefund) || !p.wants("oid_paybill", refund.OidPaybill) {
				continue
			}
			if len(out.Refunds) == p.limit {
				out.Next = out.Refunds[p.limit-1].OidRefundno
				return
			}
			out.Refunds = append(out.Refunds, renderRefund(refund))
		}
	})
	return reply(w, http.StatusOK, out)
}

func (a *API) finishRefund(w http.ResponseWriter, r *http.Request) error {
	s, err := a.sandbox(r)
	if err != nil {
		return err
	}
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
