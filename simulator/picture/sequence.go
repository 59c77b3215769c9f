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
