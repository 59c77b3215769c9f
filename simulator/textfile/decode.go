package textfile

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const bom = "\ufeff"

// Decode returns a text without the byte order mark that may be before it. The error is an *Error that says which encoding the text is
// in, if it is not UTF-8, and how to save it as UTF-8. A NUL character is refused too, and a second byte order mark at the beginning of
// a line, where files were put together: nobody sees it in front of a key.
func Decode(data []byte) ([]byte, error) {
	if name := utf16Of(data); name != "" {
		return nil, errorAt(0, "is in UTF-16 (%s), not in UTF-8; save it as UTF-8, for instance with: iconv -f %s -t UTF-8 OLD > NEW (in PowerShell: Set-Content -Encoding utf8)", name, name)
	}
	text := bytes.TrimPrefix(data, []byte(bom))
	if !utf8.Valid(text) {
		return nil, notUTF8(text)
	}
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return nil, errorAt(lineOf(text, at), "has a NUL character (a byte 00), which no text has; remove it, or save the file as text in UTF-8")
	}
	if at := bytes.Index(append([]byte("\n"), text...), []byte("\n"+bom)); at >= 0 {
		return nil, errorAt(lineOf(text, at), "begins with a byte order mark (U+FEFF), which only the whole file may begin with; remove it")
	}
	return text, nil
}

func lineOf(text []byte, at int) int { return bytes.Count(text[:at], []byte("\n")) + 1 }

// utf16Of names the form of UTF-16 that a text is in, or returns "". It goes by the byte order mark, and without one by what the
// bytes would spell: a file of ours has some ASCII, whose characters have a zero byte.
func utf16Of(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return "UTF-16LE"
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return "UTF-16BE"
	case len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0:
		return ""
	case isText(data, binary.LittleEndian):
		return "UTF-16LE"
	case isText(data, binary.BigEndian):
		return "UTF-16BE"
	}
	return ""
}

// isText tells whether data is UTF-16 in that order of ASCII and Chinese, but for one character in twenty.
func isText(data []byte, order binary.ByteOrder) bool {
	usual, all, ascii := 0, 0, 0
	for len(data) > 0 {
		r := rune(order.Uint16(data))
		data = data[2:]
		all++
		switch {
		case r >= ' ' && r <= '~', r == '\n', r == '\r', r == '\t':
			ascii++
		case unicode.Is(unicode.Han, r), r >= 0x3000 && r <= 0x303f, r >= 0xff00 && r <= 0xffef: // with punctuation
			usual++
		}
	}
	return ascii > 0 && 20*(usual+ascii) >= 19*all
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
		case text[i] <= 0x80: // ASCII, or the euro sign
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
	text, _, _ = bytes.Cut(shown, []byte("\ufffd"))
	return strings.Map(printable, string(text))
}

// printable drops what a sentence cannot show.
func printable(r rune) rune {
	if unicode.IsControl(r) {
		return -1
	}
	return r
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
