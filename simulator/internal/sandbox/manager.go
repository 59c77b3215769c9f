package sandbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"sync"

	"github.com/gofrs/flock"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Default is the sandbox whose endpoints are at the root of the listener.
const Default = "default"

// Sandbox is one platform of its own, as all who find it use it. Its lifecycle is the manager's.
type Sandbox struct {
	ID string
	engine.Parts
	Inbox  *receiver.Box // of the merchant that the sandbox itself stands in for
	engine *engine.Engine
	use    use
}

// Manager holds the sandboxes of one server.
type Manager struct {
	Logger   *slog.Logger                    // of all sandboxes; nil: silent
	Observer func(id string) engine.Observer // of a sandbox; nil: nobody

	poster *delivery.Poster
	limits Limits
	quota  *engine.Quota // nil without limits
	ended  chan struct{} // closed when expire has returned; nil where it was not started

	mu       sync.RWMutex
	all      map[string]*Sandbox
	busy     map[string]bool // ids of sandboxes that are being made or deleted
	changing sync.WaitGroup  // has as many; nothing is added once closed
	numbered int             // the last n of the ids s1, s2, … that were given out
	closed   bool
	dir      string           // where the state is kept; "" is nowhere
	platform *sign.PrivateKey // of imported sandboxes that come without one
	lock     *flock.Flock     // on that directory
	aside    []SetAside
}

// Finder finds a sandbox by its id; Get returns nil where there is none.
type Finder interface{ Get(id string) *Sandbox }

// Keeper is a Manager as the adapters for operators use it.
type Keeper interface {
	Finder
	Create(id string, c engine.Config) (*Sandbox, error)
	Delete(ctx context.Context, id string) error
	List() []*Sandbox
	SetAside() []SetAside
	Import(id string, file io.Reader) (*Sandbox, error)
}

// NewManager makes a manager without sandboxes. It owns the poster.
func NewManager(poster *delivery.Poster) *Manager {
	return &Manager{poster: poster, all: map[string]*Sandbox{}, busy: map[string]bool{}}
}

// Create starts a sandbox; without an id it gets s1, s2 and so on. Where the state is kept, the sandbox is on disk when it returns. Where the
// server holds as much as it may, the error is a problem.LimitReached.
func (m *Manager) Create(id string, c engine.Config) (*Sandbox, error) {
	return m.create(id, c, &engine.Held{})
}

func (m *Manager) create(id string, c engine.Config, adds *engine.Held) (*Sandbox, error) {
	return m.make(id, adds, m.remove, func(id string) (*engine.Engine, error) {
		c := m.attended(id, c)
		if m.dir == "" {
			return engine.New(c, m.poster), nil
		}
		return m.write(id, c, engine.Fresh(c))
	})
}

// make puts what start returns under an id, or the next free one for "", which nobody else takes meanwhile. adds is what the sandbox brings
// along; nil stands for one that is there whatever the limits say. If the server stops meanwhile, the sandbox is stopped too, and undo runs.
func (m *Manager) make(id string, adds *engine.Held, undo func(id string) error, start func(id string) (*engine.Engine, error)) (*Sandbox, error) {
	id, err := m.reserve(id, adds)
	if err != nil {
		return nil, err
	}
	defer m.release(id)
	e, err := start(id)
	if err != nil {
		if adds != nil {
			m.quota.GiveBack(*adds)
		}
		return nil, err
	}
	s := &Sandbox{ID: id, Parts: e.Parts, Inbox: &receiver.Box{}, engine: e}
	s.use.touch()
	if m.publish(s) {
		return s, nil
	}
	now, cancel := context.WithCancel(context.Background())
	cancel()
	return nil, errors.Join(errStopping, e.Close(now), undo(id))
}

// errStopping is why a sandbox is not made any more.
var errStopping = problem.Conflictf("the server is stopping")

// publish lets others find a sandbox, unless the server has stopped.
func (m *Manager) publish(s *Sandbox) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.closed {
		m.all[s.ID] = s
	}
	return !m.closed
}

// reserve returns the id of a sandbox that is to be made.
func (m *Manager) reserve(id string, adds *engine.Held) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.closed:
		return "", errStopping
	case id == "":
	case !engine.ValidID(id):
		return "", problem.Invalidf("invalid id %q: write 1 to 63 characters of a-z, 0-9 and -, the first not -", id)
	case m.all[id] != nil:
		return "", problem.Conflictf("there is a sandbox with that id already: %q; choose another id, or reset that one", id)
	case m.busy[id]:
		return "", problem.Conflictf("a sandbox with that id is being made or deleted: %q; try again, or choose another id", id)
	}
	if adds != nil {
		if err := m.claimRoom(*adds); err != nil {
			return "", err
		}
	}
	if id == "" {
		id = m.nextID()
	}
	m.occupy(id)
	return id, nil
}

