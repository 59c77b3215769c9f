package console

import (
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// agreementsPage lists the cards that users have bound, binds and unbinds them, and shows the codes of bindings under way.
var agreementsPage = view{name: "agreements", path: "/agreements", nav: true, show: showAgreements, rows: agreementRows, do: actions{"add": bindCard, "unbind": unbindCard}}

type agreementsShown struct {
	list
	Rows     []*domain.Agreement
	Looked   string           // how many were looked through, where that was not all of them
	Tickets  []*domain.Ticket // bindings that wait for their code
	PayTypes []string
}

func showAgreements(v *visit) (any, error) {
	shown := &agreementsShown{list: v.list(v.Path("agreements")), Tickets: v.Sandbox.OpenBindings(), PayTypes: operator.BoundPayTypes}
	before, looked := v.r.URL.Query().Get("before"), 0
	last := before // of the page, or looked at for it
	if before != "" {
		shown.Newest = shown.from("")
	}
	for a := range v.Sandbox.AgreementsBefore(before) {
		if looked++; looked > lookedThrough {
			shown.Looked = human.Number(lookedThrough)
		}
		if looked > lookedThrough || len(shown.Rows) == rowsPerPage {
			shown.Older = shown.from(last)
			break
		}
		last = a.NoAgree
		if shown.agreed(a) {
			shown.Rows = append(shown.Rows, a)
		}
	}
	return shown, nil
}

// agreed tells whether an agreement has what the list is narrowed to.
func (l list) agreed(a *domain.Agreement) bool {
	f := l.Filter
	return (f.Merchant == "" || f.Merchant == a.OidPartner) && (f.State == "" || a.Bound() == (f.State == "bound")) &&
		(f.Text == "" || contains(f.Text, a.NoAgree, a.UserID, a.Card.AcctName))
}

// agreementRows are the agreements that pass the filter, newest first.
func agreementRows(v *visit) listFile {
	l := v.list("")
	return listFile{
		columns: []string{"no_agree", "oid_partner", "user_id", "card_no", "pay_type", "acct_name", "created", "unbound"},
		rows: func(yield func([]string) bool) {
			looked := 0
			for a := range v.Sandbox.AgreementsBefore("") {
				if looked++; looked > exportMost {
					return
				}
				unbound := ""
				if !a.Bound() {
					unbound = human.Time(a.UnboundAt)
				}
				if l.agreed(a) && !yield([]string{a.NoAgree, a.OidPartner, wire.MaskCards(a.UserID), domain.Masked(a.Card.Number), a.PayType, a.Card.AcctName, human.Time(a.CreatedAt), unbound}) {
					return
				}
			}
		},
	}
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
