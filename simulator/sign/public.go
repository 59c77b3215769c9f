package sign

import (
	"bytes"
	"crypto/md5"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"strings"

	"filippo.io/bigmod"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// PublicKey verifies RSA signatures of one party. crypto/rsa prepares the modulus for each signature that it verifies, here that is done once
// for a key.
type PublicKey struct {
	rsa     rsa.PublicKey
	modulus *bigmod.Modulus
	bytes   []byte // of the modulus
	padding []byte // the encoded message with a digest of zero
}

// ParsePublicKey reads a key as LianLian and its merchants pass them on: PEM (PUBLIC KEY or RSA PUBLIC KEY) or the same
// in Base64 without header and line breaks. Moduli of 1024 to 4096 bits are taken.
func ParsePublicKey(text string) (*PublicKey, error) {
	der, label, err := keyDER(text)
	if err != nil {
		return nil, message.Errorf("public key: %w", err)
	}
	key, err := publicFromDER(der, label)
	if err != nil {
		return nil, message.Errorf("public key: %w", err)
	}
	return newPublicKey(key.N, key.E)
}

// publicFromDER reads a public key; label is the type of its PEM block, "" for bare Base64.
func publicFromDER(der []byte, label string) (*rsa.PublicKey, error) {
	switch {
	case strings.HasSuffix(label, "PRIVATE KEY"):
		return nil, message.Errorf("this is a private key: register its public half, e.g. from openssl rsa -pubout -in key.pem")
	case label == "CERTIFICATE":
		return nil, message.Errorf("this is a certificate: take the key out of it, e.g. by openssl x509 -pubkey -noout -in cert.pem")
	case label != "" && label != "PUBLIC KEY" && label != "RSA PUBLIC KEY":
		return nil, message.Errorf("PEM of type %q: use PUBLIC KEY", label)
	}
	parsed, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		if key, err := x509.ParsePKCS1PublicKey(der); err == nil {
			return key, nil
		}
		if _, err := pkcs1FromDER(der); err == nil {
			return nil, message.Errorf("this is a private key: register its public half")
		}
		return nil, message.Errorf("the Base64 text holds no RSA public key (neither PKIX nor PKCS#1)")
	}
	key, isRSA := parsed.(*rsa.PublicKey)
	if !isRSA {
		return nil, message.Errorf("the key is no RSA key but %T", parsed)
	}
	return key, nil
}

func newPublicKey(n *big.Int, e int) (*PublicKey, error) {
	if err := checkBits(n.BitLen()); err != nil {
		return nil, err
	}
	modulus, err := bigmod.NewModulus(n.Bytes())
	if err != nil || n.Bit(0) == 0 || e < 3 || e&1 == 0 || e > 1<<31-1 {
		return nil, message.Errorf("the RSA key is damaged: modulus and public exponent must be odd, the exponent 3 or more")
	}
	k := &PublicKey{rsa: rsa.PublicKey{N: n, E: e}, modulus: modulus, bytes: n.Bytes()}
	k.padding = encoded([md5.Size]byte{}, len(k.bytes))
	return k, nil
}

// Verify checks an RSA signature (MD5 with RSA, PKCS#1 v1.5) in strict standard Base64, line breaks apart, over source.
func (k *PublicKey) Verify(source, sign string) error { return k.verify(md5.Sum([]byte(source)), sign) }

// verify is Verify for the digest of a source.
func (k *PublicKey) verify(digest [md5.Size]byte, sign string) error {
	signature, err := base64.StdEncoding.Strict().DecodeString(sign)
	if err != nil {
		return message.Errorf("sign is no standard Base64: %w", err)
	}
	if len(signature) != k.rsa.Size() {
		return message.Errorf("sign has %d bytes, an RSA key of %d bits makes %d", len(signature), k.Bits(), k.rsa.Size())
	}
	if !k.fits(digest, signature) {
		return message.Errorf("sign does not fit the fields and the registered RSA key")
	}
	return nil
}

// fits reports whether a signature of the key's length is one of digest.
func (k *PublicKey) fits(digest [md5.Size]byte, signature []byte) bool {
	rest := len(k.bytes) - len(digest)
	message := k.open(signature)
	return message != nil && bytes.Equal(message[:rest], k.padding[:rest]) && bytes.Equal(message[rest:], digest[:])
}

// open performs the public-key operation and returns the encoded message, as long as the modulus, or nil when the
// signature is out of range for this key.
func (k *PublicKey) open(signature []byte) []byte {
	number, err := bigmod.NewNat().SetBytes(signature, k.modulus)
	if err != nil || len(signature) != len(k.bytes) {
		return nil
	}
	return bigmod.NewNat().ExpShortVarTime(number, uint(k.rsa.E), k.modulus).Bytes(k.modulus)
}

// RSA returns a copy of the key, for other protocols than LianLian's.
func (k *PublicKey) RSA() *rsa.PublicKey {
	return &rsa.PublicKey{N: new(big.Int).Set(k.rsa.N), E: k.rsa.E}
}

// Bits returns the size of the modulus.
func (k *PublicKey) Bits() int { return k.rsa.N.BitLen() }

// Equal reports whether both are the same key, however they were written.
func (k *PublicKey) Equal(other *PublicKey) bool {
	return k == other || k != nil && other != nil && k.rsa.Equal(&other.rsa)
}

// PEM returns the key as PUBLIC KEY PEM text.
func (k *PublicKey) PEM() string { return pemText("PUBLIC KEY", k.der()) }

// Base64 returns what PEM holds, in one line without header.
func (k *PublicKey) Base64() string { return base64.StdEncoding.EncodeToString(k.der()) }

func (k *PublicKey) der() []byte {
	der, err := x509.MarshalPKIXPublicKey(&k.rsa)
	if err != nil { // an RSA key always has this form
		return nil
	}
	return der
}

// md5Info opens the DigestInfo of an MD5 digest (RFC 8017 section 9.2, note 1).
var md5Info = []byte{
	0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05, 0x05, 0x00, 0x04, 0x10,
}

// encoded returns the EMSA-PKCS1-v1_5 message of size bytes: 00 01 FF… 00 DigestInfo digest.
func encoded(digest [md5.Size]byte, size int) []byte {
	em := bytes.Repeat([]byte{0xff}, size)
	em[0], em[1] = 0, 1
	rest := em[size-len(digest)-len(md5Info)-1:]
	rest[0] = 0
	copy(rest[1:], md5Info)
	copy(rest[1+len(md5Info):], digest[:])
	return em
}
