package wire

import (
	"bytes"
	"compress/gzip"
	"errors"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// zipped is a text in gzip.
func zipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.Bytes()
}

func TestCHK1Inflate(t *testing.T) {
	for _, tc := range []struct {
		name, encoding string
		body           []byte
		want           string
	}{
		{"plain", "", []byte("{}"), "{}"},
		{"identity", "identity", []byte("{}"), "{}"},
		{"gzip", "gzip", zipped("{}"), "{}"},
		{"another spelling", " X-GZIP ", zipped("{}"), "{}"},
		{"two members", "gzip", append(zipped(`{"a":`), zipped(`"1"}`)...), `{"a":"1"}`},
		{"the most there may be", "gzip", zipped(strings.Repeat(" ", MaxBody)), strings.Repeat(" ", MaxBody)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got, err := Inflate(tc.encoding, tc.body); err != nil || string(got) != tc.want {
				t.Errorf("%d bytes, %v; want %d", len(got), err, len(tc.want))
			}
		})
	}
}

func TestCHK1InflateRefuses(t *testing.T) {
	good := zipped(`{"oid_partner":"201304121000001004"}`)
	damaged := bytes.Clone(good)
	damaged[len(damaged)-6] ^= 1 // of the checksum
	for _, tc := range []struct {
		name, encoding string
		body           []byte
		reason         string
	}{
		{"deflate", "deflate", good, `the Content-Encoding "deflate" is not taken; send the body plain or with gzip`},
		{"brotli", "br", good, `"br" is not taken`},
		{"gzip twice", "gzip, gzip", good, `"gzip, gzip" is not taken`},
		{"plain", "gzip", []byte("{}"), "the body is not gzip, though its Content-Encoding says so"},
		{"empty", "gzip", nil, "the body is not gzip"},
		{"cut", "gzip", good[:len(good)-4], "breaks off after 36 decompressed bytes"},
		{"damaged", "gzip", damaged, "damaged after 36 decompressed bytes"},
		{"something behind it", "gzip", append(bytes.Clone(good), "rest of it"...), "damaged after 36"},
		{"one byte too many", "gzip", zipped(strings.Repeat(" ", MaxBody+1)), "more than 1048576 bytes once decompressed"},
		{"a bomb", "gzip", zipped(strings.Repeat(" ", 16*MaxBody)), "more than 1048576 bytes once decompressed"},
		{"large as it is", "gzip", make([]byte, MaxBody+1), "the gzip body has more than 1048576 bytes"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out, err := Inflate(tc.encoding, tc.body)
			if out != nil {
				t.Errorf("%d bytes", len(out))
			}
			checkBodyError(t, nil, err, "", tc.reason)
		})
	}
}

// asMultipart is a multipart/form-data body and its Content-Type.
func asMultipart(f Fields) (contentType, body string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, x := range f {
		_ = w.WriteField(x.Name, x.Value)
	}
	_ = w.Close()
	return w.FormDataContentType(), b.String()
}

func TestCHK1Codec(t *testing.T) {
	want := Fields{{Name: "no_order", Value: "A 1"}, {Name: "sign", Value: "a+b\r\nc="}}
	multi, parts := asMultipart(want)
	json, form := `{"no_order":"A 1","sign":"a+b\r\nc="}`, "no_order=A+1&sign=a%2Bb%0D%0Ac%3D"
	for _, tc := range []struct {
		name              string
		codec             Codec
		contentType, body string
	}{
		{"query", PaymentQuery.Body, "application/json", json},
		{"query without a type", PaymentQuery.Body, "", json},
		{"query as a form", PaymentQuery.Body, FormType, form},
		{"query as a form with a charset", PaymentQuery.Body, "Application/X-WWW-Form-Urlencoded; charset=UTF-8", form},
		{"query as multipart", PaymentQuery.Body, multi, parts},
		{"refund query as a form", RefundQuery.Body, FormType, form},
		{"refund query as multipart", RefundQuery.Body, multi, parts},
		{"JSON that curl -d calls a form", PaymentQuery.Body, FormType, json},
		{"JSON behind a byte order mark that is called a form", PaymentQuery.Body, FormType, "\ufeff\n" + json},
		{"cashier", Redirect.Body, FormType, form},
		{"cashier without a type", Redirect.Body, "", form},
		{"order that curl -d calls a form", Direct.Body, FormType, json},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := tc.codec.Decode(tc.contentType, []byte(tc.body))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if hint := tc.codec.Hint(tc.contentType, []byte(tc.body)); !hint.IsZero() {
				t.Error(hint)
			}
		})
	}
}

