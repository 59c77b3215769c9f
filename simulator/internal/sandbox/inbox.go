package sandbox

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/receiver"
)

// AnswerInbox sets how the sandbox's inbox answers notifications, and notes it in the journal.
func (s *Sandbox) AnswerInbox(a receiver.Answer) {
	s.Inbox.SetAnswer(a)
	s.Journal().Append(journal.Operated(journal.Subject{}, a.Said(), nil))
}

// Reset takes the sandbox back to its configuration, its inbox included.
func (s *Sandbox) Reset(keepSequence bool) error {
	return s.emptied(s.Parts.Reset(keepSequence))
}

// ResetAt is Reset with another time than the configuration's.
func (s *Sandbox) ResetAt(keepSequence bool, mode clock.Mode, start time.Time) error {
	return s.emptied(s.Parts.ResetAt(keepSequence, mode, start))
}

// emptied clears the inbox after a reset that has succeeded.
func (s *Sandbox) emptied(err error) error {
	if err == nil {
		s.Inbox.Clear()
	}
	return err
}
