package sign

import (
	"crypto"
	"crypto/md5"
	"crypto/rsa"
	"encoding/base64"
	"math/big"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// PrivateKey signs for one party. It proved that it signs correctly when it was built, so Sign cannot fail.
type PrivateKey struct {
	public   *PublicKey
	exponent *big.Int
	primes   []*big.Int
	small    *smallPrimes    // set for many primes of two machine words
	standard *rsa.PrivateKey // set for two primes that crypto/rsa takes
}

// ParsePrivateKey reads PKCS#1 (with any number of primes) or PKCS#8, as PEM or bare Base64, with a modulus of 1024 to 4096 bits. It
// refuses a key that does not make valid signatures. That test takes longer than a signature, so recent keys are cached.
func ParsePrivateKey(text string) (*PrivateKey, error) {
	if key := recentKeys.get(text); key != nil {
		return key, nil
	}
	key, err := readPrivateKey(text)
	if err != nil {
		return nil, message.Errorf("private key: %w", err)
	}
	recentKeys.put(text, key)
	return key, nil
}

func readPrivateKey(text string) (*PrivateKey, error) {
	der, label, err := keyDER(text)
	if err != nil {
		return nil, err
	}
	if label != "" && label != "PRIVATE KEY" && label != "RSA PRIVATE KEY" {
		return nil, message.Errorf("PEM of type %q: use PRIVATE KEY (PKCS#8) or RSA PRIVATE KEY (PKCS#1)", label)
	}
	parts, err := pkcs1FromDER(der)
	if err != nil {
		return nil, err
	}
	return newPrivateKey(parts)
}

var errDamaged = message.Errorf("the RSA key is damaged: its parts do not belong together")

func newPrivateKey(parts *pkcs1) (*PrivateKey, error) {
	if err := checkBits(parts.N.BitLen()); err != nil {
		return nil, err
	}
	public, err := newPublicKey(parts.N, parts.E)
	if err != nil {
		return nil, err
	}
	key := &PrivateKey{public: public, exponent: parts.D, primes: parts.primes()}
	if !key.consistent() {
		return nil, errDamaged
	}
	if key.small = newSmallPrimes(key); key.small == nil && len(key.primes) == 2 {
		key.standard = standardKey(key)
	}
	const probe = "llsim"
	if err := public.Verify(probe, key.Sign(probe)); err != nil {
		return nil, errDamaged
	}
	return key, nil
}

// consistent reports whether the parts are fit for the arithmetic. Whether they sign correctly is tested afterwards.
func (k *PrivateKey) consistent() bool {
	n := k.public.rsa.N
	if k.exponent.Sign() <= 0 || k.exponent.Cmp(n) >= 0 {
		return false
	}
	product := big.NewInt(1)
	for _, p := range k.primes {
		if p.BitLen() < 2 || p.Bit(0) == 0 || product.BitLen() > n.BitLen() {
			return false
		}
		product.Mul(product, p)
	}
	return product.Cmp(n) == 0
}

// standardKey returns the key for crypto/rsa, or nil when that package does not take it.
func standardKey(k *PrivateKey) *rsa.PrivateKey {
	key := &rsa.PrivateKey{PublicKey: k.public.rsa, D: k.exponent, Primes: slices.Clone(k.primes)}
	if key.Validate() != nil {
		return nil
	}
	key.Precompute()
	return key
}

// Sign returns the RSA signature of source (MD5 with RSA, PKCS#1 v1.5) in standard Base64.
func (k *PrivateKey) Sign(source string) string {
	return base64.StdEncoding.EncodeToString(k.signature(md5.Sum([]byte(source))))
}

func (k *PrivateKey) signature(digest [md5.Size]byte) []byte {
	if k.small != nil {
		return k.small.sign(digest)
	}
	if k.standard != nil {
		if signature, err := rsa.SignPKCS1v15(nil, k.standard, crypto.MD5, digest[:]); err == nil {
			return signature
		}
	}
	return k.plainSignature(digest)
}

// plainSignature raises the encoded message to the private exponent. It serves keys that neither smallPrimes nor crypto/rsa takes.
func (k *PrivateKey) plainSignature(digest [md5.Size]byte) []byte {
	size := k.public.rsa.Size()
	m := new(big.Int).SetBytes(encoded(digest, size))
	return m.Exp(m, k.exponent, k.public.rsa.N).FillBytes(make([]byte, size))
}

// decrypt raises c to the private exponent and returns the number in as many bytes as the modulus has, or nil when c has another length
// or is out of range.
func (k *PrivateKey) decrypt(c []byte) []byte {
	n, size := k.public.rsa.N, k.public.rsa.Size()
	x := new(big.Int).SetBytes(c)
	switch {
	case len(c) != size || x.Cmp(n) >= 0:
		return nil
	case k.small != nil:
		return k.small.decrypt(x)
	case k.standard != nil:
		return k.shared(x).FillBytes(make([]byte, size))
	}
	return x.Exp(x, k.exponent, n).FillBytes(make([]byte, size))
}

// shared raises x to the private exponent by the Chinese remainder theorem, with two primes.
func (k *PrivateKey) shared(x *big.Int) *big.Int {
	p, q, computed := k.primes[0], k.primes[1], &k.standard.Precomputed
	y := new(big.Int).Exp(x, computed.Dq, q)
	h := new(big.Int).Exp(x, computed.Dp, p)
	h.Mul(h.Sub(h, y), computed.Qinv).Mod(h, p)
	return y.Add(y, h.Mul(h, q))
}

// Public returns the public half.
func (k *PrivateKey) Public() *PublicKey { return k.public }
