package operator

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// NewMerchant checks a profile and makes a merchant of it, with a key pair of the simulator where the profile brings no key.
func NewMerchant(p api.Merchant) (*domain.Merchant, error) {
	m, err := profile(p)
	if err != nil {
		return nil, err
	}
	keys := builtin.Keys()[0]
	for _, builtin := range builtin.Keys() {
		if builtin.OidPartner == m.OidPartner {
			keys = builtin
		}
	}
	takeKeys(m, &domain.Merchant{PublicKey: keys.PublicPEM, PrivateKey: keys.PrivatePEM, MD5Key: keys.MD5Key})
	return m, nil
}

// Merchant checks a profile that replaces another; keys that it does not bring stay as they were. Its number may be left out.
func Merchant(p api.Merchant, before *domain.Merchant) (*domain.Merchant, error) {
	if p.OidPartner = cmp.Or(p.OidPartner, before.OidPartner); p.OidPartner != before.OidPartner {
		return nil, problem.New(problem.Invalid, "oid_partner", "%q is another merchant than %s in the path; numbers do not change", p.OidPartner, before.OidPartner)
	}
	m, err := profile(p)
	if err != nil {
		return nil, err
	}
	takeKeys(m, before)
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
