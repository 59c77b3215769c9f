package checked

import (
	"context"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// workers is how many copies of a merchant run side by side: enough to show that copies share no state.
const workers = 2

// Merchant checks the merchant of a merchant file, as llsim check does. The test fails with what the merchant breaks, a SHOULD
// included, and when fewer than fewest obligations could be checked.
func Merchant(t *testing.T, path string, fewest int) {
	t.Helper()
	Tagged(t, path, "", fewest)
}

// Tagged is Merchant for the scenarios that a tag expression selects.
func Tagged(t *testing.T, path, tags string, fewest int) {
	t.Helper()
	file, err := harness.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	all, err := check.Select(nil, tags)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := check.Run(t.Context(), check.Options{File: file, Selection: all, Workers: workers, Platform: embedded})
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, r := range summary.Results {
		switch r.Verdict {
		case contract.Passed:
			for _, id := range r.Obligations {
				kept[id] = true
			}
		case contract.Skipped:
			t.Logf("skipped %s %s: %s", r.Obligations, r.Name, r.Reason)
		default:
			t.Errorf("%s %s (%s:%d): %s", r.Obligations, r.Name, r.File, r.Line, r.Reason)
		}
	}
	if len(kept) < fewest {
		t.Errorf("%d obligations could be checked and are kept, expected %d at least", len(kept), fewest)
	}
}

func embedded(ctx context.Context, listen string) (check.Platform, error) {
	return simulator.Start(ctx, simulator.Options{Listen: listen, ProxyListen: "127.0.0.1:0"})
}
