package engine

import (
	"iter"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Refunds takes refund requests, finds refunds, and gives them their results.
type Refunds struct{ *core }

// Refund takes a refund request (rules section 9). The refund is nil when it was refused.
func (e Refunds) Refund(request uint64, m *domain.Merchant, r domain.RefundRequest) (d domain.Decision, out *domain.Refund) {
	e.update(func(t *tx) {
		t.request, out = request, nil
		used := t.RefundByNumber(m.OidPartner, r.NoRefund)
		naming, payment := findPayment(t.Tx, m.OidPartner, r.Payment)
		d = domain.DecideRefund(used, naming, payment, r, t.now)
		if d.OK() && used == nil {
			d = t.roomForRefund(d)
		}
		t.noteDecision(m, r.Payment.NoOrder, payment, d)
		switch {
		case !d.OK():
		case used != nil:
			out = used
		default:
			out = t.placeRefund(m, r, payment)
		}
	})
	return d, out
}

func (t *tx) placeRefund(m *domain.Merchant, r domain.RefundRequest, payment *domain.Order) *domain.Refund {
	refund := &domain.Refund{
		OidRefundno: t.NextNumber(t.now),
		OidPartner:  m.OidPartner,
		NoRefund:    strings.Clone(r.NoRefund),
		DtRefund:    strings.Clone(r.DtRefund),
		MoneyRefund: strings.Clone(r.MoneyRefund),
		Fen:         r.Fen,
		NotifyURL:   strings.Clone(r.NotifyURL),
		SignType:    strings.Clone(r.SignType),
		OidPaybill:  payment.OidPaybill,
		NoOrder:     payment.NoOrder,
		State:       domain.RefundProcessing,
		CreatedAt:   t.now,
	}
	refund.BusinessDate = domain.DateOf(refund.DtRefund)
	next := payment.Copy()
	next.ReservedFen += refund.Fen
	t.PutOrder(next)
	t.PutRefund(refund)
	outcome := m.Refund.Outcome
	if outcome == "" {
		outcome = domain.OutcomeSuccess
	}
	if outcome != domain.OutcomeProcessing {
		t.schedule(t.now.Add(m.Refund.After), domain.RefundResult, refund.OidRefundno, 0, outcome)
	}
	t.noteRefund(refund, "RFD-8", message.New("refund %s of %s accepted", refund.NoRefund, refund.MoneyRefund))
	return refund
}

func (t *tx) noteRefund(r *domain.Refund, rule string, text message.Message) {
	changed := journal.Changed(journal.Subject{OidPartner: r.OidPartner, NoOrder: r.NoOrder, OidPaybill: r.OidPaybill}, rule, string(r.State), text)
	changed.Data = journal.RefundState{OidRefundno: r.OidRefundno}
	t.note(changed)
}

// finishRefund gives a processing refund its result, "" for success.
func (t *tx) finishRefund(r *domain.Refund, code wire.Code) *domain.Refund {
	o, m := t.Order(r.OidPaybill), t.merchantOf(r.OidPartner)
	r, o = domain.FinishRefund(r, o, code, Merchants{t.e}.Cutoff(m), t.now)
	rule, text := "RFD-8", message.New("refund %s of %s succeeded, clearing date %s: the payment is %s", r.NoRefund, r.MoneyRefund, human.Stamp(r.SettleDate), o.State)
	if code != "" {
		rule, text = "RFD-7", message.New("refund %s of %s failed with %s %s: its amount is free again", r.NoRefund, r.MoneyRefund, code, code.Message())
	} else {
		r.FeeFen = clearing.Fee(r.Fen, m.FeeRate)
	}
	t.PutOrder(o)
	t.PutRefund(r)
	t.notifyRefund(r)
	t.noteRefund(r, rule, text)
	return r
}

// FinishRefund is the operator's result for a refund that is processing.
func (e Refunds) FinishRefund(oidRefundno, outcome string) (*domain.Refund, error) {
	return e.finish(oidRefundno, outcome, journal.Operation{Call: journal.CallFinishRefund}.With("oid_refundno", oidRefundno).With("outcome", outcome))
}

// finish gives a refund its result; by is what the journal keeps of who gave it.
func (e Refunds) finish(oidRefundno, outcome string, by journal.Detail) (r *domain.Refund, err error) {
	e.update(func(t *tx) {
		err = nil
		if r = t.Refund(oidRefundno); r == nil {
			return
		}
		if r.State != domain.RefundProcessing {
			err = problem.Conflictf("refund %s has sta_refund %s: it has its result", oidRefundno, r.State)
			return
		}
		from := len(t.batch.entries)
		r = t.finishRefund(r, failureOf(outcome))
		t.detail(from, by)
		t.removeResult(domain.RefundResult, oidRefundno, 0)
	})
	e.wake()
	return r, err
}

// FindRefund answers a refund query. The refund is nil when it was refused.
func (e Refunds) FindRefund(oidPartner string, n domain.RefundName) (domain.Decision, *domain.Refund) {
	r := e.present()
	var byNumber, byID *domain.Refund
	if n.NoRefund != "" {
		byNumber = r.RefundByNumber(oidPartner, n.NoRefund)
	}
	if n.OidRefundno != "" {
		if found := r.Refund(n.OidRefundno); found != nil && found.OidPartner == oidPartner {
			byID = found
		}
	}
	return domain.DecideRefundName(n, byNumber, byID)
}

// RefundsAfter yields the refunds above an oid_refundno, oldest first.
func (e Refunds) RefundsAfter(after string) iter.Seq[*domain.Refund] {
	return e.present().RefundsAfter(after)
}

// RefundByID returns a refund, or nil.
func (e Refunds) RefundByID(oidRefundno string) *domain.Refund {
	return e.present().Refund(oidRefundno)
}

// RefundByNumber returns a merchant's refund with a no_refund, or nil.
func (e Refunds) RefundByNumber(oidPartner, noRefund string) *domain.Refund {
	return e.present().RefundByNumber(oidPartner, noRefund)
}

// RefundsSettled yields a merchant's successful refunds of a clearing date.
func (e Refunds) RefundsSettled(oidPartner, date string) iter.Seq[*domain.Refund] {
	return e.present().RefundsSettled(oidPartner, date)
}
