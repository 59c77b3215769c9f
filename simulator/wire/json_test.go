package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestCHK1DecodeJSON(t *testing.T) {
	tests := []struct {
		name string
		body string
		want Fields
	}{
		{"empty object", " {} \n", Fields{}},
		{"text in order", `{"b":"2","a":"1"}`, Fields{{Name: "b", Value: "2"}, {Name: "a", Value: "1"}}},
		{"blanks everywhere", "\t{ \"a\" :\r\n \"1\" , \"b\":\"\" }", Fields{{Name: "a", Value: "1"}, {Name: "b"}}},
		{"literals keep their text", `{"n":1.50,"e":-0.1E+2,"t":true,"f":false,"z":null}`, Fields{
			{"n", "1.50", Literal}, {"e", "-0.1E+2", Literal}, {"t", "true", Literal}, {"f", "false", Literal}, {"z", "", Null}}},
		{"escapes", `{"a":"\"\\\/\u4e2d\u6587\ud83d\ude00 &=+%"}`, Fields{{Name: "a", Value: `"\/中文😀 &=+%`}}},
		{"escape in a name", `{"\u0061":"1"}`, Fields{{Name: "a", Value: "1"}}},
		{"two escaped values do not share memory", `{"a":"\/1","b":"\/2"}`, Fields{{Name: "a", Value: "/1"}, {Name: "b", Value: "/2"}}},
		{"replacement character as such", `{"a":"\ufffd�"}`, Fields{{Name: "a", Value: "\ufffd\ufffd"}}},
		{"byte order mark", "\ufeff {\"a\":\"1\"}", Fields{{Name: "a", Value: "1"}}},
		{"line breaks in sign", "{\"sign\":\"a\r\nb\\nc\"}", Fields{{Name: "sign", Value: "a\r\nb\nc"}}},
		{"JSON in a string", `{"risk_item":"{\"a\":\"b\"}"}`, Fields{{Name: "risk_item", Value: `{"a":"b"}`}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := DecodeJSON([]byte(tt.body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCHK1DecodeJSONRefuses(t *testing.T) {
	tests := []struct {
		name   string
		body   string
		field  string // set: 1004 naming it
		reason string // part of the sentence
	}{
		{"nothing", "", "", "the body is empty"},
		{"blanks", "  ", "", "the body is empty"},
		{"array", `["a"]`, "", "'[' at byte 0 where an object"},
		{"text", `"a"`, "", "where an object"},
		{"two byte order marks", "\ufeff\ufeff{}", "", "U+FEFF at byte 3"},
		{"byte order mark alone", "\ufeff", "", "the body is empty"},
		{"byte order mark in the middle", "{\ufeff}", "", "U+FEFF at byte 1"},
		{"gzip", "\x1f\x8b\x08\x00", "", "looks like gzip; send it with the header Content-Encoding: gzip"},
		{"deflate", "\x78\x9c\xab\xae", "", "looks like deflate; send it plain, or with gzip"},
		{"UTF-16, little end first", "\xff\xfe{\x00}\x00", "", "looks like UTF-16; send it in UTF-8"},
		{"UTF-16, big end first", "\xfe\xff\x00{\x00}", "", "looks like UTF-16"},
		{"UTF-16 without a mark", "{\x00\"\x00", "", "looks like UTF-16"},
		{"UTF-16 without a mark, big end first", "\x00{\x00\"", "", "looks like UTF-16"},
		{"UTF-32", "\xff\xfe\x00\x00{\x00\x00\x00", "", "looks like UTF-32"},
		{"GBK", "{\"name_goods\":\"\xc4\xcc\xb2\xe8\"}", "", "looks like GBK (byte 0xC4 at byte 15); send it in UTF-8"},
		{"line break written into sign by mistake for another control", "{\"sign\":\"a\nb\x07\"}", "sign", "U+0007"},
		{"NUL", "\x00", "", "U+0000 at byte 0"},
		{"nested object", `{"risk_item":{"a":1}}`, "", "risk_item holds a JSON object or array at byte 13"},
		{"nested array", `{"a":[]}`, "", "a holds a JSON object or array"},
		{"same name twice", `{"a":"1","a":"2"}`, "", `field "a" stands twice, again at byte 9`},
		{"same name by escape", `{"a":"1","\u0061":"1"}`, "", "twice"},
		{"trailing comma", `{"a":"1",}`, "", "'}' at byte 9 where a field name"},
		{"trailing garbage", `{"a":"1"} x`, "", "'x' at byte 10 where nothing after"},
		{"cut off", `{"a":"1"`, "", "ends at byte 8 where a comma"},
		{"open string", `{"a":"1`, "", "begins at byte 5 has no closing quote"},
		{"open escaped string", `{"a":"\/`, "", "begins at byte 5 has no closing quote"},
		{"cut in an escape", `{"a":"\`, "", "ends within an escape"},
		{"no colon", `{"a" "1"}`, "", "where a colon"},
		{"bare name", `{a:"1"}`, "", "where a field name in double quotes"},
		{"single quotes", `{'a':'1'}`, "", "where a field name in double quotes"},
		{"unknown word", `{"a":nil}`, "", "'n' at byte 5 where a value"},
		{"leading zero", `{"a":01}`, "", "where a comma"},
		{"number without digits", `{"a":-}`, "", "where a digit"},
		{"number without decimals", `{"a":1.}`, "", "where a digit"},
		{"exponent without digits", `{"a":1e+}`, "", "where a digit"},
		{"unknown escape", `{"a":"\中"}`, "", `unknown escape \中 at byte 6`},
		{"short escape", `{"a":"\u12"}`, "", "four hex digits"},
		{"lone high surrogate", `{"a":"\ud83d"}`, "", "lone surrogate"},
		{"lone low surrogate", `{"a":"\ude00\ud83d"}`, "", "lone surrogate"},
		{"bad UTF-8", "{\"a\":\"\xd6\"}", "", "not UTF-8: bad byte 0xD6 at byte 6"},
		{"raw line break", "{\"a\":\"1\n\"}", "a", "U+000A at byte 7"},
		{"escaped line break", `{"a":"1\n"}`, "a", "U+000A at byte 7"},
		{"escaped NUL", `{"b":"x","a":"\u0000"}`, "a", "U+0000"},
		{"delete", "{\"a\":\"\x7f\"}", "a", "U+007F"},
		{"raw C1 control", "{\"a\":\"\u0085\"}", "a", "U+0085"},
		{"escaped C1 control", `{"a":"\u009f"}`, "a", "U+009F"},
		{"raw control after an escape", "{\"a\":\"\\/\t\"}", "a", "U+0009 at byte 8"},
		{"the first of two", `{"a":"\t","b":"\n"}`, "a", "U+0009"},
		{"control character, then no JSON", `{"a":"\n"`, "", "ends at byte 9"},
		{"control character in a name", `{"\n":"1"}`, "", "field name at byte 1"},
		{"raw control character in a name", "{\"a\x01\":\"1\"}", "", "field name at byte 1"},
		{"too large", `{"a":"` + strings.Repeat("x", MaxBody) + `"}`, "", "at most 1048576"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := DecodeJSON([]byte(tt.body))
			checkBodyError(t, f, err, tt.field, tt.reason)
		})
	}
}

func checkBodyError(t *testing.T, f Fields, err error, field, reason string) {
	t.Helper()
	var body *BodyError
	if !errors.As(err, &body) {
		t.Fatalf("got %v, %v; want a *BodyError", f, err)
	}
	if body.Field != field || body.Control != (field != "") || !strings.Contains(body.Reason.String(), reason) {
		t.Errorf("got %+v; want field %q and a reason with %q", *body, field, reason)
	}
}

func TestCHK1LargestBody(t *testing.T) {
	body := []byte(`{"a":"` + strings.Repeat("x", MaxBody-8) + `"}`)
	if f, err := DecodeJSON(body); err != nil || len(f.Get("a")) != MaxBody-8 {
		t.Fatalf("%d bytes: %v", len(body), err)
	}
}

// TestCHK1ManyFields covers names kept in a map, where looking back through the list would take quadratic time.
func TestCHK1ManyFields(t *testing.T) {
	var body bytes.Buffer
	for i := range 60_000 {
		body.WriteString(`,"` + FormatFen(int64(i)) + `":1`)
	}
	text := "{" + body.String()[1:]
	f, err := DecodeJSON([]byte(text + "}"))
	if err != nil || len(f) != 60_000 {
		t.Fatalf("%d fields, %v", len(f), err)
	}
	for _, twin := range []string{"0.00", "0.47", "0.48", "599.99"} {
		_, err = DecodeJSON([]byte(text + `,"` + twin + `":1}`))
		checkBodyError(t, nil, err, "", `field "`+twin+`" stands twice`)
	}
}

func TestEncodeJSON(t *testing.T) {
	f := Fields{
		{Name: "ret_msg", Value: "交易成功<&>\u2028"}, {Name: "n", Value: "1.50", Kind: Literal}, {Name: "a", Value: "\"\\/\b\n\r\t\x1f\x7f"},
		{Name: "z", Kind: Null}, {Name: "empty"}, {Name: "bad", Value: "x\xffy\xd6"},
	}
	want := `{"a":"\"\\/\u0008\n\r\t\u001f` + "\x7f" + `","bad":"x�y�","empty":"","n":1.50,"ret_msg":"交易成功<&>` + "\u2028" + `","z":null}`
	if got := string(EncodeJSON(f)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if f[0].Name != "ret_msg" {
		t.Error("EncodeJSON sorted its argument")
	}
	if got := string(EncodeJSON(nil)); got != "{}" {
		t.Errorf("no fields: %s", got)
	}
}

// FuzzDecodeJSON compares with encoding/json: what it takes as a flat object we take with the same values, and what it
// refuses we refuse, but for the stricter bounds of CHK-1.
func FuzzDecodeJSON(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"a":"1","b":2.5e3,"c":null,"d":true}`, `{"a":"\u4e2d\/\ud83d\ude00"}`, `{"a":"\ud83d"}`, `{"a":"1","\u0061":"2"}`,
		`{"a":{"b":1}}`, `{"a":[1]}`, `{"a":"x\n"}`, "{\"a\":\"x\n\"}", "\ufeff{}", "{\"sign\":\"x\r\ny\",\"a\":\"\"}", `{"a":01}`, `{"a":"1",}`, ` { "" : "" } `, "{\"a\":\"\u0085\"}", `null`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, err := DecodeJSON(body)
		want, why := oracle(body)
		if err == nil && why != "" && strings.ContainsAny(got.Get("sign"), "\r\n") {
			return // encoding/json takes no line breaks as such
		}
		if (err == nil) != (why == "") {
			t.Fatalf("%q: got %v, %v; the oracle says %q", body, got, err, why)
		}
		if err != nil {
			var bodyErr *BodyError
			if !errors.As(err, &bodyErr) || bodyErr.Reason.IsZero() || !utf8.ValidString(bodyErr.Reason.String()) {
				t.Fatalf("%q: not a telling *BodyError: %#v", body, err)
			}
			return
		}
		if diff := cmp.Diff(want, got.Map()); diff != "" {
			t.Fatalf("%q: %s", body, diff)
		}
		again, err := DecodeJSON(EncodeJSON(got))
		if err != nil {
			t.Fatalf("%q: its encoding %q is refused: %v", body, EncodeJSON(got), err)
		}
		if diff := cmp.Diff(got.Sorted(), again); diff != "" {
			t.Fatalf("%q: changed by encoding: %s", body, diff)
		}
	})
}

// oracle decodes with encoding/json alone. why says what makes the body one that CHK-1 refuses.
func oracle(body []byte) (values map[string]string, why string) {
	if len(body) > MaxBody || !utf8.Valid(body) {
		return nil, "bytes"
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &members); err != nil || bytes.Equal(bytes.TrimSpace(body), []byte("null")) {
		return nil, "no object"
	}
	if loneSurrogate(body) {
		return nil, "lone surrogate"
	}
	if countMembers(body) != len(members) {
		return nil, "nested or twice"
	}
	values = map[string]string{}
	for name, raw := range members {
		value := string(raw)
		switch raw[0] {
		case '{', '[':
			return nil, "nested"
		case '"':
			if err := json.Unmarshal(raw, &value); err != nil {
				return nil, err.Error()
			}
		case 'n':
			value = ""
		}
		shown := value
		if name == "sign" {
			shown = strings.NewReplacer("\r", "", "\n", "").Replace(value)
		}
		if strings.ContainsFunc(name+shown, unicode.IsControl) {
			return nil, "control"
		}
		values[name] = value
	}
	return values, ""
}

// countMembers counts the members of the outer object, same names included.
func countMembers(body []byte) int {
	d := json.NewDecoder(bytes.NewReader(body))
	tokens := 0
	for {
		if _, err := d.Token(); err != nil {
			return (tokens - 2) / 2
		}
		tokens++
	}
}

// writtenReplacement finds U+FFFD as such and as an escape; an escaped backslash is found first, so that it is not taken for one.
var writtenReplacement = regexp.MustCompile(`\\\\|\\u[fF]{3}[dD]|\x{FFFD}`)

// loneSurrogate looks for escapes that encoding/json silently replaces by U+FFFD: with every written one taken out, one is left.
func loneSurrogate(body []byte) bool {
	text := writtenReplacement.ReplaceAllStringFunc(string(body), func(found string) string {
		if found == `\\` {
			return found
		}
		return "?"
	})
	d := json.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if err != nil {
			return false
		}
		if s, ok := token.(string); ok && strings.ContainsRune(s, '\ufffd') {
			return true
		}
	}
}

// order is a direct request as merchants send it.
var order = Fields{
	{Name: "oid_partner", Value: "201304121000001004"}, {Name: "user_id", Value: "u-1"}, {Name: "busi_partner", Value: "101001"},
	{Name: "no_order", Value: "20180112000001"}, {Name: "dt_order", Value: "20180112235930"}, {Name: "name_goods", Value: "水杯 & 茶"},
	{Name: "money_order", Value: "49.90"}, {Name: "notify_url", Value: "https://shop.example/notify"}, {Name: "pay_type", Value: "I"},
	{Name: "risk_item", Value: `{"frms_ware_category":"1999","user_info_mercht_userno":"u-1","user_info_dt_register":"20170101000000","goods_name":"cup"}`},
	{Name: "info_order", Value: "first, second"}, {Name: "valid_order", Value: "30"}, {Name: "sign_type", Value: "RSA"}, {Name: "sign", Value: strings.Repeat("Ab1/", 43)},
}

func BenchmarkDecodeJSON(b *testing.B) {
	body := EncodeJSON(order)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeJSON(body); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodeJSON(b *testing.B) {
	sorted := slices.Clone(order.Sorted())
	b.ReportAllocs()
	for b.Loop() {
		EncodeJSON(sorted)
	}
}
