package store_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// TestOrdersBefore holds the way down against a sorted list: it begins below the bound, whether or not an order has that number.
func TestOrdersBefore(t *testing.T) {
	number := rapid.StringMatching(`201[78]0[12]1[0-9]0000[0-9]{4}`)
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfDistinct(number, rapid.ID[string]).Draw(t, "orders")
		rows := store.New()
		w := rows.Write()
		for _, n := range numbers {
			w.PutOrder(&domain.Order{OidPaybill: n})
		}
		w.Commit()
		bounds := append([]string{"", "0", "9"}, numbers...)
		for range 5 {
			bounds = append(bounds, number.Draw(t, "bound"))
		}
		slices.Sort(numbers)
		slices.Reverse(numbers)
		for _, bound := range bounds {
			var got, want []string
			for o := range rows.Read().OrdersBefore(bound) {
				got = append(got, o.OidPaybill)
			}
			for _, n := range numbers {
				if bound == "" || n < bound {
					want = append(want, n)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("below %q: got %v, want %v", bound, got, want)
			}
		}
		for o := range rows.Read().OrdersBefore("") {
			if o.OidPaybill != numbers[0] {
				t.Fatalf("the newest is %s, got %s", numbers[0], o.OidPaybill)
			}
			break
		}
	})
}