// occupy keeps others from an id until release; the caller holds mu.
func (m *Manager) occupy(id string) {
	m.busy[id] = true
	m.changing.Add(1)
}

func (m *Manager) release(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.busy, id)
	m.changing.Done()
}

// attended returns a configuration with the logger and the observer of a sandbox, and the quota of all.
func (m *Manager) attended(id string, c engine.Config) engine.Config {
	c.Logger, c.Quota = m.loggerOf(id), m.quota
	if m.Observer != nil {
		c.Observer = m.Observer(id)
	}
	return c
}

// loggerOf returns the logger of a sandbox, or nil.
func (m *Manager) loggerOf(id string) *slog.Logger {
	if m.Logger == nil {
		return nil
	}
	return m.Logger.With("sandbox", id)
}

func (m *Manager) nextID() string {
	for {
		m.numbered++
		if id := "s" + strconv.Itoa(m.numbered); m.all[id] == nil && !m.busy[id] {
			return id
		}
	}
}

// Get returns a sandbox, or nil. Where unused sandboxes expire, this counts as a use.
func (m *Manager) Get(id string) *Sandbox {
	m.mu.RLock()
	defer m.mu.RUnlock()
	s := m.all[id]
	if s != nil && m.limits.TTL > 0 {
		s.use.touch()
	}
	return s
}

// List returns the sandboxes by id.
func (m *Manager) List() []*Sandbox {
	m.mu.RLock()
	defer m.mu.RUnlock()
	list := make([]*Sandbox, 0, len(m.all))
	for _, s := range m.all {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b *Sandbox) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Delete stops a sandbox and removes it, with its file where the state is kept. Deliveries under way may end until the context does.
func (m *Manager) Delete(ctx context.Context, id string) error {
	deleted, err := m.deleteIf(ctx, id, func(*Sandbox) bool { return true })
	if err == nil && !deleted {
		return problem.NotFoundf("no such sandbox: %q", id)
	}
	return err
}

// deleteIf deletes a sandbox if it is there and a condition holds, and reports whether it did. Nobody can find the sandbox between the
// condition and its end.
func (m *Manager) deleteIf(ctx context.Context, id string, condition func(*Sandbox) bool) (deleted bool, err error) {
	m.mu.Lock()
	s := m.all[id]
	if s == nil || !condition(s) {
		m.mu.Unlock()
		return false, nil
	}
	delete(m.all, id)
	m.occupy(id)
	m.mu.Unlock()
	defer m.release(id)
	err = s.engine.Close(ctx)
	if m.dir == "" {
		return true, err
	}
	return true, m.remove(id)
}

// remove removes the file of a sandbox, where its state is kept.
func (m *Manager) remove(id string) error {
	if m.dir == "" {
		return nil
	}
	if err := durable.Remove(m.file(id)); err != nil {
		return problem.New(problem.Unavailable, "", "the sandbox %q has stopped, but its file cannot be removed: %w; remove the file, or it comes back with the next start", id, err)
	}
	return nil
}

// Close stops all sandboxes, and waits for those that are being made or deleted. Deliveries under way may end until the context does, and so may
// the making of a large sandbox; that then ends by itself. The error is about files that could not be written to their end. The context of
// Expire must have ended.
func (m *Manager) Close(ctx context.Context) error {
	if m.ended != nil {
		<-m.ended
	}
	m.mu.Lock()
	m.closed = true
	all := m.all
	m.all = map[string]*Sandbox{}
	m.mu.Unlock()
	var wait sync.WaitGroup
	failed := make(chan error, len(all)+1)
	for id, s := range all {
		wait.Go(func() {
			if err := s.engine.Close(ctx); err != nil {
				failed <- fmt.Errorf("sandbox %s: %w", id, err)
			}
		})
	}
	wait.Wait()
	unlocked := m.unlockAfterChanges()
	select {
	case err := <-unlocked:
		failed <- err
	case <-ctx.Done():
		select {
		case err := <-unlocked: // at the same time
			failed <- err
		default:
		}
	}
	m.poster.Close()
	close(failed)
	var errs []error
	for err := range failed {
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// unlockAfterChanges lets other programs have the directory once no sandbox is being made or deleted any more, and tells then.
func (m *Manager) unlockAfterChanges() <-chan error {
	unlock := func() error { return nil }
	if m.lock != nil {
		unlock = m.lock.Unlock
	}
	done := make(chan error, 1)
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.busy) == 0 {
		done <- unlock()
		return done
	}
	go func() {
		m.changing.Wait()
		done <- unlock()
	}()
	return done
}
