package operator

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/receiver"
)

// AnswerInbox checks how a sandbox's inbox is to answer notifications, and sets it.
func AnswerInbox(s *sandbox.Sandbox, body api.InboxAnswer) (receiver.Answer, error) {
	a, err := receiver.NewAnswer(body.Answer, string(body.Value), body.Times)
	if err != nil {
		return a, err
	}
	s.Inbox.SetAnswer(a)
	s.Journal().Append(journal.Operated(journal.Subject{}, "the inbox answers: "+a.String(), nil))
	return a, nil
}
