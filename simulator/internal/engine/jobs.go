package engine

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// changeState carries out a job that changes state, at its moment, if it still changes something.
func (t *tx) changeState(j *domain.Job) {
	u, changes := about(t.Tx, j)
	if !changes {
		return
	}
	switch j.Kind {
	case domain.GatewayResult:
		t.finish(u.Order, j.N, failureOf(j.Outcome))
	case domain.ProcessingTimeout:
		t.PutOrder(u.next)
		t.noteOrder(u.next, "STA-2", message.New("no gateway result for attempt %d in %s: the order is %s, the result may still come", j.N, domain.GatewayTimeout, u.next.State))
	case domain.Expiry:
		t.PutOrder(u.next)
		t.noteOrder(u.next, "STA-4", message.New("validity of %d minutes ran out: the order is closed", u.Order.ValidOrder))
	case domain.RefundResult:
		t.finishRefund(u.Refund, failureOf(j.Outcome))
	case domain.ClearingFile:
		t.writeFiles(domain.Date(j.Subject))
	}
}

// failureOf returns the failure code of an outcome, "" for success.
func failureOf(outcome string) wire.Code {
	if outcome == domain.OutcomeSuccess {
		return ""
	}
	return wire.Code(outcome)
}

// schedule puts a job into the table.
func (t *tx) schedule(due time.Time, kind domain.JobKind, subject string, n int, outcome string) uint64 {
	return t.AddJob(domain.Job{Due: due, Kind: kind, Subject: subject, N: n, Outcome: outcome})
}
