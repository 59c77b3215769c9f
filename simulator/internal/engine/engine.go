package engine

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Config is what a sandbox starts with and what a reset goes back to.
type Config struct {
	ClockMode      clock.Mode
	ClockStart     time.Time // zero: real time
	ClearingCutoff string    // HH:mm; "" midnight
	BankCutover    domain.Window
	Merchants      []*domain.Merchant
	Platform       *sign.PrivateKey
	JournalEntries int          // 0: the journal's default
	Limits         Limits       // of this sandbox
	Quota          *Quota       // of all sandboxes of the server; nil: none
	Claimed        Held         // what the quota counts of the sandbox already
	Logger         *slog.Logger // nil: silent
	Observer       Observer     // nil: nobody
}

// Observer is told what a sandbox does. Its methods may be called under the lock of a transaction: they must return at once, and not call
// back.
type Observer interface {
	Recorded(e journal.Entry)     // an entry that the journal has taken
	Committed(took time.Duration) // a write transaction, in real time
	Synced(took time.Duration)    // commits that were made durable, in real time
}

// Engine is one sandbox at work: its parts, and its lifecycle, which only the sandbox's owner has in hand. All methods may be called
// at the same time.
type Engine struct{ Parts }

// Parts are what a sandbox does for those who use it, by subject.
type Parts struct {
	*core
	Orders
	Refunds
	Notifications
	Clock
	Merchants
	Keys
	Faults
	Files
	Snapshots
	Agreements
	Bills
	Cards
}

// engines counts the engines of this process.
var engines atomic.Uint64

// New starts a sandbox. The poster is shared by all sandboxes of a server.
func New(c Config, poster *delivery.Poster) *Engine {
	e := newCore(c, poster)
	e.update(func(t *tx) { t.configure() })
	return e.begin()
}

// newCore makes a sandbox without rows that does nothing by itself yet.
func newCore(c Config, poster *delivery.Poster) *core {
	ctx, stop := context.WithCancel(context.Background())
	posting, cut := context.WithCancel(context.Background())
	e := &core{
		config:  c,
		clock:   clock.New(c.ClockMode, c.ClockStart),
		store:   store.New(),
		poster:  poster,
		snaps:   map[string]*snapshot{},
		keeper:  keeper{broken: make(chan struct{})},
		ctx:     ctx,
		stop:    stop,
		posting: posting,
		cut:     cut,
		woken:   make(chan struct{}, 1),
		ended:   make(chan struct{}),
		flushed: make(chan struct{}),
	}
	e.journal = journal.New(journal.Limits{Entries: c.JournalEntries}, e.clock.Now)
	e.journal.Mask(wire.CardMask{})
	if c.Observer != nil {
		e.journal.Watch(c.Observer.Recorded)
	}
	e.epoch.Store(engines.Add(1) << 32)
	e.outbox.init(e)
	e.alarm.init()
	e.quota, e.counted = c.Quota, c.Claimed
	return e
}

// begin lets a sandbox's future happen.
func (e *core) begin() *Engine {
	go e.run()
	if e.keeper.file == nil {
		close(e.flushed)
	} else {
		go e.keepJournal()
	}
	return &Engine{Parts{e, Orders{e}, Refunds{e}, Notifications{e}, Clock{e}, Merchants{e}, Keys{e}, Faults{e}, Files{e}, Snapshots{e}, Agreements{e}, Bills{e}, Cards{e}}}
}

// Close stops the sandbox. Deliveries under way may end until the context does, then they are cut off; either way they are
// recorded. Where the state is kept, nothing can be changed afterwards. The error is about its file.
func (e *Engine) Close(ctx context.Context) error {
	e.stop()
	<-e.ended
	e.outbox.launch() // drops what waits
	e.outbox.wait(ctx)
	e.cut()
	e.outbox.wait(context.Background())
	<-e.flushed
	defer e.leaveQuota()
	return e.closeFile()
}

// Journal returns the journal of what has happened.
func (e Parts) Journal() *journal.Journal { return e.journal }

// Now returns the platform time.
func (e Parts) Now() time.Time { return e.clock.Now() }
