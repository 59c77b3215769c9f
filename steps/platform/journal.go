package platform

import (
	"context"
	"fmt"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

var journalSteps = []step{
	{English: `the journal tells in this order:`, Run: (*world).checkJournal},
}

// checkJournal looks for entries, each after the one before; others may stand between them.
func (w *world) checkJournal(ctx context.Context, t *godog.Table) error {
	entries, err := w.journal(ctx)
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
		return fmt.Errorf("the journal has no entry as in row %d, or not in this order: %s", i, asText(entries))
	}
	return nil
}

func (w *world) journal(ctx context.Context) ([]api.Entry, error) {
	var all []api.Entry
	for page := (client.Page{}); ; {
		list, err := w.control.Journal(ctx, "", page)
		if err != nil {
			return nil, err
		}
		all = append(all, list.Entries...)
		if list.Next == "" {
			return all, nil
		}
		page.After = list.Next
	}
}
