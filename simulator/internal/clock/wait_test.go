package clock

import (
	"context"
	"errors"
	"testing"
	"time"
)

func fired(ch <-chan struct{}) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}

func TestAfterFiresWhenAWallClockShowsTheMoment(t *testing.T) {
	m := newMachine()
	c := newClock(m, Wall, at("2023-05-18T12:00:00+08:00"))
	due, stop := c.After(at("2023-05-18T12:02:30+08:00"))
	defer stop()
	for range 2 {
		m.elapse(time.Minute)
	}
	m.elapse(30*time.Second - 1)
	if fired(due) {
		t.Fatal("fired early")
	}
	m.elapse(1)
	if !fired(due) {
		t.Error("did not fire")
	}
}

func TestAfterAMomentPassedFiresAtOnce(t *testing.T) {
	c := newClock(newMachine(), Wall, at("2023-05-18T12:00:00+08:00"))
	due, stop := c.After(at("2023-05-18T12:00:00+08:00"))
	stop()
	if !fired(due) {
		t.Error("did not fire")
	}
}

func TestAfterNoticesASleepingMachine(t *testing.T) {
	m := newMachine()
	c := newClock(m, Wall, at("2023-05-18T12:00:00+08:00"))
	due, stop := c.After(at("2023-05-18T20:00:00+08:00"))
	defer stop()
	m.step(8 * time.Hour)
	m.elapse(recheck)
	if !fired(due) {
		t.Error("did not fire within the recheck")
	}
}

func TestAfterFollowsSetAndReset(t *testing.T) {
	m := newMachine()
	c := newClock(m, Manual, at("2023-05-18T12:00:00+08:00"))
	due, stop := c.After(at("2023-05-18T13:00:00+08:00"))
	defer stop()
	c.MoveTo(at("2023-05-18T14:00:00+08:00"))
	if fired(due) || m.pending() != 0 {
		t.Fatal("a manual clock fired")
	}
	c.Reset(Manual, at("2023-05-18T12:00:00+08:00"))
	if err := c.Set(Wall, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if fired(due) || m.pending() != 1 {
		t.Fatal("fired early, or nothing armed")
	}
	if err := c.Set(Wall, at("2023-05-18T13:00:00+08:00")); err != nil {
		t.Fatal(err)
	}
	if !fired(due) {
		t.Error("did not fire when time was set")
	}
	if m.pending() != 0 {
		t.Error("a timer stayed behind")
	}
}

func TestAfterStopped(t *testing.T) {
	m := newMachine()
	c := newClock(m, Wall, at("2023-05-18T12:00:00+08:00"))
	due, stop := c.After(at("2023-05-18T12:00:01+08:00"))
	stop()
	stop()
	m.elapse(time.Minute)
	if fired(due) {
		t.Error("fired after stop")
	}
	if m.pending() != 0 || len(c.waiters) != 0 {
		t.Error("something stayed behind")
	}
}

func TestAfterOnTheRealClock(t *testing.T) {
	c := New(Wall, time.Time{})
	due, stop := c.After(c.Now().Add(time.Millisecond))
	defer stop()
	<-due
}

func TestWait(t *testing.T) {
	if err := Wait(t.Context(), time.Microsecond); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Wait(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}
