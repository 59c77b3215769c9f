package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listMerchants(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	out := api.Merchants{Merchants: []api.Merchant{}}
	for _, m := range s.ListMerchants() {
		out.Merchants = append(out.Merchants, operator.ShowMerchant(m))
	}
	return reply(w, http.StatusOK, out)
}

func (a *API) createMerchant(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.Merchant
	if err := decode(w, r, &body); err != nil {
		return err
	}
	m, err := operator.NewMerchant(body)
	if err != nil {
		return err
	}
	if !s.AddMerchant(m) {
		return problem.Conflictf("there is a merchant %s already; PUT …/merchants/%s replaces its profile", m.OidPartner, m.OidPartner)
	}
	return a.replyMerchant(w, http.StatusCreated, s, m)
}

func noMerchant(oidPartner string) error {
	return problem.NotFoundf("there is no merchant %s in this sandbox; GET …/merchants lists them", oidPartner)
}

func (a *API) getMerchant(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	m := s.Merchant(mux.Vars(r)["oid_partner"])
	if m == nil {
		return noMerchant(mux.Vars(r)["oid_partner"])
	}
	return a.replyMerchant(w, http.StatusOK, s, m)
}

func (a *API) putMerchant(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	oidPartner := mux.Vars(r)["oid_partner"]
	before := s.Merchant(oidPartner)
	if before == nil {
		return noMerchant(oidPartner)
	}
	var body api.Merchant
	if err := decode(w, r, &body); err != nil {
		return err
	}
	m, err := operator.Merchant(body, before)
	if err != nil {
		return err
	}
	s.PutMerchant(m)
	return a.replyMerchant(w, http.StatusOK, s, m)
}

func deleteMerchant(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	if oidPartner := mux.Vars(r)["oid_partner"]; !s.DeleteMerchant(oidPartner) {
		return noMerchant(oidPartner)
	}
	return reply(w, http.StatusNoContent, nil)
}

func (a *API) replyMerchant(w http.ResponseWriter, status int, s *sandbox.Sandbox, m *domain.Merchant) error {
	out := operator.ShowMerchant(m)
	var err error
	if out.Keys, err = operator.ShowKeys(m, s.Platform().Public()); err != nil {
		return err
	}
	out.SFTP = operator.ShowSFTP(a.sftp, s, m, out.Keys)
	return reply(w, status, out)
}
