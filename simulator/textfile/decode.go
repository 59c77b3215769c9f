package textfile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Decode returns a text in UTF-8 without a byte order mark at its beginning. The error is an *Error: for another encoding it names that
// and says how to save the text as UTF-8. Decode also refuses a NUL character, and a byte order mark at the beginning of a later line,
// which files that were joined have: it is invisible in front of a key.
func Decode(data []byte) ([]byte, error) {
	if name := wire.UTF16(data); name != "" {
		return nil, errorAt(0, "is in UTF-16 (%s), not in UTF-8; save it as UTF-8, for instance with: iconv -f %s -t UTF-8 OLD > NEW (in PowerShell: Set-Content -Encoding utf8)", name, name)
	}
	text := bytes.TrimPrefix(data, []byte(wire.ByteOrderMark))
	if !utf8.Valid(text) {
		return nil, notUTF8(text)
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return nil, errorAt(lineOf(text, at), "has a NUL character (a byte 00), which no text has; remove it, or save the file as text in UTF-8")
	}
	if at := bytes.Index(append([]byte("\n"), text...), []byte("\n"+wire.ByteOrderMark)); at >= 0 {
		return nil, errorAt(lineOf(text, at), "begins with a byte order mark (U+FEFF), which only the whole file may begin with; remove it")
	}
	return text, nil
}

// lineOf returns the number of the line of an offset.
func lineOf(text []byte, at int) int { return bytes.Count(text[:at], []byte("\n")) + 1 }

// notUTF8 returns the error of a text that is not UTF-8: the encoding it seems to have, and the first characters or byte that show it.
func notUTF8(text []byte) *Error {
	at := wire.FirstInvalid(text)
	line := lineOf(text, at)
	if shown := chinese(text, at); shown != "" {
		return errorAt(line, "is in GBK, not in UTF-8 (here stands %s); save it as UTF-8, for instance with: iconv -f GB18030 -t UTF-8 OLD > NEW", shown)
	}
	if utf8.Valid(text[:at]) && mostlyUTF8(text) {
		return errorAt(line, "is UTF-8 but for some bytes, the first of them %s; repair them, and save it as UTF-8", hexadecimal(text[at]))
	}
	return errorAt(line, "is not in UTF-8: the first byte that is not is %s, as of Latin-1 or Windows-1252; save it as UTF-8, for instance with: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW", hexadecimal(text[at]))
}

func hexadecimal(b byte) string { return fmt.Sprintf("%02X", b) }

// chinese returns the first characters from offset at on, decoded from GBK, or "" when the text is not in GBK.
func chinese(text []byte, at int) string {
	if !wire.IsGBK(text) {
		return ""
	}
	line, _, _ := bytes.Cut(text[at:], []byte("\n"))
	shown, err := simplifiedchinese.GB18030.NewDecoder().Bytes(line[:min(len(line), 8)])
	if err != nil {
		return "Chinese"
	}
	text, _, _ = bytes.Cut(shown, []byte("\ufffd"))
	return strings.Map(printable, string(text))
}

// printable maps control characters to none, for strings.Map.
func printable(r rune) rune {
	if unicode.IsControl(r) {
		return -1
	}
	return r
}

// mostlyUTF8 reports whether a text that is not UTF-8 has more characters of several bytes than broken ones.
func mostlyUTF8(text []byte) bool {
	good, broken := 0, 0
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			good++
		}
		text = text[size:]
	}
	return good > broken
}
