package sign

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// TestOpeningComputesLikeBig raises numbers of 16 to 64 words, those with all bits set among them.
func TestOpeningComputesLikeBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(minBits/8, minBits/8+40).Draw(t, "bytes")
		if rapid.Bool().Draw(t, "large") {
			size = maxBits / 8
		}
		draw := func(name string) *big.Int {
			return new(big.Int).SetBytes(rapid.SliceOfN(rapid.OneOf(rapid.Byte(), rapid.Just(byte(0xff))), size, size).Draw(t, name))
		}
		n := draw("modulus")
		n.SetBit(n, 0, 1).SetBit(n, 8*size-1, 1)
		number, exponent := draw("number"), rapid.SampledFrom([]int{3, 17, 65537, 1<<31 - 1}).Draw(t, "exponent")
		if rapid.Bool().Draw(t, "highest") {
			number.Sub(n, big.NewInt(1))
		}
		number.Mod(number, n)
		key, err := newPublicKey(n, exponent)
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Int).Exp(number, big.NewInt(int64(exponent)), n)
		if got := new(big.Int).SetBytes(key.open(number.FillBytes(make([]byte, size)))); got.Cmp(want) != 0 {
			t.Fatalf("%x^%d modulo %x: got %x, want %x", number, exponent, n, got, want)
		}
	})
}
