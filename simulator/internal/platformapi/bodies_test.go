package platformapi_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func zipped(t *testing.T, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// postEncoded posts a body with a Content-Encoding and returns ret_code, rule and reason.
func (p *platform) postEncoded(t *testing.T, path, encoding string, body []byte) (code, rule, reason string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, p.url+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if encoding != "" {
		req.Header.Set("Content-Encoding", encoding)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	f, err := wire.DecodeJSON(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return f.Get("ret_code"), res.Header.Get("X-Sim-Rule"), res.Header.Get("X-Sim-Reason")
}

// lastRequest is what the journal has of the last request.
func (p *platform) lastRequest(t *testing.T) (entry journal.Entry, data map[string]string) {
	t.Helper()
	entries, _ := p.sandbox.Journal().Read(0, 0, []journal.Kind{journal.KindRequest})
	if len(entries) == 0 {
		t.Fatal("the journal has no request")
	}
	entry = entries[len(entries)-1]
	text, err := json.Marshal(entry.Data)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &data); err != nil {
		t.Fatal(err)
	}
	return entry, data
}

func TestCHK1GzipBodies(t *testing.T) {
	p := start(t, nil)
	good := wire.EncodeJSON(p.sign(t, request(), "RSA"))
	if code, rule, reason := p.postEncoded(t, direct, "gzip", zipped(t, good)); code != "0000" || rule != "IDN-1" {
		t.Fatalf("%s by %s: %s", code, rule, reason)
	}
	if entry, data := p.lastRequest(t); data["body"] != string(good) || data["content_encoding"] != "gzip" || data["body_base64"] != "" || entry.NoOrder != "A-1" {
		t.Errorf("the journal has %+v, %v", entry, data)
	}
	for _, tc := range []struct {
		name, encoding string
		body           []byte
		says           string
	}{
		{"a bomb", "gzip", zipped(t, bytes.Repeat([]byte(" "), 16<<20)), "more than 1048576 bytes once decompressed"},
		{"cut", "gzip", zipped(t, good)[:40], "the gzip body breaks off"},
		{"plain", "gzip", good, "the body is not gzip"},
		{"brotli", "br", good, `Content-Encoding "br" is not taken; send the body plain or with gzip`},
		{"without a header", "", zipped(t, good), "looks like gzip; send it with the header Content-Encoding: gzip"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			code, rule, reason := p.postEncoded(t, direct, tc.encoding, tc.body)
			if code != "1012" || rule != "CHK-1" || !strings.Contains(reason, tc.says) {
				t.Errorf("%s by %s: %s", code, rule, reason)
			}
		})
	}
}

func TestCHK1BodyInGBKIsReadableInTheJournal(t *testing.T) {
	p := start(t, nil)
	gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes([]byte(`{"oid_partner":"201304121000001004","name_goods":"月饼"}`))
	if err != nil {
		t.Fatal(err)
	}
	if code, rule, reason := p.postEncoded(t, direct, "", gbk); code != "1012" || rule != "CHK-1" || !strings.Contains(reason, "looks like GBK") {
		t.Errorf("%s by %s: %s", code, rule, reason)
	}
	_, data := p.lastRequest(t)
	if raw, err := base64.StdEncoding.DecodeString(data["body_base64"]); err != nil || !bytes.Equal(raw, gbk) || !strings.Contains(data["body"], "月饼") {
		t.Errorf("the journal has %v, %v", data, err)
	}
	utf16 := []byte("{\x00\"\x00a\x00\"\x00:\x00\"\x00")
	p.postEncoded(t, direct, "", utf16)
	if _, data := p.lastRequest(t); data["body"] != `{"a":"` || data["body_base64"] == "" {
		t.Errorf("the journal has %v", data)
	}
}

// TestQueriesAsForms asks as edusoho's shop does, and with the mistakes that forms can have.
func TestQRY1QueriesAsForms(t *testing.T) {
	p := start(t, nil)
	p.post(t, direct, "", wire.EncodeJSON(p.sign(t, request(), "RSA"))).want(t, wire.CodeSuccess, "IDN-1")
	ask := p.sign(t, wire.Fields{{Name: "oid_partner", Value: "201304121000001004"}, {Name: "no_order", Value: "A-1"}}, "RSA")
	for name, tc := range map[string]struct{ contentType, body string }{
		"urlencoded": {wire.FormType, urlencoded(ask)},
		"multipart":  {wire.MultipartType + "; boundary=abc", multi(ask)},
	} {
		t.Run(name, func(t *testing.T) {
			a := p.post(t, query, tc.contentType, []byte(tc.body))
			a.want(t, wire.CodeSuccess, "QRY-1")
			if a.Get("no_order") != "A-1" || a.header.Get("Content-Type") != "application/json;charset=utf-8" {
				t.Error(a.body, a.header)
			}
			if entry, data := p.lastRequest(t); entry.NoOrder != "A-1" || data["body"] != tc.body {
				t.Errorf("the journal has %+v, %v", entry, data)
			}
		})
	}
	plus := strings.Replace(urlencoded(ask), "%2B", "+", 1)
	if plus != urlencoded(ask) {
		a := p.post(t, query, wire.FormType, []byte(plus))
		if a.Get("ret_code") != "1001" {
			t.Errorf("with a + as it is: %s", a.body)
		}
	}
	broken := p.post(t, query, wire.MultipartType, []byte(multi(ask)))
	broken.want(t, wire.CodeUnreadableBody, "CHK-1")
	if broken.body != `{"ret_code":"1012","ret_msg":"请求报文解析失败"}` {
		t.Error(broken.body)
	}
}

func urlencoded(f wire.Fields) string {
	var pairs []string
	for _, x := range f {
		pairs = append(pairs, x.Name+"="+strings.NewReplacer("+", "%2B", "/", "%2F", "=", "%3D").Replace(x.Value))
	}
	return strings.Join(pairs, "&")
}

func multi(f wire.Fields) string {
	var b strings.Builder
	for _, x := range f {
		b.WriteString("--abc\r\nContent-Disposition: form-data; name=\"" + x.Name + "\"\r\n\r\n" + x.Value + "\r\n")
	}
	return b.String() + "--abc--\r\n"
}

// TestCHK4LineBreaksInSignAreNoted holds that a signature in lines is taken, and that the journal says so and no more.
func TestCHK4LineBreaksInSignAreNoted(t *testing.T) {
	p := start(t, nil)
	f := p.sign(t, request(), "RSA")
	sign := f.Get("sign")
	p.post(t, direct, "", wire.EncodeJSON(f.Set("sign", sign[:76]+"\r\n"+sign[76:]+"\n"))).want(t, wire.CodeSuccess, "IDN-1")
	var notes []string
	entries, _ := p.sandbox.Journal().Read(0, 0, []journal.Kind{journal.KindDecision})
	for _, e := range entries {
		if e.Rule == "CHK-1" || e.Rule == "CHK-4" {
			notes = append(notes, e.Text.String())
		}
	}
	if len(notes) != 1 || notes[0] != "noted: sign has line breaks, which were skipped" {
		t.Errorf("the journal has %q", notes)
	}
	bad := p.post(t, direct, "", wire.EncodeJSON(f.Set("no_order", "A-2").Set("sign", sign[:76]+"\n"+sign[76:])))
	bad.want(t, wire.CodeBadSignature, "CHK-4")
	if reason := bad.header.Get("X-Sim-Reason"); strings.Contains(reason, "line break") {
		t.Errorf("the reason is %s", reason)
	}
	absent := p.post(t, direct, "", wire.EncodeJSON(f.Set("no_order", "A-3").Set("sign", "\r\n")))
	absent.want(t, wire.CodeBadField, "CHK-4")
	if reason := absent.header.Get("X-Sim-Reason"); reason != "sign is missing" {
		t.Errorf("the reason is %s", reason)
	}
}
