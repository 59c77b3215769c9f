package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// progress shows how a check goes on: a line for each scenario that failed or was not judged, whatever the number of its examples, and on
// a terminal a last line that says how far it is.
type progress struct {
	w     io.Writer
	live  bool // w is a terminal
	lines bool // what failed is told
	total int

	mu          sync.Mutex
	done, wrong int
	told        map[string]bool // by file and name
	now         string          // what runs
}

func newProgress(w io.Writer, total int) *progress {
	return &progress{w: w, live: isTerminal(w) && os.Getenv("TERM") != "dumb", lines: true, total: total, told: map[string]bool{}}
}

// begin shows that the merchant is being started.
func (p *progress) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = "the merchant is started and tried"
	p.show()
}

// begun is told of a scenario that begins.
func (p *progress) begun(r contract.Result) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now = strings.Join(r.Obligations, " "); p.now == "" {
		p.now = printable(r.Name)
	}
	p.show()
}

// ended is told of a result.
func (p *progress) ended(r contract.Result) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done++
	if r.Verdict == contract.Failed || r.Verdict == contract.NotJudged {
		p.wrong++
		p.tell(r)
	}
	p.show()
}

func (p *progress) tell(r contract.Result) {
	scenario := r.File + "\x00" + r.Name
	if p.told[scenario] {
		return
	}
	p.told[scenario] = true
	if !p.lines {
		return
	}
	word := "failed"
	if r.Verdict == contract.NotJudged {
		word = "not judged"
	}
	p.clear()
	fmt.Fprintf(p.w, "%s: %s\n", word, strings.TrimSpace(strings.Join(r.Obligations, " ")+" "+printable(r.Name)))
}

// widest is how much of the last line is used: one that breaks cannot be taken back.
const widest = 76

func (p *progress) show() {
	if !p.live {
		return
	}
	text := fmt.Sprintf("%d of %s", p.done, human.Count(p.total, "scenario"))
	if p.wrong > 0 {
		text += fmt.Sprintf(", %d failed or not judged", p.wrong)
	}
	if p.done < p.total && p.now != "" {
		text += "; now " + p.now
	}
	for displayWidth(text) > widest {
		runes := []rune(text)
		text = string(runes[:len(runes)-1])
	}
	p.clear()
	fmt.Fprint(p.w, text)
}

// end leaves nothing of the last line.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	p.live = false
}

// clear takes the last line back.
func (p *progress) clear() {
	if p.live {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
