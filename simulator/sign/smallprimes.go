package sign

import (
	"crypto/md5"
	"encoding/binary"
	"math/big"
	"math/bits"
	"slices"
)

// smallPrimes signs with keys whose primes all fit into a machine word, such as the platform's test key: by the Chinese remainder theorem each
// prime costs an exponentiation of 64 bits, and sixteen of those cost a hundredth of one of 1024. Such a modulus is easily factored, which is
// why nobody but a simulator would do this.
type smallPrimes struct {
	modulus []uint64 // little-endian words
	size    int      // bytes of a signature
	primes  []smallPrime
}

type smallPrime struct {
	field
	prime    *big.Int
	padding  uint64   // the encoded message with a digest of zero, in Montgomery form
	cube     uint64   // 2^192 modulo the prime: multiplying by it brings the higher word of a number into Montgomery form
	one      uint64   // in Montgomery form
	digits   []uint8  // the private exponent in windows, as many for each prime
	weight   uint64   // 1/cofactor modulo this prime
	cofactor []uint64 // product of the other primes
}

// newSmallPrimes prepares the key, or returns nil when one of its primes has more than a word.
func newSmallPrimes(k *PrivateKey) *smallPrimes {
	for _, p := range k.primes {
		if p.BitLen() > 64 {
			return nil
		}
	}
	n, size := k.public.rsa.N, k.public.rsa.Size()
	padding := new(big.Int).SetBytes(encoded([md5.Size]byte{}, size))
	s := &smallPrimes{modulus: words(n, (n.BitLen()+63)/64), size: size}
	longest := 0
	for _, p := range k.primes {
		longest = max(longest, k.reduced(p).BitLen())
	}
	for _, p := range k.primes {
		cofactor := new(big.Int).Div(n, p)
		s.primes = append(s.primes, smallPrime{
			field:    newField(p),
			prime:    p,
			padding:  montgomeryForm(padding, p),
			cube:     montgomeryForm(new(big.Int).Lsh(big.NewInt(1), 128), p),
			one:      montgomeryForm(big.NewInt(1), p),
			digits:   digits(k.reduced(p), (longest+window-1)/window),
			weight:   inverse(cofactor, p).Uint64(),
			cofactor: words(cofactor, len(s.modulus)),
		})
	}
	return s
}

// sign returns the signature of an MD5 digest. The digest fills the lowest two words of the encoded message, so the
// residue of the message is that of the constant padding plus that of the digest.
func (s *smallPrimes) sign(digest [md5.Size]byte) []byte {
	high, low := binary.BigEndian.Uint64(digest[:8]), binary.BigEndian.Uint64(digest[8:])
	return s.raise(func(p *smallPrime) uint64 {
		return p.add(p.padding, p.add(p.multiply(high, p.cube), p.multiply(low, p.square)))
	})
}

// decrypt raises a number below the modulus to the private exponent.
func (s *smallPrimes) decrypt(c *big.Int) []byte {
	return s.raise(func(p *smallPrime) uint64 { return montgomeryForm(c, p.prime) })
}

// raise raises a number to the private exponent and returns it in as many bytes as a signature has. residue gives the number modulo a
// prime, in Montgomery form.
func (s *smallPrimes) raise(residue func(*smallPrime) uint64) []byte {
	var space [maxBits/64 + 1]uint64
	sum := space[:len(s.modulus)+1]
	for group := range slices.Chunk(s.primes, together) {
		var shares lanes
		for i := range group {
			shares[i] = residue(&group[i])
		}
		power(group, &shares)
		for i := range group {
			p := &group[i]
			addProduct(sum, p.cofactor, p.multiply(shares[i], p.weight)) // Montgomery form times plain form is plain
		}
	}
	for subtract(sum, s.modulus) {
	}
	out := make([]byte, s.size)
	for i := range out {
		out[s.size-1-i] = byte(sum[i/8] >> (i % 8 * 8))
	}
	return out
}

// together is how many primes are worked on in turn.
const together = 16

// power raises one number modulo each prime to the prime's exponent.
func power(primes []smallPrime, numbers *lanes) {
	var powers [1 << window]lanes
	for i := range primes {
		powers[0][i] = primes[i].one
	}
	for n := 1; n < len(powers); n++ {
		powers[n] = powers[n-1]
		multiplyAll(primes, &powers[n], numbers)
	}
	x := powers[0]
	for at := range primes[0].digits {
		if at > 0 {
			raiseAll(primes, &x)
		}
		var factors lanes
		for i := range primes {
			factors[i] = powers[primes[i].digits[at]][i]
		}
		multiplyAll(primes, &x, &factors)
	}
	*numbers = x
}

// addProduct adds x·y to sum, which is longer.
func addProduct(sum, x []uint64, y uint64) {
	carry := addTimes(sum[:len(x)], x, y)
	for i := len(x); carry != 0; i++ {
		sum[i], carry = bits.Add64(sum[i], carry, 0)
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

// subtract takes modulus off sum, which has one word more, if that leaves no negative number, and reports whether it did.
func subtract(sum, modulus []uint64) bool {
	var difference [maxBits/64 + 1]uint64
	var borrow uint64
	for i, word := range modulus {
		difference[i], borrow = bits.Sub64(sum[i], word, borrow)
	}
	top := len(modulus)
	if difference[top], borrow = bits.Sub64(sum[top], 0, borrow); borrow != 0 {
		return false
	}
	copy(sum, difference[:])
	return true
}

// words returns count little-endian machine words of x.
func words(x *big.Int, count int) []uint64 {
	buffer := x.FillBytes(make([]byte, 8*count))
	out := make([]uint64, count)
	for i := range out {
		out[i] = binary.BigEndian.Uint64(buffer[8*(count-1-i):])
	}
	return out
}
