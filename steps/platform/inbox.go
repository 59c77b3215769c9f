package platform

import (
	"context"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// inboxSteps are about the sandbox's own receiver of notifications and returns.
var inboxSteps = []step{
	{English: `the sandbox's inbox receives the merchant's notifications`,
		Chinese: `由沙箱的收件箱代商户接收通知`,
		Run:     (*world).receiveInInbox},
	{English: `the inbox answers notifications with:`,
		Chinese: `收件箱按以下设定应答通知：`,
		Run:     (*world).answerInbox},
	{English: `the inbox has received:`,
		Chinese: `收件箱依次收到：`,
		Run:     (*world).checkInbox},
}

// receiveInInbox makes the inbox the address of the merchant's next orders and refunds.
func (w *world) receiveInInbox(ctx context.Context) error {
	s, err := w.control.Sandbox(ctx)
	w.notifyURL = s.InboxURL
	return err
}

func (w *world) answerInbox(ctx context.Context, a api.InboxAnswer) error {
	_, err := w.control.AnswerInbox(ctx, a)
	return err
}

// checkInbox compares what the inbox has received, once everything that is due was sent, with a table.
func (w *world) checkInbox(ctx context.Context, t *godog.Table) error {
	if err := w.settle(ctx); err != nil {
		return err
	}
	all, err := whole(func(p client.Page) ([]api.Received, string, error) {
		box, err := w.facts().Inbox(ctx, p)
		return box.Messages, box.Next, err
	})
	if err != nil {
		return err
	}
	return checkRows(w, "messages in the inbox", all, t)
}
