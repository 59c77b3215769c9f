package choice_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/message"
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
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("effects", func(t *testing.T) {
		l := choice.Effects
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("variants", func(t *testing.T) {
		l := choice.Variants
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("signings", func(t *testing.T) {
		l := choice.Signings
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("pay types", func(t *testing.T) {
		l := choice.PayTypes
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("products", func(t *testing.T) {
		l := choice.Products
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("sms", func(t *testing.T) {
		l := choice.SMSModes
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("retry fields", func(t *testing.T) {
		l := choice.RetryFieldsValues
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("bank codes", func(t *testing.T) {
		l := choice.EbankBankCodes
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("identity fields", func(t *testing.T) {
		l := choice.IdentityFields
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("message kinds", func(t *testing.T) {
		l := choice.MessageKinds
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("message verdicts", func(t *testing.T) {
		l := choice.MessageVerdicts
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("receiver answers", func(t *testing.T) {
		l := choice.ReceiverAnswers
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
	t.Run("outcomes", func(t *testing.T) {
		l := choice.Outcomes()
		check(t, l.Values(), l.Meanings(message.English), func(i int) string { return l[i].Chinese })
	})
}

// withoutEndpoint are the products that no endpoint belongs to: the app's SDK, and those whose endpoints are not served yet.
var withoutEndpoint = []string{"sdk", "web", "wap", "unified", "card"}

func TestEveryEndpointsProductCanBeGranted(t *testing.T) {
	t.Parallel()
	granted := choice.Products.Values()
	served := map[string]bool{}
	for _, e := range wire.Endpoints() {
		served[e.Product] = true
		if !slices.Contains(granted, e.Product) {
			t.Errorf("no merchant can have the product %s of %s", e.Product, e.Paths[0])
		}
	}
	for _, product := range granted {
		if !served[product] && !slices.Contains(withoutEndpoint, product) {
			t.Errorf("no endpoint is of the product %s", product)
		}
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
