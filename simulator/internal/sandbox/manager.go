package sandbox

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync"

	"github.com/gofrs/flock"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
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
	lock     *flock.Flock // on the directory where the state is kept; nil without one
	numbered int          // the last n of the ids s1, s2, … that were given out
	closed   bool
}

// Finder finds a sandbox by its id; Get returns nil where there is none.
type Finder interface{ Get(id string) *Sandbox }

// Keeper is a Manager as the adapters for operators use it.
type Keeper interface {
	Finder
	Create(id string, c engine.Config) (*Sandbox, error)
	Delete(ctx context.Context, id string) error
	List() []*Sandbox
}

// NewManager makes a manager without sandboxes. It owns the poster.
func NewManager(poster *delivery.Poster) *Manager {
	return &Manager{poster: poster, all: map[string]*Sandbox{}}
}

// Create starts a sandbox; without an id it gets s1, s2 and so on. Where the server holds as much as it may, the error is a
// problem.LimitReached.
func (m *Manager) Create(id string, c engine.Config) (*Sandbox, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.checkRoom(); err != nil {
		return nil, err
	}
	return m.start(id, c)
}

// start starts a sandbox, whatever the limits say; the caller holds mu.
func (m *Manager) start(id string, c engine.Config) (*Sandbox, error) {
	switch {
	case m.closed:
		return nil, problem.Conflictf("the server is stopping")
	case id == "":
		id = m.nextID()
	case !engine.ValidID(id):
		return nil, problem.Invalidf("invalid id %q: write 1 to 63 characters of a-z, 0-9 and -, the first not -", id)
	case m.all[id] != nil:
		return nil, problem.Conflictf("there is a sandbox with that id already: %q; choose another id, or reset that one", id)
	}
	if m.Logger != nil {
		c.Logger = m.Logger.With("sandbox", id)
	}
	c.Quota = m.quota
	if m.Observer != nil {
		c.Observer = m.Observer(id)
	}
	e := engine.New(c, m.poster)
	s := &Sandbox{ID: id, Parts: e.Parts, engine: e}
	s.use.touch()
	m.all[id] = s
	return s, nil
}

func (m *Manager) nextID() string {
	for {
		m.numbered++
		if id := "s" + strconv.Itoa(m.numbered); m.all[id] == nil {
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

// Delete stops a sandbox and removes it. Deliveries under way may end until the context does.
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
	m.mu.Unlock()
	s.engine.Close(ctx)
	return true, nil
}

// Close stops all sandboxes. Deliveries under way may end until the context does. The context of Expire must have ended.
func (m *Manager) Close(ctx context.Context) {
	if m.ended != nil {
		<-m.ended
	}
	m.mu.Lock()
	m.closed = true
	all := m.all
	m.all = map[string]*Sandbox{}
	m.mu.Unlock()
	var wait sync.WaitGroup
	for _, s := range all {
		wait.Go(func() { s.engine.Close(ctx) })
	}
	wait.Wait()
	m.poster.Close()
}
