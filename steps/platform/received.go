package platform

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var receivedSteps = []step{
	{English: `the merchant has received (\d+) notifications?`, Run: (*world).hasReceived},
	{English: `the last notification has:`, Run: (*world).lastHas},
	{English: `the last notification consists of "([^"]*)"`, Run: (*world).lastConsists},
	{English: `the last notification came as (\S+) (\S+) "([^"]*)"`, Run: (*world).lastCame},
	{English: `the last notification's signature does not verify`, Run: (*world).lastForged},
	{English: `all notifications are the same to the byte`, Run: (*world).allSame},
}

// hasReceived counts what has come once all that is due has been sent. All of it must be signed by the platform.
func (w *world) hasReceived(ctx context.Context, n int) error {
	if err := w.settle(ctx); err != nil {
		return err
	}
	all := w.server.all()
	if err := same("the number of notifications received", fmt.Sprint(len(all)), fmt.Sprint(n)); err != nil {
		return err
	}
	for i, x := range all {
		if err := w.verify(x); err != nil {
			return fmt.Errorf("notification %d, %s: %w", i+1, x.body, err)
		}
	}
	return nil
}

// verify checks a notification as the merchant it names would.
func (w *world) verify(n notification) error {
	m := w.known[n.fields.Get("oid_partner")]
	if m == nil {
		return errors.New("it is for no merchant of this scenario")
	}
	return sign.Verify(n.fields, m.platform)
}

func (w *world) lastHas(t *godog.Table) error {
	n, err := w.server.last()
	if err != nil {
		return err
	}
	return w.has("the notification", n.fields.Map(), t)
}

func (w *world) lastConsists(names string) error {
	n, err := w.server.last()
	if err != nil {
		return err
	}
	if !bytes.Equal(n.body, wire.EncodeJSON(n.fields)) {
		return fmt.Errorf("the keys of %s are not in ascending order", n.body)
	}
	return consists("the notification", n.fields, names)
}

func (w *world) lastCame(method, path, contentType string) error {
	n, err := w.server.last()
	if err != nil {
		return err
	}
	return same("how the notification came", n.method+" "+n.path+" "+n.contentType, method+" "+path+" "+contentType)
}

func (w *world) lastForged() error {
	n, err := w.server.last()
	if err != nil {
		return err
	}
	if w.verify(n) == nil {
		return fmt.Errorf("the signature of %s verifies", n.body)
	}
	return nil
}

func (w *world) allSame() error {
	all := w.server.all()
	for _, n := range all {
		if !bytes.Equal(n.body, all[0].body) || n.contentType != all[0].contentType {
			return fmt.Errorf("one notification was %s, another %s", all[0].body, n.body)
		}
	}
	return nil
}
