package clock

import (
	"slices"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Mode says whether a clock runs by itself.
type Mode = choice.ClockMode

const (
	// Wall is real time plus an offset.
	Wall = choice.Wall
	// Manual stands still until it is moved.
	Manual = choice.Manual
)

// CheckRange refuses a moment that, read in UTC+8, is outside the years 1 to 9999: yyyyMMddHHmmss cannot express it.
func CheckRange(t time.Time) error {
	if year := t.In(wire.Zone).Year(); year < 1 || year > 9999 {
		return message.Errorf("platform time is within the years 1 to 9999, not in the year %d", year)
	}
	return nil
}

// State is a clock as a snapshot keeps it.
type State struct {
	Mode Mode
	Now  time.Time
}

// Clock is the platform time of one sandbox, safe for concurrent use.
type Clock struct {
	source source

	mu      sync.Mutex
	mode    Mode
	shown   time.Time // manual: now; wall: the platform time at the reading
	read    reading   // wall: the real clock at that time
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

// Mode returns whether the clock runs by itself.
func (c *Clock) Mode() Mode {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mode
}

// Now returns the platform time, in UTC+8. It never goes back, except by Reset and Restore, and does not pass the limit of Hold.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.limited()
}

// Goal returns the time the clock would show without the limit of Hold.
func (c *Clock) Goal() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

// Hold limits the clock to the last instant before a moment at which a job is still to be run; the zero time removes the limit. The clock
// does not go back behind reached, the moment of the last job, nor behind what it has shown.
func (c *Clock) Hold(reached, before time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	shown := c.limited()
	c.limit = time.Time{}
	if !before.IsZero() {
		c.limit = slices.MaxFunc([]time.Time{before.Add(-1), shown, reached}, time.Time.Compare).In(wire.Zone)
	}
}

// limited returns now, or the limit where that is earlier; the caller holds the lock.
func (c *Clock) limited() time.Time {
	now := c.now()
	if !c.limit.IsZero() && now.After(c.limit) {
		return c.limit
	}
	return now
}

// minLeap is how far the wall clock must be ahead of the monotonic one for the platform clock to follow: the machine slept, or its clock
// was corrected. Smaller differences are noise between two readings. A wall clock that was put back is never followed.
const minLeap = time.Second

// now returns the time without the limit of Hold; the caller holds the lock.
func (c *Clock) now() time.Time {
	if c.mode == Manual {
		return c.shown
	}
	r := c.source.read()
	elapsed := r.mono - c.read.mono
	if ahead := r.wall.Sub(c.read.wall) - elapsed; ahead >= minLeap {
		elapsed += ahead
		c.shown, c.read = c.shown.Add(elapsed), r
		return c.shown
	}
	return c.shown.Add(elapsed)
}

// Set changes the mode, and the time unless now is zero. It refuses an earlier time, an unknown mode, and a year that cannot be written; the
// clock is then unchanged.
func (c *Clock) Set(mode Mode, now time.Time) error {
	if mode != Wall && mode != Manual {
		return message.Errorf("no such clock mode: %q: write %q or %q", mode, Wall, Manual)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	current := c.limited()
	if now.IsZero() {
		now = current
	}
	if err := CheckRange(now); err != nil {
		return err
	}
	if now.Before(current) {
		return message.Errorf("platform time only goes forward: it is %s and cannot become %s; reset the sandbox or restore a snapshot to go back",
			rfc3339(current), rfc3339(now))
	}
	c.show(mode, now)
	return nil
}

// MoveTo moves a manual clock forward to t. It does nothing in wall mode, or when t is not later.
func (c *Clock) MoveTo(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.mode == Manual && t.After(c.shown) {
		c.show(Manual, t)
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
	c.show(mode, start)
}

// State returns the clock for a snapshot.
func (c *Clock) State() State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return State{Mode: c.mode, Now: c.limited()}
}

// Restore continues from a snapshot: at once in wall mode, when it is moved in manual mode.
func (c *Clock) Restore(s State) { c.Reset(s.Mode, s.Now) }

// show makes the clock show now and re-arms the waiters; the caller holds the lock.
func (c *Clock) show(mode Mode, now time.Time) {
	c.mode = mode
	c.shown = now.Round(0).In(wire.Zone)
	c.read = c.source.read()
	for w := range c.waiters {
		c.arm(w)
	}
}

func rfc3339(t time.Time) string { return t.In(wire.Zone).Format(time.RFC3339Nano) }
