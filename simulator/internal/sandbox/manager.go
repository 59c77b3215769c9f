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
}

// Manager holds the sandboxes of one server.
type Manager struct {
	Logger   *slog.Logger                    // of all sandboxes; nil: silent
	Observer func(id string) engine.Observer // of a sandbox; nil: nobody

	poster *delivery.Poster

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

// Create starts a sandbox; without an id it gets s1, s2 and so on.
func (m *Manager) Create(id string, c engine.Config) (*Sandbox, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
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
	if m.Observer != nil {
		c.Observer = m.Observer(id)
	}
	e := engine.New(c, m.poster)
	s := &Sandbox{id, e.Parts, e}
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

// Get returns a sandbox, or nil.
func (m *Manager) Get(id string) *Sandbox {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.all[id]
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
	m.mu.Lock()
	s := m.all[id]
	delete(m.all, id)
	m.mu.Unlock()
	if s == nil {
		return problem.NotFoundf("no such sandbox: %q", id)
	}
	s.engine.Close(ctx)
	return nil
}

// Close stops all sandboxes. Deliveries under way may end until the context does.
func (m *Manager) Close(ctx context.Context) {
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
