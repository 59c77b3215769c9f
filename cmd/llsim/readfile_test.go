package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator"
)

// inFile writes a file and returns its name.
func inFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// llsim runs the program and returns its exit code and what it printed.
func llsim(t *testing.T, stdin io.Reader, args ...string) (int, string) {
	t.Helper()
	var out bytes.Buffer
	code := run(t.Context(), args, noEnvironment, stdin, &out, &out)
	return code, out.String()
}

// textFiles are the commands that read a file of text, each with one that it takes and what it then prints.
func textFiles(t *testing.T) []struct {
	name, text, prints string
	command            []string
} {
	t.Helper()
	_, signed := llsim(t, nil, "sign", "--merchant", "201304121000001004", "no_order=1001", "name_goods=奶茶")
	key := simulator.BuiltinKeys()[0].PrivatePEM
	type row = struct {
		name, text, prints string
		command            []string
	}
	return []row{
		{"request.json", signed, "the signature verifies", []string{"verify", "FILE"}},
		{"request.txt", "name_goods=%E5%A5%B6&no_order=1001", "name_goods=奶&no_order=1001", []string{"sign", "--source", "--md5-key", "x", "--sign-type", "MD5", "FILE"}},
		{"key.pem", "奶茶\n" + key, "BEGIN PUBLIC KEY", []string{"keys", "convert", "--to", "public-pem", "FILE"}},
		{"key.pem", "奶茶\n" + key, "no_order=1001", []string{"sign", "--key", "FILE", "--source", "no_order=1001"}},
		{"key.pem", "奶茶\n" + simulator.BuiltinKeys()[0].PublicPEM, "cause", []string{"verify", "--key", "FILE", "no_order=1001", "sign_type=RSA", "sign=abc"}},
		{"merchant.yaml", "# 奶茶\nplatform: {listen: '127.0.0.1:8900'}\nmerchant: {oid_partner: 201304121000001004}\nactions: {checkout: {request: {method: POST, url: 'http://h/'}}}\n", "is fine", []string{"check", "--dry-run", "-c", "FILE"}},
		{"one.feature", "# language: zh-CN\n功能: 奶茶\n  场景: 一\n    假如 商户收到订单\n", "一", []string{"check", "--list", "FILE"}},
		{"config.yaml", "# 奶茶\nlissten: x\n", "config.yaml:2: lissten is not a known key; did you mean listen?", []string{"serve", "-c", "FILE"}},
		{"config.yaml", "# 奶茶\nplatform_private_key_file: config.yaml\n", "platform_private_key", []string{"serve", "-c", "FILE"}},
	}
}

func TestEncodingsOfFiles(t *testing.T) {
	race.Skip(t)
	encode := func(e interface{ Bytes([]byte) ([]byte, error) }, text string) []byte {
		data, err := e.Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, c := range textFiles(t) {
		for form, want := range map[string]struct {
			data  []byte
			wrong string // empty where it is read
		}{
			"UTF-8":                   {[]byte(c.text), ""},
			"UTF-8 with BOM":          {[]byte("\ufeff" + c.text), ""},
			"UTF-8 with BOM and CRLF": {[]byte("\ufeff" + strings.ReplaceAll(c.text, "\n", "\r\n")), ""},
			"UTF-16LE with BOM":       {encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(), c.text), "is in UTF-16 (UTF-16LE), not in UTF-8; save it as UTF-8"},
			"UTF-16BE":                {encode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(), c.text), "is in UTF-16 (UTF-16BE)"},
			"GBK":                     {encode(simplifiedchinese.GBK.NewEncoder(), c.text), "is in GBK, not in UTF-8 (here stands "},
			"NUL":                     {[]byte(c.text + "\x00"), "has a NUL character"},
		} {
			if form == "GBK" && !strings.Contains(c.text, "奶茶") {
				continue
			}
			t.Run(strings.Join(c.command[:1], " ")+" "+c.name+" "+form, func(t *testing.T) {
				args := make([]string, len(c.command))
				for i, arg := range c.command {
					args[i] = arg
					if arg == "FILE" {
						args[i] = inFile(t, c.name, want.data)
					}
				}
				code, out := llsim(t, nil, args...)
				if want.wrong == "" && !strings.Contains(out, c.prints) {
					t.Errorf("code %d, %s", code, out)
				}
				if want.wrong != "" && (code == 0 || !strings.Contains(out, want.wrong) || !strings.Contains(out, c.name)) {
					t.Errorf("code %d, %s; want %q", code, out, want.wrong)
				}
			})
		}
	}
}

func TestABinaryKeySaysHowToConvertIt(t *testing.T) {
	file := inFile(t, "key.der", []byte{0x30, 0x82, 0x04, 0xbd, 0x02, 0x01, 0x00, 0xff})
	for _, args := range [][]string{{"keys", "convert", file}, {"sign", "--key", file, "a=b"}} {
		t.Run(args[0], func(t *testing.T) {
			if code, out := llsim(t, nil, args...); code == 0 || !strings.Contains(out, "is binary (DER or PKCS#12), not text: make PEM of it, for instance with openssl pkey -inform DER") {
				t.Errorf("code %d, %s", code, out)
			}
		})
	}
}

// TestAStopEndsReading: what is read may be a pipe that nobody writes to.
func TestAStopEndsReading(t *testing.T) {
	for _, args := range [][]string{{"verify"}, {"sign", "--md5-key", "x", "-"}, {"keys", "convert", "-"}} {
		t.Run(args[0], func(t *testing.T) {
			reader, writer := io.Pipe()
			ctx, cancel := context.WithCancel(t.Context())
			var out bytes.Buffer
			code := run(ctx, args, noEnvironment, cancelled{reader, cancel}, &out, &out)
			if code != 1 || !strings.Contains(out.String(), "stopped while reading standard input") {
				t.Errorf("code %d, %s", code, out.String())
			}
			_ = writer.Close()
		})
	}
}

// cancelled is a reader that is stopped once somebody waits for it.
type cancelled struct {
	io.Reader
	stop func()
}

func (c cancelled) Read(p []byte) (int, error) {
	c.stop()
	return c.Reader.Read(p)
}

func TestAnEndlessFile(t *testing.T) {
	if _, err := os.Stat("/dev/zero"); err != nil {
		t.Skip("there is no /dev/zero")
	}
	for _, args := range [][]string{{"verify", "/dev/zero"}, {"sign", "--key", "/dev/zero", "a=b"}, {"serve", "-c", "/dev/zero"}, {"check", "--dry-run", "-c", "/dev/zero"}, {"check", "--list", "/dev/zero"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			if code, out := llsim(t, nil, args...); code == 0 || len(out) > 1000 || !strings.Contains(out, "/dev/zero") {
				t.Errorf("code %d, %.200q", code, out)
			}
		})
	}
}

func TestDeepConfiguration(t *testing.T) {
	file := inFile(t, "config.yaml", []byte("merchants: "+strings.Repeat("{a: ", 30000)))
	if code, out := llsim(t, nil, "serve", "-c", file); code != exitUsage || !strings.Contains(out, "config.yaml:1: is nested more than 64 deep") {
		t.Errorf("code %d, %s", code, out)
	}
}
