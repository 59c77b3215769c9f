package engine

import (
	"sync"
	"testing"
	"time"
)

func TestAlarm(t *testing.T) {
	nine := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name  string
		armed bool // looks at nine by itself
		jobs  []time.Duration
		early bool
	}{
		{"no job", true, nil, false},
		{"later than the next look", true, []time.Duration{time.Hour}, false},
		{"before the next look", true, []time.Duration{time.Hour, -time.Hour}, true},
		{"while it looks", false, []time.Duration{time.Hour}, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var a alarm
			a.init()
			if tc.armed {
				a.set(nine)
			}
			for _, d := range tc.jobs {
				a.add(nine.Add(d))
			}
			a.add(time.Time{})
			if got := a.due(); got != tc.early {
				t.Errorf("due early: %v", got)
			}
			if a.due() {
				t.Error("due early twice")
			}
		})
	}
}

// TestWritersShareATransaction holds that everybody's change is carried out once, in batches that do not overlap.
func TestWritersShareATransaction(t *testing.T) {
	var g writers
	var inside sync.Mutex
	sum, batches := 0, 0
	write := func(all []*writer) {
		if !inside.TryLock() {
			t.Error("two batches at once")
			return
		}
		defer inside.Unlock()
		batches++
		for _, w := range all {
			w.f(nil)
			w.failed = nil
		}
	}
	var wait sync.WaitGroup
	for range 500 {
		wait.Go(func() {
			seen := 0
			g.join(func(*tx) { sum++; seen = sum }, write)
			if seen == 0 {
				t.Error("returned before it was carried out")
			}
		})
	}
	wait.Wait()
	if sum != 500 || batches == 0 || g.led {
		t.Errorf("%d changes in %d batches, led %v", sum, batches, g.led)
	}
}
