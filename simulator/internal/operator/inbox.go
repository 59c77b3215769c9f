package operator

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/receiver"
)

// InboxAnswer checks how a sandbox's inbox is to answer notifications.
func InboxAnswer(body api.InboxAnswer) (receiver.Answer, error) {
	return receiver.NewAnswer(body.Answer, string(body.Value), body.Times)
}
