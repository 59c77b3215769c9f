package platform

import (
	"bytes"
	"context"
	"fmt"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var receivedSteps = []step{
	{English: `the merchant has received {int} notification(s)`,
		Chinese: `商户共收到 {int} 次通知`,
		Tried: []string{
			`the merchant gets/receives {int} notification(s)`, `the merchant is notified {int} times`,
			`商户收到{int}次通知`, `商户收到{int}个通知`, `商户收到通知`,
		},
		Run: (*world).checkReceived},
	{English: `the last notification has:`,
		Chinese: `最近一次通知的内容包括：`,
		Run:     (*world).checkLastHas},
	{English: `the last notification consists of {string}`,
		Chinese: `最近一次通知的全部字段为 {string}`,
		Run:     (*world).checkLastFields},
	{English: `the last notification came as {word} {word} {string}`,
		Chinese: `最近一次通知以 {word} {word} 送达，内容类型为 {string}`,
		Run:     (*world).checkLastRequest},
	{English: `the last notification's signature does not verify`,
		Chinese: `最近一次通知验签不通过`,
		Run:     (*world).checkLastForged},
	{English: `all notifications are the same to the byte`,
		Chinese: `各次通知逐字节相同`,
		Run:     (*world).checkAllSame},
}

// checkReceived counts the notifications once all that are due were sent. All must carry the platform's signature.
func (w *world) checkReceived(ctx context.Context, n int) error {
	if err := w.settle(ctx); err != nil {
		return err
	}
	all, err := w.received(ctx)
	if err != nil {
		return err
	}
	if err := checkSame(message.New("the number of notifications received"), fmt.Sprint(len(all)), fmt.Sprint(n)); err != nil {
		return err
	}
	for i, x := range all {
		if err := w.verify(x); err != nil {
			return message.Errorf("notification %d, %s: %w", i+1, x.body, err)
		}
	}
	return nil
}

// verify checks a notification's signature, which leaves out card_no (NTF-10), with the keys of the account that it names.
func (w *world) verify(n notification) error {
	m := w.accounts[n.fields.Get("oid_partner")]
	if m == nil {
		return message.Errorf("it is for no merchant of this scenario")
	}
	return sign.Verify(n.fields.Without(wire.UnsignedInNotification), m.platform)
}

func (w *world) checkLastHas(n notification, wanted []cell) error {
	return w.checkHas(message.New("the notification"), n.fields.Map(), wanted)
}

func (w *world) checkLastFields(n notification, names string) error {
	if !bytes.Equal(n.body, wire.EncodeJSON(n.fields)) {
		return message.Errorf("the keys of %s are not in ascending order", n.body)
	}
	return checkFieldNames(message.New("the notification"), n.fields, names)
}

func (w *world) checkLastRequest(n notification, method, path, contentType string) error {
	return checkSame(message.New("how the notification came"), n.method+" "+n.path+" "+n.contentType, method+" "+path+" "+contentType)
}

func (w *world) checkLastForged(n notification) error {
	if w.verify(n) == nil {
		return message.Errorf("the signature of %s verifies", n.body)
	}
	return nil
}

func (w *world) checkAllSame(ctx context.Context) error {
	all, err := w.received(ctx)
	if err != nil {
		return err
	}
	for _, n := range all {
		if !bytes.Equal(n.body, all[0].body) || n.contentType != all[0].contentType {
			return message.Errorf("one notification was %s, another %s", all[0].body, n.body)
		}
	}
	return nil
}
