package wire

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sixSegments = `lianpay1_0_1$AA==$AA==$AA==$AA==$AA==`

func TestENC1PayLoadCodec(t *testing.T) {
	want := Fields{{Name: "oid_partner", Value: "201408071000001539"}, {Name: "pay_load", Value: "lianpay1_0_1$AA\r\nAA==\n$"}}
	for name, body := range map[string]string{
		"as it is":                        `{"oid_partner":"201408071000001539","pay_load":"lianpay1_0_1$AA\r\nAA==\n$"}`,
		"behind a byte order mark":        "\ufeff" + `{"oid_partner":"201408071000001539","pay_load":"lianpay1_0_1$AA\r\nAA==\n$"}`,
		"with line breaks in the literal": "{\"oid_partner\":\"201408071000001539\",\"pay_load\":\"lianpay1_0_1$AA\r\nAA==\n$\"}",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := PayLoad.Decode("application/json", []byte(body))
			if diff := cmp.Diff(want, got); err != nil || diff != "" {
				t.Errorf("%v, %s", err, diff)
			}
			if hint := PayLoad.Hint("application/json", []byte(body)); !hint.IsZero() {
				t.Error(hint)
			}
		})
	}
	contentType, body := PayLoad.Encode(want.Set("no_order", "1").Set("sign", "x"))
	if contentType != "application/json;charset=utf-8" || string(body) != `{"oid_partner":"201408071000001539","pay_load":"lianpay1_0_1$AA\r\nAA==\n$"}` {
		t.Errorf("%s %s", contentType, body)
	}
	if _, err := PayLoad.Decode("", []byte(`{"pay_load":"a\u0007"}`)); err == nil || !strings.Contains(err.Error(), "U+0007") {
		t.Errorf("a bell in pay_load: %v", err)
	}
}

func TestENC3PayLoadHint(t *testing.T) {
	for _, tc := range []struct{ name, body, hint string }{
		{"plain JSON", `{"oid_partner":"1","no_order":"2","sign_type":"RSA","sign":"x"}`, "this is the request in plain JSON: encrypt it"},
		{"plain JSON behind a byte order mark", "\ufeff" + `{"sign":"x"}`, "this is the request in plain JSON"},
		{"the pay_load alone", sixSegments, "this is the pay_load alone"},
		{"a form", "oid_partner=1&pay_load=" + sixSegments, "this is a form"},
		{"another name", `{"oid_partner":"1","payLoad":"` + sixSegments + `"}`, `the name is written "payLoad"`},
		{"an object", `{"oid_partner":"1","pay_load":{"no_order":"2"}}`, "pay_load is an object here"},
		{"nothing of it", `{"oid_partner":"1"}`, ""},
		{"a null", `{"oid_partner":"1","pay_load":null}`, ""},
		{"no JSON", `{"oid_partner":`, ""},
		{"empty", ``, ""},
		{"XML", `<a/>`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if hint := PayLoad.Hint("", []byte(tc.body)).String(); !strings.Contains(hint, tc.hint) || (hint == "") != (tc.hint == "") || hint != "" && !strings.HasPrefix(hint, "; ") {
				t.Errorf("%q, want %q", hint, tc.hint)
			}
		})
	}
}
