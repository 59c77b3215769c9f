package engine

import (
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// Created is the outcome of a request to place an order.
type Created struct {
	Decision domain.Decision
	Order    *domain.Order // as committed; nil when refused
	Retry    bool          // the order was known before (IDN-2)
	Tried    bool          // an automatic payment made an attempt (PAY-3)
	Now      time.Time
}

// Create places an order or accepts its retry (CHK-7). request is the journal id of the request. The caller calls WakeIfDue once the
// answer is out, so that the notification of an automatic payment follows it.
func (e Orders) Create(request uint64, m *domain.Merchant, c domain.Create) (out Created) {
	e.update(func(t *tx) {
		t.request = request
		out = t.create(m, c)
	})
	return out
}

func (t *tx) create(m *domain.Merchant, c domain.Create) (out Created) {
	out.Now = t.now
	decision, known := domain.DecideCreate(m, t.OrdersByNumber(m.OidPartner, c.NoOrder), t.usage(m, c.UserID), c, t.now)
	if decision.OK() && c.Terms != nil {
		decision = t.decideTerms(decision, m, known, c)
	}
	if decision.OK() && known == nil {
		decision = t.roomForOrder(decision)
	}
	out.Decision = decision
	t.noteDecision(m, c.NoOrder, known, decision)
	if !decision.OK() {
		return out
	}
	out.Retry = known != nil
	if out.Retry {
		out.Order = t.retry(known, c)
	} else {
		out.Order = t.placeNew(m, c)
	}
	before := len(out.Order.Attempts)
	out.Order = t.payAutomatically(m, out.Order)
	out.Tried = len(out.Order.Attempts) > before
	return out
}

// decideTerms judges what a request for one of the products beside aggregate payment says, after all else has been accepted: of the
// card (WEB-7, MPAY-13), and whether it repeats the known order (UNI-6), nil for a new one.
func (t *tx) decideTerms(accepted domain.Decision, m *domain.Merchant, known *domain.Order, c domain.Create) domain.Decision {
	if known != nil {
		if d := domain.DecideSame(m, known, c); !d.OK() {
			return d
		}
	}
	if number := c.Terms.NoAgree; number != "" {
		if d := t.decideAgreement(c.API, m.OidPartner, c.UserID, number, c.PayType, t.Agreement(number)); !d.OK() {
			return d
		}
	}
	if c.API == domain.Card {
		return t.decideCard(accepted, m, c)
	}
	return accepted
}

// decideAgreement judges whether a user can pay with an agreement, by the rule of the product. payType is the one the request asks for.
func (t *tx) decideAgreement(api domain.API, oidPartner, userID, number, payType string, a *domain.Agreement) domain.Decision {
	if api == domain.Card {
		return domain.DecideAgreement("MPAY-13", oidPartner, userID, number, payType, a)
	}
	return domain.DecideAgreement("WEB-7", oidPartner, userID, number, "", a)
}

// decideCard judges the card of a card payment, before a code is sent (MPAY-14, 9907, BIND-1): the one that the request spells out, or that
// of the agreement it names, whose person it may name, too. The cashiers' pages judge theirs.
func (t *tx) decideCard(accepted domain.Decision, m *domain.Merchant, c domain.Create) domain.Decision {
	card, _ := t.cardOf(m, c)
	card.AcctName, card.IDNo = c.AcctName, c.IDNo
	if d := domain.DecideCard(c.PayType, c.BankCode, card); !d.OK() {
		return d
	}
	if d := domain.DecidePerson(t.AgreementsOf(m.OidPartner, c.UserID), c.UserID, card); !d.OK() {
		return d
	}
	return accepted
}

// usage returns what the user has paid the merchant (LIM-3). It is zero for a merchant without such limits, since nobody needs it.
func (t *tx) usage(m *domain.Merchant, userID string) domain.Usage {
	l := m.Limits
	if l.DayAmount == 0 && l.DayCount == 0 && l.MonthAmount == 0 && l.MonthCount == 0 {
		return domain.Usage{}
	}
	return t.Usage(m.OidPartner, userID, t.now)
}

func (t *tx) placeNew(m *domain.Merchant, c domain.Create) *domain.Order {
	valid := c.ValidOrder
	if valid == 0 {
		valid = int(domain.DefaultValidity / time.Minute)
	}
	o := &domain.Order{
		OidPaybill: t.NextNumber(t.now),
		OidPartner: m.OidPartner,
		NoOrder:    c.NoOrder,
		DtOrder:    c.DtOrder,
		MoneyOrder: c.MoneyOrder,
		Fen:        c.Fen,
		ValidOrder: valid,
		State:      domain.Waiting,
		CreatedAt:  t.now,
		ExpiresAt:  t.now.Add(time.Duration(valid) * time.Minute),
		Requests:   1,
	}
	takeNewest(o, c, &o.NoOrder, &o.DtOrder, &o.MoneyOrder)
	o.BusinessDate = domain.DateOf(o.DtOrder)
	o.Payload = domain.PayLoad(c, o, t.now)
	o.ExpiryJob = t.schedule(o.ExpiresAt, domain.Expiry, o.OidPaybill, 0, "")
	t.PutOrder(o)
	t.noteOrder(o, "IDN-1", message.New("new order of %s", o.MoneyOrder))
	return o
}

// retry updates a known order from the newest request; what RTY-2 and RTY-6 name stays as first accepted.
func (t *tx) retry(known *domain.Order, c domain.Create) *domain.Order {
	o := known.Copy()
	o.Requests++
	takeNewest(o, c)
	o.Payload = domain.PayLoad(c, o, t.now)
	t.PutOrder(o)
	t.noteOrder(o, "IDN-2", message.New("retry: request %d of the same order", o.Requests))
	return o
}

// takeNewest copies the fields of a request that always count from the newest one. These strings, and others of the order, become parts of
// one: they are slices of the whole body, which would stay in memory, and each on its own would cost an allocation.
func takeNewest(o *domain.Order, c domain.Create, others ...*string) {
	o.API, o.Terms = c.API, nil
	o.UserID, o.BusiPartner, o.ShareingData, o.NameGoods, o.InfoOrder = c.UserID, c.BusiPartner, c.ShareingData, c.NameGoods, c.InfoOrder
	o.NotifyURL, o.URLReturn, o.URLOrder = c.NotifyURL, c.URLReturn, c.URLOrder
	o.AcctName, o.IDNo, o.PayType, o.BankCode, o.SignType = c.AcctName, c.IDNo, c.PayType, c.BankCode, c.SignType
	if c.Terms != nil {
		t := *c.Terms
		o.Terms = &t
		others = append(others, &t.Channel, &t.BackURL, &t.IDType, &t.CardNo, &t.NoAgree, &t.BindMob, &t.BgColor, &t.FontColor)
	}
	join(append(others, &o.UserID, &o.BusiPartner, &o.ShareingData, &o.NameGoods, &o.InfoOrder, &o.NotifyURL, &o.URLReturn, &o.URLOrder,
		&o.AcctName, &o.IDNo, &o.PayType, &o.BankCode, &o.SignType))
}

// join makes strings parts of a new one.
func join(parts []*string) {
	size := 0
	for _, p := range parts {
		size += len(*p)
	}
	var all strings.Builder
	all.Grow(size)
	for _, p := range parts {
		all.WriteString(*p)
	}
	rest := all.String()
	for _, p := range parts {
		*p, rest = rest[:len(*p)], rest[len(*p):]
	}
}

// payAutomatically is PAY-3: the first of the merchant's rules that matches pays the order. It returns the order after that.
func (t *tx) payAutomatically(m *domain.Merchant, o *domain.Order) *domain.Order {
	for _, rule := range m.AutomaticPayments {
		if !rule.Matches(o) {
			continue
		}
		p := domain.Payment{PayType: rule.PayType, BankCode: rule.BankCode, Outcome: rule.Outcome, After: rule.After}
		paid, d := t.pay(m, o, p, true)
		if !d.OK() {
			t.note(journal.Decided(SubjectOf(o), d.Rule, string(d.Code), message.New("automatic payment (PAY-3): %s", d.Reason)))
		}
		return paid
	}
	return o
}

// FindPayment answers QRY-1 to QRY-7. The order is nil when it was refused.
func (e Orders) FindPayment(oidPartner string, n domain.Name) (domain.Decision, *domain.Order) {
	return findPayment(e.present(), oidPartner, n)
}

func findPayment(r *store.Tx, oidPartner string, n domain.Name) (domain.Decision, *domain.Order) {
	var sameNumber []*domain.Order
	if n.NoOrder != "" {
		sameNumber = r.OrdersByNumber(oidPartner, n.NoOrder)
	}
	var byPaybill *domain.Order
	if n.OidPaybill != "" {
		if o := r.Order(n.OidPaybill); o != nil && o.OidPartner == oidPartner {
			byPaybill = o
		}
	}
	return domain.DecideName(n, sameNumber, byPaybill)
}
