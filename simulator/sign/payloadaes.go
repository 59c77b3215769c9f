package sign

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// diagnoseText finds out why the text is no request though the HMAC fits. problem is what wire says of the text.
func (o *opening) diagnoseText(text []byte, problem *wire.BodyError) *PayloadError {
	switch {
	case len(text)%aes.BlockSize == 0 && isRequest(text):
		return aesPadded.at(segmentText, "")
	case readable(text):
		return textMistake(text, problem)
	}
	sent := o.segment(segmentText)
	if looksRight(sent) {
		return aesNone.at(segmentText, "")
	}
	if len(sent) > maxDiagnosed {
		return aesOther.at(segmentText, "")
	}
	attempts := o.attempts()
	for _, right := range []func([]byte) bool{isRequest, looksRight} { // a wrong first block damages no more than a block
		for _, attempt := range attempts {
			if attempt.plausible(sent) && right(attempt.open(sent)) {
				return attempt.cause.at(segmentText, attempt.note)
			}
		}
	}
	return aesOther.at(segmentText, "")
}

// textMistake returns the error of a text that was encrypted rightly.
func textMistake(text []byte, problem *wire.BodyError) *PayloadError {
	switch {
	case bytes.HasPrefix(text, []byte("lianpay")):
		return textEncrypted.at(segmentText, "")
	case !utf8.Valid(text):
		note := ""
		if wire.IsGBK(text) {
			note = "GBK"
		}
		return textCharset.at(segmentText, note)
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(text, &object) == nil {
		for name, value := range object {
			if value[0] == '{' || value[0] == '[' {
				return textNested.at(segmentText, wire.Clip(name, 40))
			}
		}
		return textTwice.noted(segmentText, problem.Reason.String(), problem.Reason.In(message.Chinese))
	}
	return textNotJSON.noted(segmentText, problem.Reason.String(), problem.Reason.In(message.Chinese))
}

// attempt is a way to encrypt the text by mistake.
type attempt struct {
	cause PayloadCause
	note  string
	open  func(sent []byte) []byte
}

// plausible reports whether the beginning of a long text may be right: decrypted wrongly, its second to fourth block hold control characters.
func (a attempt) plausible(sent []byte) bool {
	const beginning = 4 * aes.BlockSize
	if len(sent) <= beginning+aes.BlockSize { // it may be padded
		return true
	}
	text := a.open(sent[:beginning])
	return len(text) == beginning && controls(text[aes.BlockSize:]) == 0
}

// usedKey is a key that the text may have been encrypted with. The cause is that of a key that is wrong, and empty for the right one.
type usedKey struct {
	cause PayloadCause
	note  string
	bytes []byte
}

// attempts returns what is tried: the right key before others, and for each the counter mode before other modes.
func (o *opening) attempts() []attempt {
	nonce := o.segment(segmentNonce)
	var all []attempt
	for _, key := range o.usedKeys() {
		block, err := aes.NewCipher(key.bytes)
		if err != nil {
			continue
		}
		add := func(otherwise PayloadCause, note string, open func(sent []byte) []byte) {
			cause := key.cause
			if cause.Slug == "" {
				cause = otherwise
			}
			all = append(all, attempt{cause, notes(key.note, note), open})
		}
		for i, first := range firstBlocks(nonce) {
			if i > 0 || key.cause.Slug != "" { // or else it is the right way
				add(aesCounter, first.note, func(sent []byte) []byte { return counterMode(key.bytes, first.block, sent) })
			}
			for _, mode := range modes {
				if i == 0 || mode.chained {
					add(aesMode, notes(mode.name, first.note), func(sent []byte) []byte { return mode.open(block, first.block, sent) })
				}
			}
		}
	}
	return all
}

// usedKeys returns the keys that are tried, the right one first.
func (o *opening) usedKeys() []usedKey {
	hashed := sha256.Sum256(o.aesKey)
	keys := []usedKey{{bytes: o.aesKey}, {aesHMACKey, "", o.hmacKey}, {aesHexKey, "AES-128", o.aesKey[:16]}, {aesHexKey, "SHA-256", hashed[:]}}
	if raw, err := hex.DecodeString(string(o.aesKey)); err == nil {
		keys = append(keys, usedKey{aesHexKey, "hex", raw})
	}
	return keys
}

// firstBlock is how the counter mode may begin.
type firstBlock struct {
	note  string
	block []byte
}

// firstBlocks returns the first blocks that are tried, the right one first.
func firstBlocks(nonce []byte) []firstBlock {
	all := []firstBlock{{"", counter(nonce)}}
	for _, behind := range []struct{ note, text string }{
		{"nonce, 00 x 8", "\x00\x00\x00\x00\x00\x00\x00\x00"},
		{"nonce, 00 x 7, 02", "\x00\x00\x00\x00\x00\x00\x00\x02"},
		{"nonce, 01, 00 x 7", "\x01\x00\x00\x00\x00\x00\x00\x00"},
		{"nonce, 00 00 00 01, 00 x 4", "\x00\x00\x00\x01\x00\x00\x00\x00"},
		{`nonce, "00000001"`, "00000001"},
		{`nonce, "00000000"`, "00000000"},
		{"nonce twice", string(nonce)},
	} {
		all = append(all, firstBlock{behind.note, append(slices.Clone(nonce), behind.text...)})
	}
	return append(all,
		firstBlock{"00 x 8, nonce", append(make([]byte, aes.BlockSize-len(nonce)), nonce...)},
		firstBlock{"00 x 16", make([]byte, aes.BlockSize)},
		firstBlock{"00 x 15, 01", counter(nil)})
}

// modes are the modes of AES beside the counter mode.
var modes = []struct {
	name    string
	chained bool // it has a first block
	open    func(block cipher.Block, first, sent []byte) []byte
}{
	{"CBC", true, func(block cipher.Block, first, sent []byte) []byte {
		if len(sent)%aes.BlockSize != 0 {
			return nil
		}
		out := make([]byte, len(sent))
		cipher.NewCBCDecrypter(block, first).CryptBlocks(out, sent)
		return out
	}},
	{"ECB", false, func(block cipher.Block, _, sent []byte) []byte {
		if len(sent)%aes.BlockSize != 0 {
			return nil
		}
		out := make([]byte, len(sent))
		for at := 0; at < len(sent); at += aes.BlockSize {
			block.Decrypt(out[at:], sent[at:])
		}
		return out
	}},
	{"CFB", true, func(block cipher.Block, first, sent []byte) []byte {
		return feedback(block, first, sent, func(at int, _ []byte) []byte { return sent[at : at+aes.BlockSize] })
	}},
	{"OFB", true, func(block cipher.Block, first, sent []byte) []byte {
		return feedback(block, first, sent, func(_ int, stream []byte) []byte { return stream })
	}},
}

// feedback decrypts in a mode whose key stream is what the block cipher makes of the block before, which next chooses.
func feedback(block cipher.Block, first, sent []byte, next func(at int, stream []byte) []byte) []byte {
	out, stream := slices.Clone(sent), slices.Clone(first)
	for at := 0; at < len(sent); at += aes.BlockSize {
		if at > 0 {
			stream = slices.Clone(next(at-aes.BlockSize, stream))
		}
		block.Encrypt(stream, stream)
		for i := at; i < min(at+aes.BlockSize, len(sent)); i++ {
			out[i] ^= stream[i-at]
		}
	}
	return out
}

// isRequest reports whether decrypted bytes are a request, perhaps padded.
func isRequest(text []byte) bool { return checkInside(unpadded(text)) == nil }

// unpadded returns a text without the control characters and blanks at its end, which padding consists of.
func unpadded(text []byte) []byte {
	return bytes.TrimRightFunc(text, func(r rune) bool { return r <= ' ' })
}

// looksRight reports whether decrypted bytes are a JSON object in UTF-8 or GBK, perhaps padded.
func looksRight(text []byte) bool {
	text = unpadded(text)
	return len(text) > 1 && text[0] == '{' && text[len(text)-1] == '}' && readable(text)
}

// readable reports whether bytes are text rather than what a wrong key or mode makes of it: UTF-8 or GBK, and few control characters.
func readable(text []byte) bool {
	if !utf8.Valid(text) && !wire.IsGBK(text) && letters(text) < 9 {
		return false
	}
	n := controls(text)
	return n <= aes.BlockSize && 4*n <= len(text)
}

// controls returns how many bytes are control characters beside those of white space.
func controls(text []byte) int {
	n := 0
	for _, b := range text {
		if b < ' ' && b != '\t' && b != '\r' && b != '\n' {
			n++
		}
	}
	return n
}

// letters returns how many bytes in ten are printable ASCII.
func letters(text []byte) int {
	n := 0
	for _, b := range text {
		if !unprintable(b) {
			n++
		}
	}
	return 10 * n / max(1, len(text))
}
