package explore

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/lianlian-sim/llsim/steps/harness"
)

// A merchant that cannot be made to forget any more ends the exploration, with what was found before: while it was made smaller, or in the
// same group of sequences.
func TestAFindingOutlivesTheMerchant(t *testing.T) {
	t.Parallel()
	for _, times := range []int64{1, 3, 5, 7} {
		t.Run(fmt.Sprint(times), func(t *testing.T) {
			t.Parallel()
			var resets atomic.Int64
			o := openShopWithReset(t, func(int) bool { return true }, func(w http.ResponseWriter, _ *http.Request) {
				if resets.Add(1) > times {
					http.Error(w, "broken", http.StatusInternalServerError)
				}
			})
			s, err := Run(t.Context(), o)
			if _, environment := errors.AsType[*harness.EnvironmentError](err); !environment {
				t.Fatalf("the error is %v", err)
			}
			if found := s.Finding != nil; found != (times >= 3) || found && s.Finding.Promise.ID != "INV-2" {
				t.Errorf("found: %+v", s.Finding)
			}
		})
	}
}

// Sequences that are left for the same reason are counted together, whatever order they name, and a key stands as it is written.
func TestReasonsAreCountedByKind(t *testing.T) {
	t.Parallel()
	o := openShop(t, func(int) bool { return true })
	text, err := os.ReadFile(o.File.Path)
	if err == nil {
		err = os.WriteFile(o.File.Path, append(text, "  alarm: \"body.deliveries > 1 ? body.deliveries : false\"\n"...), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if o.File, err = harness.Load(o.File.Path); err != nil {
		t.Fatal(err)
	}
	o.Runs = 2 * batch
	s, err := Run(t.Context(), o)
	if err != nil || s.Finding != nil || len(s.Unjudged) != 1 {
		t.Fatalf("%v, %+v, %v", err, s.Finding, s.Unjudged)
	}
	for reason, times := range s.Unjudged {
		if times < 2 || !strings.HasPrefix(reason, "The expression order.alarm: `body.deliveries > 1 ? body.deliveries : false` gives a number on ") {
			t.Errorf("%d times %s", times, reason)
		}
	}

	x := explorer{summary: &Summary{Reached: Reached{}, Unjudged: map[string]int{}}}
	x.take([]played{{left: "Order 20260310ABC1: 20.00 yuan, HTTP 502"}, {left: "Order 20260311XYZ2: 0.01 yuan, HTTP 502"}, {left: "Order 20260311XYZ2: 0.01 yuan, HTTP 500"}})
	if got := fmt.Sprint(x.summary.Unjudged); got != "map[Order 20260310ABC1: 20.00 yuan, HTTP 502:2 Order 20260311XYZ2: 0.01 yuan, HTTP 500:1]" {
		t.Error(got)
	}
}
