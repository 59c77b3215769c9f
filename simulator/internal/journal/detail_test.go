package journal

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// The JSON of details is part of the control API.
func TestDetailsAsJSON(t *testing.T) {
	for _, tc := range []struct {
		name   string
		detail Detail
		want   string
		size   int
	}{
		{"a request", Request{Method: "POST", Path: "/a", Remote: "1.2.3.4:5", ContentType: "application/json", Body: Body(`{"a":"<付>"}`)},
			`{"body":"{\"a\":\"\u003c付\u003e\"}","content_type":"application/json","method":"POST","path":"/a","remote":"1.2.3.4:5"}`, 15},
		{"a request whose bytes are not UTF-8", Request{Method: "POST", Path: "/a", Encoding: "gzip", Body: Body("\xff\xfe")},
			"{\"body\":\"\ufffd\ufffd\"," + `"body_base64":"//4=","content_encoding":"gzip","content_type":"","method":"POST","path":"/a","remote":""}`, 4},
		{"a request that can be decoded", Request{Body: Body("\xb8\xb6"), Decode: func([]byte) string { return "付" }},
			`{"body":"付","body_base64":"uLY=","content_type":"","method":"","path":"","remote":""}`, 2},
		{"a request with a zero byte", Request{Body: Body("a\x00"), Decode: func([]byte) string { return "decoded" }},
			`{"body":"decoded","body_base64":"YQA=","content_type":"","method":"","path":"","remote":""}`, 2},
		{"a download", Request{Method: "GET", Path: "/f", Remote: "r"}, `{"body":"","content_type":"","method":"GET","path":"/f","remote":"r"}`, 2},
		{"a payer's form", PayerForm{Method: "POST", Path: "/pay", Remote: "r", ContentType: "t", Body: Body("n=1&x=2")},
			`{"method":"POST","path":"/pay","remote":"r","content_type":"t","body":"n=1\u0026x=2"}`, 11},
		{"a file over SFTP", FileRequest{Method: "SFTP", Path: "/f", Remote: "r"}, `{"method":"SFTP","path":"/f","remote":"r"}`, 2},
		{"a login over SFTP", FileRequest{Method: "SFTP", Remote: "r"}, `{"method":"SFTP","remote":"r"}`, 0},
		{"an answer", Answer{Status: 200, Body: Body("{}\xff")}, `{"body":"{}\ufffd","status":200}`, 3},
		{"no delivery", Delivery{}, `{"notification":0,"number":0,"url":"","content_type":"","body":"","duration_ms":0}`, 0},
		{"a delivery", Delivery{Notification: 1, Number: 2, URL: "u", ContentType: "t", Body: Body("{}"), Status: 200, Answer: Body("ok\xff"), Reason: message.As("r"),
			Lenient: []string{"bom"}, DurationMS: 3, Variant: "v"},
			`{"notification":1,"number":2,"url":"u","content_type":"t","body":"{}","status":200,"answer":"ok\ufffd","reason":"r","lenient":["bom"],"duration_ms":3,"variant":"v"}`, 5},
		{"a diagnosis", Diagnosis{Source: "a=1", Findings: []Finding{{"c", message.As("d"), "s"}, {Cause: "e", Detail: message.As("f")}}},
			`{"source":"a=1","diagnosis":[{"cause":"c","detail":"d","source":"s"},{"cause":"e","detail":"f"}]}`, 6},
		{"a diagnosis that found nothing", Diagnosis{}, `{"source":"","diagnosis":null}`, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := json.Marshal(tc.detail)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tc.want, string(got)); d != "" {
				t.Errorf("JSON (-want +got):\n%s", d)
			}
			if n := size(tc.detail); n != tc.size {
				t.Errorf("size %d, want %d", n, tc.size)
			}
		})
	}
}

// Pages show a body as the JSON does.
func TestABodyAsTextIsWhatItsJSONSays(t *testing.T) {
	for _, body := range []Body{nil, Body("plain"), Body("付款"), Body("a\xff\xfe付\xe4\xbb"), Body("a\x00b")} {
		var fromJSON string
		encoded, err := json.Marshal(body)
		if err != nil || json.Unmarshal(encoded, &fromJSON) != nil || fromJSON != body.String() {
			t.Errorf("%q as text is %q, its JSON says %q (%v)", []byte(body), body.String(), fromJSON, err)
		}
	}
}

func TestAWriterKnowsItsRequest(t *testing.T) {
	about := Subject{OidPartner: "201304121000001004", NoOrder: "1"}
	found := Subject{OidPartner: about.OidPartner, NoOrder: about.NoOrder, OidPaybill: "2018"}
	answer, diagnosis := Answer{Status: 200, Body: Body("{}")}, Diagnosis{Source: "a=1"}
	j := New(Limits{}, noon)
	j.Append(ClockMoved(message.As("before"), noon()))
	w := j.Begin(Requested(about, message.As("POST /a"), Request{Path: "/a"}))
	w.Note("CHK-1", message.As("noticed"))
	w.Diagnose("CHK-4", message.As("diagnosed"), diagnosis)
	w.Order("2018").Decide("IDN-1", "0000", message.As("new"))
	w.Order("2018").Answer("IDN-1", "0000", answer)
	w.AnswerText("", message.As("closed"))
	want := []Entry{
		{ID: 2, At: noon(), Kind: KindRequest, Subject: about, Text: message.As("POST /a"), Data: Request{Path: "/a"}},
		{ID: 3, At: noon(), Kind: KindDecision, Request: 2, Subject: about, Rule: "CHK-1", Text: message.As("noticed")},
		{ID: 4, At: noon(), Kind: KindDecision, Request: 2, Subject: about, Rule: "CHK-4", Text: message.As("diagnosed"), Data: diagnosis},
		{ID: 5, At: noon(), Kind: KindDecision, Request: 2, Subject: found, Rule: "IDN-1", Code: "0000", Text: message.As("new")},
		{ID: 6, At: noon(), Kind: KindAnswer, Request: 2, Subject: found, Rule: "IDN-1", Code: "0000", Data: answer},
		{ID: 7, At: noon(), Kind: KindAnswer, Request: 2, Subject: about, Text: message.As("closed")},
	}
	got, _ := j.Read(w.Request-1, 0, nil)
	for i := range got {
		got[i].size = 0
	}
	if d := cmp.Diff(want, got, cmp.AllowUnexported(Entry{}), cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Decode" }, cmp.Ignore())); d != "" {
		t.Errorf("entries (-want +got):\n%s", d)
	}
}

func TestAnEntryKeepsTheMomentItComesWith(t *testing.T) {
	j := New(Limits{}, noon)
	then := noon().Add(-time.Hour)
	j.Append(Entry{At: then})
	j.Append(Entry{})
	entries, _ := j.Read(0, 0, nil)
	if !entries[0].At.Equal(then) || !entries[1].At.Equal(noon()) {
		t.Errorf("recorded at %s and %s, want %s and %s", entries[0].At, entries[1].At, then, noon())
	}
}
