package contract_test

import (
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// The reference merchant passes what is asked of it in Chinese: steps with words, tables, amounts, named orders and durations.
func TestReferenceMerchantPassesInChinese(t *testing.T) {
	t.Parallel()
	tags := "@M-ORD-1,@M-NTF-2,@M-NTF-3,@M-NTF-13,@M-NTF-14,@M-SYN-2,@M-RFD-3,@M-REC-3"
	var checked []string
	for _, r := range checkIn(t, features.Chinese, open(t, refshop(t, "merchant.yaml"), 1), 1, tags) {
		checked = append(checked, r.Obligations...)
		if r.Verdict != contract.Passed {
			t.Error(tell(r))
		}
	}
	slices.Sort(checked)
	if got := slices.Compact(checked); len(got) != 8 {
		t.Errorf("only %v were checked", got)
	}
}