func TestCHK1CodecRefuses(t *testing.T) {
	multi, parts := asMultipart(Fields{{Name: "no_order", Value: "A1"}})
	for _, tc := range []struct {
		name                      string
		codec                     Codec
		contentType, body, reason string
	}{
		{"order as a form", Direct.Body, FormType, "no_order=A1", "this endpoint takes a JSON object, and this is a form (only the cashier and queries take one)"},
		{"refund as multipart", Refund.Body, multi, parts, "and this is a form (only the cashier and queries take one)"},
		{"card query as a form", CardBIN.Body, FormType, "card_no=1", "and this is a form"},
		{"query as a form that is called JSON", PaymentQuery.Body, "application/json", "no_order=A1", "whose Content-Type is application/x-www-form-urlencoded or multipart/form-data, and this is a form that came as application/json"},
		{"query as multipart without a type", PaymentQuery.Body, "", parts, "this is a form that came without a Content-Type"},
		{"cashier as JSON", Redirect.Body, "application/json", `{"a":"=%"}`, "the cashier takes a browser's form"},
		{"no boundary", PaymentQuery.Body, MultipartType, parts, `"multipart/form-data" names no boundary`},
		{"another boundary", PaymentQuery.Body, MultipartType + "; boundary=x", parts, "part 1 of the multipart body cannot be read, or its closing boundary is missing"},
		{"cut within a value", PaymentQuery.Body, multi, parts[:len(parts)-70], "part 1 of the multipart body breaks off"},
		{"no closing boundary", PaymentQuery.Body, MultipartType + "; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x\r\n", "part 2 of the multipart body cannot be read"},
		{"a file", PaymentQuery.Body, MultipartType + "; boundary=x", "--x\r\nContent-Disposition: form-data; name=a; filename=a.txt\r\n\r\n1\r\n--x--\r\n", `"a" is a file`},
		{"no name", PaymentQuery.Body, MultipartType + "; boundary=x", "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n", "part 1 of the multipart body has no name"},
		{"Base64", PaymentQuery.Body, MultipartType + "; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: BASE64\r\n\r\nMQ==\r\n--x--\r\n", `"a" is encoded as base64`},
		{"the same name twice", PaymentQuery.Body, MultipartType + "; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--\r\n", `field "a" stands twice; send`},
		{"another charset", PaymentQuery.Body, MultipartType + "; boundary=x", "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n\xc4\xcc\r\n--x--\r\n", "looks like GBK"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := tc.codec.Decode(tc.contentType, []byte(tc.body))
			if err == nil {
				t.Fatal("it is taken")
			}
			if reason := err.Error() + tc.codec.Hint(tc.contentType, []byte(tc.body)).String(); !strings.Contains(reason, tc.reason) {
				t.Errorf("the reason is %q, want %q in it", reason, tc.reason)
			}
		})
	}
	control := "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\x07\r\n--x--\r\n"
	_, err := PaymentQuery.Body.Decode(MultipartType+"; boundary=x", []byte(control))
	checkBodyError(t, nil, err, "a", "a holds the control character U+0007;")
}

// FuzzCodec holds that whatever is posted is taken, or refused with a sentence, within the bounds.
func FuzzCodec(f *testing.F) {
	multi, parts := asMultipart(Fields{{Name: "no_order", Value: "A1"}, {Name: "sign", Value: "a\r\nb"}})
	f.Add("gzip", "application/json", zipped(`{"a":"1"}`))
	f.Add("", multi, []byte(parts))
	f.Add("", FormType, []byte("a=1&b=%E4%B8%AD"))
	f.Add("", "", []byte("\xff\xfe{\x00}\x00"))
	f.Fuzz(func(t *testing.T, encoding, contentType string, body []byte) {
		for _, e := range Endpoints() {
			text, err := Inflate(encoding, body)
			if err == nil {
				_, err = e.Body.Decode(contentType, text)
			}
			var bodyErr *BodyError
			if err != nil && (!errors.As(err, &bodyErr) || bodyErr.Reason.IsZero()) {
				t.Errorf("%#v", err)
			}
			if len(text) > MaxBody && encoding != "" && encoding != "identity" {
				t.Errorf("%d bytes", len(text))
			}
		}
	})
}
