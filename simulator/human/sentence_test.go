package human_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/simulator/human"
)

func TestUpperFirst(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"": "", "the order": "The order", "订单": "订单", "éa": "Éa", "\xff": "\xff", "A": "A"} {
		if got := human.UpperFirst(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestWidth(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{"": 0, "order": 5, "订单 1": 6, "：": 2, "e\u0301": 1} {
		if got := human.Width(text); got != want {
			t.Errorf("%q takes %d cells, want %d", text, got, want)
		}
	}
}
