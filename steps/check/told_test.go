package check_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// A result has what a reader of a report must know: its example, the tables of its steps with their keywords, and what went out together.
func TestWhatAResultTells(t *testing.T) {
	o := check.Options{File: refshop(t, ""), Selection: selected(t, "M-NTF-6 or M-NTF-17 or M-SYN-3 or M-ORD-6"), Workers: 2, Platform: embedded}
	found, err := check.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	together := map[string]int{}
	var amounts []string
	for _, r := range found.Results {
		for _, e := range r.Evidence {
			together[e.Together]++
		}
		if slices.Contains(r.Obligations, "M-NTF-17") {
			step := r.Steps[2]
			amounts = append(amounts, r.Example[0].Value+" "+r.Example[1].Value+" "+step.Table[0][1]+" "+r.Steps[1].Keyword+" "+step.Keyword)
			if step.Line == 0 || r.Line == 0 {
				t.Errorf("%+v is nowhere", r)
			}
			if !slices.ContainsFunc(r.Evidence, func(e contract.Evidence) bool { return e.Aside }) {
				t.Error("no exchange only gives the merchant time")
			}
		}
	}
	want := []string{"49.90 49.9 49.9 And When", "49.90 49.90 49.90 And When", "100.00 100.0 100.0 And When"}
	if diff := cmp.Diff(want, amounts); diff != "" {
		t.Error(diff)
	}
	if n := together["8 notifications at the same instant"]; n != 8 {
		t.Errorf("%d notifications of M-NTF-6 went out together", n)
	}
	if n := together["4 returns and 4 notifications at the same instant"]; n != 8 {
		t.Errorf("%d messages of M-SYN-3 went out together", n)
	}
	if together["50 checkouts, 10 at a time"] == 0 {
		t.Errorf("the checkouts of M-ORD-6 are not together: %v", together)
	}
}
