package picture

import "time"

// Sequence is what happened between parties, the oldest event first.
type Sequence struct {
	Title  string   // names the picture for a screen reader
	Lanes  []string // the parties, from left to right
	Clocks []string // headings of the times at the side: of Event.At, and of Event.Other where events have it
	Events []Event
}

// Kind says how an event is drawn.
type Kind string

// The kinds of events.
const (
	Message Kind = "message" // an arrow from one lane to another
	Answer  Kind = "answer"  // the arrow back, dashed
	Note    Kind = "note"    // something that happens in one lane: a box with its label
	Line    Kind = "line"    // a line across all lanes; a new day has one by itself
)

// Tone says whether an event is good news.
type Tone string

// The tones.
const (
	Plain Tone = ""
	Good  Tone = "good"
	Bad   Tone = "bad"
	Busy  Tone = "busy" // not decided yet
)

// Event is one thing that happened. Its Label says all of it, such as that a lost answer is lost.
type Event struct {
	Kind     Kind
	At       time.Time // platform time; zero shows none
	Other    time.Time // the same moment by the second clock; zero shows none
	From, To int       // lanes; a Note stands in From
	Lost     bool      // the arrow breaks off on its way
	Label    string
	Tone     Tone
	Link     string // where the event is described, "" for nowhere
	Dots     []Dot  // attempts, of which the event is the row
	Times    int    // how often it happened in a row, until Until; 0 and 1: once
	Until    time.Time
	Wrong    string // why this is the place where it went wrong; "" marks nothing
}

// Dot is one attempt among others: filled and round where it is Good, a square on its corner where it is Bad, hollow while it is to come.
type Dot struct {
	At    time.Time
	Tone  Tone   // Good, Bad, or Plain for one that is to come
	Label string // all of it in words
	Link  string
}

// Fold puts exchanges that follow each other and say the same, a message with its answer or one that was lost, together as one that happened
// several times.
func Fold(events []Event) []Event {
	folded := make([]Event, 0, len(events))
	for i := 0; i < len(events); {
		n := exchange(events[i:])
		before := len(folded) - n
		if n > 0 && before >= 0 && alike(folded[before:], events[i:i+n]) {
			for k, again := range events[i : i+n] {
				first := &folded[before+k]
				first.Times, first.Until = max(first.Times, 1)+max(again.Times, 1), again.At
			}
		} else {
			folded = append(folded, events[i:i+max(n, 1)]...)
		}
		i += max(n, 1)
	}
	return folded
}

// exchange is how many of the first events are an exchange, 0 where they are none.
func exchange(events []Event) int {
	first := events[0]
	switch {
	case first.Kind != Message:
	case first.Lost:
		return 1
	case len(events) > 1 && events[1].Kind == Answer && events[1].From == first.To && events[1].To == first.From:
		return 2
	}
	return 0
}

// alike tells whether events differ in nothing but their times and links.
func alike(a, b []Event) bool {
	for i := range a {
		x, y := &a[i], &b[i]
		if x.Kind != y.Kind || x.From != y.From || x.To != y.To || x.Lost != y.Lost || x.Label != y.Label || x.Tone != y.Tone || x.Wrong+y.Wrong != "" || len(x.Dots)+len(y.Dots) > 0 {
			return false
		}
	}
	return true
}
