package engine

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/sign"
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
	Logger         *slog.Logger // nil: silent
}

// Engine is one sandbox at work. All methods may be called at the same time.
type Engine struct {
	config  Config
	clock   *clock.Clock
	store   *store.Store
	journal *journal.Journal
	poster  *delivery.Poster
	keys    keyring

	writers writers

	// mu is held over a write transaction and the journal entries that follow it, so that the journal has the order of
	// the commits. Fields below it are guarded by it.
	mu     sync.Mutex
	unseen *domain.Job // no notification before it waits to be admitted to the outbox; nil: none does
	turns  uint64      // advances begun
	turn   uint64      // the advance that is under way, 0 for none
	log    *advanceLog // of that advance
	snaps  map[string]*snapshot

	alarm  alarm
	epoch  atomic.Uint64 // counts restores and resets: deliveries of an earlier one change nothing any more; no two engines have one in common
	outbox outbox
	moving sync.Mutex // held by the one who moves time

	ctx     context.Context // ends when nothing new is to begin
	stop    context.CancelFunc
	posting context.Context // ends when deliveries under way are cut off
	cut     context.CancelFunc
	wake    chan struct{}
	done    chan struct{}
}

// engines counts the engines of this process.
var engines atomic.Uint64

// New starts a sandbox. The poster is shared by all sandboxes of a server.
func New(c Config, poster *delivery.Poster) *Engine {
	ctx, stop := context.WithCancel(context.Background())
	posting, cut := context.WithCancel(context.Background())
	e := &Engine{
		config:  c,
		clock:   clock.New(c.ClockMode, c.ClockStart),
		store:   store.New(),
		journal: journal.New(journal.Limits{Entries: c.JournalEntries}),
		poster:  poster,
		snaps:   map[string]*snapshot{},
		ctx:     ctx,
		stop:    stop,
		posting: posting,
		cut:     cut,
		wake:    make(chan struct{}, 1),
		done:    make(chan struct{}),
	}
	e.epoch.Store(engines.Add(1) << 32)
	e.outbox.init()
	e.alarm.init()
	e.update(func(t *tx) { t.configure() })
	go e.run()
	return e
}

// Close stops the sandbox. Deliveries under way may end until the context does, then they are cut off; either way they are
// recorded.
func (e *Engine) Close(ctx context.Context) {
	e.stop()
	<-e.done
	e.launch() // forgets what waits
	e.outbox.wait(ctx)
	e.cut()
	e.outbox.wait(context.Background())
}

// Journal is what has happened.
func (e *Engine) Journal() *journal.Journal { return e.journal }

// Platform is the platform's key.
func (e *Engine) Platform() *sign.PrivateKey { return e.config.Platform }

// Now is the platform time.
func (e *Engine) Now() time.Time { return e.clock.Now() }

// Wake starts what is due without waiting for it. Whoever commits something that is due at once calls it when the time has
// come: an accepted order's answer goes out before its notification.
func (e *Engine) Wake() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}

// WakeIfDue wakes the sandbox where something has been scheduled that is due before the next scheduled wake-up.
func (e *Engine) WakeIfDue() {
	if e.alarm.early() {
		e.Wake()
	}
}

// run makes the future happen: at once what is due now, and on a wall clock what becomes due.
func (e *Engine) run() {
	defer close(e.done)
	for {
		e.alarm.off()
		failed := try(e.start)
		if failed != nil {
			e.report("the sandbox's own work", failed)
		}
		var timer <-chan struct{}
		stop := func() {}
		if due, ok := e.nextWait(); ok && failed == nil { // what fails is tried again when somebody comes
			timer, stop = e.clock.After(due)
			e.alarm.set(due)
		}
		select {
		case <-e.wake:
		case <-timer:
		case <-e.ctx.Done():
			stop()
			return
		}
		stop()
	}
}

// start carries out the changes of state that are due and begins the deliveries that are due.
func (e *Engine) start() {
	e.overtake()
	e.pump()
}

// nextWait is when run has to look again. Deliveries that wait for a free sender begin when one is free.
func (e *Engine) nextWait() (time.Time, bool) {
	r := e.store.Read()
	due, ok := time.Time{}, false
	if j := r.NextState(); j != nil {
		due, ok = j.Due, true
	}
	if at, waiting := e.nextAttempt(); waiting && (!ok || at.Before(due)) {
		due, ok = at, true
	}
	return due, ok
}

// NextDue is when the next job is due.
func (e *Engine) NextDue() (due time.Time, ok bool) {
	e.view(func(r *store.Tx, _ time.Time) { due, ok = nextDue(r) })
	return due, ok
}

func nextDue(r *store.Tx) (due time.Time, ok bool) {
	for _, j := range []*domain.Job{r.NextState(), r.NextDelivery()} {
		if j != nil && (!ok || j.Due.Before(due)) {
			due, ok = j.Due, true
		}
	}
	return due, ok
}
