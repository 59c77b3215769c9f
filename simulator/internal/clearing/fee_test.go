package clearing

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestFeeIsRoundedHalfUpToFen(t *testing.T) {
	for _, tc := range []struct {
		fen  int64
		rate string
		want int64
	}{
		{100, "0.005", 1},   // half a fen
		{99, "0.005", 0},    // 0.495
		{300, "0.005", 2},   // 1.5: not to even
		{500, "0.005", 3},   // 2.5: not to even
		{-100, "0.005", -1}, // away from zero
		{-99, "0.005", 0},   //
		{-500, "0.005", -3}, //
		{2675, "0.01", 27},  // 26.75
		{150, "0.01", 2},    // 1.5, which binary fractions miss
		{115, "0.1", 12},    // 11.5
		{10_000_000_000, "0.0000000001", 1},
		{10_000_000_000, "1", 10_000_000_000},
		{10_000_000_000, "1.0000000000", 10_000_000_000},
		{1, "0.5", 1},
		{1, "0.4999999999", 0},
		{100, "0", 0},
		{100, "", 0},
		{100, "00.50", 50},
		{100, "half", 0},
	} {
		if got := Fee(tc.fen, tc.rate); got != tc.want {
			t.Errorf("%d at %q: %d, want %d", tc.fen, tc.rate, got, tc.want)
		}
	}
}

func TestFeeIsWithinHalfAFen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(-10_000_000_000, 10_000_000_000).Draw(t, "fen")
		rate := rapid.StringMatching(`0\.[0-9]{1,10}`).Draw(t, "rate")
		exact, _ := new(big.Rat).SetString(rate)
		exact.Mul(exact, new(big.Rat).SetInt64(fen))
		off := new(big.Rat).Sub(new(big.Rat).SetInt64(Fee(fen, rate)), exact)
		if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			t.Fatalf("fee %d of exactly %s", Fee(fen, rate), exact.FloatString(12))
		}
		if Fee(-fen, rate) != -Fee(fen, rate) {
			t.Fatalf("a refund's fee %d does not undo %d", Fee(-fen, rate), Fee(fen, rate))
		}
	})
}

func TestCheckRate(t *testing.T) {
	for _, good := range []string{"", "0", "0.005", "1", "1.00", "0.0000000001"} {
		t.Run(good, func(t *testing.T) {
			if err := CheckRate(good); err != nil {
				t.Errorf("%q: %v", good, err)
			}
		})
	}
	for _, wrong := range []string{"-0.1", "+0.1", "1.01", "2", ".5", "1.", ".", "1/3", "5e-3", "0.5%", " 0.5", "0,5", "0.5.1", "0.00000000001", "0_1", "٣"} {
		t.Run(wrong, func(t *testing.T) {
			if err := CheckRate(wrong); err == nil {
				t.Errorf("%q was taken", wrong)
			}
		})
	}
}

func BenchmarkFee(b *testing.B) {
	for b.Loop() {
		Fee(55123, "0.005")
	}
}
