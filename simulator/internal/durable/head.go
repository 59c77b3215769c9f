package durable

import (
	"maps"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// Settings are what a sandbox was created with. The keys are text.
type Settings struct {
	ClockMode      clock.Mode
	ClockStart     time.Time
	ClearingCutoff string
	BankCutover    domain.Window
	Merchants      []*domain.Merchant
	PlatformKey    string // PKCS#1 PEM; "" in an export without private keys
	JournalEntries int
	Sandbox        string // id that it had, in an export
	Limits         Limits
}

// Limits bound what a sandbox may hold; 0 is no limit.
type Limits struct {
	Orders int64
	Bytes  int64
}

func (s *Settings) code(c *coder) {
	text(c, &s.ClockMode)
	c.moment(&s.ClockStart)
	text(c, &s.ClearingCutoff)
	c.window(&s.BankCutover)
	list(c, &s.Merchants, func(m **domain.Merchant) { pointer(c, m, c.merchant) })
	text(c, &s.PlatformKey)
	signed(c, &s.JournalEntries)
	text(c, &s.Sandbox)
	signed(c, &s.Limits.Orders)
	signed(c, &s.Limits.Bytes)
}

// Snapshot says of which state a snapshot is.
type Snapshot struct {
	Name  string
	Clock clock.State
	State uint64
}

// head is what a file says about its states.
type head struct {
	Transactions uint64    // so far, to find out whether a commit that failed is there
	Clean        bool      // closed in an orderly way: nothing has been written since, and this is the second of two equal heads
	Written      time.Time // when the clock showed what stands here
	Clock        clock.State
	Epoch        uint64
	Present      uint64
	Newest       uint64 // the highest number of a state that there was
	States       []stateHead
	Snapshots    []Snapshot
	Journal      journalHead
	Log          uint64 // id of the log that follows; 0 for none

	chunks []chunk // of the journal, oldest first; the journal's bucket has them
}

// stateHead says what rows a state has.
type stateHead struct {
	State    uint64
	Counters store.Counters
	Tables   map[string]sum
}

// journalHead says what entries there are.
type journalHead struct {
	Last    uint64 // number of the last entry that is kept
	Ceiling uint64 // no entry has got a number above it
	Chunks  sum
}

func (h *head) code(c *coder) {
	c.uint(&h.Transactions)
	c.bool(&h.Clean)
	c.moment(&h.Written)
	c.clock(&h.Clock)
	c.uint(&h.Epoch)
	c.uint(&h.Present)
	c.uint(&h.Newest)
	list(c, &h.States, func(s *stateHead) {
		c.uint(&s.State)
		c.counters(&s.Counters)
		table(c, &s.Tables, c.sum)
	})
	list(c, &h.Snapshots, func(s *Snapshot) {
		text(c, &s.Name)
		c.clock(&s.Clock)
		c.uint(&s.State)
	})
	c.uint(&h.Journal.Last)
	c.uint(&h.Journal.Ceiling)
	c.sum(&h.Journal.Chunks)
	c.uint(&h.Log)
}

func (c *coder) clock(s *clock.State) {
	text(c, &s.Mode)
	c.moment(&s.Now)
}

func (c *coder) counters(n *store.Counters) {
	c.uint(&n.Number)
	c.uint(&n.Job)
	c.uint(&n.Notification)
	c.uint(&n.Fault)
}

func (c *coder) sum(s *sum) {
	c.uint(&s.Count)
	c.uint(&s.Sum)
}

// clone returns a head that can be changed without the other.
func (h *head) clone() *head {
	next := *h
	next.States = slices.Clone(h.States)
	for i := range next.States {
		next.States[i].Tables = maps.Clone(next.States[i].Tables)
	}
	next.Snapshots = slices.Clone(h.Snapshots)
	return &next
}

// state returns what there is to say about a state, or nil.
func (h *head) state(n uint64) *stateHead {
	for i := range h.States {
		if h.States[i].State == n {
			return &h.States[i]
		}
	}
	return nil
}

// begin adds a state without rows and returns its number.
func (h *head) begin() uint64 {
	h.Newest++
	h.States = append(h.States, stateHead{State: h.Newest, Tables: map[string]sum{}})
	return h.Newest
}

// forget removes a state.
func (h *head) forget(n uint64) {
	h.States = slices.DeleteFunc(h.States, func(s stateHead) bool { return s.State == n })
}
