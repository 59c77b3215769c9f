package clock

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// machine is a real clock under the test's control: elapse is time passing, sleep a suspended machine, step a
// corrected calendar.
type machine struct {
	mu     sync.Mutex
	now    reading
	timers map[*timer]struct{}
}

type timer struct {
	due time.Duration
	f   func()
}

func newMachine() *machine {
	return &machine{now: reading{wall: at("2023-05-17T23:59:58.5+08:00")}, timers: map[*timer]struct{}{}}
}

func (m *machine) read() reading {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

func (m *machine) afterFunc(d time.Duration, f func()) func() {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := &timer{due: m.now.mono + d, f: f}
	m.timers[t] = struct{}{}
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.timers, t)
	}
}

func (m *machine) step(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now.wall = m.now.wall.Add(d)
}

func (m *machine) elapse(d time.Duration) {
	m.mu.Lock()
	m.now.wall = m.now.wall.Add(d)
	m.now.mono += d
	var due []*timer
	for t := range m.timers {
		if t.due <= m.now.mono {
			due = append(due, t)
			delete(m.timers, t)
		}
	}
	m.mu.Unlock()
	for _, t := range due {
		t.f()
	}
}

func (m *machine) pending() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.timers)
}

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

func wantNow(t *testing.T, c *Clock, want string) {
	t.Helper()
	if got := c.Now(); !got.Equal(at(want)) || got.Location() != wire.Zone {
		t.Errorf("now %s, want %s in UTC+8", got.Format(time.RFC3339Nano), want)
	}
}

func TestManualStandsStillUntilMoved(t *testing.T) {
	m := newMachine()
	c := newClock(m, Manual, at("2018-01-12T16:00:00.000000001Z"))
	m.elapse(time.Hour)
	wantNow(t, c, "2018-01-13T00:00:00.000000001+08:00")
	c.MoveTo(at("2018-01-13T00:02:00+08:00"))
	wantNow(t, c, "2018-01-13T00:02:00+08:00")
	c.MoveTo(at("2018-01-13T00:01:00+08:00"))
	wantNow(t, c, "2018-01-13T00:02:00+08:00")
}

func TestManualWithoutStartIsRealTime(t *testing.T) {
	m := newMachine()
	c := newClock(m, Manual, time.Time{})
	m.elapse(time.Hour)
	wantNow(t, c, "2023-05-17T23:59:58.5+08:00")
}

func TestWallRunsWithAnOffset(t *testing.T) {
	m := newMachine()
	c := newClock(m, Wall, time.Time{})
	m.elapse(1500 * time.Millisecond)
	wantNow(t, c, "2023-05-18T00:00:00+08:00")

	if err := c.Set(Wall, at("2024-02-29T12:00:00+08:00")); err != nil {
		t.Fatal(err)
	}
	m.elapse(time.Minute)
	wantNow(t, c, "2024-02-29T12:01:00+08:00")
	c.MoveTo(at("2025-01-01T00:00:00+08:00"))
	wantNow(t, c, "2024-02-29T12:01:00+08:00")
}

func TestWallFollowsRealTimeForwardOnly(t *testing.T) {
	m := newMachine()
	c := newClock(m, Wall, time.Time{})
	m.step(time.Hour) // the machine slept
	wantNow(t, c, "2023-05-18T00:59:58.5+08:00")
	m.elapse(time.Second)
	wantNow(t, c, "2023-05-18T00:59:59.5+08:00")
	m.step(-2 * time.Hour) // the machine's clock was put back
	wantNow(t, c, "2023-05-18T00:59:59.5+08:00")
	m.elapse(time.Second)
	wantNow(t, c, "2023-05-18T01:00:00.5+08:00")
	m.step(2 * time.Hour) // and forward again: no hour counts twice
	wantNow(t, c, "2023-05-18T01:00:00.5+08:00")
	for range 1000 { // noise between the two readings does not add up
		m.step(minLeap - 1)
		c.Now()
		m.step(1 - minLeap)
	}
	wantNow(t, c, "2023-05-18T01:00:00.5+08:00")
}

func TestSet(t *testing.T) {
	for _, tc := range []struct {
		name  string
		mode  Mode
		now   string
		says  []string // of the error; none where there is none
		after string   // a real minute later
	}{
		{name: "forward", mode: Manual, now: "2023-05-19T00:00:00+08:00", after: "2023-05-19T00:00:00+08:00"},
		{name: "the same moment", mode: Manual, now: "2023-05-18T04:00:00Z", after: "2023-05-18T12:00:00+08:00"},
		{name: "mode alone", mode: Wall, after: "2023-05-18T12:01:00+08:00"},
		{name: "mode and time", mode: Wall, now: "2023-06-01T00:00:00+08:00", after: "2023-06-01T00:01:00+08:00"},
		{name: "back", mode: Wall, now: "2023-05-18T03:59:59Z",
			says: []string{"only goes forward", "2023-05-18T12:00:00+08:00", "2023-05-18T11:59:59+08:00"}, after: "2023-05-18T12:00:00+08:00"},
		{name: "unknown mode", mode: "frozen", says: []string{"no such clock mode", `"frozen"`, `"manual"`}, after: "2023-05-18T12:00:00+08:00"},
		{name: "no mode", says: []string{"no such clock mode"}, after: "2023-05-18T12:00:00+08:00"},
		{name: "year 10000 in UTC+8", mode: Manual, now: "9999-12-31T16:00:00Z", says: []string{"within the years 1 to 9999", "10000"}, after: "2023-05-18T12:00:00+08:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			m := newMachine()
			c := newClock(m, Manual, at("2023-05-18T12:00:00+08:00"))
			var now time.Time
			if tc.now != "" {
				now = at(tc.now)
			}
			err := c.Set(tc.mode, now)
			if (err == nil) != (tc.says == nil) {
				t.Fatalf("error %v", err)
			}
			for _, s := range tc.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("%q does not say %s", err, s)
				}
			}
			m.elapse(time.Minute)
			wantNow(t, c, tc.after)
		})
	}
}

