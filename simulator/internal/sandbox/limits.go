package sandbox

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Limits bound what the sandboxes of a server hold together. A field that is 0 is no limit. Sandboxes whose state was kept are loaded
// whatever the limits say; the limits then refuse what would add to them.
type Limits struct {
	engine.Limits
	Sandboxes int           // default included
	TTL       time.Duration // real time after which a sandbox that nobody uses is deleted; never default
}

// Limit sets the limits, before the first sandbox is made.
func (m *Manager) Limit(l Limits) {
	m.limits = l
	if l.Limits != (engine.Limits{}) {
		m.quota = engine.NewQuota(l.Limits)
	}
}

// claimRoom takes room for a sandbox with a state of a size, or returns a problem.LimitReached where there is none; the caller holds mu.
func (m *Manager) claimRoom(adds engine.Held) error {
	there := len(m.all) + len(m.busy)
	if l := m.limits.Sandboxes; l > 0 && there >= l {
		return problem.New(problem.LimitReached, "", "the server has %s {sandbox|sandboxes}, which is its limit: delete one that is not needed, or start llsim with a higher --max-sandboxes (max_sandboxes)",
			human.Number(there))
	}
	return m.quota.Claim(adds)
}

// use is when a sandbox was used.
type use struct {
	last  atomic.Int64 // real time in Unix nanoseconds
	under atomic.Int64 // uses under way
}

func (u *use) touch() { u.last.Store(clock.Real().UnixNano()) }

// expires returns when the sandbox may go if nobody uses it any more.
func (u *use) expires(now time.Time, ttl time.Duration) time.Time {
	if u.under.Load() > 0 {
		return now.Add(ttl)
	}
	return time.Unix(0, u.last.Load()).Add(ttl)
}

// Use begins a use that may take long, such as following the journal. The caller calls the function it returns at the end.
func (s *Sandbox) Use() func() {
	s.use.under.Add(1)
	return func() {
		s.use.touch()
		s.use.under.Add(-1)
	}
}

// Expire deletes the sandboxes that nobody has used for Limits.TTL until the context ends. It returns at once, and does nothing without a
// TTL.
func (m *Manager) Expire(ctx context.Context) {
	if m.limits.TTL <= 0 {
		return
	}
	m.ended = make(chan struct{})
	go func() {
		defer close(m.ended)
		for next := clock.Real(); ; {
			if clock.Wait(ctx, min(next.Sub(clock.Real()), recheck)) != nil {
				return
			}
			next = m.expire(ctx, clock.Real())
		}
	}()
}

// recheck is the longest that Expire waits: timers stand still while a machine sleeps.
const recheck = time.Minute

// expire deletes the sandboxes that are unused at a moment of real time, and returns when to look again.
func (m *Manager) expire(ctx context.Context, now time.Time) (next time.Time) {
	next = now.Add(m.limits.TTL)
	for _, s := range m.List() {
		if s.ID == Default {
			continue
		}
		due := s.use.expires(now, m.limits.TTL)
		if due.After(now) {
			if due.Before(next) {
				next = due
			}
			continue
		}
		unused := func(s *Sandbox) bool { return !s.use.expires(now, m.limits.TTL).After(now) }
		deleted, err := m.deleteIf(ctx, s.ID, unused)
		switch {
		case m.Logger == nil:
		case err != nil:
			m.Logger.Error("an unused sandbox could not be deleted", "sandbox", s.ID, "error", err)
		case deleted:
			m.Logger.Info("sandbox deleted: nobody has used it for its time", "sandbox", s.ID, "sandbox-ttl", m.limits.TTL.String())
		}
	}
	return next
}
