package wire

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// ByteOrderMark is what some programs write at the beginning of a text in UTF-8.
const ByteOrderMark = "\ufeff"

// signatures are the first bytes of bodies that are not UTF-8, the longer ones first.
var signatures = []struct{ prefix, name string }{
	{"\xff\xfe\x00\x00", "UTF-32"},
	{"\x00\x00\xfe\xff", "UTF-32"},
	{"\xff\xfe", "UTF-16"},
	{"\xfe\xff", "UTF-16"},
	{"\x1f\x8b", "gzip"},
	{"\x78\x01", "deflate"},
	{"\x78\x5e", "deflate"},
	{"\x78\x9c", "deflate"},
	{"\x78\xda", "deflate"},
}

// advice says what to do about a body that is not UTF-8, where encoding it in UTF-8 is not the answer.
var advice = map[string]message.Text{
	"gzip":    "send it with the header Content-Encoding: gzip",
	"deflate": "send it plain, or with gzip and the header Content-Encoding: gzip",
}

// checkUTF8 returns nil for a body in UTF-8, else an error that names the encoding it looks like (CHK-1).
func checkUTF8(body []byte) *BodyError {
	if unmarkedUTF16(body) != "" {
		return looksLike("UTF-16")
	}
	at := FirstInvalid(body)
	if at == len(body) {
		return nil
	}
	for _, s := range signatures {
		if bytes.HasPrefix(body, []byte(s.prefix)) {
			return looksLike(s.name)
		}
	}
	if IsGBK(body) {
		return unreadable("the body is not UTF-8 but looks like GBK (byte 0x%02X at byte %d); send it in UTF-8, and sign it in UTF-8", body[at], at)
	}
	return unreadable("the body is not UTF-8: bad byte 0x%02X at byte %d", body[at], at)
}

func looksLike(name string) *BodyError {
	return unreadable("the body is not UTF-8 but looks like %s; %s", name, cmp.Or(advice[name], "send it in UTF-8, and sign it in UTF-8"))
}

// Readable returns a body that is not UTF-8 as text for people: decoded where it looks like UTF-16 or GBK, else with U+FFFD for
// the bytes that are not UTF-8.
func Readable(body []byte) string {
	text, err := body, error(nil)
	switch UTF16(body) {
	case "UTF-16LE":
		text, err = utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewDecoder().Bytes(body)
	case "UTF-16BE":
		text, err = utf16.UTF16(utf16.BigEndian, utf16.UseBOM).NewDecoder().Bytes(body)
	default:
		if IsGBK(body) {
			text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(body)
		}
	}
	if err != nil {
		text = body
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// UTF16 names the form of UTF-16 that a text is in, UTF-16LE or UTF-16BE, or returns "". It goes by the byte order mark, and
// without one by the characters that the bytes would spell.
func UTF16(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return "UTF-16LE"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return "UTF-16BE"
	}
	return unmarkedUTF16(data)
}

// unmarkedUTF16 is UTF16 for a text without a byte order mark. The texts read here always contain ASCII, which has zero bytes in
// UTF-16. Text in UTF-8 with a stray NUL, whose other bytes read as Chinese in pairs, does not begin with such a character.
func unmarkedUTF16(data []byte) string {
	switch {
	case len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0, data[0] != 0 && data[1] != 0 && utf8.Valid(data):
		return ""
	case spellsText(data, binary.LittleEndian):
		return "UTF-16LE"
	case spellsText(data, binary.BigEndian):
		return "UTF-16BE"
	}
	return ""
}

// spellsText reports whether data, read as UTF-16 in that byte order, is ASCII and Chinese but for one character in twenty.
func spellsText(data []byte, order binary.ByteOrder) bool {
	ascii, chinese := 0, 0
	for i := 0; i < len(data); i += 2 {
		switch r := rune(order.Uint16(data[i:])); {
		case r >= ' ' && r <= '~', r == '\n', r == '\r', r == '\t':
			ascii++
		case unicode.Is(unicode.Han, r), r >= 0x3000 && r <= 0x303f, r >= 0xff00 && r <= 0xffef: // with punctuation
			chinese++
		}
	}
	return ascii > 0 && 20*(ascii+chinese) >= 19*(len(data)/2)
}

// IsGBK reports whether bytes that are not UTF-8 are Chinese in GBK or its superset GB18030. Words in Latin-1 often read as rare
// characters of GBK, but hardly ever as those of its common half, whose two bytes are A1 or more.
func IsGBK(data []byte) bool {
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
		return false
	}
	common, rare := 0, 0
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] <= 0x80: // ASCII, or the euro sign
			continue
		case data[i+1] < 0x40: // a character of four bytes
			i += 3
			continue
		case data[i] > 0xa0 && data[i+1] > 0xa0:
			common++
		default:
			rare++
		}
		i++
	}
	return common > rare
}

// FirstInvalid returns the offset of the first byte that is not UTF-8, or the length of data.
func FirstInvalid(data []byte) int {
	if utf8.Valid(data) {
		return len(data)
	}
	for at := 0; ; {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
}
