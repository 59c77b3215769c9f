package contract_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// elsewhere are obligations of other products than the aggregate one.
var elsewhere = regexp.MustCompile(`^M-(WEB|WAP|UNI|MPAY|BIND|SDK)-`)

func isElsewhere(id string) bool { return elsewhere.MatchString(id) }

// tags are those of obligations, all of them where none is named; under the race detector every fourth of them.
func tags(t *testing.T, ids ...string) string {
	t.Helper()
	if len(ids) == 0 {
		all, err := rulebook.Obligations()
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range all {
			ids = append(ids, o.ID)
		}
	}
	var named []string
	for i, id := range ids {
		if !race.On || i%8 == 0 {
			named = append(named, "@"+id)
		}
	}
	return strings.Join(named, ",")
}

// atLeast is how many scenarios are expected of so many, of which the race detector plays fewer.
func atLeast(scenarios int) int {
	if race.On {
		return scenarios / 16
	}
	return scenarios
}

// TestReferenceMerchantPasses holds that the reference merchant keeps every obligation at both APIs of the aggregate product. What is
// skipped is about another API, or about numbers that are only unique with their date, which its are not.
func TestReferenceMerchantPasses(t *testing.T) {
	t.Parallel()
	// An obligation, or a scenario by its name.
	const namesake = "The notification of an order with the same number and another date fulfils nothing"
	for name, documented := range map[string][]string{
		"merchant.yaml":          {"M-ORD-5", "M-QRY-1", namesake},
		"merchant-redirect.yaml": {"M-ORD-7", "M-ORD-8", "M-RET-3", "M-RET-4", "M-RET-6", "M-NTF-14", "M-QRY-1", namesake, "The platform's answer to an order verifies, whatever it looks like"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			results := check(t, open(t, refshop(t, name), 2), 2, tags(t))
			counts := map[contract.Verdict]int{}
			for _, r := range results {
				counts[r.Verdict]++
				silent := slices.Contains(documented, r.Obligations[0]) || slices.Contains(documented, r.Name) || isElsewhere(r.Obligations[0])
				if skipped := r.Verdict == contract.Skipped; r.Verdict == contract.Failed || skipped != silent {
					t.Error(tell(r))
				}
			}
			t.Logf("%d scenarios: %d passed, %d failed, %d skipped", len(results), counts[contract.Passed], counts[contract.Failed], counts[contract.Skipped])
			if counts[contract.Passed] < atLeast(100) {
				t.Errorf("only %d scenarios passed", counts[contract.Passed])
			}
		})
	}
}

// TestReferenceMerchantPassesElsewhere holds that the reference merchant keeps the obligations of the other products, and those of all that
// differ there: placing, retrying and returning.
func TestReferenceMerchantPassesElsewhere(t *testing.T) {
	t.Parallel()
	for name, own := range map[string]string{
		"merchant-web.yaml":     "M-WEB-1 M-WEB-2 M-WEB-3 M-WEB-4 M-ORD-5 M-SYN-1 M-SYN-2 M-SYN-3 M-SYN-5",
		"merchant-wap.yaml":     "M-WAP-1 M-WAP-2 M-WAP-3 M-WAP-4 M-WAP-5 M-WAP-6 M-SYN-1 M-SYN-2 M-SYN-3 M-SYN-5",
		"merchant-unified.yaml": "M-UNI-1 M-UNI-2 M-UNI-3 M-SDK-1 M-SDK-2 M-ORD-5 M-SYN-1 M-SYN-2 M-SYN-3 M-SYN-5",
		"merchant-card.yaml":    "M-MPAY-1 M-MPAY-2 M-MPAY-3 M-MPAY-4 M-MPAY-5 M-MPAY-6 M-MPAY-7 M-MPAY-8 M-BIND-1 M-BIND-2 M-BIND-3",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ids := append(strings.Fields(own), "M-ORD-1", "M-ORD-2", "M-ORD-7", "M-ORD-8", "M-ORD-9", "M-RET-1", "M-RET-3", "M-RET-6", "M-NTF-1", "M-NTF-14")
			results := check(t, open(t, refshop(t, name), 2), 2, tags(t, ids...))
			for _, r := range results {
				seen := !strings.Contains(r.Reason, "which only the merchant's server sees")
				if r.Verdict != contract.Passed && (seen || r.Verdict != contract.Skipped) {
					t.Error(tell(r))
				}
			}
			if len(results) < atLeast(40) {
				t.Errorf("only %d scenarios were run", len(results))
			}
		})
	}
}

// The same merchant under a number whose order_identity is date_and_number.
func TestReferenceMerchantByDate(t *testing.T) {
	t.Parallel()
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
