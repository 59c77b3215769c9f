package engine

import (
	"fmt"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// changeState carries out a job that changes state.
func (t *tx) changeState(j *domain.Job) {
	switch j.Kind {
	case domain.GatewayResult:
		if o := t.Order(j.Subject); o != nil {
			if a, ok := o.Attempt(j.N); ok && a.Open() {
				t.finish(o, j.N, failureOf(j.Outcome))
			}
		}
	case domain.ProcessingTimeout:
		t.timeOut(j)
	case domain.Expiry:
		t.expire(j)
	case domain.RefundResult:
		if r := t.Refund(j.Subject); r != nil && r.State == domain.RefundProcessing {
			t.finishRefund(r, failureOf(j.Outcome))
		}
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

func (t *tx) timeOut(j *domain.Job) {
	o := t.Order(j.Subject)
	if o == nil {
		return
	}
	next, changed := domain.TimeOut(o, j.N, t.now)
	if !changed {
		return
	}
	t.PutOrder(next)
	t.noteOrder(next, "STA-2", fmt.Sprintf("no gateway result for attempt %d in %s: the order is %s, the result may still come", j.N, domain.GatewayTimeout, next.State))
}

func (t *tx) expire(j *domain.Job) {
	o := t.Order(j.Subject)
	if o == nil {
		return
	}
	next, changed := domain.Expire(o, t.now)
	if !changed {
		return
	}
	t.PutOrder(next)
	t.noteOrder(next, "STA-4", fmt.Sprintf("validity of %d minutes ran out: the order is closed", o.ValidOrder))
}

// schedule puts a job into the table.
func (t *tx) schedule(due time.Time, kind domain.JobKind, subject string, n int, outcome string) uint64 {
	return t.AddJob(domain.Job{Due: due, Kind: kind, Subject: subject, N: n, Outcome: outcome})
}
