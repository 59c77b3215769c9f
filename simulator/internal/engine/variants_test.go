package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestNTF5EveryLayoutSaysTheSame(t *testing.T) {
	message := wire.Fields{
		{Name: "info_order", Value: "红 \"A/B\" \\ 😀"}, {Name: "no_agree", Kind: wire.Null}, {Name: "odd \"name\"", Value: ""}, {Name: "x", Value: "/"},
	}
	for _, item := range choice.AnswerVariants {
		variant := item.Value
		body, _ := EncodeVariant(message, variant)
		got, err := wire.DecodeJSON(body)
		if err != nil {
			t.Errorf("%s: %v in %s", variant, err, body)
		}
		if diff := cmp.Diff(message.Sorted(), got.Sorted()); diff != "" {
			t.Errorf("%s: %s\n%s", variant, body, diff)
		}
	}
}
