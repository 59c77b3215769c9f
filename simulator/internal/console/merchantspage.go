package console

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
)

// merchantsPage lists the merchants of the sandbox and takes new ones.
var merchantsPage = view{name: "merchants", path: "/merchants", nav: true, show: showMerchants, do: actions{"add": addMerchant}}

type merchantRow struct {
	api.Merchant
	Path string
	Bits int // of the registered RSA key, 0 without one
}

func showMerchants(v *visit) (any, error) {
	var rows []merchantRow
	for _, m := range v.Sandbox.ListMerchants() {
		row := merchantRow{Merchant: operator.ShowMerchant(m), Path: v.Path("merchants", m.OidPartner)}
		if key := m.Keys().Public; key != nil {
			row.Bits = key.Bits()
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func addMerchant(v *visit) (outcome, error) {
	profile := api.Merchant{OidPartner: v.trimmed("oid_partner"), Name: v.trimmed("name"), OrderIdentity: v.field("order_identity")}
	m, err := operator.NewMerchant(profile)
	if err != nil {
		return outcome{}, err
	}
	if err := v.Sandbox.CheckRoom(); err != nil {
		return outcome{}, err
	}
	if !v.Sandbox.AddMerchant(m) {
		return outcome{}, conflict("merchants.exists", m.OidPartner)
	}
	return succeeded("merchants.added", m.OidPartner).at(v.Path("merchants", m.OidPartner)).withCurl(v.curlPost("/merchants", map[string]string{"oid_partner": profile.OidPartner, "name": profile.Name, "order_identity": profile.OrderIdentity})), nil
}
