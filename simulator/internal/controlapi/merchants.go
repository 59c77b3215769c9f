package controlapi

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/fixtures"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

func listMerchants(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	out := api.Merchants{Merchants: []api.Merchant{}}
	for _, m := range s.Merchants() {
		out.Merchants = append(out.Merchants, renderMerchant(m))
	}
	return reply(w, http.StatusOK, out)
}

func (a *API) createMerchant(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	var body api.Merchant
	if err := decode(w, r, &body); err != nil {
		return err
	}
	m, err := NewMerchant(body)
	if err != nil {
		return err
	}
	if !s.AddMerchant(m) {
		return conflict("there is a merchant %s already; PUT …/merchants/%s replaces its profile", m.OidPartner, m.OidPartner)
	}
	return a.replyMerchant(w, http.StatusCreated, s, m)
}

// NewMerchant makes a merchant of a profile, with a key pair of the simulator where the profile brings no key.
func NewMerchant(p api.Merchant) (*domain.Merchant, error) {
	m, err := Profile(p)
	if err != nil {
		return nil, err
	}
	keys := fixtures.Merchants()[0]
	for _, builtin := range fixtures.Merchants() {
		if builtin.OidPartner == m.OidPartner {
			keys = builtin
		}
	}
	takeKeys(m, &domain.Merchant{PublicKey: keys.PublicPEM, PrivateKey: keys.PrivatePEM, MD5Key: keys.MD5Key})
	return m, nil
}

// takeKeys fills in the keys that m does not have; the private key is taken with the public one it belongs to.
func takeKeys(m, from *domain.Merchant) {
	if m.PublicKey == "" {
		m.PublicKey = from.PublicKey
	}
	if m.MD5Key == "" {
		m.MD5Key = from.MD5Key
	}
	if sameKey(m.PublicKey, from.PublicKey) {
		m.PrivateKey = from.PrivateKey
	}
}

func sameKey(a, b string) bool {
	if a == b {
		return true
	}
	ka, err := sign.ParsePublicKey(a)
	if err != nil {
		return false
	}
	kb, err := sign.ParsePublicKey(b)
	return err == nil && ka.Equal(kb)
}

func noMerchant(oidPartner string) error {
	return notFound("there is no merchant %s in this sandbox; GET …/merchants lists them", oidPartner)
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
	if body.OidPartner == "" {
		body.OidPartner = oidPartner
	}
	if body.OidPartner != oidPartner {
		return invalid("oid_partner: %q is another merchant than %s in the path; numbers do not change", body.OidPartner, oidPartner)
	}
	m, err := Profile(body)
	if err != nil {
		return err
	}
	takeKeys(m, before)
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
	out := renderMerchant(m)
	var err error
	if out.Keys, err = renderKeys(m, s.Platform().Public()); err != nil {
		return err
	}
	out.SFTP = a.renderSFTP(s, m, out.Keys)
	return reply(w, status, out)
}
