package contract

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Obligations that others rest on.
const (
	WayToPay      = "M-ORD-9" // all: without a way to pay nothing can be seen of a merchant
	acknowledging = "M-NTF-1" // those that the platform sends the merchant something for, if it answers too late
	fulfilling    = "M-SYN-4" // those that look at what became of a good order
	answering     = ""        // not an obligation: a merchant that does not answer a checkout cannot be judged at all
)

// Memory is what one check has learnt about a merchant: broken obligations that later scenarios rest on, and waits that ended in vain,
// which are not repeated. All copies of the merchant share it. The zero value knows nothing. It is safe for concurrent use.
type Memory struct {
	waitedInVain atomic.Bool // a wait for the merchant ended without what was waited for

	mu        sync.Mutex
	breaches  map[string]message.Message // what the merchant did, by the obligation that it broke
	fulfilled bool                       // a good order was fulfilled in time
	witness   *witness                   // one that was not, while none was
	late      int                        // witnesses that were fulfilled in the end, by a query for example
}

// witness is a good order that a copy of the merchant has left unfulfilled.
type witness struct {
	driver *harness.Driver
	number string
}

// Learn notes the breaches of WayToPay in results, on which all later scenarios rest.
func (m *Memory) Learn(results []Result) {
	for _, r := range results {
		if r.Verdict == Failed && slices.Contains(r.Obligations, WayToPay) {
			m.learn(WayToPay, message.As(r.Reason))
			return
		}
	}
}

func (m *Memory) learn(id string, did message.Message) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.breaches == nil {
		m.breaches = map[string]message.Message{}
	}
	m.breaches[id] = did
}

// forget takes back a breach: the merchant was only slow once.
func (m *Memory) forget(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.breaches, id)
}

// brokenFoundation returns an error where the merchant breaks one of the obligations that a scenario about other obligations rests on.
func (m *Memory) brokenFoundation(about []string, on ...string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range on {
		did, known := m.breaches[id]
		switch {
		case !known, slices.Contains(about, id):
		case id == answering:
			return unjudgedf("%s", did)
		default:
			return unjudgedf("%s", dependsOn(id, did))
		}
	}
	return nil
}

func dependsOn(id string, did message.Message) message.Message {
	return message.New("it depends on %s, which the merchant breaks: %s", id, did)
}

// maxLate is how many witnesses may be fulfilled in the end before the merchant counts as one that fulfils nothing.
const maxLate = 2

// noteFulfilled notes that the merchant fulfilled a good order in time.
func (m *Memory) noteFulfilled() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fulfilled, m.witness = true, nil
}

// noteUnfulfilled makes a good order that was not fulfilled in time the witness, unless another one was fulfilled.
func (m *Memory) noteUnfulfilled(driver *harness.Driver, number string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.fulfilled && m.witness == nil {
		m.witness = &witness{driver, number}
	}
}

// unfulfilled returns the witness, and whether it is still open that the merchant was slow for once.
func (m *Memory) unfulfilled() (left *witness, open bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.witness, m.late < maxLate
}

// dismissWitness forgets a witness that was fulfilled in the end, so that the next good order is waited for in full.
func (m *Memory) dismissWitness(left *witness) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.witness == left {
		m.witness = nil
		m.late++
	}
}

// fulfilsNothing tells whether the merchant has fulfilled no good order in time so far, though it should have fulfilled the witness long
// ago, and says so. The witness is looked at again: where it was fulfilled meanwhile the merchant may only have been slow.
func (w *world) fulfilsNothing(ctx context.Context) (reason message.Message, nothing bool) {
	left, open := w.Memory.unfulfilled()
	if left == nil {
		return reason, false
	}
	if open {
		seen, err := left.driver.Order(ctx, left.number)
		if err == nil && w.fulfilments(seen) > 0 {
			w.Memory.dismissWitness(left)
			return reason, false
		}
	}
	return dependsOn(fulfilling, message.New("order %s was paid and not fulfilled in time, and no other order has been fulfilled so far", left.number)), true
}
