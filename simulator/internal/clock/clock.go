package clock

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Mode says whether a clock runs by itself.
type Mode string

const (
	// Wall is real time plus an offset.
	Wall = Mode(choice.Wall)
	// Manual stands still until it is moved.
	Manual = Mode(choice.Manual)
)

var (
	// ErrBackwards refuses to set a clock to an earlier moment than it shows.
	ErrBackwards = errors.New("platform time only goes forward")
	// ErrMode refuses a mode that is neither wall nor manual.
	ErrMode = errors.New("no such clock mode")
	// ErrRange refuses a moment that yyyyMMddHHmmss cannot express.
	ErrRange = errors.New("platform time is within the years 1 to 9999")
)

// UnmarshalText takes "wall" and "manual"; anything else is ErrMode.
func (m *Mode) UnmarshalText(text []byte) error {
	if err := Mode(text).check(); err != nil {
		return err
	}
	*m = Mode(text)
	return nil
}

func (m Mode) check() error {
	if m != Wall && m != Manual {
		return fmt.Errorf("%w: %q: write %q or %q", ErrMode, string(m), Wall, Manual)
	}
	return nil
}

// CheckRange returns ErrRange when t, read in UTC+8, is outside the years 1 to 9999.
func CheckRange(t time.Time) error {
	if year := t.In(wire.Zone).Year(); year < 1 || year > 9999 {
		return fmt.Errorf("%w, not in the year %d", ErrRange, year)
	}
	return nil
}

// State is a clock as a snapshot keeps it.
type State struct {
	Mode Mode      `json:"mode"`
	Now  time.Time `json:"now"`
}

// Clock is the platform time of one sandbox, safe for concurrent use.
type Clock struct {
	source source

	mu      sync.Mutex
	mode    Mode
	shown   time.Time // manual: now; wall: what the clock showed at the reading
	read    reading   // wall: the real clock when it showed that
	limit   time.Time // the last moment that may be shown; zero: none
	waiters map[*waiter]struct{}
}

// New returns a clock that shows start; a zero start means real time. A mode other than Manual is Wall.
func New(mode Mode, start time.Time) *Clock { return newClock(systemSource{}, mode, start) }

func newClock(s source, mode Mode, start time.Time) *Clock {
	c := &Clock{source: s, waiters: map[*waiter]struct{}{}}
	c.Reset(mode, start)
	return c
}

// Mode tells whether the clock runs by itself.
func (c *Clock) Mode() Mode {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mode
}

// Now is the platform time, in UTC+8. It never goes back, except by Reset and Restore, and does not pass where Hold stopped it.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held()
}

// Goal is where the clock would be if Hold had not stopped it.
func (c *Clock) Goal() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

// Hold stops the clock right before a moment at which something has still to be done; the zero time lets it go. What has been
// reached or shown is not taken back.
func (c *Clock) Hold(reached, before time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	shown := c.held()
	c.limit = time.Time{}
	if !before.IsZero() {
		c.limit = latest(before.Add(-1), shown, reached).In(wire.Zone)
	}
}

// held is now, as far as the clock may go; the caller holds the lock.
func (c *Clock) held() time.Time {
	now := c.now()
	if !c.limit.IsZero() && now.After(c.limit) {
		return c.limit
	}
	return now
}

func latest(t time.Time, others ...time.Time) time.Time {
	for _, other := range others {
		if other.After(t) {
			t = other
		}
	}
	return t
}

// jump is how far the real clock must leap ahead of the monotonic one to be followed: a machine that slept, or a
// corrected clock. Smaller differences are noise between two readings. A real clock put back is never followed.
const jump = time.Second

func (c *Clock) now() time.Time {
	if c.mode == Manual {
		return c.shown
	}
	r := c.source.read()
	elapsed := r.mono - c.read.mono
	if ahead := r.wall.Sub(c.read.wall) - elapsed; ahead >= jump {
		elapsed += ahead
		c.shown, c.read = c.shown.Add(elapsed), r
		return c.shown
	}
	return c.shown.Add(elapsed)
}

// Set changes the mode, and the time unless now is zero. Time set back is ErrBackwards, a mode that does not exist
// ErrMode, a year that cannot be written ErrRange; the clock is then as it was.
func (c *Clock) Set(mode Mode, now time.Time) error {
	if err := mode.check(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	current := c.held()
	if now.IsZero() {
		now = current
	}
	if err := CheckRange(now); err != nil {
		return err
	}
	if now.Before(current) {
		return fmt.Errorf("%w: it is %s and cannot become %s; reset the sandbox or restore a snapshot to go back",
			ErrBackwards, rfc3339(current), rfc3339(now))
	}
	c.put(mode, now)
	return nil
}

// MoveTo brings a manual clock forward to t. It does nothing in wall mode, and when t is not later.
func (c *Clock) MoveTo(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.mode == Manual && t.After(c.shown) {
		c.put(Manual, t)
	}
}

// Reset starts the clock anew, in any direction; a zero start means real time. A mode other than Manual is Wall.
func (c *Clock) Reset(mode Mode, start time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if start.IsZero() {
		start = c.source.read().wall
	}
	if mode != Manual {
		mode = Wall
	}
	c.limit = time.Time{}
	c.put(mode, start)
}

// State is the clock for a snapshot.
func (c *Clock) State() State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return State{Mode: c.mode, Now: c.held()}
}

// Restore goes on from the moment of a snapshot: at once in wall mode, when moved in manual mode.
func (c *Clock) Restore(s State) { c.Reset(s.Mode, s.Now) }

// put makes the clock show now and wakes or re-arms whoever waits; the caller holds the lock.
func (c *Clock) put(mode Mode, now time.Time) {
	c.mode = mode
	c.shown = now.Round(0).In(wire.Zone)
	c.read = c.source.read()
	for w := range c.waiters {
		c.arm(w)
	}
}

func rfc3339(t time.Time) string { return t.In(wire.Zone).Format(time.RFC3339Nano) }
