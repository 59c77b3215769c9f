package sign

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"encoding/base64"
	"math/big"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// pkcs1 is RSAPrivateKey of RFC 8017 appendix A.1.2. Only modulus, exponents and primes are trusted; the rest is
// computed again when a key is written.
type pkcs1 struct {
	Version          int
	N                *big.Int
	E                int
	D, P, Q          *big.Int
	DP, DQ, QInverse *big.Int
	Others           []otherPrime `asn1:"optional,omitempty"`
}

type otherPrime struct{ Prime, Exponent, Coefficient *big.Int }

// pkcs8 is PrivateKeyInfo of RFC 5208 without attributes.
type pkcs8 struct {
	Version   int
	Algorithm pkix.AlgorithmIdentifier
	Key       []byte
}

var rsaEncryption = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}

func (p *pkcs1) primes() []*big.Int {
	primes := []*big.Int{p.P, p.Q}
	for _, other := range p.Others {
		primes = append(primes, other.Prime)
	}
	return primes
}

func pkcs1FromDER(der []byte) (*pkcs1, error) {
	var outer pkcs8
	if _, err := asn1.Unmarshal(der, &outer); err == nil {
		if !outer.Algorithm.Algorithm.Equal(rsaEncryption) {
			return nil, message.Errorf("the key is no RSA key but one of algorithm %s", outer.Algorithm.Algorithm)
		}
		der = outer.Key
	}
	var key pkcs1
	if _, err := asn1.Unmarshal(der, &key); err != nil {
		return nil, message.Errorf("the Base64 text holds no RSA private key (neither PKCS#8 nor PKCS#1)")
	}
	return &key, nil
}

// PKCS1PEM returns the key as RSA PRIVATE KEY PEM text, the form PHP merchants use.
func (k *PrivateKey) PKCS1PEM() string { return pemText("RSA PRIVATE KEY", k.pkcs1()) }

// PKCS1Base64 returns what PKCS1PEM holds, in one line without header.
func (k *PrivateKey) PKCS1Base64() string { return base64.StdEncoding.EncodeToString(k.pkcs1()) }

// PKCS8PEM returns the key as PRIVATE KEY PEM text, the form Java and C# merchants use.
func (k *PrivateKey) PKCS8PEM() string { return pemText("PRIVATE KEY", k.pkcs8()) }

// PKCS8Base64 returns what PKCS8PEM holds, in one line without header.
func (k *PrivateKey) PKCS8Base64() string { return base64.StdEncoding.EncodeToString(k.pkcs8()) }

func (k *PrivateKey) pkcs8() []byte {
	return marshal(pkcs8{
		Algorithm: pkix.AlgorithmIdentifier{Algorithm: rsaEncryption, Parameters: asn1.NullRawValue},
		Key:       k.pkcs1(),
	})
}

func (k *PrivateKey) pkcs1() []byte {
	p, q := k.primes[0], k.primes[1]
	key := pkcs1{
		N: k.public.rsa.N, E: k.public.rsa.E, D: k.exponent, P: p, Q: q,
		DP: k.reduced(p), DQ: k.reduced(q), QInverse: inverse(q, p),
	}
	before := new(big.Int).Mul(p, q)
	for _, r := range k.primes[2:] {
		key.Version = 1
		key.Others = append(key.Others, otherPrime{r, k.reduced(r), inverse(before, r)})
		before = new(big.Int).Mul(before, r)
	}
	return marshal(key)
}

// reduced returns the private exponent that does for one prime.
func (k *PrivateKey) reduced(prime *big.Int) *big.Int {
	return new(big.Int).Mod(k.exponent, new(big.Int).Sub(prime, big.NewInt(1)))
}

// inverse returns 1/x modulo p, or zero for parts that have none, as no working key has.
func inverse(x, p *big.Int) *big.Int {
	y := new(big.Int)
	y.ModInverse(x, p)
	return y
}

func marshal(value any) []byte {
	der, err := asn1.Marshal(value)
	if err != nil { // whole numbers and byte strings always have a DER form
		return nil
	}
	return der
}
