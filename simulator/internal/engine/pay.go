package engine

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// defaultBank is the bank of a card or online-banking payment whose payer names none.
const defaultBank = "01020000"

// Pay makes one attempt to pay an order (PAY-1). Its result is decided at once unless p.After is positive or the outcome is processing.
// With notify false a success is not notified. The order is nil where there is none with that number.
func (e Orders) Pay(oidPaybill string, p domain.Payment, notify bool) (*domain.Order, domain.Decision) {
	o, d, _ := e.pay(oidPaybill, math.MaxInt, p, notify, byOperator)
	return o, d
}

// PayAttempt is Pay for a payer who pays on a page, as attempt n of the order. A page that is sent twice, by a double click, a
// second tab, a reload or the back button, does not pay twice (RTY-5): where attempt n exists already, nothing changes, started is
// false, and the order shows the attempt's result.
func (e Orders) PayAttempt(oidPaybill string, n int, p domain.Payment) (o *domain.Order, d domain.Decision, started bool) {
	return e.pay(oidPaybill, n, p, true, byPayer)
}

// payingBy says who pays, which decides what the journal keeps of it.
type payingBy int

const (
	byOperator payingBy = iota
	byPayer
	byFault // needs no record: the fault has one
)

func (e Orders) pay(oidPaybill string, n int, p domain.Payment, notify bool, by payingBy) (o *domain.Order, d domain.Decision, started bool) {
	e.update(func(t *tx) {
		d, started = domain.Decision{}, false
		if o = t.Order(oidPaybill); o == nil {
			return
		}
		before := len(o.Attempts)
		if before >= n {
			d = domain.Accepted("RTY-5")
			return
		}
		from, ordered := len(t.batch.entries), o
		o, d = t.pay(t.merchantOf(o.OidPartner), o, p, notify)
		started = len(o.Attempts) > before
		switch {
		case by == byFault:
		case d.OK():
			t.detail(from, paid(p, ordered, notify))
		case by == byOperator: // the cashier notes by itself what it refuses a payer
			refused := journal.Decided(SubjectOf(o), d.Rule, string(d.Code), message.New("the operator cannot pay: %s", d.Reason))
			refused.Data = paid(p, ordered, notify)
			t.note(refused)
		}
	})
	e.wake()
	return o, d, started
}

// merchantOf returns the merchant's profile, an empty one when it has been deleted.
func (t *tx) merchantOf(oidPartner string) *domain.Merchant {
	if m := t.Merchant(oidPartner); m != nil {
		return m
	}
	return &domain.Merchant{OidPartner: oidPartner}
}

func (t *tx) pay(m *domain.Merchant, o *domain.Order, p domain.Payment, notify bool) (*domain.Order, domain.Decision) {
	d := domain.DecidePay(m, o, t.usage(m, o.UserID))
	if !d.OK() {
		return o, d
	}
	if p, d = t.withAgreement(p, o, d); !d.OK() {
		return o, d
	}
	p = withDefaults(withOwnCard(p, o), o)
	if domain.InCutover(Merchants{t.e}.Cutover(m), p.PayType, t.now) {
		d.Rule, p.Outcome, p.After = "CLR-5", string(wire.CodeBankCutover), 0
	}
	o, n := domain.StartAttempt(o, p, t.now)
	a := &o.Attempts[n-1]
	a.NoNote = !notify
	if p.After > 0 || p.Outcome == domain.OutcomeProcessing {
		a.Timeout = t.schedule(t.now.Add(domain.GatewayTimeout), domain.ProcessingTimeout, o.OidPaybill, n, "")
		if p.Outcome != domain.OutcomeProcessing {
			t.schedule(t.now.Add(p.After), domain.GatewayResult, o.OidPaybill, n, p.Outcome)
		}
		t.PutOrder(o)
		t.noteOrder(o, d.Rule, message.New("attempt %d with pay_type %s waits for its gateway", n, p.PayType))
		return o, d
	}
	return t.finish(o, n, failureOf(p.Outcome)), d
}

func withDefaults(p domain.Payment, o *domain.Order) domain.Payment {
	if p.PayType == "" {
		p.PayType = o.PayType
	}
	if offered := o.Offered(); len(offered) > 0 && !slices.Contains(offered, p.PayType) && p.PayType == o.PayType {
		p.PayType = offered[0]
	}
	if p.PayType == "" {
		p.PayType = "2"
	}
	switch {
	case p.BankCode != "":
	case o.OfTheFamily():
		p.BankCode = o.OnlyBank()
	case o.PayType == p.PayType:
		p.BankCode = o.BankCode
	}
	if domain.ByBank(p.PayType) {
		p = atBank(p)
	}
	if o.OfTheFamily() && p.Card == nil && p.NoAgree == "" && domain.ByCard(p.PayType) {
		p.Card = cardOf(o, p)
	}
	return p
}

