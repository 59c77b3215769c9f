package platformapi

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// MaxWaiting is how many requests of a server may wait for their answers at once, from the moment their body has arrived. A test with
// fewer connections never meets it; beyond it, waiting would only get longer, and bodies pile up.
const MaxWaiting = 1024

// maxRefusalsNoted is how many requests of those that are refused in one second the journal gets, so that a flood of them does not push
// out everything else.
const maxRefusalsNoted = 10

// waiting counts the requests that wait for their answers.
type waiting struct {
	limit int64
	count atomic.Int64

	mu     sync.Mutex
	second int64 // of real time, for which noted counts
	noted  int
	silent int // requests refused since the last one that was noted
}

// enter takes a place, which leave gives back, and returns false where none is left.
func (w *waiting) enter() bool {
	if w.count.Add(1) <= w.limit {
		return true
	}
	w.count.Add(-1)
	return false
}

func (w *waiting) leave() { w.count.Add(-1) }

// note reports whether a request that is refused at a moment goes into the journal, and how many before it did not.
func (w *waiting) note(now time.Time) (before int, noted bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s := now.Unix(); s != w.second {
		w.second, w.noted = s, 0
	}
	if w.noted == maxRefusalsNoted {
		w.silent++
		return 0, false
	}
	w.noted++
	before, w.silent = w.silent, 0
	return before, true
}

// enter takes the exchange's place among those that wait.
func (x *exchange) enter() bool {
	x.entered = x.waiting.enter()
	return x.entered
}

// leave gives the exchange's place back, once.
func (x *exchange) leave() {
	if x.entered {
		x.entered = false
		x.waiting.leave()
	}
}

// overloaded refuses the exchange, without a look at anything but who it is from, so that the answer can be signed. It puts body into the
// journal with the refusal, unless that has had enough of them.
func (x *exchange) overloaded(body []byte) Verdict {
	reason := message.New("llsim has %d requests waiting for their answers and takes no more at once: nothing was stored, send it again later or over fewer connections", x.waiting.limit)
	before, noted := x.waiting.note(clock.Real())
	x.Journal.Journal = nil
	if noted {
		x.Journal = begin(x.Sandbox, x.HTTP, engine.SubjectNamed(x.Fields), body).Order("")
		if before > 0 {
			x.Journal.Note(domain.LimitRule, message.New("%d requests before this one were refused like it, and are not in the journal", before))
		}
	}
	if m := x.Sandbox.Merchant(x.Fields.Get("oid_partner")); m != nil {
		x.isFrom(m)
	}
	return Verdict{Decision: domain.Refused(domain.LimitRule, wire.CodeTryLater, "%s", reason)}
}
