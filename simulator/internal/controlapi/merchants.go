package controlapi

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func listMerchants(c *call) (any, error) {
	return api.Merchants{Merchants: rendered(c.sandbox.ListMerchants(), operator.ShowMerchant)}, nil
}

func createMerchant(c *call, body api.Merchant) (any, error) {
	m, err := operator.NewMerchant(body)
	if err != nil {
		return nil, err
	}
	if err := c.sandbox.CheckRoom(); err != nil {
		return nil, err
	}
	if !c.sandbox.AddMerchant(m) {
		return nil, problem.Conflictf("there is a merchant %s already; PUT …/merchants/%s replaces its profile", m.OidPartner, m.OidPartner)
	}
	out, err := c.renderMerchant(m)
	return created{out}, err
}

// merchant returns the merchant that the path names.
func (c *call) merchant() (*domain.Merchant, error) {
	if m := c.sandbox.Merchant(c.variable("oid_partner")); m != nil {
		return m, nil
	}
	return nil, noMerchant(c.variable("oid_partner"))
}

func noMerchant(oidPartner string) error {
	return problem.NotFoundf("there is no merchant %s in this sandbox; GET …/merchants lists them", oidPartner)
}

func getMerchant(c *call) (any, error) {
	m, err := c.merchant()
	if err != nil {
		return nil, err
	}
	return c.renderMerchant(m)
}

func putMerchant(c *call) (any, error) {
	before, err := c.merchant()
	if err != nil {
		return nil, err
	}
	var body api.Merchant
	if err := c.decode(&body); err != nil {
		return nil, err
	}
	m, err := operator.Merchant(body, before)
	if err != nil {
		return nil, err
	}
	c.sandbox.PutMerchant(m)
	return c.renderMerchant(m)
}

func deleteMerchant(c *call) (any, error) {
	if oidPartner := c.variable("oid_partner"); !c.sandbox.DeleteMerchant(oidPartner) {
		return nil, noMerchant(oidPartner)
	}
	return nil, nil
}

// renderMerchant returns a merchant with its keys and its SFTP account.
func (c *call) renderMerchant(m *domain.Merchant) (out api.Merchant, err error) {
	out = operator.ShowMerchant(m)
	out.Keys, err = operator.ShowKeys(m, c.sandbox.Platform().Public())
	if err == nil {
		out.SFTP = operator.ShowSFTP(c.options.SFTP, c.sandbox, m, out.Keys)
	}
	return out, err
}
