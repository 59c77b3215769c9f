package prose_test

import (
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/prose"
)

func TestEnglish(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"Chinese", "<p>订单 A1 的 pay_type 是 L</p>", nil},
		{"a sentence", "<p>拒绝：the order is closed</p>", []string{"the order is closed"}},
		{"a title", `<p title="No money moves">无</p>`, []string{"No money moves"}},
		{"a body as sent", "<pre>what the merchant sent</pre>", nil},
		{"marked as English", `<span lang="en">what the merchant wrote</span>`, nil},
		{"allowed", "<p>charged by the meter</p>", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := prose.English(c.page, "by the meter"); !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
