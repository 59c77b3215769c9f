package contract

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// Happening is one line of what happened in the sandbox of a scenario, by platform time.
type Happening struct {
	At   time.Time
	Text string
}

// tell lists what happened in the sandbox since the scenario began: requests with their answers, changes of state, notifications, clearing
// files of the merchants that act, and what was done to the platform.
func (w *world) tell(entries []api.Entry) (all []Happening) {
	calls := map[uint64]call{}
	for _, c := range w.callsOf(entries) {
		calls[c.id] = c
	}
	acting := map[string]bool{} // the merchants that something happened to
	for _, e := range entries {
		acting[e.OidPartner] = acting[e.OidPartner] || e.Kind != "file"
	}
	for _, e := range entries {
		if e.Kind == "file" && !acting[e.OidPartner] {
			continue // the platform writes files for each merchant
		}
		text := e.Text
		switch e.Kind {
		case "request":
			c, known := calls[e.ID]
			if !known {
				continue
			}
			text = c.told()
		case "decision", "answer":
			continue // told with the request
		case "clock":
			if from, to, _ := strings.Cut(strings.TrimPrefix(e.Text, "advanced from "), " to "); from == to {
				continue // what was due then was waited for
			}
		case "state":
			text = subject(e) + cmp.Or(e.Code, "changed") + ": " + e.Text
		case "delivery":
			text = "notification of " + subject(e) + e.Text
		}
		all = append(all, Happening{e.At.Time, text})
	}
	return all
}

// subject is the order that an entry is about, as the beginning of a line.
func subject(e api.Entry) string {
	if number := cmp.Or(e.NoOrder, e.OidPaybill); number != "" {
		return "order " + number + ": "
	}
	return ""
}

// told is a request with its answer in a line.
func (c call) told() string {
	words := []string{cmp.Or(string(c.kind), "request to "+c.path)}
	for _, field := range []string{"no_order", "no_refund", "dt_order", "money_order", "money_refund"} {
		if value := c.fields.Get(field); value != "" {
			words = append(words, field+"="+value)
		}
	}
	text := strings.Join(words, " ")
	switch {
	case c.noAnswer != "" && c.kind == "": // a file, of which the journal does not keep the answer
		text += ": " + c.noAnswer
	case c.noAnswer != "":
		text += ": no answer, " + c.noAnswer
	case c.code != "":
		text += ": " + c.code
	}
	if c.rule != "" {
		text += " by " + c.rule
	}
	if c.reason != "" {
		text += ", " + c.reason
	}
	return text
}

// journal lists the entries of the scenario; none where the platform does not answer.
func (w *world) journal(ctx context.Context) []api.Entry {
	if w.Control == nil {
		return nil
	}
	entries, err := w.Control.WholeJournal(ctx, w.startPosition)
	if err != nil {
		return nil
	}
	return entries
}
