package sign

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestPlatformKeySignsLikePlainArithmetic(t *testing.T) {
	key, err := ParsePrivateKey(builtinKey(t, "platform.pem"))
	if err != nil {
		t.Fatal(err)
	}
	if key.small == nil {
		t.Fatal("the platform's key is not signed with by small primes")
	}
	rapid.Check(t, func(t *rapid.T) {
		digest := [md5.Size]byte(rapid.SliceOfN(rapid.Byte(), md5.Size, md5.Size).Draw(t, "digest"))
		if got, want := key.small.sign(digest), key.plainSignature(digest); !bytes.Equal(got, want) {
			t.Fatalf("got  %x\nwant %x", got, want)
		}
	})
	for _, digest := range [][md5.Size]byte{{}, [md5.Size]byte(bytes.Repeat([]byte{0xff}, md5.Size))} {
		if !bytes.Equal(key.small.sign(digest), key.plainSignature(digest)) {
			t.Errorf("digest %x: signatures differ", digest)
		}
	}
}

// TestKeysOfManyPrimes signs with keys of 3 to 35 primes: on, off and at the edge of a machine word.
func TestKeysOfManyPrimes(t *testing.T) {
	for _, c := range []struct {
		primes, bits int
		small        bool
	}{{3, 342, false}, {9, 128, false}, {16, 65, false}, {17, 64, true}, {18, 58, true}, {33, 64, true}, {35, 30, true}} {
		t.Run(fmt.Sprintf("%d primes of %d bits", c.primes, c.bits), func(t *testing.T) {
			var primes []*big.Int
			n, phi := big.NewInt(1), big.NewInt(1)
			for candidate := lowest(c.bits); len(primes) < c.primes; candidate.Add(candidate, big.NewInt(2)) {
				below := new(big.Int).Sub(candidate, big.NewInt(1))
				if !candidate.ProbablyPrime(10) || new(big.Int).Mod(below, big.NewInt(65537)).Sign() == 0 {
					continue
				}
				primes = append(primes, new(big.Int).Set(candidate))
				n.Mul(n, candidate)
				phi.Mul(phi, below)
			}
			if n.BitLen() < minBits {
				t.Fatalf("the modulus has %d bits", n.BitLen())
			}
			parts := &pkcs1{N: n, E: 65537, D: inverse(big.NewInt(65537), phi), P: primes[0], Q: primes[1]}
			for _, p := range primes[2:] {
				parts.Others = append(parts.Others, otherPrime{Prime: p})
			}
			key, err := newPrivateKey(parts)
			if err != nil {
				t.Errorf("%v", err)
				return
			}
			if (key.small != nil) != c.small {
				t.Errorf("small is %t", key.small != nil)
			}
			for _, text := range []string{"", "a=1", "a=2"} {
				digest := md5.Sum([]byte(text))
				if !bytes.Equal(key.signature(digest), key.plainSignature(digest)) {
					t.Errorf("signatures of %q differ", text)
				}
			}
			if again, err := ParsePrivateKey(key.PKCS1PEM()); err != nil || again.Sign("x") != key.Sign("x") {
				t.Errorf("not the same after writing and reading: %v", err)
			}
		})
	}
}

// lowest returns the first odd number of the given length with its two highest bits set.
func lowest(bits int) *big.Int {
	x := new(big.Int).Lsh(big.NewInt(3), uint(bits-2))
	return x.Add(x, big.NewInt(1))
}

func TestFieldComputesLikeBig(t *testing.T) {
	word := rapid.OneOf(rapid.Uint64(), rapid.Uint64Min(1<<64-1000), rapid.Uint64Max(1000))
	rapid.Check(t, func(t *rapid.T) {
		n := max(word.Draw(t, "p")|1, 3)
		p := new(big.Int).SetUint64(n)
		f := newField(p)
		a, b, exponent := word.Draw(t, "a"), word.Draw(t, "b")%n, word.Draw(t, "exponent")
		x, y := new(big.Int).SetUint64(a), new(big.Int).SetUint64(b)

		want := new(big.Int).Lsh(big.NewInt(1), 64)
		want.ModInverse(want, p).Mul(want, x).Mul(want, y).Mod(want, p)
		if got := f.multiply(a, b); got != want.Uint64() {
			t.Fatalf("%d·%d/2^64 modulo %d: got %d, want %d", a, b, n, got, want)
		}
		if got := f.multiply(b, a); got != want.Uint64() {
			t.Fatalf("%d·%d/2^64 modulo %d: got %d, want %d", b, a, n, got, want)
		}

		a %= n
		x.SetUint64(a)
		want.Add(x, y).Mod(want, p)
		if got := f.add(a, b); got != want.Uint64() {
			t.Fatalf("%d+%d modulo %d: got %d, want %d", a, b, n, got, want)
		}

		var numbers lanes
		primes := make([]smallPrime, rapid.IntRange(1, together).Draw(t, "primes"))
		at := len(primes) - 1 // the last of them; the others raise it to other powers
		for i := range primes {
			e := new(big.Int).SetUint64(exponent >> (at - i))
			primes[i] = smallPrime{field: f, one: montgomeryForm(big.NewInt(1), p), digits: digits(e, 64/window)}
			numbers[i] = montgomeryForm(x, p)
		}
		power(primes, &numbers)
		got := f.multiply(numbers[at], 1)
		if want.Exp(x, new(big.Int).SetUint64(exponent), p); got != want.Uint64() {
			t.Fatalf("%d^%d modulo %d: got %d, want %d", a, exponent, n, got, want)
		}
	})
}
