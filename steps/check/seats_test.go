package check

import (
	"cmp"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
)

func TestTheMerchantFileGoesOverTheProfile(t *testing.T) {
	server, err := simulator.Start(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	control := server.Control()
	builtin, err := control.Merchant(t.Context(), "201304121000001004")
	if err != nil {
		t.Fatal(err)
	}
	other, err := control.Merchant(t.Context(), "201408071000001539")
	if err != nil {
		t.Fatal(err)
	}
	for _, over := range []api.Merchant{
		{OidPartner: builtin.OidPartner},
		{OidPartner: builtin.OidPartner, OrderIdentity: "date_and_number", FileEdition: "2021", SignOrder: "fold", ClearingTitle: new(false)},
		{OidPartner: builtin.OidPartner, PublicKey: other.PublicKey, MD5Key: "secret"},
		{OidPartner: "209912310000009999", PublicKey: other.PublicKey, Name: "My shop"},
	} {
		t.Run(cmp.Or(over.Name, over.MD5Key, over.FileEdition, "nothing"), func(t *testing.T) {
			if _, err := control.Reset(t.Context(), true); err != nil {
				t.Fatal(err)
			}
			if err := putProfile(t.Context(), control, over, api.Config{}); err != nil {
				t.Errorf("%+v: %v", over, err)
				return
			}
			p, err := platformOf(t.Context(), control, over.OidPartner)
			if err != nil {
				t.Errorf("%+v: %v", over, err)
				return
			}
			m := p.Merchant
			for _, field := range []struct{ got, want string }{
				{m.OrderIdentity, over.OrderIdentity}, {m.FileEdition, over.FileEdition}, {m.MD5Key, over.MD5Key}, {m.Name, over.Name},
				{m.SignOrder, over.SignOrder},
			} {
				if field.want != "" && field.got != field.want {
					t.Errorf("%+v: the profile has %q", over, field.got)
				}
			}
			if title := over.ClearingTitle == nil || *over.ClearingTitle; *m.ClearingTitle != title {
				t.Errorf("%+v: the profile has clearing_title %t", over, *m.ClearingTitle)
			}
			if over.PublicKey == "" && (m.Keys.MerchantPrivatePEM != builtin.Keys.MerchantPrivatePEM || m.Keys.MerchantPrivatePEM == "") {
				t.Errorf("%+v: the built-in merchant has lost its key", over)
			}
			if p.PublicKeyPEM == "" || p.BaseURL != server.URL() {
				t.Errorf("%+v: the platform is %+v", over, p)
			}
		})
	}
}
