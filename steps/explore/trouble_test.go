package explore

import (
	"errors"
	"fmt"
	"net/http"
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
