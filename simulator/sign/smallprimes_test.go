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

// TestKeysOfManyPrimes signs with keys of 3 to 17 primes: on, off and at the edge of two machine words.
func TestKeysOfManyPrimes(t *testing.T) {
	for _, c := range []struct {
		primes, bits int
		small        bool
	}{{3, 342, false}, {9, 128, true}, {9, 115, true}, {16, 65, true}, {17, 64, false}, {17, 127, true}} {
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
	shift := new(big.Int).Lsh(big.NewInt(1), 128)
	draw := func(t *rapid.T, name string) *big.Int {
		return new(big.Int).SetBytes(rapid.SliceOfN(rapid.OneOf(rapid.Byte(), rapid.Just(byte(0xff))), 16, 16).Draw(t, name))
	}
	toBig := func(w word2) *big.Int {
		x := new(big.Int).SetUint64(w.hi)
		return x.Add(x.Lsh(x, 64), new(big.Int).SetUint64(w.lo))
	}
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t, "p")
		p.SetBit(p, 0, 1).SetBit(p, rapid.IntRange(64, 127).Draw(t, "length"), 1)
		f := newField(p)
		a, b, exponent := draw(t, "a"), draw(t, "b"), draw(t, "exponent")
		b.Mod(b, p)

		product, factor := lanes{toWord2(a)}, lanes{toWord2(b)}
		multiplyAll([]smallPrime{{field: f}}, &product, &factor)
		want := new(big.Int).Mul(a, b)
		want.Mul(want, new(big.Int).ModInverse(shift, p)).Mod(want, p)
		if got := toBig(f.below(product[0])); got.Cmp(want) != 0 {
			t.Fatalf("multiplyAll modulo %x: got %x, want %x", p, got, want)
		}

		full := draw(t, "full")
		product, factor = lanes{toWord2(a)}, lanes{toWord2(full)}
		multiplyAll([]smallPrime{{field: f}}, &product, &factor)
		want.Mul(a, full).Mul(want, new(big.Int).ModInverse(shift, p)).Mod(want, p)
		if got := toBig(product[0]); got.Mod(got, p).Cmp(want) != 0 {
			t.Fatalf("multiplyAll of two numbers above %x: got %x, want %x", p, got, want)
		}

		want.Add(a, b).Mod(want, p)
		if got := toBig(f.add(toWord2(a), toWord2(b))); got.Mod(got, p).Cmp(want) != 0 {
			t.Fatalf("add modulo %x: got %x, want %x", p, got, want)
		}

		a.Mod(a, p)
		var numbers lanes
		primes := make([]smallPrime, rapid.IntRange(1, together).Draw(t, "primes"))
		at := len(primes) - 1 // the last of them; the others raise it to other powers
		for i := range primes {
			e := new(big.Int).Rsh(exponent, uint(at-i))
			primes[i] = smallPrime{field: f, one: toWord2(montgomeryForm(big.NewInt(1), p)), digits: digits(e, 128/window)}
			numbers[i] = toWord2(montgomeryForm(a, p))
		}
		power(primes, &numbers)
		plain := lanes{numbers[at]}
		multiplyAll([]smallPrime{{field: f}}, &plain, &lanes{{lo: 1}})
		got := toBig(f.below(plain[0]))
		if want.Exp(a, exponent, p); got.Cmp(want) != 0 {
			t.Fatalf("%x^%x modulo %x: got %x, want %x", a, exponent, p, got, want)
		}
	})
}
