package durable

import (
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Fields are in the order of the files: add new ones behind the others, take none away.

// codeRow codes a row of any table.
func codeRow(c *coder, row any) {
	switch row := row.(type) {
	case *domain.Order:
		c.order(row)
	case *domain.Refund:
		c.refund(row)
	case *domain.Merchant:
		c.merchant(row)
	case *domain.Job:
		c.job(row)
	case *domain.Notification:
		c.notification(row)
	case *domain.Fault:
		c.fault(row)
	case *domain.File:
		c.file(row)
	case *domain.Agreement:
		c.agreement(row)
	case *domain.Ticket:
		c.ticket(row)
	default:
		panic(fmt.Sprintf("durable: no form for rows of type %T", row)) // a mistake in this package, found by any test
	}
}

// readRow reads a row of a table.
func readRow(table, data string) (any, error) {
	row := store.NewRow(table)
	if row == nil {
		return nil, fmt.Errorf("there is no table %q", table)
	}
	if err := decode(data, func(c *coder) { codeRow(c, row) }); err != nil {
		return nil, err
	}
	if m, ok := row.(*domain.Merchant); ok {
		if err := m.ReadKey(); err != nil {
			return nil, fmt.Errorf("merchant %s: %w", m.OidPartner, err)
		}
	}
	return row, nil
}

func (c *coder) order(o *domain.Order) {
	text(c, &o.OidPaybill)
	text(c, &o.OidPartner)
	text(c, &o.NoOrder)
	text(c, &o.DtOrder)
	text(c, &o.BusinessDate)
	text(c, &o.MoneyOrder)
	signed(c, &o.Fen)
	signed(c, &o.ValidOrder)
	text(c, &o.API)
	text(c, &o.UserID)
	text(c, &o.BusiPartner)
	text(c, &o.NameGoods)
	text(c, &o.InfoOrder)
	text(c, &o.NotifyURL)
	text(c, &o.URLReturn)
	text(c, &o.URLOrder)
	text(c, &o.AcctName)
	text(c, &o.IDNo)
	text(c, &o.PayType)
	text(c, &o.BankCode)
	text(c, &o.SignType)
	text(c, &o.ShareingData)
	text(c, &o.Payload)
	text(c, &o.State)
	c.moment(&o.CreatedAt)
	c.moment(&o.ExpiresAt)
	signed(c, &o.Requests)
	list(c, &o.Attempts, c.attempt)
	c.uint(&o.ExpiryJob)
	c.moment(&o.PaidAt)
	text(c, &o.SettleDate)
	text(c, &o.PaidPayType)
	text(c, &o.PaidBankCode)
	signed(c, &o.FeeFen)
	signed(c, &o.RefundedFen)
	signed(c, &o.ReservedFen)
	c.moment(&o.ReturnedAt)
	pointer(c, &o.Terms, c.terms)
}

func (c *coder) attempt(a *domain.Attempt) {
	signed(c, &a.N)
	text(c, &a.PayType)
	text(c, &a.BankCode)
	text(c, &a.CardNo)
	text(c, &a.State)
	text(c, &a.Code)
	c.moment(&a.Started)
	c.moment(&a.Ended)
	c.bool(&a.NoNote)
	c.uint(&a.Timeout)
	pointer(c, &a.Card, c.card)
	text(c, &a.NoAgree)
}

func (c *coder) refund(r *domain.Refund) {
	text(c, &r.OidRefundno)
	text(c, &r.OidPartner)
	text(c, &r.NoRefund)
	text(c, &r.DtRefund)
	text(c, &r.BusinessDate)
	text(c, &r.MoneyRefund)
	signed(c, &r.Fen)
	text(c, &r.NotifyURL)
	text(c, &r.SignType)
	text(c, &r.OidPaybill)
	text(c, &r.NoOrder)
	text(c, &r.State)
	text(c, &r.Code)
	c.moment(&r.CreatedAt)
	c.moment(&r.DoneAt)
	text(c, &r.SettleDate)
	signed(c, &r.FeeFen)
}

// job codes a job but During, which belongs to an advance of one run of the program.
func (c *coder) job(j *domain.Job) {
	c.uint(&j.ID)
	c.moment(&j.Due)
	small(c, &j.Kind)
	text(c, &j.Subject)
	signed(c, &j.N)
	text(c, &j.Outcome)
	c.bool(&j.Met)
	pointer(c, &j.Fault, c.fault)
}

func (c *coder) notification(n *domain.Notification) {
	c.uint(&n.ID)
	text(c, &n.Kind)
	text(c, &n.OidPartner)
	text(c, &n.OidPaybill)
	text(c, &n.OidRefund)
	text(c, &n.NoOrder)
	text(c, &n.NoRefund)
	text(c, &n.URL)
	list(c, (*[]wire.Field)(&n.Message), c.field)
	bytes(c, &n.Body)
	text(c, &n.State)
	signed(c, &n.Attempts)
	list(c, &n.Deliveries, func(d *domain.Delivery) { c.delivery(n, d) })
}

func (c *coder) field(f *wire.Field) {
	text(c, &f.Name)
	text(c, &f.Value)
	small(c, &f.Kind)
}

// delivery codes a delivery. Where it sent the notification's own body, the two share one.
func (c *coder) delivery(n *domain.Notification, d *domain.Delivery) {
	signed(c, &d.Number)
	c.moment(&d.Due)
	c.moment(&d.At)
	text(c, &d.URL)
	text(c, &d.Type)
	shared := d.Body != nil && n.Body != nil && string(d.Body) == string(n.Body)
	c.bool(&shared)
	switch {
	case !shared:
		bytes(c, &d.Body)
	case c.reading:
		d.Body = n.Body
	}
	text(c, &d.Verdict)
	signed(c, &d.Status)
	bytes(c, &d.Answer)
	c.sentence(&d.Reason)
	c.texts(&d.Lenient)
	signed(c, (*int64)(&d.Duration))
	text(c, &d.Variant)
}

func (c *coder) fault(f *domain.Fault) {
	c.uint(&f.ID)
	text(c, &f.At)
	table(c, &f.Match, func(glob *string) { text(c, glob) })
	text(c, &f.Effect)
	text(c, &f.Value)
	table(c, &f.Set, func(value **string) { pointer(c, value, func(s *string) { text(c, s) }) })
	c.texts(&f.Unset)
	signed(c, &f.Times)
	c.float(&f.Probability)
	c.uint(&f.Seed)
	c.uint(&f.Seen)
	signed(c, &f.Struck)
	c.moment(&f.CreatedAt)
}

func (c *coder) file(f *domain.File) {
	text(c, &f.Name)
	text(c, &f.OidPartner)
	bytes(c, &f.Content)
	c.moment(&f.CreatedAt)
	c.bool(&f.Replaced)
}

func (c *coder) merchant(m *domain.Merchant) {
	text(c, &m.OidPartner)
	text(c, &m.Name)
	c.bool(&m.Suspended)
	text(c, &m.Identity)
	c.texts(&m.Products)
	c.texts(&m.AllowedIPs)
	c.texts(&m.AllowedDomains)
	signed(c, &m.Limits.PerTransaction)
	signed(c, &m.Limits.DayAmount)
	signed(c, &m.Limits.DayCount)
	signed(c, &m.Limits.MonthAmount)
	signed(c, &m.Limits.MonthCount)
	c.texts(&m.BlockedUsers)
	c.texts(&m.OptionalFields)
	c.bool(&m.RiskStrict)
	text(c, &m.Refund.Outcome)
	signed(c, (*int64)(&m.Refund.After))
	text(c, &m.ClearingCutoff)
	c.window(&m.BankCutover)
	text(c, &m.FeeRate)
	text(c, &m.FileEdition)
	c.bool(&m.NoClearingTitle)
	c.bool(&m.FoldedOrder)
	c.bool(&m.StrictAck)
	text(c, &m.PublicKey)
	text(c, &m.PrivateKey)
	text(c, &m.MD5Key)
	list(c, &m.AutomaticPayments, c.automatic)
	if c.reading && c.over() {
		m.Renew()
		return
	}
	text(c, &m.SMS)
	text(c, &m.RetryFields)
	text(c, &m.EbankBankCode)
	c.texts(&m.NotifyIdentity)
	c.bool(&m.PlainPayload)
}

func (c *coder) window(w *domain.Window) {
	signed(c, &w.From)
	signed(c, &w.To)
}

func (c *coder) automatic(a *domain.AutomaticPayment) {
	table(c, &a.Match, func(glob *string) { text(c, glob) })
	text(c, &a.Outcome)
	signed(c, (*int64)(&a.After))
	text(c, &a.PayType)
	text(c, &a.BankCode)
}
