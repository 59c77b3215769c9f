package main

import (
	"io"
	"strconv"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/explore"
)

// exploreProgress shows on a terminal how an exploration proceeds.
type exploreProgress struct {
	line liveLine
	lang message.Lang
	mu   sync.Mutex
}

func newExploreProgress(w io.Writer, lang message.Lang) *exploreProgress {
	return &exploreProgress{line: newLiveLine(w), lang: lang}
}

// say shows a sentence.
func (p *exploreProgress) say(text message.Text, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.line.show(message.New(text, args...).In(p.lang))
}

// told shows how far the exploration has come.
func (p *exploreProgress) told(now explore.Progress) {
	if now.Shrinking {
		p.say("a promise broke; the sequence is made smaller")
		return
	}
	sequences, events, rules := human.Number(now.Sequences), human.Number(now.Events), strconv.Itoa(now.Rules)
	perSecond := "–"
	if seconds := now.Took.Seconds(); seconds > 0 {
		perSecond = strconv.FormatFloat(float64(now.Sequences)/seconds, 'f', 1, 64)
	}
	p.say("%s {sequence|sequences}, %s a second, %s {event|events}; %s {rule|rules} met", sequences, perSecond, events, rules)
}

// finish erases the line.
func (p *exploreProgress) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.line.clear()
	p.line.on = false
}
