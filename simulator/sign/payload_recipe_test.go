package sign_test

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/sign"
)

// recipe makes a pay_load by the standard library alone. What is left out is done as it should be.
type recipe struct {
	key                    *sign.PublicKey
	text                   string
	hmacKey, aesKey, nonce string
	encryptKey             func(key *rsa.PublicKey, message []byte) ([]byte, error)
	encrypt                func(text []byte) []byte
	mac                    func(nonce, text string) []byte
	base64                 func(segment int, raw []byte) string
}

// The keys and the nonce of recipes.
const (
	recipeHMACKey = "0123456789abcdef0123456789ABCDEF"
	recipeAESKey  = "fedcba98765432100000111122223333"
	recipeNonce   = "NONCE123"
)

func (r recipe) make(t testing.TB) string {
	t.Helper()
	hmacKey, aesKey, nonce := or(r.hmacKey, recipeHMACKey), or(r.aesKey, recipeAESKey), or(r.nonce, recipeNonce)
	if r.encryptKey == nil {
		r.encryptKey = withOAEP(crypto.SHA1, crypto.SHA1)
	}
	if r.encrypt == nil {
		r.encrypt = ctr(recipeAESKey, recipeNonce+"\x00\x00\x00\x00\x00\x00\x00\x01")
	}
	if r.mac == nil {
		r.mac = func(nonce, text string) []byte { return hmacOf(sha256.New, hmacKey, nonce+"$"+text) }
	}
	if r.base64 == nil {
		r.base64 = func(_ int, raw []byte) string { return stdBase64(raw) }
	}
	segments := []string{"lianpay1_0_1"}
	for i, key := range []string{hmacKey, aesKey} {
		encrypted, err := r.encryptKey(r.key.RSA(), []byte(key))
		if err != nil {
			t.Fatal(err)
		}
		segments = append(segments, r.base64(i+2, encrypted))
	}
	segments = append(segments, r.base64(4, []byte(nonce)), r.base64(5, r.encrypt([]byte(or(r.text, payloadText)))))
	segments = append(segments, r.base64(6, r.mac(segments[3], segments[4])))
	return strings.Join(segments, "$")
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

func oaep(hash, mask crypto.Hash) *rsa.OAEPOptions {
	return &rsa.OAEPOptions{Hash: hash, MGFHash: mask}
}

func withOAEP(hash, mask crypto.Hash) func(*rsa.PublicKey, []byte) ([]byte, error) {
	return func(key *rsa.PublicKey, message []byte) ([]byte, error) {
		return rsa.EncryptOAEPWithOptions(random(), key, message, oaep(hash, mask))
	}
}

func withPKCS1(key *rsa.PublicKey, message []byte) ([]byte, error) {
	return rsa.EncryptPKCS1v15(rand.Reader, key, message) //nolint:staticcheck // merchants take it by mistake
}

func hmacOf(hash func() hash.Hash, key, text string) []byte {
	h := hmac.New(hash, []byte(key))
	h.Write([]byte(text))
	return h.Sum(nil)
}

// The ways to encrypt the text. A key or block of a wrong length is a mistake of the test, and panics.

func blockCipher(key string) cipher.Block {
	block, err := aes.NewCipher([]byte(key))
	if err != nil {
		panic(err)
	}
	return block
}

func ctr(key, first string) func([]byte) []byte {
	return func(text []byte) []byte {
		out := make([]byte, len(text))
		cipher.NewCTR(blockCipher(key), []byte(first)).XORKeyStream(out, text)
		return out
	}
}

func cbc(key, first string) func([]byte) []byte {
	return func(text []byte) []byte {
		out := []byte(padded(text))
		cipher.NewCBCEncrypter(blockCipher(key), []byte(first)).CryptBlocks(out, out)
		return out
	}
}

func ecb(key string) func([]byte) []byte {
	return func(text []byte) []byte {
		out := []byte(padded(text))
		for at := 0; at < len(out); at += aes.BlockSize {
			blockCipher(key).Encrypt(out[at:], out[at:])
		}
		return out
	}
}

// padded is a text with the padding of PKCS#7.
func padded(text []byte) string {
	count := aes.BlockSize - len(text)%aes.BlockSize
	return string(text) + strings.Repeat(string(rune(count)), count)
}

// inLines breaks a text into lines.
func inLines(text string, width int, end string) string {
	var lines []string
	for ; len(text) > width; text = text[width:] {
		lines = append(lines, text[:width])
	}
	return strings.Join(append(lines, text), end)
}

func stdBase64(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) }