// withAgreement returns a payment with the agreement that the merchant named for it, where an operator pays and says no more, and the
// decision about the one that it is to be paid with: it must be the user's, and bound, at the moment of the payment.
func (t *tx) withAgreement(p domain.Payment, o *domain.Order, accepted domain.Decision) (domain.Payment, domain.Decision) {
	named := p.NoAgree == "" && (p.PayType == "" || p.PayType == o.PayType) && o.OfTheFamily() && o.Terms.NoAgree != ""
	if named {
		p.NoAgree = o.Terms.NoAgree
	}
	if p.NoAgree == "" {
		return p, accepted
	}
	a := t.Agreement(p.NoAgree)
	if d := t.decideAgreement(o.API, o.OidPartner, o.UserID, p.NoAgree, "", a); !d.OK() {
		return p, d
	}
	if named {
		p.PayType, p.BankCode, p.CardNo = o.PayTypeWith(a), a.Card.BankCode, domain.Masked(a.Card.Number)
	}
	return p, accepted
}

// cardOf returns the card of a payment that the operator makes for a payer: the published one that has been chosen for it, in the name of
// the person whom the order names.
func cardOf(o *domain.Order, p domain.Payment) *domain.CardDetails {
	for _, card := range wire.Cards() {
		if domain.Masked(card.Number) == p.CardNo && card.BankCode == p.BankCode {
			return &domain.CardDetails{Number: card.Number, BankCode: card.BankCode, Kind: card.Type, AcctName: o.AcctName, IDType: cmp.Or(o.Terms.IDType, "0"), IDNo: o.IDNo, BindMob: o.Terms.BindMob}
		}
	}
	return nil
}

// atBank fills in the bank, and for card payments the card, of a payer who names none: the published test card that pays.
func atBank(p domain.Payment) domain.Payment {
	kind := wire.CardDebit
	if p.PayType == "3" {
		kind = wire.CardCredit
	}
	for _, card := range wire.Cards() {
		if domain.ByCard(p.PayType) && card.Outcome == wire.OutcomeSuccess && card.Type == kind && (p.BankCode == "" || p.BankCode == card.BankCode) {
			p.BankCode = card.BankCode
			if p.CardNo == "" {
				p.CardNo = domain.Masked(card.Number)
			}
			return p
		}
	}
	if p.BankCode == "" {
		p.BankCode = defaultBank
	}
	return p
}

// finish gives an open attempt its gateway's result.
func (t *tx) finish(o *domain.Order, n int, code wire.Code) *domain.Order {
	m := t.merchantOf(o.OidPartner)
	if code == "" && (o.State == domain.Waiting || o.State == domain.Processing) {
		if d := domain.DecideUsage(m.Limits, t.usage(m, o.UserID), o.Fen); !d.OK() {
			code = d.Code
		}
	}
	before := o.Attempts[n-1]
	next, rule := domain.FinishAttempt(o, n, code, Merchants{t.e}.Cutoff(m), t.now)
	t.RemoveJob(before.Started.Add(domain.GatewayTimeout), domain.ProcessingTimeout, before.Timeout)
	if next.Attempts[n-1].State == domain.AttemptSuccess {
		next.FeeFen = clearing.Fee(next.Fen, m.FeeRate)
		t.RemoveJob(next.ExpiresAt, domain.Expiry, next.ExpiryJob)
		t.bindPaid(next, &next.Attempts[n-1])
		if !before.NoNote {
			t.notifyPayment(m, next)
		}
	}
	t.PutOrder(next)
	t.noteOrder(next, rule, attemptText(next, n, code))
	return next
}

func attemptText(o *domain.Order, n int, code wire.Code) message.Message {
	switch o.Attempts[n-1].State {
	case domain.AttemptSuccess:
		return message.New("attempt %d paid %s, clearing date %s", n, o.MoneyOrder, human.Stamp(o.SettleDate))
	case domain.AttemptReturned:
		return message.New("attempt %d succeeded but the order was %s: the money went back to the payer, no notification", n, o.State)
	}
	return message.New("attempt %d failed with %s %s: the order is %s", n, code, code.Message(), o.State)
}

// FinishAttempt is the gateway's late result of an attempt. The order is nil when there is none with that number.
func (e Orders) FinishAttempt(oidPaybill string, n int, outcome string) (o *domain.Order, err error) {
	e.update(func(t *tx) {
		err = nil
		if o = t.Order(oidPaybill); o == nil {
			return
		}
		a, ok := o.Attempt(n)
		switch {
		case !ok:
			err = problem.NotFoundf("order %s has no attempt %d: it has %d {attempt|attempts}", oidPaybill, n, len(o.Attempts))
		case !a.Open():
			err = problem.Conflictf("attempt %d of order %s is %s: it has its result", n, oidPaybill, a.State)
		default:
			from := len(t.batch.entries)
			o = t.finish(o, n, failureOf(outcome))
			t.detail(from, journal.Operation{Call: journal.CallFinishAttempt}.With("n", strconv.Itoa(n)).With("outcome", outcome))
			t.removeResult(domain.GatewayResult, oidPaybill, n)
		}
	})
	e.wake()
	return o, err
}

// removeResult drops a result that was still to come for what the operator has finished: attempt n of an order, or a refund (n 0).
func (t *tx) removeResult(kind domain.JobKind, subject string, n int) {
	for j := range t.States() {
		if j.Kind == kind && j.Subject == subject && j.N == n {
			t.RemoveJob(j.Due, j.Kind, j.ID)
			return
		}
	}
}