func TestResetGoesAnywhere(t *testing.T) {
	m := newMachine()
	c := newClock(m, Wall, at("2023-05-18T12:00:00+08:00"))
	c.Reset(Manual, at("2014-08-07T00:00:00+08:00"))
	wantNow(t, c, "2014-08-07T00:00:00+08:00")
	c.Reset(Wall, time.Time{})
	wantNow(t, c, "2023-05-17T23:59:58.5+08:00")
	c.Reset("", at("2014-08-07T00:00:00+08:00"))
	if c.Mode() != Wall {
		t.Errorf("mode %q, want wall", c.Mode())
	}
}

func TestRestoreGoesOnFromTheSnapshot(t *testing.T) {
	for mode, want := range map[Mode]string{Wall: "2023-05-18T12:06:00+08:00", Manual: "2023-05-18T12:00:00+08:00"} {
		t.Run(string(mode), func(t *testing.T) {
			m := newMachine()
			c := newClock(m, mode, at("2023-05-18T12:00:00+08:00"))
			m.elapse(5 * time.Minute)
			text, err := json.Marshal(c.State())
			if err != nil {
				t.Fatal(err)
			}
			m.elapse(24 * time.Hour)
			var s State
			if err := json.Unmarshal(text, &s); err != nil {
				t.Fatal(err)
			}
			c.Restore(s)
			m.elapse(time.Minute)
			wantNow(t, c, want)
			if c.Mode() != mode {
				t.Errorf("mode %q, want %q", c.Mode(), mode)
			}
		})
	}
}

func TestNowNeverGoesBackConcurrently(t *testing.T) {
	m := newMachine()
	c := newClock(m, Wall, time.Time{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var last time.Time
			for range 500 {
				now := c.Now()
				if now.Before(last) {
					t.Errorf("%s after %s", now, last)
				}
				last = now
			}
		})
	}
	for i := range 500 {
		m.elapse(time.Duration(i))
		m.step(time.Duration(i%3-1) * time.Hour)
		if err := c.Set(Wall, time.Time{}); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
}

func TestRealClock(t *testing.T) {
	before := Real()
	elapsed := Stopwatch()
	c := New(Wall, time.Time{})
	if now := c.Now(); now.Before(before.Round(0)) || now.After(Real().Add(time.Second)) {
		t.Errorf("now %s, real %s", now, before)
	}
	if elapsed() < 0 {
		t.Error("negative duration")
	}
}

func BenchmarkNow(b *testing.B) {
	c := New(Wall, time.Time{})
	for b.Loop() {
		c.Now()
	}
}

func TestHold(t *testing.T) {
	for _, mode := range []Mode{Manual, Wall} {
		t.Run(string(mode), func(t *testing.T) {
			m := newMachine()
			c := newClock(m, mode, at("2023-05-18T12:00:00+08:00"))
			on := func(d time.Duration, goal string) {
				m.elapse(d)
				c.MoveTo(at(goal))
			}
			c.Hold(c.Now(), at("2023-05-18T12:01:00+08:00"))
			on(30*time.Second, "2023-05-18T12:00:30+08:00")
			wantNow(t, c, "2023-05-18T12:00:30+08:00")
			on(time.Hour, "2023-05-18T13:00:30+08:00")
			wantNow(t, c, "2023-05-18T12:00:59.999999999+08:00")
			if goal := c.Goal(); !goal.Equal(at("2023-05-18T13:00:30+08:00")) {
				t.Errorf("%s: goal %s", mode, goal)
			}
			if s := c.State(); !s.Now.Equal(c.Now()) {
				t.Errorf("%s: a snapshot keeps %s, shown is %s", mode, s.Now, c.Now())
			}
			c.Hold(at("2023-05-18T12:05:00+08:00"), at("2023-05-18T12:05:00+08:00")) // reached, with more to do
			wantNow(t, c, "2023-05-18T12:05:00+08:00")
			c.Hold(at("2023-05-18T12:01:00+08:00"), at("2023-05-18T12:02:00+08:00")) // what was shown is not taken back
			wantNow(t, c, "2023-05-18T12:05:00+08:00")
			if err := c.Set(mode, at("2023-05-18T12:04:59+08:00")); err == nil || !strings.Contains(err.Error(), "only goes forward") {
				t.Errorf("%s: set back: %v", mode, err)
			}
			c.Hold(c.Now(), time.Time{})
			wantNow(t, c, "2023-05-18T13:00:30+08:00")
			c.Hold(c.Now(), at("2023-05-18T13:00:31+08:00"))
			c.Reset(mode, at("2024-01-01T00:00:00+08:00"))
			wantNow(t, c, "2024-01-01T00:00:00+08:00")
		})
	}
}
