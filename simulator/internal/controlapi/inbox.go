package controlapi

import (
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/receiver"
)

func readInbox(c *call) (any, error) {
	p, err := readPage(c.r, "oid_paybill", "no_order")
	if err != nil {
		return nil, err
	}
	after, err := p.afterID()
	if err != nil {
		return nil, err
	}
	pass := func(m receiver.Message) bool {
		return m.ID > after && p.wants("oid_paybill", m.Fields.Get("oid_paybill")) && p.wants("no_order", m.Fields.Get("no_order"))
	}
	found := collect(p, slices.Values(c.sandbox.Inbox.Messages()), pass, func(m receiver.Message) string { return strconv.FormatUint(m.ID, 10) })
	return api.Inbox{URL: c.options.InboxURL(c.sandbox.ID), Answer: receiver.ShowAnswer(c.sandbox.Inbox.Answer()),
		Messages: rendered(found.list, receiver.Show), Next: found.next, Omitted: found.omitted}, nil
}

func answerInbox(c *call, body api.InboxAnswer) (any, error) {
	a, err := operator.InboxAnswer(body)
	if err != nil {
		return nil, err
	}
	c.sandbox.AnswerInbox(a)
	return receiver.ShowAnswer(a), nil
}
