package choice_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func TestEveryValueHasAMeaningInBothLanguages(t *testing.T) {
	t.Parallel()
	check := func(t *testing.T, values, meanings []string, chinese func(int) string) {
		t.Helper()
		for i, value := range values {
			if meanings[2*i] != value || meanings[2*i+1] == "" || chinese(i) == "" {
				t.Errorf("%q lacks a meaning", value)
			}
			if slices.Index(values, value) != i {
				t.Errorf("%q stands twice", value)
			}
		}
	}
	t.Run("fault points", func(t *testing.T) {
		l := choice.FaultPoints
		check(t, l.Values(), l.Meanings(), func(i int) string { return l[i].Chinese })
	})
	t.Run("effects", func(t *testing.T) {
		l := choice.Effects
		check(t, l.Values(), l.Meanings(), func(i int) string { return l[i].Chinese })
	})
	t.Run("variants", func(t *testing.T) {
		l := choice.Variants
		check(t, l.Values(), l.Meanings(), func(i int) string { return l[i].Chinese })
	})
	t.Run("signings", func(t *testing.T) {
		l := choice.Signings
		check(t, l.Values(), l.Meanings(), func(i int) string { return l[i].Chinese })
	})
	t.Run("pay types", func(t *testing.T) {
		l := choice.PayTypes
		check(t, l.Values(), l.Meanings(), func(i int) string { return l[i].Chinese })
	})
	t.Run("outcomes", func(t *testing.T) {
		l := choice.Outcomes()
		check(t, l.Values(), l.Meanings(), func(i int) string { return l[i].Chinese })
	})
}

func TestEveryEndpointsProductCanBeGranted(t *testing.T) {
	t.Parallel()
	var products []string
	for _, e := range wire.Endpoints() {
		if !slices.Contains(products, e.Product) {
			products = append(products, e.Product)
		}
	}
	if diff := cmp.Diff(products, choice.Products.Values()); diff != "" {
		t.Errorf("products of endpoints (-) and choice (+):\n%s", diff)
	}
}

func TestOrderStatesAreTheDomains(t *testing.T) {
	t.Parallel()
	states := []string{string(domain.Waiting), string(domain.Processing), string(domain.Success), string(domain.Refunded), string(domain.Failure)}
	if diff := cmp.Diff(states, choice.OrderStates.Values()); diff != "" {
		t.Errorf("domain (-) and choice (+):\n%s", diff)
	}
}

func TestEveryPointHasEffectsThatExist(t *testing.T) {
	t.Parallel()
	for _, point := range choice.FaultPoints {
		t.Run(string(point.Value), func(t *testing.T) {
			t.Parallel()
			effects := choice.EffectsAt(point.Value)
			if len(effects) == 0 {
				t.Error("no effects")
			}
			for _, effect := range effects {
				if !slices.Contains(choice.Effects.Values(), effect) {
					t.Errorf("%q is no effect", effect)
				}
			}
		})
	}
}
