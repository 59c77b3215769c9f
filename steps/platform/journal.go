package platform

import (
	"context"
	"reflect"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var journalSteps = []step{
	{English: `the journal tells in this order:`,
		Chinese: `日志中依次有：`,
		Run:     (*world).checkJournal},
}

// checkJournal looks for entries, each after the one before; others may stand between them.
func (w *world) checkJournal(ctx context.Context, t *godog.Table) error {
	if err := checkHeading(message.New("an entry of the journal"), reflect.TypeFor[api.Entry](), t); err != nil {
		return err
	}
	entries, err := w.facts().WholeJournal(ctx, 0)
	if err != nil {
		return err
	}
	i := 1
	for _, e := range entries {
		if i < len(t.Rows) && w.checkRow(e, t, i) == nil {
			i++
		}
	}
	if i < len(t.Rows) {
		return message.Errorf("the journal has no entry as in row %d, or not in this order: %s", i, asText(entries))
	}
	return nil
}
