package sign

import (
	"math/big"
	"math/bits"
	"slices"
)

// modulus computes powers modulo a public key's modulus. crypto/rsa prepares a modulus for each signature that it verifies; here that is
// done once for a key. Nothing is secret, so constant time is not needed.
type modulus struct {
	n       []uint64 // little-endian words
	inverse uint64   // -1/n modulo 2^64
	square  []uint64 // 2^(2·64·words) modulo n: multiplying by it brings a number into Montgomery form
}

func newModulus(n *big.Int) modulus {
	size := (n.BitLen() + 63) / 64
	square := new(big.Int).Lsh(big.NewInt(1), uint(2*64*size))
	m := modulus{n: words(n, size), square: words(square.Mod(square, n), size)}
	m.inverse = negativeInverse(m.n[0])
	return m
}

// negativeInverse returns -1/p modulo 2^64 for an odd p.
func negativeInverse(p uint64) uint64 {
	inverse := uint64(1)
	for range 6 { // each round doubles the number of right bits
		inverse *= 2 - p*inverse
	}
	return -inverse
}

// power returns the big-endian bytes of a number, which is below the modulus, raised to an exponent above 1.
func (m *modulus) power(number []byte, exponent int) []byte {
	var space [2][maxBits / 64]uint64
	var room [2 * maxBits / 64]uint64
	size := len(m.n)
	base, x, product := space[0][:size], space[1][:size], room[:2*size]
	for i := range number {
		base[i/8] |= uint64(number[len(number)-1-i]) << (i % 8 * 8)
	}
	multiply(product, base, m.square)
	m.reduce(base, product)
	copy(x, base)
	for i := bits.Len(uint(exponent)) - 2; i >= 0; i-- {
		square(product, x)
		m.reduce(x, product)
		if exponent>>i&1 == 1 {
			multiply(product, x, base)
			m.reduce(x, product)
		}
	}
	clear(product)
	copy(product, x)
	m.reduce(x, product) // out of Montgomery form
	out := make([]byte, len(number))
	for i := range out {
		out[len(out)-1-i] = byte(x[i/8] >> (i % 8 * 8))
	}
	return out
}

// reduce makes z the number t/2^(64·words) modulo n, for a t of twice the words of n below n·2^(64·words), which it spoils.
func (m *modulus) reduce(z, t []uint64) {
	size := len(m.n)
	var top uint64
	for i := range size {
		carry := addTimes(t[i:i+size], m.n, t[i]*m.inverse)
		t[i+size], top = bits.Add64(t[i+size], carry, top)
	}
	t = t[size:]
	if top == 0 && less(t, m.n) {
		copy(z, t)
		return
	}
	var borrow uint64
	for i, word := range m.n {
		z[i], borrow = bits.Sub64(t[i], word, borrow)
	}
}

// multiply makes z, which is twice as long, the product of a and b.
func multiply(z, a, b []uint64) {
	clear(z)
	for i, word := range a {
		z[i+len(b)] = addTimes(z[i:i+len(b)], b, word)
	}
}

// square makes z, which is twice as long, the square of a: twice the products of different words, and their squares.
func square(z, a []uint64) {
	clear(z)
	for i, word := range a {
		z[i+len(a)] = addTimes(z[2*i+1:i+len(a)], a[i+1:], word)
	}
	var twice, carry uint64
	for i, word := range a {
		high, low := bits.Mul64(word, word)
		z0, z1 := z[2*i], z[2*i+1]
		z[2*i], carry = bits.Add64(low, z0<<1|twice, carry)
		z[2*i+1], carry = bits.Add64(high, z1<<1|z0>>63, carry)
		twice = z1 >> 63
	}
}

// addTimes adds x·y to z, which is as long as x, and returns the carry. It takes four words at once, which keeps carries in the processor's
// flag.
func addTimes(z, x []uint64, y uint64) (carry uint64) {
	for len(x) >= 4 && len(z) >= 4 {
		a, s := (*[4]uint64)(x), (*[4]uint64)(z)
		h0, l0 := bits.Mul64(a[0], y)
		h1, l1 := bits.Mul64(a[1], y)
		h2, l2 := bits.Mul64(a[2], y)
		h3, l3 := bits.Mul64(a[3], y)
		l0, c := bits.Add64(l0, carry, 0)
		l1, c = bits.Add64(l1, h0, c)
		l2, c = bits.Add64(l2, h1, c)
		l3, c = bits.Add64(l3, h2, c)
		h3, _ = bits.Add64(h3, 0, c)
		s[0], c = bits.Add64(s[0], l0, 0)
		s[1], c = bits.Add64(s[1], l1, c)
		s[2], c = bits.Add64(s[2], l2, c)
		s[3], c = bits.Add64(s[3], l3, c)
		carry, _ = bits.Add64(h3, 0, c)
		x, z = x[4:], z[4:]
	}
	for i, word := range x {
		high, low := bits.Mul64(word, y)
		low, c := bits.Add64(low, carry, 0)
		high, _ = bits.Add64(high, 0, c)
		z[i], c = bits.Add64(z[i], low, 0)
		carry, _ = bits.Add64(high, 0, c)
	}
	return carry
}

// less reports whether a is below b, which is as long.
func less(a, b []uint64) bool {
	for i := range slices.Backward(a) {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
