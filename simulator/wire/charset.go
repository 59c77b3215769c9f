package wire

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const byteOrderMark = "\ufeff"

// signatures are the first bytes of what is sent in place of UTF-8, the longer ones first.
var signatures = []struct{ begin, what string }{
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

// advice says what to do about a body that is not UTF-8.
var advice = map[string]string{
	"gzip":    "send it with the header Content-Encoding: gzip",
	"deflate": "send it plain, or with gzip and the header Content-Encoding: gzip",
}

// notUTF8 says what a body is that is no text in UTF-8, or returns nil for one that is.
func notUTF8(body []byte) *BodyError {
	if isUnmarkedUTF16(body) {
		return looksLike("UTF-16")
	}
	if utf8.Valid(body) {
		return nil
	}
	for _, s := range signatures {
		if bytes.HasPrefix(body, []byte(s.begin)) {
			return looksLike(s.what)
		}
	}
	at := badByte(body)
	if isGBK(body) {
		return unreadable("the body is not UTF-8 but looks like GBK (byte 0x%02X at byte %d); send it in UTF-8, and sign it in UTF-8", body[at], at)
	}
	return unreadable("the body is not UTF-8: bad byte 0x%02X at byte %d", body[at], at)
}

func looksLike(what string) *BodyError {
	todo, known := advice[what]
	if !known {
		todo = "send it in UTF-8, and sign it in UTF-8"
	}
	return unreadable("the body is not UTF-8 but looks like %s; %s", what, todo)
}

// isUnmarkedUTF16 recognizes UTF-16 without a byte order mark by its first two characters, which are ASCII in every message.
func isUnmarkedUTF16(body []byte) bool {
	return len(body) >= 4 && len(body)%2 == 0 && (body[0] == 0) != (body[1] == 0) && (body[0] == 0) == (body[2] == 0) && (body[1] == 0) == (body[3] == 0)
}

// Readable returns a body that is not UTF-8 as text for people: decoded where it looks like UTF-16 or GBK, else with U+FFFD for what
// cannot be shown.
func Readable(body []byte) string {
	var text []byte
	var err error
	switch {
	case bytes.HasPrefix(body, []byte("\xff\xfe")), bytes.HasPrefix(body, []byte("\xfe\xff")), isUnmarkedUTF16(body):
		order := unicode.LittleEndian
		if bytes.HasPrefix(body, []byte("\xfe\xff")) || len(body) > 0 && body[0] == 0 {
			order = unicode.BigEndian
		}
		text, err = unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(body)
	case isGBK(body):
		text, err = simplifiedchinese.GBK.NewDecoder().Bytes(body)
	default:
		text = body
	}
	if err != nil {
		text = body
	}
	return strings.ToValidUTF8(string(text), "\uFFFD")
}

// badByte returns where the first byte is that is not UTF-8.
func badByte(body []byte) int {
	at := 0
	for at < len(body) {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return at
}

// isGBK tells whether bytes that are not UTF-8 are text in GBK.
func isGBK(b []byte) bool {
	text, err := simplifiedchinese.GBK.NewDecoder().Bytes(b)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError) && !bytes.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\t' && r != '\r' && r != '\n' })
}

// notUTF8Value says of the bytes of one value what they are.
func notUTF8Value(b []byte) string {
	name := ""
	if isGBK(b) {
		name = ", they look like GBK"
	}
	return fmt.Sprintf("bytes % X%s", b[:min(len(b), 8)], name)
}
