package engine

import (
	"fmt"
	"runtime/debug"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Panic is a panic that was caught, to be raised again where it does no harm to others: at the one who caused it.
type Panic struct {
	Value any
	Stack []byte // of where it happened
}

// Error says what happened, in one line.
func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// Caught makes a Panic of what recover returned; the caller is the deferred function.
func Caught(value any) *Panic {
	if p, ok := value.(*Panic); ok {
		return p
	}
	return &Panic{value, debug.Stack()}
}

// try carries out f and returns its panic, or nil.
func try(f func()) (failed *Panic) {
	defer func() {
		if value := recover(); value != nil {
			failed = Caught(value)
		}
	}()
	f()
	return nil
}

// report logs a panic that no request is answered for.
func (e *core) report(what string, failed *Panic) {
	if log := e.config.Logger; log != nil {
		log.Error(what+" failed with a panic", "panic", failed.Error(), "stack", string(failed.Stack))
	}
}

// drop takes a job out of the table that cannot be carried out, so that it does not keep the others from their turn. What it was to
// change stays as it is.
func (t *tx) drop(j *domain.Job, failed *Panic) {
	t.RemoveJob(j.Due, j.Kind, j.ID)
	var subject journal.Subject
	if u, _ := about(t.Tx, j); u.Order != nil {
		subject = SubjectOf(u.Order)
	}
	t.note(journal.Decided(subject, "", string(wire.CodeSystemError),
		fmt.Sprintf("the %s of %s due now was dropped, since the simulator failed to carry it out: %s", j.Kind, j.Subject, failed.Error())))
	if j.Kind == domain.ClearingFile {
		t.planFiles(dayAfter(j.Subject))
	}
}
