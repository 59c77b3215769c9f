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
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Default is the sandbox whose endpoints are at the root of the listener.
const Default = "default"

// Sandbox is one platform of its own, as all who find it use it. Its lifecycle is the manager's.
type Sandbox struct {
	ID string
	engine.Parts
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
	return m.create(id, c, func() error { return m.checkRoom(engine.Held{}) })
}

func (m *Manager) create(id string, c engine.Config, room func() error) (*Sandbox, error) {
	return m.make(id, room, func(id string) (*engine.Engine, error) {
		c := m.attended(id, c)
		if m.dir == "" {
			return engine.New(c, m.poster), nil
		}
		return m.write(id, c, engine.Fresh(c))
	})
}

// whatever is the room for sandboxes that are there from the start, whatever the limits say.
func whatever() error { return nil }

// make puts what start returns under an id, or the next free one for "", which nobody else takes meanwhile. room, which is called under mu,
// returns why there is none for it.
func (m *Manager) make(id string, room func() error, start func(id string) (*engine.Engine, error)) (*Sandbox, error) {
	id, err := m.reserve(id, room)
	if err != nil {
		return nil, err
	}
	e, err := start(id)
	if err != nil {
		m.release(id)
		return nil, err
	}
	s := &Sandbox{ID: id, Parts: e.Parts, engine: e}
	s.use.touch()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.all[id] = s
	delete(m.busy, id)
	return s, nil
}

// reserve returns the id of a sandbox that is to be made.
func (m *Manager) reserve(id string, room func() error) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := room(); err != nil {
		return "", err
	}
	switch {
	case m.closed:
		return "", problem.Conflictf("the server is stopping")
	case id == "":
		id = m.nextID()
	case !engine.ValidID(id):
		return "", problem.Invalidf("invalid id %q: write 1 to 63 characters of a-z, 0-9 and -, the first not -", id)
	case m.all[id] != nil:
		return "", problem.Conflictf("there is a sandbox with that id already: %q; choose another id, or reset that one", id)
	case m.busy[id]:
		return "", problem.Conflictf("a sandbox with that id is being made or deleted: %q; try again, or choose another id", id)
	}
	m.busy[id] = true
	return id, nil
}

func (m *Manager) release(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.busy, id)
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
	m.busy[id] = true
	m.mu.Unlock()
	defer m.release(id)
	err = s.engine.Close(ctx)
	if m.dir == "" {
		return true, err
	}
	if err := durable.Remove(m.file(id)); err != nil {
		return true, problem.New(problem.Unavailable, "", "the sandbox %q has stopped, but its file cannot be removed: %w; remove the file, or it comes back with the next start", id, err)
	}
	return true, nil
}

// Close stops all sandboxes. Deliveries under way may end until the context does. The error is about files that could not be written to
// their end. The context of Expire must have ended.
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
	failed := make(chan error, len(all))
	for id, s := range all {
		wait.Go(func() {
			if err := s.engine.Close(ctx); err != nil {
				failed <- fmt.Errorf("sandbox %s: %w", id, err)
			}
		})
	}
	wait.Wait()
	close(failed)
	m.poster.Close()
	var errs []error
	for err := range failed {
		errs = append(errs, err)
	}
	if m.lock != nil {
		errs = append(errs, m.lock.Unlock())
	}
	return errors.Join(errs...)
}
