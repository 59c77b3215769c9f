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
	f.inverse = 1
	for range 6 { // each round doubles the number of right bits
		f.inverse *= 2 - f.p.lo*f.inverse
	}
	f.inverse = -f.inverse
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

// mul returns a·b/2^128 modulo p for b below p and any a: it multiplies and reduces word by word of a.
func (f *field) mul(a, b word2) word2 {
	p, inverse := f.p, f.inverse

	h0, t0 := bits.Mul64(a.lo, b.lo)
	h1, t1 := bits.Mul64(a.lo, b.hi)
	t1, c := bits.Add64(t1, h0, 0)
	t2 := h1 + c

	q := t0 * inverse
	h0, l0 := bits.Mul64(q, p.lo)
	h1, l1 := bits.Mul64(q, p.hi)
	_, c = bits.Add64(t0, l0, 0)
	l1, c = bits.Add64(l1, h0, c)
	h1 += c
	t0, c = bits.Add64(t1, l1, 0)
	t1, t2 = bits.Add64(t2, h1, c)

	h0, l0 = bits.Mul64(a.hi, b.lo)
	h1, l1 = bits.Mul64(a.hi, b.hi)
	l1, c = bits.Add64(l1, h0, 0)
	h1 += c
	t0, c = bits.Add64(t0, l0, 0)
	t1, c = bits.Add64(t1, l1, c)
	t2, t3 := bits.Add64(t2, h1, c)

	q = t0 * inverse
	h0, l0 = bits.Mul64(q, p.lo)
	h1, l1 = bits.Mul64(q, p.hi)
	_, c = bits.Add64(t0, l0, 0)
	l1, c = bits.Add64(l1, h0, c)
	h1 += c
	t0, c = bits.Add64(t1, l1, 0)
	t1, c = bits.Add64(t2, h1, c)
	return f.below(t0, t1, t3+c)
}

// add returns a+b modulo p for both below p.
func (f *field) add(a, b word2) word2 {
	t0, c := bits.Add64(a.lo, b.lo, 0)
	t1, c := bits.Add64(a.hi, b.hi, c)
	return f.below(t0, t1, c)
}

// below subtracts p once from a number below 2p, without a branch: processors cannot guess this one.
func (f *field) below(t0, t1, t2 uint64) word2 {
	s0, borrow := bits.Sub64(t0, f.p.lo, 0)
	s1, borrow := bits.Sub64(t1, f.p.hi, borrow)
	_, borrow = bits.Sub64(t2, 0, borrow)
	keep := -borrow
	return word2{s0 ^ keep&(s0^t0), s1 ^ keep&(s1^t1)}
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
