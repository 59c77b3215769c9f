package explore

import (
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// clause is an event in a story, with the time that passed before it and the troubles that affected it.
type clause struct {
	who   message.Text // empty: did is a whole clause
	did   message.Text
	event Event
	times int // in a row

	several bool     // orders
	ahead   []string // such as: 10 minutes later
	behind  []string // such as: but the answer was cut off
}

// clauses tells the events in order, and where everything settled.
func (f *Finding) clauses() (all []clause) {
	events, several := f.Sequence.Events, f.Sequence.orders() > 1
	var ahead []string
	behind := map[int][]string{} // by the index of the event
	for i, e := range events {
		a, known := accounts[e.accountName()]
		if !known {
			a.did = message.Text("%[2]s")
			e = Event{Kind: e.Kind, Values: []string{e.Said()}}
		}
		if i == f.settles() {
			all = append(all, clause{did: everythingSettled})
		}
		if meets := met(events, i, behind); meets >= 0 {
			behind[meets] = append(behind[meets], e.tell(a.behind, "", f.Lang))
			continue
		}
		if a.ahead != "" && i+1 < len(events) && i+1 != f.settles() {
			ahead = append(ahead, e.tell(a.ahead, "", f.Lang))
			continue
		}
		last := len(all) - 1
		if last >= 0 && all[last].event.Kind != nil && all[last].event.equal(e) && ahead == nil && behind[i] == nil && all[last].behind == nil {
			all[last].times++
			continue
		}
		all = append(all, clause{who: a.who, did: a.did, event: e, times: 1, several: several, ahead: ahead, behind: behind[i]})
		ahead = nil
	}
	if f.settles() == len(events) {
		all = append(all, clause{did: everythingSettled})
	}
	return all
}

const everythingSettled message.Text = "everything settled"

// settles returns the index among the events at which everything settles: before an event that comes last, or else after all of them; -1
// where the promise was broken earlier.
func (f *Finding) settles() int {
	if !f.Settled {
		return -1
	}
	if at := slices.IndexFunc(f.Sequence.Events, func(e Event) bool { return e.Kind.Last }); at >= 0 {
		return at
	}
	return len(f.Sequence.Events)
}

// met returns the index of the event that the trouble at an index affects; -1 where that is not known. One event can have one spoilt answer.
func met(events []Event, at int, behind map[int][]string) int {
	trouble := events[at]
	if accounts[trouble.Kind.Name].behind == "" {
		return -1
	}
	m, known := meetings[trouble.Kind.Name]
	if !known {
		m = meetings[trouble.Values[0]]
	}
	for i, e := range events[at+1:] {
		switch name := e.Kind.Name; {
		case slices.Contains(m.by, name) && !known && behind[at+1+i] != nil: // another one's
		case slices.Contains(m.by, name):
			return at + 1 + i
		case m.after != nil && accounts[name].behind == "" && !slices.Contains(m.after, name):
			return -1
		}
	}
	return -1
}

// sentences joins clauses two by two. The last sentence says that it comes after the others.
func sentences(all []clause, lang message.Lang) (told []string) {
	say := func(text message.Text, args ...any) string { return message.New(text, args...).In(lang) }
	for i := 0; i < len(all); i++ {
		first := all[i].in(lang, nil)
		if i > 0 && i+2 >= len(all) && all[i].ahead == nil && (i+1 == len(all) || all[i].joins(all[i+1])) {
			first = say("then %s", first)
		}
		if i+1 == len(all) || !all[i].joins(all[i+1]) {
			told = append(told, first)
			continue
		}
		i++
		second := all[i].in(lang, &all[i-1])
		if all[i].who != "" && all[i].who == all[i-1].subject() {
			told = append(told, say("%s and then %s", first, second))
		} else {
			told = append(told, say("%s, and %s", first, second))
		}
	}
	return told
}

// joins reports whether the next clause belongs to the same sentence.
func (c clause) joins(next clause) bool {
	return c.behind == nil && next.ahead == nil && !strings.Contains(string(c.did), ",")
}

// subject is who acts, as it is called after the clause.
func (c clause) subject() message.Text {
	if c.who == aShopper {
		return theShopper
	}
	return c.who
}

// in says the clause in a language, after before, another clause of the same sentence; nil where it begins one.
func (c clause) in(lang message.Lang, before *clause) string {
	text := c.event.tell(c.did, c.order(before).In(lang), lang)
	switch {
	case c.times == 2:
		text = message.New("%s, twice in a row", text).In(lang)
	case c.times > 2:
		text = message.New("%s, %d times in a row", text, c.times).In(lang)
	}
	if c.who != "" && (before == nil || c.who != before.subject()) {
		text = c.who.In(lang) + between(lang) + text
	}
	for _, part := range slices.Backward(c.ahead) {
		text = message.New("%s, %s", part, text).In(lang)
	}
	for _, part := range c.behind {
		text = message.New("%s, %s", text, part).In(lang)
	}
	return text
}

// order is how the clause calls its order.
func (c clause) order(before *clause) message.Text {
	switch {
	case c.several && c.event.Order > 0:
		return orders[c.event.Order]
	case c.who == aShopper:
		return "an order"
	case before != nil && before.event.Order > 0 && (strings.Contains(string(c.did), "paid %[1]s") || strings.Contains(string(c.did), "pay %[1]s")):
		return "it"
	}
	return "the order"
}
