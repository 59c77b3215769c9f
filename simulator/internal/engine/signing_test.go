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

// What signApply was seen to bring back is made again, field for field: LianLian's signature covers it (UNI-4).
func TestUNI4TheAgreementComesBackAsCaptured(t *testing.T) {
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
	at := slices.IndexFunc(captured, func(c fixtures.Captured) bool { return strings.HasPrefix(c.Name, "signApply return") })
	if at < 0 {
		t.Fatal("there is no captured return of signApply")
	}
	theirs, err := wire.DecodeJSON(captured[at].Fields)
	if err != nil {
		t.Fatal(err)
	}
	x := &domain.Ticket{NoAgree: theirs.Get("agreeno"), OidPartner: theirs.Get("oid_partner"), NoOrder: theirs.Get("repayment_no"), SignType: theirs.Get("sign_type"), UserID: theirs.Get("user_id")}
	ours := signingMessage(x).Set("sign", theirs.Get("sign"))
	if !slices.Equal(ours.Sorted(), theirs.Sorted()) {
		t.Errorf("made is\n%v, seen was\n%v", ours, theirs)
	}
	if err := sign.Verify(ours, sign.Keys{Public: platform}); err != nil {
		t.Error(err)
	}
	if sign.Verify(ours.Without("repayment_no"), sign.Keys{Public: platform}) == nil {
		t.Error("repayment_no is outside the signature")
	}
}
