package console

import (
	"net/http"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
)

// agreementsPage lists the cards that users have bound, binds and unbinds them, and shows the codes of bindings under way.
var agreementsPage = view{name: "agreements", path: "/agreements", nav: true, show: showAgreements, do: actions{"add": bindCard, "unbind": unbindCard}}

// agreementsMost is how many agreements the page lists, the newest.
const agreementsMost = 500

type agreementsShown struct {
	Agreements []*domain.Agreement // newest first
	Omitted    int                 // older ones
	Tickets    []*domain.Ticket    // bindings that wait for their code
	Merchants  []*domain.Merchant
	PayTypes   []string
}

func showAgreements(v *visit) (any, error) {
	all := slices.Collect(v.Sandbox.AgreementsAfter(""))
	slices.Reverse(all)
	shown := agreementsShown{Agreements: all[:min(len(all), agreementsMost)], Tickets: v.Sandbox.OpenBindings(), Merchants: v.Sandbox.ListMerchants(), PayTypes: operator.BoundPayTypes}
	shown.Omitted = len(all) - len(shown.Agreements)
	return shown, nil
}

func bindCard(v *visit) (outcome, error) {
	n := api.NewAgreement{OidPartner: v.trimmed("oid_partner"), UserID: v.trimmed("user_id"), CardNo: v.trimmed("card_no"), PayType: v.trimmed("pay_type"),
		AcctName: v.trimmed("acct_name"), IDNo: v.trimmed("id_no"), BindMob: v.trimmed("bind_mob")}
	payType, card, err := operator.Agreement(n)
	if err != nil {
		return outcome{}, err
	}
	a, err := v.Sandbox.AddAgreement(n.OidPartner, n.UserID, payType, card)
	if err != nil {
		return outcome{}, err
	}
	return succeeded("agreements.added", a.NoAgree).withCurl(v.curlPost("/agreements", n)), nil
}

func unbindCard(v *visit) (outcome, error) {
	number := v.field("no_agree")
	a, err := v.Sandbox.Unbind(number)
	switch {
	case err != nil:
		return outcome{}, conflict("agreements.before", number)
	case a == nil:
		return outcome{}, notFound("agreements.gone", number)
	}
	return succeeded("agreements.removed", number).withCurl(v.curlControl(http.MethodDelete, "/agreements/"+number, nil)), nil
}
