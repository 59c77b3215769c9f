package operator

import (
	"cmp"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// NewMerchant checks a profile and makes a merchant of it, with a key pair of the simulator where the profile brings no key.
func NewMerchant(p api.Merchant) (*domain.Merchant, error) {
	m, err := profile(p)
	if err != nil {
		return nil, err
	}
	known := builtin.Merchants()
	from := known[0]
	for _, k := range known {
		if k.OidPartner == m.OidPartner {
			from = k
		}
	}
	takeKeys(m, from)
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
	theirs := from.Keys().Public
	if m.Keys().Public == nil && theirs != nil {
		m.Register(theirs)
	}
	if m.MD5Key == "" {
		m.MD5Key = from.MD5Key
	}
	if m.Keys().Public.Equal(theirs) {
		m.PrivateKey = from.PrivateKey
	}
}
