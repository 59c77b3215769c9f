package textfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const bom = "\ufeff"

// Decode returns a text without the byte order mark that may be before it. The error is an *Error that says which encoding the text is
// in, if it is not UTF-8, and how to save it as UTF-8. A NUL character is refused too.
func Decode(data []byte) ([]byte, error) {
	if name, order := utf16Of(data); order != nil {
		return nil, errorAt(0, "is in UTF-16 (%s), not in UTF-8; save it as UTF-8, for instance with: iconv -f %s -t UTF-8 OLD > NEW (in PowerShell: Set-Content -Encoding utf8)", name, name)
	}
	text := bytes.TrimPrefix(data, []byte(bom))
	if !utf8.Valid(text) {
		return nil, notUTF8(text)
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return nil, errorAt(lineOf(text, at), "has a NUL character (a byte 00), which no text has; remove it, or save the file as text in UTF-8")
	}
	return text, nil
}

func lineOf(text []byte, at int) int { return bytes.Count(text[:at], []byte("\n")) + 1 }

// utf16Of names the form of UTF-16 that a text is in, or returns a nil order. It goes by the byte order mark, and without one by the
// zero bytes beside the characters of ASCII, which are about half of what is written in any of these files.
func utf16Of(data []byte) (name string, order binary.ByteOrder) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return "UTF-16LE", binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return "UTF-16BE", binary.BigEndian
	case len(data) < 4 || len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0:
		return "", nil
	}
	zeros := [2]int{}
	for i, b := range data {
		if b == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(data) / 2; {
	case zeros[1]*4 > half && zeros[0] == 0 && isText(data, binary.LittleEndian):
		return "UTF-16LE", binary.LittleEndian
	case zeros[0]*4 > half && zeros[1] == 0 && isText(data, binary.BigEndian):
		return "UTF-16BE", binary.BigEndian
	}
	return "", nil
}

// isText tells whether data is UTF-16 in that order without characters that no text has.
func isText(data []byte, order binary.ByteOrder) bool {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	for _, r := range utf16.Decode(units) {
		if r == 0 || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// notUTF8 guesses the encoding of a text, and shows what stands at the first byte that is not UTF-8.
func notUTF8(text []byte) *Error {
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
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

// chinese returns the first characters from a place on as GBK, or "" when the text is not Chinese in GBK or its larger set GB18030.
// Words of Latin-1 often read as rare characters of GBK, but hardly ever as those of its common half, whose two bytes are A1 or more.
func chinese(text []byte, at int) string {
	gb := simplifiedchinese.GB18030.NewDecoder()
	if whole, err := gb.Bytes(text); err != nil || bytes.ContainsRune(whole, utf8.RuneError) {
		return ""
	}
	common, rare := 0, 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] < utf8.RuneSelf:
			continue
		case text[i+1] < 0x40: // a character of four bytes
			i += 3
			continue
		case text[i] > 0xa0 && text[i+1] > 0xa0:
			common++
		default:
			rare++
		}
		i++
	}
	if common <= rare {
		return ""
	}
	line, _, _ := bytes.Cut(text[at:], []byte("\n"))
	shown, err := gb.Bytes(line[:min(len(line), 8)])
	if err != nil {
		return "Chinese"
	}
	return strings.TrimRight(string(shown), "\r\ufffd")
}

// mostlyUTF8 tells whether a text that is not UTF-8 has more characters of several bytes than broken ones.
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
