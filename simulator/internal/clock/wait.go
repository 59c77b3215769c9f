package clock

import "time"

// recheck is the longest time for which a timer runs before the clock is read again: timers stand still while a machine sleeps.
const recheck = time.Minute

// waiter is one call of After.
type waiter struct {
	due  time.Time
	done chan struct{}
	stop func()
}

// After returns a channel that is closed once a wall clock shows t or later. While the clock is manual it stays open,
// even when the clock is moved past t. Call stop when it is no longer needed.
func (c *Clock) After(t time.Time) (<-chan struct{}, func()) {
	w := &waiter{due: t, done: make(chan struct{}), stop: func() {}}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiters[w] = struct{}{}
	c.arm(w)
	return w.done, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		w.stop()
		delete(c.waiters, w)
	}
}

// arm closes a due waiter's channel or starts its timer afresh; the caller holds the lock.
func (c *Clock) arm(w *waiter) {
	w.stop()
	w.stop = func() {}
	if c.mode == Manual {
		return
	}
	wait := w.due.Sub(c.now())
	if wait <= 0 {
		delete(c.waiters, w)
		close(w.done)
		return
	}
	w.stop = c.source.afterFunc(min(wait, recheck), func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		if _, waiting := c.waiters[w]; waiting {
			c.arm(w)
		}
	})
}
