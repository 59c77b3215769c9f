package sign

import (
	"crypto/md5"
	"encoding/binary"
	"math/big"
	"math/bits"
	"slices"
)

// smallPrimes signs with keys whose primes all have two machine words, such as the platform's test key: by the Chinese
// remainder theorem each prime costs an exponentiation of 128 bits, and eight of those cost far less than one of 1024.
// Such a modulus is easily factored, which is why nobody but a simulator would do this.
type smallPrimes struct {
	modulus []uint64 // little-endian words
	size    int      // bytes of a signature
	primes  []smallPrime
}

type smallPrime struct {
	field
	prime    *big.Int
	padding  word2    // the encoded message with a digest of zero, in Montgomery form
	one      word2    // in Montgomery form
	digits   []uint8  // the private exponent in windows, as many for each prime
	weight   word2    // 1/cofactor modulo this prime
	cofactor []uint64 // product of the other primes
}

// newSmallPrimes prepares the key, or returns nil when its primes have another size.
func newSmallPrimes(k *PrivateKey) *smallPrimes {
	for _, p := range k.primes {
		if p.BitLen() <= 64 || p.BitLen() > 128 {
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
			padding:  toWord2(montgomeryForm(padding, p)),
			one:      toWord2(montgomeryForm(big.NewInt(1), p)),
			digits:   digits(k.reduced(p), (longest+window-1)/window),
			weight:   toWord2(inverse(cofactor, p)),
			cofactor: words(cofactor, len(s.modulus)-1),
		})
	}
	return s
}

// sign returns the signature of an MD5 digest. The digest fills the lowest two words of the encoded message, so the
// residue of the message is that of the constant padding plus that of the digest.
func (s *smallPrimes) sign(digest [md5.Size]byte) []byte {
	low := word2{binary.BigEndian.Uint64(digest[8:]), binary.BigEndian.Uint64(digest[:8])}
	return s.raise(func(group []smallPrime, residues *lanes) {
		for i := range group {
			residues[i] = low
		}
		toMontgomery(group, residues)
		for i := range group {
			residues[i] = group[i].add(residues[i], group[i].padding)
		}
	})
}

// decrypt raises a number below the modulus to the private exponent.
func (s *smallPrimes) decrypt(c *big.Int) []byte {
	return s.raise(func(group []smallPrime, residues *lanes) {
		for i := range group {
			residues[i] = toWord2(new(big.Int).Mod(c, group[i].prime))
		}
		toMontgomery(group, residues)
	})
}

// toMontgomery brings numbers into Montgomery form, each modulo its prime.
func toMontgomery(group []smallPrime, numbers *lanes) {
	var squares lanes
	for i := range group {
		squares[i] = group[i].square
	}
	multiplyAll(group, numbers, &squares)
}

// raise raises a number to the private exponent and returns it in as many bytes as a signature has. residue gives the number modulo each
// prime of a group, in Montgomery form.
func (s *smallPrimes) raise(residue func(group []smallPrime, residues *lanes)) []byte {
	var space [maxBits/64 + 1]uint64
	sum := space[:len(s.modulus)+1]
	for group := range slices.Chunk(s.primes, together) {
		var shares, weights lanes
		residue(group, &shares)
		power(group, &shares)
		for i := range group {
			weights[i] = group[i].weight
		}
		multiplyAll(group, &shares, &weights) // Montgomery form times plain form is plain
		for i := range group {
			p := &group[i]
			share := p.below(shares[i])
			addProduct(sum, p.cofactor, share.lo, 0)
			addProduct(sum, p.cofactor, share.hi, 1)
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
const together = 8

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
			for range window {
				multiplyAll(primes, &x, &x)
			}
		}
		var factors lanes
		for i := range primes {
			factors[i] = powers[primes[i].digits[at]][i]
		}
		multiplyAll(primes, &x, &factors)
	}
	*numbers = x
}

// addProduct adds x·y, moved up by offset words, to sum.
func addProduct(sum, x []uint64, y uint64, offset int) {
	var carry uint64
	for i, word := range x {
		high, low := bits.Mul64(word, y)
		low, c := bits.Add64(low, carry, 0)
		sum[offset+i], carry = bits.Add64(sum[offset+i], low, 0)
		carry += high + c
	}
	for i := offset + len(x); carry != 0 && i < len(sum); i++ {
		sum[i], carry = bits.Add64(sum[i], carry, 0)
	}
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
