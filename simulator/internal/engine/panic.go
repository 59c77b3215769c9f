package engine

import (
	"fmt"
	"runtime/debug"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Panic is a panic that was caught in a shared transaction, to be raised again in the goroutine that caused it.
type Panic struct {
	Value any
	Stack []byte // of where it happened
}

// Error returns the panic's value in one line.
func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// Caught returns what recover returned as a Panic, with the stack; call it in the deferred function.
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

// report logs a panic that is raised in no request.
func (e *core) report(what string, failed *Panic) {
	if log := e.config.Logger; log != nil {
		log.Error(what+" failed with a panic", "panic", failed.Error(), "stack", string(failed.Stack))
	}
}

// drop takes a job that panics out of the table, so that the jobs behind it run. What it was to change stays as it is.
func (t *tx) drop(j *domain.Job, failed *Panic) {
	t.RemoveJob(j.Due, j.Kind, j.ID)
	var subject journal.Subject
	if u, _ := about(t.Tx, j); u.Order != nil {
		subject = SubjectOf(u.Order)
	}
	t.note(journal.Decided(subject, "", string(wire.CodeSystemError),
		message.New("the %s of %s due now was dropped, since the simulator failed to carry it out: %s", j.Kind, j.Subject, failed.Error())))
	if j.Kind == domain.ClearingFile {
		t.planFiles(domain.Date(j.Subject).Next())
	}
}
