package wire

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCHK1DecodeForm(t *testing.T) {
	tests := []struct {
		name string
		body string
		want Fields
	}{
		{"nothing", "", nil},
		{"plain", "b=2&a=1", Fields{{Name: "b", Value: "2"}, {Name: "a", Value: "1"}}},
		{"blank and percent", "a=1+2%203%2B&b=%E4%B8%AD%e6%96%87", Fields{{Name: "a", Value: "1 2 3+"}, {Name: "b", Value: "中文"}}},
		{"equals sign in a value", "sign=ab==", Fields{{Name: "sign", Value: "ab=="}}},
		{"byte order mark", "\ufeffa=1", Fields{{Name: "a", Value: "1"}}},
		{"line breaks in sign", "sign=a%0D%0Ab", Fields{{Name: "sign", Value: "a\r\nb"}}},
		{"raw UTF-8", "a=中", Fields{{Name: "a", Value: "中"}}},
		{"no value, empty pairs", "&a&b=&&", Fields{{Name: "a"}, {Name: "b"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := DecodeForm([]byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCHK1DecodeFormRefuses(t *testing.T) {
	tests := []struct{ name, body, field, reason string }{
		{"same name twice", "a=1&%61=2", "", `field "a" stands twice, again at byte 4`},
		{"bad percent", "b=2&a=100%", "", "% at byte 9"},
		{"bad percent in a name", "%zz=1", "", "% at byte 0"},
		{"another charset, escaped", "a=%D6%D0", "", "bytes D6 D0, they look like GBK"},
		{"another charset, raw", "a=\xd6\xd0", "", "looks like GBK (byte 0xD6 at byte 2)"},
		{"neither UTF-8 nor GBK", "a=\xff\xff", "", "bad byte 0xFF at byte 2"},
		{"line break", "a=1&b=x%0D%0Ay", "b", "U+000D at byte 6"},
		{"line break, then no form", "a=%0A&b=%", "", "% at byte 8"},
		{"control character in a name", "%0a=1", "", "field name at byte 0"},
		{"too large", strings.Repeat("a", MaxBody+1), "", "at most 1048576"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := DecodeForm([]byte(tt.body))
			checkBodyError(t, f, err, tt.field, tt.reason)
		})
	}
}
