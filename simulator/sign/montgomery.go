package sign

import (
	"math/big"
	"math/bits"
)

// field computes modulo an odd number of one machine word. Numbers in Montgomery form are x·2^64 modulo it.
type field struct {
	p       uint64
	inverse uint64 // 1/p modulo 2^64
	square  uint64 // 2^128 modulo p: multiplying by it brings a number into Montgomery form
}

func newField(p *big.Int) field {
	return field{p: p.Uint64(), inverse: -negativeInverse(p.Uint64()), square: montgomeryForm(new(big.Int).Lsh(big.NewInt(1), 64), p)}
}

// negativeInverse returns -1/p modulo 2^64 for an odd p.
func negativeInverse(p uint64) uint64 {
	inverse := uint64(1)
	for range 6 { // each round doubles the number of right bits
		inverse *= 2 - p*inverse
	}
	return -inverse
}

// montgomeryForm returns x·2^64 modulo p.
func montgomeryForm(x, p *big.Int) uint64 {
	y := new(big.Int).Lsh(x, 64)
	return y.Mod(y, p).Uint64()
}

// multiply returns a·b/2^64 modulo p, below p, for an a or a b below p.
func (f *field) multiply(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	taken, _ := bits.Mul64(low*f.inverse, f.p) // its low half is low, which it takes off
	difference, borrow := bits.Sub64(high, taken, 0)
	return difference + f.p&-borrow
}

// add returns a+b modulo p for both below p.
func (f *field) add(a, b uint64) uint64 {
	difference, borrow := bits.Sub64(a, f.p-b, 0)
	return difference + f.p&-borrow
}

// lanes are one number for each of some primes. A processor works on several of them at once, where a product has to wait for the one
// before modulo the same prime.
type lanes [together]uint64

// multiplyAll makes each x[i] of some primes x[i]·y[i]/2^64 modulo the prime.
func multiplyAll(primes []smallPrime, x, y *lanes) {
	for i := range primes {
		x[i] = primes[i].multiply(x[i], y[i])
	}
}

// window is the number of exponent bits that one multiplication takes in.
const window = 4

// raiseAll raises each x[i] of some primes to the power 2^window.
func raiseAll(primes []smallPrime, x *lanes) {
	for i := range primes {
		f, y := &primes[i].field, x[i]
		for range window {
			y = f.multiply(y, y)
		}
		x[i] = y
	}
}

// digits returns the windows of an exponent, the highest first, with zeros before it up to count.
func digits(exponent *big.Int, count int) []uint8 {
	out := make([]uint8, count)
	for i := range count * window {
		at := count - 1 - i/window
		out[at] |= uint8(exponent.Bit(i)) << (i % window)
	}
	return out
}
