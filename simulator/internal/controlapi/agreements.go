package controlapi

import (
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func renderAgreement(a *domain.Agreement) api.Agreement {
	c := a.Card
	return api.Agreement{
		NoAgree: a.NoAgree, OidPartner: a.OidPartner, UserID: a.UserID, PayType: a.PayType, CardNo: domain.Masked(c.Number), BankCode: c.BankCode, CardType: c.Kind,
		AcctName: c.AcctName, IDType: c.IDType, IDNo: c.IDNo, BindMob: c.BindMob, Bound: a.Bound(), CreatedAt: api.At(a.CreatedAt), UnboundAt: api.AtOrNull(a.UnboundAt),
	}
}

func renderTicket(x *domain.Ticket) api.Ticket {
	out := api.Ticket{Token: x.Token, Kind: string(x.Kind), OidPartner: x.OidPartner, UserID: x.UserID, NoOrder: x.NoOrder, Until: api.At(x.IssuedAt.Add(domain.TicketLife)),
		Code: x.Code, Wrong: x.Wrong}
	if x.Code != "" {
		out.CodeUntil = api.AtOrNull(x.CodeAt.Add(domain.CodeLife))
	}
	return out
}

func listAgreements(c *call) (any, error) {
	p, err := readPage(c.r, "oid_partner", "user_id", "bound")
	if err != nil {
		return nil, err
	}
	bound := p.filters.Get("bound")
	if bound != "" && bound != "true" && bound != "false" {
		return nil, problem.New(problem.Invalid, "bound", "%q must be true or false", bound)
	}
	found := collect(p, c.sandbox.AgreementsAfter(p.after), func(a *domain.Agreement) bool {
		return p.wants("oid_partner", a.OidPartner) && p.wants("user_id", a.UserID) && p.wants("bound", strconv.FormatBool(a.Bound()))
	}, func(a *domain.Agreement) string { return a.NoAgree })
	out := api.Agreements{Agreements: rendered(found.list, renderAgreement), Next: found.next, Omitted: found.omitted}
	if p.after == "" && bound == "" {
		for _, x := range c.sandbox.OpenBindings() {
			if p.wants("oid_partner", x.OidPartner) && p.wants("user_id", x.UserID) {
				out.Tickets = append(out.Tickets, renderTicket(x))
			}
		}
	}
	return out, nil
}

func addAgreement(c *call, body api.NewAgreement) (any, error) {
	payType, card, err := operator.Agreement(body)
	if err != nil {
		return nil, err
	}
	a, err := c.sandbox.AddAgreement(body.OidPartner, body.UserID, payType, card)
	if err != nil {
		return nil, err
	}
	return created{renderAgreement(a)}, nil
}

func getAgreement(c *call) (any, error) {
	a := c.sandbox.Agreement(c.variable("no_agree"))
	if a == nil {
		return nil, noAgreement(c)
	}
	return renderAgreement(a), nil
}

func unbind(c *call) (any, error) {
	a, err := c.sandbox.Unbind(c.variable("no_agree"))
	switch {
	case err != nil:
		return nil, err
	case a == nil:
		return nil, noAgreement(c)
	}
	return renderAgreement(a), nil
}

func noAgreement(c *call) error {
	return problem.NotFoundf("there is no agreement %s; GET …/agreements lists them", c.variable("no_agree"))
}
