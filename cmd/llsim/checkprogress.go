package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// progress shows how a check proceeds: a line for each scenario that failed or was not judged, one for all its examples, and on a
// terminal a last line with the number of results so far and the platform time that they reached.
type progress struct {
	w     io.Writer
	line  liveLine // the number of results so far
	lines bool     // write a line for each scenario that failed
	total int

	lang message.Lang

	mu               sync.Mutex
	finished, failed int
	reported         map[string]bool // scenarios with a line, by file and name
	reached          string          // platform time at the end of the scenario that ended last, "" where none told
	current          string          // what started last: obligations or name of a scenario
}

func newProgress(w io.Writer, total int, lang message.Lang) *progress {
	return &progress{w: w, line: newLiveLine(w), lines: true, total: total, lang: lang, reported: map[string]bool{}}
}

// showNow shows what starts.
func (p *progress) showNow(current string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.current = current
	p.show()
}

// started shows the scenario that starts.
func (p *progress) started(r contract.Result) {
	p.showNow(cmp.Or(strings.Join(r.Obligations, " "), printable(r.Name)))
}

// ended counts a result.
func (p *progress) ended(r contract.Result) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finished++
	if at, err := time.Parse(time.RFC3339, r.PlatformTime); err == nil {
		p.reached = human.Time(at)
	}
	if r.Verdict == contract.Failed || r.Verdict == contract.NotJudged {
		p.failed++
		p.report(r)
	}
	p.show()
}

// report writes the line of a scenario, once.
func (p *progress) report(r contract.Result) {
	scenario := r.File + "\x00" + r.Name
	if p.reported[scenario] {
		return
	}
	p.reported[scenario] = true
	if !p.lines {
		return
	}
	word := message.New("failed")
	if r.Verdict == contract.NotJudged {
		word = message.New("not judged")
	}
	p.line.clear()
	fmt.Fprintf(p.w, "%s: %s\n", word.In(p.lang), strings.TrimSpace(strings.Join(r.Obligations, " ")+" "+printable(r.Name)))
}

// show writes the last line anew.
func (p *progress) show() {
	if !p.line.on {
		return
	}
	text := message.New("%d of %s {scenario|scenarios}", p.finished, human.Number(p.total)).In(p.lang)
	if p.failed > 0 {
		text += message.New(", %d failed or not judged", p.failed).In(p.lang)
	}
	if p.reached != "" {
		text += message.New("; platform time %s", p.reached).In(p.lang)
	}
	if p.finished < p.total && p.current != "" {
		text += message.New("; now %s", p.current).In(p.lang)
	}
	p.line.show(text)
}

// finish erases the last line and writes no other.
func (p *progress) finish() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.line.clear()
	p.line.on = false
}
