package sign

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// PayloadVersion is the first segment of a pay_load, the only version that is known.
const PayloadVersion = "lianpay1_0_1"

// The segments of a pay_load, counted from 1.
const (
	segmentVersion = iota + 1
	segmentHMACKey
	segmentAESKey
	segmentNonce
	segmentText
	segmentHMAC
)

const (
	segments    = segmentHMAC
	keyLength   = 32 // bytes of the HMAC key and of the AES key
	nonceLength = 8
)

// NamedPrivateKey is a private key of a known party, such as "merchant 201408071000001539".
type NamedPrivateKey struct {
	Label   message.Message
	Private *PrivateKey
}

// SealPayload encrypts text, which is a complete signed request in JSON, into a pay_load for the owner of public:
// version$RSA(hmacKey)$RSA(aesKey)$nonce$AES(text)$HMAC, all but the version in Base64 of one line. The keys are drawn from random as
// LianLian's libraries draw them, from digits and capital letters. The error is one of random.
func SealPayload(public *PublicKey, text []byte, random io.Reader) (string, error) {
	keys := make([]byte, 2*keyLength+nonceLength)
	if _, err := io.ReadFull(random, keys); err != nil {
		return "", fmt.Errorf("the keys of a pay_load: %w", err)
	}
	const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	for i, b := range keys {
		keys[i] = letters[int(b)%len(letters)]
	}
	hmacKey, aesKey, nonce := keys[:keyLength], keys[keyLength:2*keyLength], keys[2*keyLength:]
	sealed := []string{PayloadVersion}
	for _, key := range [][]byte{hmacKey, aesKey} {
		encrypted, err := rsa.EncryptOAEP(sha1.New(), random, &public.rsa, key, nil)
		if err != nil {
			return "", fmt.Errorf("the RSA segments of a pay_load: %w", err)
		}
		sealed = append(sealed, base64.StdEncoding.EncodeToString(encrypted))
	}
	encrypted := counterMode(aesKey, counter(nonce), text)
	authenticated := base64.StdEncoding.EncodeToString(nonce) + "$" + base64.StdEncoding.EncodeToString(encrypted)
	sealed = append(sealed, authenticated, base64.StdEncoding.EncodeToString(mac(hmacKey, authenticated)))
	return strings.Join(sealed, "$"), nil
}

// OpenPayload decrypts a pay_load and returns the text inside, which wire.DecodeJSON reads: one flat JSON object (ENC-1, ENC-2; a
// control character in a value is left to whoever reads the fields). The error is a *PayloadError. Others are keys whose public halves may
// have been taken for that of private by mistake.
func OpenPayload(private *PrivateKey, payload string, others ...NamedPrivateKey) ([]byte, error) {
	o := opening{private: private, others: others}
	text, err := o.open(payload)
	if err != nil { // a nil *PayloadError is no nil error
		return nil, err
	}
	return text, nil
}

// opening is a pay_load as far as it is read.
type opening struct {
	private *PrivateKey
	others  []NamedPrivateKey

	sent    []string // the segments as they came
	raw     [][]byte // the same without Base64; that of the version is nil
	hmacKey []byte
	aesKey  []byte
}

func (o *opening) open(payload string) ([]byte, *PayloadError) {
	if err := o.split(payload); err != nil {
		return nil, err
	}
	var err *PayloadError
	if o.hmacKey, err = o.key(segmentHMACKey); err != nil {
		return nil, err
	}
	if o.aesKey, err = o.key(segmentAESKey); err != nil {
		return nil, err
	}
	if err := o.checkNonce(); err != nil {
		return nil, err
	}
	if !hmac.Equal(mac(o.hmacKey, o.authenticated()), o.segment(segmentHMAC)) {
		return nil, o.diagnoseHMAC()
	}
	text := counterMode(o.aesKey, counter(o.segment(segmentNonce)), o.segment(segmentText))
	if err := checkInside(text); err != nil {
		return nil, o.diagnoseText(text, err)
	}
	return text, nil
}

// split takes a pay_load apart and undoes the Base64.
func (o *opening) split(payload string) *PayloadError {
	o.sent = strings.Split(payload, "$")
	if len(o.sent) != segments || strings.HasPrefix(strings.TrimSpace(payload), "{") {
		return notSix(payload, len(o.sent))
	}
	if o.sent[0] != PayloadVersion {
		return versionUnknown.at(segmentVersion, fmt.Sprintf("%q", wire.Clip(o.sent[0], 40)))
	}
	o.raw = make([][]byte, segments)
	for i, text := range o.sent[1:] {
		raw, err := base64.StdEncoding.DecodeString(unspaced(text))
		if err != nil || len(raw) == 0 {
			return diagnoseBase64(i+2, text, err)
		}
		o.raw[i+1] = raw
	}
	return nil
}

func (o *opening) checkNonce() *PayloadError {
	nonce := o.segment(segmentNonce)
	if len(nonce) == nonceLength {
		return nil
	}
	english, chinese := lengthNote(nonce, nonceLength)
	return nonceSize.noted(segmentNonce, english, chinese)
}

// segment returns a segment without its Base64.
func (o *opening) segment(n int) []byte { return o.raw[n-1] }

// authenticated returns the text that the HMAC covers: two segments exactly as they came, line breaks included (ENC-1).
func (o *opening) authenticated() string {
	return o.sent[segmentNonce-1] + "$" + o.sent[segmentText-1]
}

// checkInside returns why the text of a pay_load is no request, or nil.
func checkInside(text []byte) *wire.BodyError {
	_, err := wire.DecodeJSON(text)
	if body, ok := errors.AsType[*wire.BodyError](err); ok && body.Field == "" {
		return body
	}
	return nil
}

// unspaced returns Base64 without the white space that encoders put into it and next to it.
func unspaced(text string) string {
	if !strings.ContainsAny(text, " \t\r\n") {
		return text
	}
	return strings.Join(strings.Fields(text), "")
}

// mac returns the HMAC-SHA256 of text.
func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// counter returns the first block of the counter mode: the nonce, then 1 in eight bytes.
func counter(nonce []byte) []byte {
	block := make([]byte, aes.BlockSize)
	copy(block, nonce)
	block[aes.BlockSize-1] = 1
	return block
}

// counterMode encrypts or decrypts with AES in counter mode. The key has 16 or 32 bytes.
func counterMode(key, first, text []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil { // no key of another length gets here
		return nil
	}
	out := make([]byte, len(text))
	cipher.NewCTR(block, first).XORKeyStream(out, text)
	return out
}

// notSix returns the error of a pay_load of another number of segments.
func notSix(payload string, found int) *PayloadError {
	text := strings.TrimSpace(payload)
	inside, err := base64.StdEncoding.DecodeString(unspaced(text))
	switch {
	case strings.HasPrefix(text, "{"):
		return payloadPlain.at(0, "")
	case found == 1 && strings.Count(strings.ToUpper(text), "%24") == segments-1:
		return payloadPercent.at(0, "")
	case found == 1 && err == nil && bytes.HasPrefix(inside, []byte("lianpay")):
		return payloadBase64.at(0, "")
	case found == 1 && err == nil && bytes.HasPrefix(bytes.TrimSpace(inside), []byte("{")):
		return payloadPlain.at(0, "Base64")
	}
	return notSixSegments.noted(0, fmt.Sprintf("found %d", found), fmt.Sprintf("实际 %d 段", found))
}
