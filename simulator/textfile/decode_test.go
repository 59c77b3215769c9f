package textfile_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/textfile"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	const utf16le, utf16be = "l\x00i\x00s\x00t\x00e\x00n\x00:\x00\n\x00", "\x00l\x00i\x00s\x00t\x00e\x00n\x00:\x00\n"
	for _, c := range []struct{ name, data, want, wrong string }{
		{"ASCII", "listen: x\n", "listen: x\n", ""},
		{"UTF-8", "name: 奶茶\r\n", "name: 奶茶\r\n", ""},
		{"byte order mark", "\xef\xbb\xbflisten: x\n", "listen: x\n", ""},
		{"a mark alone", "\xef\xbb\xbf", "", ""},
		{"nothing", "", "", ""},
		{"UTF-16LE with a mark", "\xff\xfe" + utf16le, "", "is in UTF-16 (UTF-16LE), not in UTF-8; save it as UTF-8, for instance with: iconv -f UTF-16LE"},
		{"UTF-16BE with a mark", "\xfe\xff" + utf16be, "", "(UTF-16BE)"},
		{"UTF-16LE", utf16le, "", "(UTF-16LE)"},
		{"UTF-16BE", utf16be, "", "(UTF-16BE)"},
		{"UTF-16LE with Chinese", "n\x00:\x00 \x00\x76\x59\x36\x83\n\x00", "", "(UTF-16LE)"},
		{"GBK", "listen: x\nname: \xc4\xcc\xb2\xe8\n", "", "line 2: is in GBK, not in UTF-8 (here stands 奶茶); save it as UTF-8, for instance with: iconv -f GB18030"},
		{"a euro sign of Windows at the end", "price: 5\x80", "", "the first byte that is not is 80, as of Latin-1"},
		{"GBK with control characters", "name: \xc4\xcc\x00\x1b[\r\n", "", "(here stands 奶[)"},
		{"GBK with a rare character", "name: \xd6\xec\xe9\x46\xbb\xf9\n", "", "朱镕基"},
		{"GB18030 in four bytes", "name: \xc4\xcc\xb2\xe8\x81\x30\x81\x30\n", "", "is in GBK"},
		{"Latin-1", "name: caf\xe9\n", "", "line 1: is not in UTF-8: the first byte that is not is E9, as of Latin-1"},
		{"Latin-1 that reads as GBK", "name: M\xfcller & S\xf6hne\n", "", "is not in UTF-8"},
		{"a broken character", "name: 奶茶和\xe5\xa5\n", "", "line 1: is UTF-8 but for some bytes, the first of them E5"},
		{"two marks", "\xef\xbb\xbf\xef\xbb\xbflisten: x\n", "", "line 1: begins with a byte order mark"},
		{"a mark before another line", "listen: x\n\xef\xbb\xbfclock: wall\n", "", "line 2: begins with a byte order mark"},
		{"a mark in a value", "listen: x\nname: \xef\xbb\xbfx\n", "listen: x\nname: \xef\xbb\xbfx\n", ""},
		{"a NUL", "listen: x\nname: a\x00b\n", "", "line 2: has a NUL character"},
		{"zero bytes that are no UTF-16", "\x00\x01\x02\x03\x00\x00", "", "NUL character"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := textfile.Decode([]byte(c.data))
			if c.wrong == "" && (err != nil || string(got) != c.want) {
				t.Errorf("got %q, %v", got, err)
			}
			if c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
				t.Errorf("got %q, %v; want %q", got, err, c.wrong)
			}
		})
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	if text, err := textfile.Read(bytes.NewReader(bytes.Repeat([]byte("a"), textfile.MaxSize))); err != nil || len(text) != textfile.MaxSize {
		t.Error(len(text), err)
	}
	endless := endlessReader{}
	if _, err := textfile.Read(endless); err == nil || !strings.Contains(err.Error(), "is larger than 1 MiB") {
		t.Error(err)
	}
	if _, err := textfile.ReadFile(t.TempDir() + "/missing"); err == nil {
		t.Error("a file that is not there is read")
	}
}

// endlessReader is a file such as /dev/zero, of letters.
type endlessReader struct{}

func (endlessReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// FuzzDecode: whatever a file holds, it becomes UTF-8 without NUL, or an *Error says what it is in one line.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"a: 奶", "\xef\xbb\xbfa", "\xff\xfea\x00", "a\x00b\x00", "\xc4\xcc\xb2\xe8", "caf\xe9", "\x81\x30\x81\x30", "\xd8\xfe\x00", "00\x80"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := textfile.Decode(data)
		if err == nil {
			if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 || !bytes.HasSuffix(data, text) || len(data)-len(text) > 3 {
				t.Errorf("%q becomes %q", data, text)
			}
			return
		}
		wrong, ok := errors.AsType[*textfile.Error](err)
		if !ok || !utf8.ValidString(wrong.Text.String()) || strings.ContainsAny(wrong.Text.String(), "\r\n\x00") {
			t.Errorf("%q: %q", data, err)
		}
	})
}
