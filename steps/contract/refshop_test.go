package contract_test

import (
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// documented are scenarios that say nothing about the reference merchant: its numbers are unique whatever the date.
var documented = []string{"A number that stands for two orders is asked about with the date"}

func TestReferenceMerchantPasses(t *testing.T) {
	results := check(t, open(t, refshop(t), 2), 2, "")
	counts := map[contract.Verdict]int{}
	for _, r := range results {
		counts[r.Verdict]++
		if r.Verdict == contract.Failed || r.Verdict == contract.Skipped && !slices.Contains(documented, r.Name) {
			t.Error(tell(r))
		}
	}
	t.Logf("%d scenarios: %d passed, %d failed, %d skipped", len(results), counts[contract.Passed], counts[contract.Failed], counts[contract.Skipped])
	if counts[contract.Passed] < 100 {
		t.Errorf("only %d scenarios passed", counts[contract.Passed])
	}
}

// The same merchant under a number whose order_identity is date_and_number.
func TestReferenceMerchantByDate(t *testing.T) {
	f := refshop(t, "201304121000001004", "201408071000001539")
	results := check(t, open(t, f, 1), 1, "@M-QRY-1")
	if len(results) == 0 {
		t.Fatal("nothing was looked at")
	}
	for _, r := range results {
		if r.Verdict != contract.Passed {
			t.Error(tell(r))
		}
	}
}
