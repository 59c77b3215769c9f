package durable

import "github.com/lianlian-sim/llsim/simulator/internal/domain"

func (c *coder) agreement(a *domain.Agreement) {
	text(c, &a.NoAgree)
	text(c, &a.OidPartner)
	text(c, &a.UserID)
	text(c, &a.PayType)
	c.card(&a.Card)
	c.moment(&a.CreatedAt)
	c.moment(&a.UnboundAt)
}

func (c *coder) card(d *domain.CardDetails) {
	text(c, &d.Number)
	text(c, &d.BankCode)
	text(c, &d.Kind)
	text(c, &d.AcctName)
	text(c, &d.IDType)
	text(c, &d.IDNo)
	text(c, &d.BindMob)
}

func (c *coder) terms(t *domain.Terms) {
	text(c, &t.Offer)
	text(c, &t.Channel)
	text(c, &t.BackURL)
	text(c, &t.IDType)
	text(c, &t.CardNo)
	text(c, &t.NoAgree)
	text(c, &t.BindMob)
	c.bool(&t.Fixed)
	text(c, &t.BgColor)
	text(c, &t.FontColor)
	c.bool(&t.AutoReturn)
	text(c, &t.Sent)
}

func (c *coder) ticket(t *domain.Ticket) {
	text(c, &t.Token)
	text(c, &t.Kind)
	text(c, &t.OidPartner)
	text(c, &t.UserID)
	text(c, &t.OidPaybill)
	text(c, &t.NoOrder)
	text(c, &t.DtOrder)
	text(c, &t.MoneyOrder)
	c.moment(&t.IssuedAt)
	text(c, &t.Ended)
	text(c, &t.Code)
	c.moment(&t.CodeAt)
	signed(c, &t.Wrong)
	c.bool(&t.Paying)
	text(c, &t.PayType)
	text(c, &t.NoAgree)
	c.card(&t.Card)
	text(c, &t.URLReturn)
	pointer(c, &t.Terms, c.terms)
	text(c, &t.SignType)
}
