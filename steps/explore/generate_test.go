package explore

import (
	"slices"
	"testing"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// pretended plays a sequence of a generator on a merchant that is thought of: every order is placed, and a payment is a success.
func pretended(g *generator) Sequence {
	s := Sequence{Start: g.start(true)}
	v := &view{MaxOrders: DefaultOrders}
	for {
		e := g.next(v)
		if e == nil {
			if v.Settled {
				return s
			}
			v.Settled = true
			continue
		}
		s.Events = append(s.Events, *e)
		v.note(*e)
		if e.Order == 0 {
			continue
		}
		o := &v.Orders[e.Order-1]
		o.Placed = true
		switch e.Kind.Name {
		case "payment":
			o.State = contract.State{Platform: "SUCCESS", Merchant: "fulfilled"}
		case "checkout", "checkout-with":
			o.State = contract.State{Platform: "WAITING", Merchant: "open"}
		}
	}
}

// TestASeedGivesTheSameSequences holds that a sequence depends on its seed and number and on what was reached before, and on nothing else.
func TestASeedGivesTheSameSequences(t *testing.T) {
	t.Parallel()
	reached := Reached{Reach{"payment", contract.State{Platform: "WAITING", Merchant: "open"}, ""}: 7}
	different := false
	for n := range uint64(50) {
		first := pretended(newGenerator(11, n, kinds(), reached, DefaultLength))
		again := pretended(newGenerator(11, n, kinds(), reached, DefaultLength))
		if !slices.Equal(texts(first), texts(again)) {
			t.Fatalf("sequence %d differs from itself:\n%q\n%q", n, texts(first), texts(again))
		}
		different = different || !slices.Equal(texts(first), texts(pretended(newGenerator(12, n, kinds(), reached, DefaultLength))))
	}
	if !different {
		t.Error("two seeds give the same sequences")
	}
}

// TestEverySequenceHasACheckout holds that each sequence, also a short one and one that continues another, has an order and at most the length allowed.
func TestEverySequenceHasACheckout(t *testing.T) {
	t.Parallel()
	isCheckout := func(e Event) bool { return e.Kind.isCheckout() }
	for length := MinLength; length < 6; length++ {
		for n := range uint64(100) {
			first := pretended(newGenerator(5, n, kinds(), Reached{}, length))
			g := newGenerator(6, n, kinds(), Reached{}, length)
			g.splice(first)
			for _, s := range []Sequence{first, pretended(g)} {
				lasting := slices.DeleteFunc(slices.Clone(s.Events), func(e Event) bool { return e.Kind.Last })
				if !slices.ContainsFunc(s.Events, isCheckout) || len(lasting) > length {
					t.Errorf("sequence %d of length %d is %q", n, length, texts(s))
				}
			}
		}
	}
}

func texts(s Sequence) (all []string) {
	for _, one := range s.sentences() {
		all = append(all, one.Text)
	}
	return all
}

// TestWhatIsRareIsSought holds that an event in a state that was never reached comes more often than one that was reached a hundred times.
func TestWhatIsRareIsSought(t *testing.T) {
	t.Parallel()
	count := func(reached Reached, kind string) (n int) {
		for i := range uint64(60) {
			for _, e := range pretended(newGenerator(1, 2*i, kinds(), reached, DefaultLength)).Events {
				if e.Kind.Name == kind {
					n++
				}
			}
		}
		return n
	}
	often := Reached{}
	for _, merchant := range []string{"none", "open", "fulfilled"} {
		for _, platform := range []string{"none", "WAITING", "SUCCESS"} {
			often[Reach{"pay-again", contract.State{Platform: platform, Merchant: merchant}, ""}] = 100
		}
	}
	if rare, common := count(Reached{}, "pay-again"), count(often, "pay-again"); common*2 > rare {
		t.Errorf("an event comes %d times where it is rare and %d times where it was reached often", rare, common)
	}
}

// TestEachKindComes holds that each kind of event comes about, with each of its values.
func TestEachKindComes(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for n := range uint64(400) {
		for _, e := range pretended(newGenerator(5, n, kinds(), Reached{}, DefaultLength)).Events {
			seen[e.Kind.Name] = true
			for _, value := range e.Values {
				seen[e.Kind.Name+" "+value] = true
			}
		}
	}
	for _, k := range kinds() {
		if !seen[k.Name] && k.Name != "bank-settles-payment" {
			t.Errorf("%s never comes", k.Name)
		}
		for _, values := range k.Values {
			for _, value := range values {
				if value != fullAmount && !seen[k.Name+" "+value] && k.Name != "bank-settles-payment" {
					t.Errorf("%s never comes with %q", k.Name, value)
				}
			}
		}
	}
}
