package contract_test

import (
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// TestReferenceMerchantPasses holds that the reference merchant keeps every obligation at both APIs. What is skipped is about the
// other API, or about numbers that are only unique with their date, which its are not.
func TestReferenceMerchantPasses(t *testing.T) {
	// An obligation, or a scenario by its name.
	const namesake = "The notification of an order with the same number and another date fulfils nothing"
	for name, documented := range map[string][]string{
		"merchant.yaml":          {"M-ORD-5", "M-QRY-1", namesake},
		"merchant-redirect.yaml": {"M-ORD-7", "M-ORD-8", "M-RET-3", "M-RET-4", "M-RET-6", "M-NTF-14", "M-QRY-1", namesake, "The platform's answer to an order verifies, whatever it looks like"},
	} {
		t.Run(name, func(t *testing.T) {
			results := check(t, open(t, refshop(t, name), 2), 2, "")
			counts := map[contract.Verdict]int{}
			for _, r := range results {
				counts[r.Verdict]++
				silent := slices.Contains(documented, r.Obligations[0]) || slices.Contains(documented, r.Name)
				if skipped := r.Verdict == contract.Skipped; r.Verdict == contract.Failed || skipped != silent {
					t.Error(tell(r))
				}
			}
			t.Logf("%d scenarios: %d passed, %d failed, %d skipped", len(results), counts[contract.Passed], counts[contract.Failed], counts[contract.Skipped])
			if counts[contract.Passed] < 100 {
				t.Errorf("only %d scenarios passed", counts[contract.Passed])
			}
		})
	}
}

// The same merchant under a number whose order_identity is date_and_number.
func TestReferenceMerchantByDate(t *testing.T) {
	f := refshop(t, "merchant.yaml", "201304121000001004", "201408071000001539")
	results := check(t, open(t, f, 1), 1, "@M-QRY-1,@M-NTF-10")
	if len(results) == 0 {
		t.Fatal("nothing was looked at")
	}
	for _, r := range results {
		if r.Verdict != contract.Passed {
			t.Error(tell(r))
		}
	}
}
