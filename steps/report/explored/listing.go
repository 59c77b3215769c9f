package explored

import (
	"github.com/lianlian-sim/llsim/steps/explore"
)

// Listing is what an exploration found and reached, for programs.
type Listing struct {
	OK        bool    `json:"ok"` // what the exit code says
	Seed      uint64  `json:"seed"`
	Sequences int     `json:"sequences"`
	Events    int     `json:"events"`
	Seconds   float64 `json:"seconds"`
	Stopped   string  `json:"stopped,omitempty"` // why it ended early

	Finding   *ListedFinding  `json:"finding,omitempty"`
	Promises  []ListedPromise `json:"promises"`
	NotJudged []ListedReason  `json:"not_judged"` // sequences
	Rules     []string        `json:"rules"`      // of the platform, that were met
	Reached   []ListedPlace   `json:"reached"`
	LeftOut   []ListedLeft    `json:"left_out"`
}

// ListedFinding is a sequence that broke a promise.
type ListedFinding struct {
	Promise  string   `json:"promise"`
	Reason   string   `json:"reason"`
	Story    string   `json:"story"`
	Feature  string   `json:"feature"`
	Sequence uint64   `json:"sequence"` // its number in the seed, from 0
	Events   int      `json:"events"`
	Of       int      `json:"of_events"` // before it was made smaller
	Tries    int      `json:"tries"`     // to make it smaller
	Seen     int      `json:"seen"`
	Again    int      `json:"played_again"`
	Commands []string `json:"commands"` // that play it again
	Folder   string   `json:"folder,omitempty"`
}

// ListedPromise is a promise and what became of it.
type ListedPromise struct {
	Promise   string   `json:"promise"`
	Statement string   `json:"statement"`
	Verdict   Verdict  `json:"verdict"`
	Reason    string   `json:"reason,omitempty"`
	Rests     []string `json:"rests_on"`
}

// ListedReason is how many sequences could not be judged for a reason.
type ListedReason struct {
	Reason    string `json:"reason"`
	Sequences int    `json:"sequences"`
}

// ListedPlace is how often an event met an order in a state on both sides, and a rule of the platform that decided something then.
type ListedPlace struct {
	Event    string `json:"event"`
	Platform string `json:"platform"`
	Merchant string `json:"merchant"`
	Rule     string `json:"rule,omitempty"`
	Times    int    `json:"times"`
}

// ListedLeft is an event or a promise that was left out.
type ListedLeft struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// Listing returns the report for programs.
func (r Report) Listing() Listing {
	l := Listing{
		OK: r.OK() && r.Stopped == "", Seed: r.Seed, Sequences: r.Sequences, Events: r.Events, Seconds: r.took().Seconds(), Stopped: r.Stopped,
		NotJudged: []ListedReason{}, Rules: append([]string{}, r.Reached.Rules()...), LeftOut: []ListedLeft{}, Reached: []ListedPlace{},
	}
	for _, p := range explore.Promises() {
		verdict, reason := r.verdict(p)
		l.Promises = append(l.Promises, ListedPromise{p.ID, p.In(r.Lang), verdict, reason, p.Rests})
	}
	for _, why := range r.reasons() {
		l.NotJudged = append(l.NotJudged, ListedReason{why, r.Unjudged[why]})
	}
	for _, place := range r.Reached.All() {
		l.Reached = append(l.Reached, ListedPlace{place.Event, place.Platform, place.Merchant, place.Rule, r.Reached[place]})
	}
	for _, left := range r.Summary.LeftOut {
		l.LeftOut = append(l.LeftOut, ListedLeft{left.Name, left.Reason})
	}
	if f := r.Finding; f != nil {
		l.Finding = &ListedFinding{
			Promise: f.Promise.ID, Reason: f.Reason, Story: f.Story(), Feature: f.Feature(), Sequence: f.Number, Events: len(f.Sequence.Events),
			Of: f.Length, Tries: f.Tried, Seen: r.Confirmed.Seen, Again: r.Confirmed.Of, Commands: r.Again(), Folder: r.Folder,
		}
	}
	return l
}

// Verdict is what became of a promise.
type Verdict string

// The verdicts.
const (
	Kept      Verdict = "kept"
	Broken    Verdict = "broken"
	NotJudged Verdict = "not judged"
	LeftOut   Verdict = "left out"
)

// verdict says what became of a promise, and why where it was not kept.
func (r Report) verdict(p explore.Promise) (Verdict, string) {
	left := ""
	for _, l := range r.Summary.LeftOut {
		if l.Name == p.ID {
			left = l.Reason
		}
	}
	switch {
	case r.Finding != nil && r.Finding.Promise.ID == p.ID:
		return Broken, r.Finding.Reason
	case left != "":
		return LeftOut, left
	case r.inconclusive() != "":
		return NotJudged, r.inconclusive()
	}
	return Kept, ""
}
