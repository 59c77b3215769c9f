package sign

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// maxDiagnosed is the longest pay_load, in bytes, whose HMAC and AES are diagnosed: the search computes some hundred digests of it. A
// request has a tenth of that.
const maxDiagnosed = 16 << 10

// covered is a text that an HMAC may have been made over by mistake.
type covered struct {
	text  string
	cause PayloadCause
	note  string
}

// hmacKey is a key that an HMAC may have been made with.
type hmacKey struct {
	bytes []byte
	cause PayloadCause
	right bool
}

// diagnoseHMAC finds out what the HMAC was made over, with which key.
func (o *opening) diagnoseHMAC() *PayloadError {
	sent := o.segment(segmentHMAC)
	if wrong := o.hmacForm(sent); wrong != nil {
		return wrong
	}
	if len(o.authenticated()) > maxDiagnosed {
		return hmacOther.at(segmentHMAC, "")
	}
	if blanks := o.authenticated(); hasBlanks(blanks) && bytes.Equal(mac(o.hmacKey, strings.ReplaceAll(blanks, " ", "+")), sent) {
		return segmentPlusLost.at(segmentText, "")
	}
	texts, keys := o.coveredTexts(), o.hmacKeys()
	for _, key := range keys {
		for _, text := range texts {
			if !bytes.Equal(mac(key.bytes, text.text), sent) {
				continue
			}
			switch {
			case key.right:
				return text.cause.at(segmentHMAC, text.note)
			case text.text == o.authenticated():
				return o.keyMistake(key)
			}
			return key.cause.noted(segmentHMAC, notes("and "+text.cause.English, text.note), notes("并且"+text.cause.Chinese, text.note))
		}
	}
	for _, text := range texts {
		if digest := sha256.Sum256([]byte(text.text)); bytes.Equal(digest[:], sent) {
			return hmacUnkeyed.at(segmentHMAC, "")
		}
	}
	return hmacOther.at(segmentHMAC, "")
}

// keyMistake returns the error of an HMAC over the right text with another key.
func (o *opening) keyMistake(key hmacKey) *PayloadError {
	if key.cause.Slug == hmacAESKey.Slug && checkInside(counterMode(o.hmacKey, counter(o.segment(segmentNonce)), o.segment(segmentText))) == nil {
		return hmacSwapped.at(segmentHMACKey, "")
	}
	return key.cause.at(segmentHMAC, "")
}

// hmacForm returns the error of a segment that cannot be an HMAC-SHA256, or nil.
func (o *opening) hmacForm(sent []byte) *PayloadError {
	switch {
	case len(sent) == sha256.Size:
		return nil
	case isHex(unspaced(o.sent[segmentHMAC-1]), 16):
		return segmentHex.at(segmentHMAC, "")
	case isHex(string(sent), 16):
		return segmentHexInBase64.at(segmentHMAC, "")
	}
	looks := map[int]string{16: ": MD5", 20: ": SHA-1", 28: ": SHA-224", 48: ": SHA-384", 64: ": SHA-512"}[len(sent)]
	return hmacLength.noted(segmentHMAC, fmt.Sprintf("%d bytes%s", len(sent), looks), fmt.Sprintf("%d 字节%s", len(sent), looks))
}

// hmacKeys returns the keys that an HMAC may have been made with, the right one first.
func (o *opening) hmacKeys() []hmacKey {
	keys := []hmacKey{{bytes: o.hmacKey, right: true}, {bytes: o.aesKey, cause: hmacAESKey}}
	if raw, err := hex.DecodeString(string(o.hmacKey)); err == nil {
		keys = append(keys, hmacKey{bytes: raw, cause: hmacHexKey})
	}
	return keys
}

// coveredTexts returns the texts that an HMAC may have been made over, the right one first.
func (o *opening) coveredTexts() []covered {
	nonce, text := o.sent[segmentNonce-1], o.sent[segmentText-1]
	rawNonce, rawText := string(o.segment(segmentNonce)), string(o.segment(segmentText))
	plain := string(counterMode(o.aesKey, counter(o.segment(segmentNonce)), o.segment(segmentText)))
	all := []covered{
		{o.authenticated(), hmacOther, ""},
		{text, hmacOverCipher, ""},
		{rawText, hmacOverCipher, "bytes"},
		{rawNonce + rawText, hmacOverRaw, ""},
		{rawNonce + "$" + rawText, hmacOverRaw, ""},
		{rawNonce + "$" + text, hmacOverRaw, "nonce"},
		{rawNonce + text, hmacOverRaw, "nonce"},
		{plain, hmacOverText, ""},
		{base64.StdEncoding.EncodeToString([]byte(plain)), hmacOverText, "Base64"},
		{strings.Join(o.sent[:segmentHMAC-1], "$"), hmacOverAll, ""},
		{strings.Join(o.sent[:segmentHMAC-1], "$") + "$", hmacOverAll, ""},
		{nonce + text, hmacJoined, ""},
		{nonce + "$" + text + "$", hmacJoined, ""},
		{"$" + nonce + "$" + text, hmacJoined, ""},
		{text + "$" + nonce, hmacJoined, ""},
	}
	return append(all, o.wrapped()...)
}

// wrapped returns nonce and text with the line breaks that encoders put into Base64: none, after 76 or 64 characters, at the end too.
func (o *opening) wrapped() []covered {
	nonce, text := unspaced(o.sent[segmentNonce-1]), unspaced(o.sent[segmentText-1])
	all := []covered{{nonce + "$" + text, hmacBeforeBreaks, ""}}
	for _, end := range []struct{ text, name string }{{"\r\n", "CRLF"}, {"\n", "LF"}} {
		for _, width := range []int{76, 64} {
			note := fmt.Sprintf("%s, %d", end.name, width)
			wrapped := wrap(text, width, end.text)
			for _, candidate := range []string{
				nonce + "$" + wrapped, nonce + "$" + wrapped + end.text, nonce + end.text + "$" + wrapped + end.text,
			} {
				all = append(all, covered{candidate, hmacBreaksChanged, note})
			}
		}
	}
	return all
}

// wrap breaks a text into lines.
func wrap(text string, width int, end string) string {
	var b strings.Builder
	for ; len(text) > width; text = text[width:] {
		b.WriteString(text[:width] + end)
	}
	b.WriteString(text)
	return b.String()
}
