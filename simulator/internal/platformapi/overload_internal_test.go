package platformapi

import (
	"testing"
	"time"
)

// TestRefusalsAreNotedAtABoundedRate holds that the journal gets so many refusals a second, and learns how many it did not get.
func TestRefusalsAreNotedAtABoundedRate(t *testing.T) {
	t.Parallel()
	var w waiting
	start := time.Unix(1_700_000_000, 0)
	for second, flood := range []int{5000, 3, 5000, 0, 1} {
		missed := 0
		for i := range flood {
			before, noted := w.note(start.Add(time.Duration(second)*time.Second + time.Duration(i)*time.Microsecond))
			if want := i < maxRefusalsNoted; noted != want {
				t.Fatalf("second %d, refusal %d: noted %t", second, i, noted)
			}
			missed += before
		}
		want := 0
		if second == 1 || second == 4 { // the first one after a second that had too many
			want = 5000 - maxRefusalsNoted
		}
		if missed != want {
			t.Errorf("second %d: %d refusals are said to be missing, want %d", second, missed, want)
		}
	}
}
