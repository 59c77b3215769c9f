package sign

import (
	"math/big"
	"math/bits"
)

// word2 is a number below 2^128: a struct, so that the compiler keeps it in registers.
type word2 struct{ lo, hi uint64 }

// field computes modulo an odd number of two words. Numbers in Montgomery form are x·2^128 modulo it.
type field struct {
	p       word2
	inverse uint64 // -1/p modulo 2^64
	square  word2  // 2^256 modulo p: multiplying by it brings a number into Montgomery form
}

func newField(p *big.Int) field {
	f := field{p: toWord2(p)}
	f.inverse = negativeInverse(f.p.lo)
	f.square = toWord2(montgomeryForm(new(big.Int).Lsh(big.NewInt(1), 128), p))
	return f
}

// montgomeryForm returns x·2^128 modulo p.
func montgomeryForm(x, p *big.Int) *big.Int {
	y := new(big.Int).Lsh(x, 128)
	return y.Mod(y, p)
}

func toWord2(x *big.Int) word2 {
	w := words(x, 2)
	return word2{w[0], w[1]}
}

// lanes are one number for each of some primes, below 2^128 and perhaps not below the prime.
type lanes [together]word2

// multiplyAll makes each x[i] of some primes x[i]·y[i]/2^128 modulo the prime. One loop over all of them lets a processor work on several
// products at once, where one product has to wait for the one before modulo the same prime. A result is below 2^128, and below twice the
// prime where x or y is below the prime; to subtract the prime only where there is a carry spares a comparison.
func multiplyAll(primes []smallPrime, x, y *lanes) {
	for i := range primes {
		f, a, b := &primes[i].field, x[i], y[i]
		p, inverse := f.p, f.inverse

		// the product, in t0 to t3
		m1, t0 := bits.Mul64(a.lo, b.lo)
		h0, l0 := bits.Mul64(a.lo, b.hi)
		h1, l1 := bits.Mul64(a.hi, b.lo)
		t3, m2 := bits.Mul64(a.hi, b.hi)
		t1, c := bits.Add64(m1, l0, 0)
		t2, c := bits.Add64(m2, h0, c)
		t3, _ = bits.Add64(t3, 0, c)
		t1, c = bits.Add64(t1, l1, 0)
		t2, c = bits.Add64(t2, h1, c)
		t3, _ = bits.Add64(t3, 0, c)

		// multiples of p that make t0 and then t1 zero
		q := t0 * inverse
		h0, l0 = bits.Mul64(q, p.lo)
		h1, l1 = bits.Mul64(q, p.hi)
		_, c = bits.Add64(t0, l0, 0)
		t1, c = bits.Add64(t1, h0, c)
		h1, _ = bits.Add64(h1, 0, c)
		t1, c = bits.Add64(t1, l1, 0)
		t2, c = bits.Add64(t2, h1, c)
		t3, over := bits.Add64(t3, 0, c)

		q = t1 * inverse
		h0, l0 = bits.Mul64(q, p.lo)
		h1, l1 = bits.Mul64(q, p.hi)
		_, c = bits.Add64(t1, l0, 0)
		t2, c = bits.Add64(t2, h0, c)
		h1, _ = bits.Add64(h1, 0, c)
		t2, c = bits.Add64(t2, l1, 0)
		t3, c = bits.Add64(t3, h1, c)
		x[i] = f.carried(t2, t3, over+c)
	}
}

// add returns a+b modulo p, below 2^128, for one of them below p.
func (f *field) add(a, b word2) word2 {
	t0, c := bits.Add64(a.lo, b.lo, 0)
	t1, c := bits.Add64(a.hi, b.hi, c)
	return f.carried(t0, t1, c)
}

// carried subtracts p where there is a carry, 0 or 1, without a branch: processors cannot guess this one.
func (f *field) carried(t0, t1, carry uint64) word2 {
	t0, borrow := bits.Sub64(t0, f.p.lo&-carry, 0)
	t1, _ = bits.Sub64(t1, f.p.hi&-carry, borrow)
	return word2{t0, t1}
}

// below returns a number below 2p modulo p.
func (f *field) below(a word2) word2 {
	lo, borrow := bits.Sub64(a.lo, f.p.lo, 0)
	hi, borrow := bits.Sub64(a.hi, f.p.hi, borrow)
	if borrow != 0 {
		return a
	}
	return word2{lo, hi}
}

// window is the number of exponent bits that one multiplication takes in.
const window = 4

// digits returns the windows of an exponent, the highest first, with zeros before it up to count.
func digits(exponent *big.Int, count int) []uint8 {
	out := make([]uint8, count)
	for i := range count * window {
		at := count - 1 - i/window
		out[at] |= uint8(exponent.Bit(i)) << (i % window)
	}
	return out
}
