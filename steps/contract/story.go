package contract

import (
	"cmp"
	"context"
	"regexp"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// moment is what a moment looks like in the journal's text.
var moment = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?`) })

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
		text := message.As(e.Text)
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
			if moments := moment().FindAllString(e.Text, -1); len(moments) == 2 && moments[0] == moments[1] {
				continue // what was due then was waited for
			}
		case "state":
			text = aboutOrder(e, message.New("%s: %s", message.Word(cmp.Or(e.Code, "changed")), e.Text))
		case "delivery":
			text = message.New("notification of %s", aboutOrder(e, text))
		}
		all = append(all, Happening{e.At.Time, w.say(text)})
	}
	return all
}

// aboutOrder begins a line with the order that an entry is about.
func aboutOrder(e api.Entry, text message.Message) message.Message {
	if number := cmp.Or(e.NoOrder, e.OidPaybill); number != "" {
		return message.New("order %s: %s", number, text)
	}
	return text
}

// told is a request with its answer in a line.
func (c call) told() message.Message {
	text := message.New("request to %s", c.path)
	if c.kind != "" {
		text = message.As(string(c.kind))
	}
	for _, field := range []string{"no_order", "no_refund", "dt_order", "money_order", "money_refund"} {
		if value := c.fields.Get(field); value != "" {
			text = message.New("%s %s=%s", text, field, value)
		}
	}
	switch {
	case c.noAnswer != "" && c.kind == "": // a file, of which the journal does not keep the answer
		text = message.New("%s: %s", text, c.noAnswer)
	case c.noAnswer != "":
		text = message.New("%s: no answer, %s", text, c.noAnswer)
	case c.code != "":
		text = message.New("%s: %s", text, c.code)
	}
	if c.rule != "" {
		text = message.New("%s by %s", text, c.rule)
	}
	if c.reason != "" {
		text = message.New("%s, %s", text, c.reason)
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
