package check

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// Kept is a scenario that did not go well and the seat that still is as it left it.
type Kept struct {
	Result contract.Result
	Seat   *contract.Seat
}

// errKept ends a check whose first failure is kept.
var errKept = message.Errorf("the first failure is kept")

// Keep keeps the seat of a scenario that failed or was not judged. With a merchant it is the first one, which ends the check: its
// copy of the merchant is needed for the next scenario.
func (s *Seats) Keep(seat *contract.Seat, result contract.Result) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, failed := FailureOf(result); !s.keep || !failed || s.file != nil && len(s.kept) > 0 {
		return false
	}
	s.kept = append(s.kept, Kept{result, seat})
	if s.file != nil {
		s.abort(errKept)
	} else {
		s.free <- &contract.Seat{Memory: &s.memory}
	}
	return true
}

func (s *Seats) isKept(seat *contract.Seat) bool {
	return slices.ContainsFunc(s.kept, func(k Kept) bool { return k.Seat == seat })
}
