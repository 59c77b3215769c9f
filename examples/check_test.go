package examples

import (
	"context"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

func TestTheShopHasItsBadDays(t *testing.T) {
	file, err := harness.Load("../fixtures/refshop/merchant.yaml")
	if err != nil {
		t.Fatal(err)
	}
	selection, err := check.Select([]string{"bad-days.feature", "bad-days.zh.feature"}, "") // no files: the obligations
	if err != nil {
		t.Fatal(err)
	}
	summary, err := check.Run(t.Context(), check.Options{
		File: file, Selection: selection,
		Platform: func(ctx context.Context, listen string) (check.Platform, error) {
			return simulator.Start(ctx, simulator.Options{Listen: listen})
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range summary.Results {
		t.Run(r.Name, func(t *testing.T) {
			if r.Verdict != contract.Passed { // skipped is not passed
				t.Errorf("%s: %s", r.Verdict, r.Reason)
			}
		})
	}
}
