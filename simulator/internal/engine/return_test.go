package engine

import (
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// What LianLian's cashiers were seen to send back is made again, field for field, from an order like theirs: names, order, and a source that
// LianLian's signature covers.
func TestWAP4AndWebReturnsAreTheCapturedOnes(t *testing.T) {
	t.Parallel()
	captured, err := fixtures.Products()
	if err != nil {
		t.Fatal(err)
	}
	text, err := fixtures.PlatformKey()
	if err != nil {
		t.Fatal(err)
	}
	platform, err := sign.ParsePublicKey(text)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, c := range captured {
		api := domain.Web
		switch {
		case strings.HasPrefix(c.Name, "H5 return"):
			api = domain.Wap
		case !strings.HasPrefix(c.Name, "web return"):
			continue
		}
		seen++
		t.Run(c.Name, func(t *testing.T) {
			theirs, err := wire.DecodeJSON(c.Fields)
			if err != nil {
				t.Fatal(err)
			}
			o := &domain.Order{API: api, Terms: &domain.Terms{}, OidPartner: theirs.Get("oid_partner"), SignType: theirs.Get("sign_type"), DtOrder: theirs.Get("dt_order"),
				NoOrder: theirs.Get("no_order"), OidPaybill: theirs.Get("oid_paybill"), MoneyOrder: theirs.Get("money_order"), SettleDate: domain.Date(theirs.Get("settle_date")),
				InfoOrder: theirs.Get("info_order"), PaidPayType: theirs.Get("pay_type"), PaidBankCode: theirs.Get("bank_code"), State: domain.Success}
			ours := returnMessage(nil, nil, o)
			ours = ours.Set("sign", theirs.Get("sign"))
			if api == domain.Wap {
				ours = ours.Sorted()
			}
			if !slices.Equal(ours, theirs) {
				t.Errorf("made is\n%v, seen was\n%v", ours, theirs)
			}
			if err := sign.Verify(ours, sign.Keys{Public: platform, MD5: c.Key}); err != nil {
				t.Error(err)
			}
			if posted := Posted(o.ReturnLayout(), ours); api == domain.Wap && (len(posted) != 1 || posted.Get("res_data") != string(wire.EncodeJSON(theirs))) {
				t.Errorf("posted is %v", posted)
			}
		})
	}
	if seen != 3 {
		t.Errorf("%d returns, want 3", seen)
	}
}
