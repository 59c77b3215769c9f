package sign

import (
	"bytes"
	"crypto"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// maxOtherPrivate bounds the private-key operations of one diagnosis: each takes milliseconds.
const maxOtherPrivate = 8

// key decrypts one of the two RSA segments.
func (o *opening) key(segment int) ([]byte, *PayloadError) {
	raw := o.segment(segment)
	message := o.private.decrypt(raw)
	key, ok := unpadOAEP(message, crypto.SHA1, crypto.SHA1)
	switch {
	case !ok:
		return nil, o.diagnoseRSA(segment, raw, message)
	case len(key) != keyLength:
		english, chinese := lengthNote(key, keyLength)
		return nil, keySizeInside.noted(segment, english, chinese)
	}
	return key, nil
}

// diagnoseRSA finds out why a segment does not open. opened is what the platform's key made of it, nil where it could not.
func (o *opening) diagnoseRSA(segment int, raw, opened []byte) *PayloadError {
	switch sent := o.sent[segment-1]; {
	case isHex(unspaced(sent), minBits/8):
		return segmentHex.at(segment, "")
	case isHex(string(raw), minBits/8):
		return segmentHexInBase64.at(segment, "")
	case hasBlanks(sent):
		return segmentPlusLost.at(segment, "")
	case len(raw) <= 2*keyLength:
		return rsaNone.at(segment, "")
	}
	if padding, ok := paddingOf(opened); ok {
		return padding.cause.at(segment, padding.note)
	}
	for _, other := range o.others[:min(len(o.others), maxOtherPrivate)] {
		if other.Private == nil || other.Private.public.Equal(o.private.public) {
			continue
		}
		if padding, ok := paddingOf(other.Private.decrypt(raw)); ok {
			return rsaOtherKey.noted(segment, notes(other.Label.String(), padding.note), notes(other.Label.In(message.Chinese), padding.note))
		}
		if made := other.Private.public.open(raw); bytes.HasPrefix(made, []byte{0, 1, 0xff, 0xff}) {
			return rsaPrivate.noted(segment, other.Label.String(), other.Label.In(message.Chinese))
		}
	}
	if size := o.private.public.rsa.Size(); len(raw) != size {
		return rsaLength.noted(segment,
			fmt.Sprintf("%d bytes, as a key of %d bits makes; the platform's key has %d bits and makes %d", len(raw), 8*len(raw), o.private.public.Bits(), size),
			fmt.Sprintf("%d 字节，对应 %d 位密钥；平台密钥为 %d 位，密文为 %d 字节", len(raw), 8*len(raw), o.private.public.Bits(), size))
	}
	return rsaUnknown.at(segment, "")
}

// padding is how a key was padded before RSA.
type padding struct {
	cause PayloadCause // of a padding that is wrong
	note  string
}

// paddingOf recognises the padding of a message that RSA opened; nil has none.
func paddingOf(message []byte) (padding, bool) {
	if _, ok := unpadOAEP(message, crypto.SHA1, crypto.SHA1); ok {
		return padding{}, true
	}
	if _, ok := unpadPKCS1(message); ok {
		return padding{rsaPKCS1, "PKCS#1 v1.5"}, true
	}
	for _, hashes := range [][2]crypto.Hash{
		{crypto.SHA256, crypto.SHA256}, {crypto.SHA256, crypto.SHA1}, {crypto.SHA1, crypto.SHA256}, {crypto.MD5, crypto.MD5}, {crypto.MD5, crypto.SHA1},
		{crypto.SHA384, crypto.SHA384}, {crypto.SHA512, crypto.SHA512}, {crypto.SHA512, crypto.SHA1},
	} {
		if _, ok := unpadOAEP(message, hashes[0], hashes[1]); ok {
			return padding{rsaOAEPHash, fmt.Sprintf("OAEP %s, MGF1 %s", hashes[0], hashes[1])}, true
		}
	}
	if key := bytes.TrimLeft(message, "\x00"); len(message) > 0 && len(key) >= nonceLength && len(key) <= 2*keyLength && !slices.ContainsFunc(key, unprintable) {
		return padding{rsaNoPadding, ""}, true
	}
	return padding{}, false
}

func unprintable(b byte) bool { return b < ' ' || b > '~' }

// unpadOAEP undoes OAEP without label (RFC 8017 section 7.1.2). It takes any text for message.
func unpadOAEP(message []byte, hash, mask crypto.Hash) ([]byte, bool) {
	size := hash.Size()
	if len(message) < 2*size+2 || message[0] != 0 {
		return nil, false
	}
	seed, block := slices.Clone(message[1:1+size]), slices.Clone(message[1+size:])
	maskWith(mask, seed, block)
	maskWith(mask, block, seed)
	if !bytes.Equal(block[:size], hash.New().Sum(nil)) {
		return nil, false
	}
	return bytes.CutPrefix(bytes.TrimLeft(block[size:], "\x00"), []byte{1})
}

// maskWith is MGF1 (RFC 8017 appendix B.2.1): it masks out with what grows from seed.
func maskWith(hash crypto.Hash, out, seed []byte) {
	h := hash.New()
	for n := byte(0); len(out) > 0; n++ { // fewer than 256 blocks for any key that is taken
		h.Reset()
		h.Write(seed)
		h.Write([]byte{0, 0, 0, n})
		for i, b := range h.Sum(nil)[:min(h.Size(), len(out))] {
			out[i] ^= b
		}
		out = out[min(h.Size(), len(out)):]
	}
}

// unpadPKCS1 undoes the padding of encryption with PKCS#1 v1.5 (RFC 8017 section 7.2.2).
func unpadPKCS1(message []byte) ([]byte, bool) {
	rest, ok := bytes.CutPrefix(message, []byte{0, 2})
	end := bytes.IndexByte(rest, 0)
	if !ok || end < 8 {
		return nil, false
	}
	return rest[end+1:], true
}

// lengthNote says how long a key or nonce is, and what it looks like.
func lengthNote(value []byte, want int) (english, chinese string) {
	english, chinese = strconv.Itoa(len(value))+" bytes", strconv.Itoa(len(value))+" 字节"
	decoded, err := base64.StdEncoding.DecodeString(string(value))
	_, hexErr := hex.DecodeString(string(value))
	switch {
	case hexErr == nil && len(value) == 2*want:
		return fmt.Sprintf("%s, hex of %d", english, want), fmt.Sprintf("%s，即 %d 字节的十六进制", chinese, want)
	case err == nil && len(decoded) == want:
		return fmt.Sprintf("%s, Base64 of %d", english, want), fmt.Sprintf("%s，即 %d 字节的 Base64", chinese, want)
	case want == keyLength && (len(value) == 16 || len(value) == 24):
		return fmt.Sprintf("%s, as AES-%d takes", english, 8*len(value)), fmt.Sprintf("%s，为 AES-%d 的长度", chinese, 8*len(value))
	}
	return english, chinese
}

// notes joins what is known in particular; empty parts are left out.
func notes(parts ...string) string {
	joined := ""
	for _, part := range parts {
		if joined != "" && part != "" {
			joined += ", "
		}
		joined += part
	}
	return joined
}
