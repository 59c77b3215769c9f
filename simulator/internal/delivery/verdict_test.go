package delivery

import (
	"strings"
	"testing"
)

func TestNTF3Judge(t *testing.T) {
	for _, tc := range []struct {
		name   string
		status int
		body   string
		want   Verdict
		says   string
	}{
		{"NTF-3 as documented", 200, `{"ret_code":"0000","ret_msg":"ok"}`, Acknowledged, ""},
		{"NTF-3 any ret_msg", 200, `{"ret_msg":"交易成功","ret_code":"0000"}`, Acknowledged, ""},
		{"NTF-3 ret_code alone, blanks around", 200, " \r\n{ \"ret_code\" : \"0000\" }\n", Acknowledged, ""},
		{"NTF-3 escaped digits", 200, `{"ret_code":"\u0030000"}`, Acknowledged, ""},
		{"NTF-3 further members", 200, `{"ret_code":"0000","data":{"a":[1]},"x":null}`, Acknowledged, ""},
		{"NTF-3 another code", 200, `{"ret_code":"9999","ret_msg":"failed"}`, Refused, `"9999"`},
		{"NTF-3 empty code", 200, `{"ret_code":""}`, Refused, `""`},
		{"NTF-3 code with blank", 200, `{"ret_code":"0000 "}`, Refused, `"0000 "`},
		{"NTF-3 status 201", 201, `{"ret_code":"0000"}`, BadStatus, "201"},
		{"NTF-3 status 500", 500, `{"ret_code":"0000"}`, BadStatus, "500"},
		{"NTF-6 redirect", 302, ``, BadStatus, "not followed"},
		{"NTF-3 no body", 200, ``, BadBody, "empty"},
		{"NTF-3 text", 200, `success`, BadBody, `"success"`},
		{"NTF-3 page", 200, `<html></html>`, BadBody, "not a JSON object"},
		{"NTF-3 array", 200, `[{"ret_code":"0000"}]`, BadBody, "not a JSON object"},
		{"NTF-3 JSON in a string", 200, `"{\"ret_code\":\"0000\"}"`, BadBody, "not a JSON object"},
		{"NTF-3 number", 200, `{"ret_code":0}`, BadBody, "not a string"},
		{"NTF-3 number 0000", 200, `{"ret_code":0000}`, BadBody, "not JSON"},
		{"NTF-3 null", 200, `{"ret_code":null}`, BadBody, "not a string"},
		{"NTF-3 other spelling", 200, `{"RET_CODE":"0000"}`, BadBody, "no ret_code"},
		{"NTF-3 nested", 200, `{"data":{"ret_code":"0000"}}`, BadBody, "no ret_code"},
		{"NTF-3 single quotes", 200, `{'ret_code':'0000'}`, BadBody, "not JSON"},
		{"NTF-3 debug output after it", 200, `{"ret_code":"0000"} done`, BadBody, "not JSON"},
		{"NTF-3 debug output before it", 200, `paid {"ret_code":"0000"}`, BadBody, "not a JSON object"},
		{"NTF-3 byte order mark", 200, "\ufeff" + `{"ret_code":"0000"}`, BadBody, "byte order mark"},
		{"NTF-3 cut", 200, `{"ret_code":"0000"`, BadBody, "not JSON"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			verdict, reason := Judge(tc.status, []byte(tc.body))
			if verdict != tc.want || !strings.Contains(reason, tc.says) || (reason == "") != (tc.want == Acknowledged) {
				t.Errorf("%s: %q; want %s saying %q", verdict, reason, tc.want, tc.says)
			}
			if verdict == BadBody && !strings.Contains(reason, `{"ret_code":"0000","ret_msg":"ok"}`) {
				t.Errorf("%q does not say what to answer", reason)
			}
		})
	}
}

func FuzzJudge(f *testing.F) {
	f.Add(200, []byte(`{"ret_code":"0000"}`))
	f.Add(200, []byte(`{"ret_code":"0000`))
	f.Add(302, []byte(nil))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		verdict, reason := Judge(status, body)
		if (verdict == Acknowledged) != (reason == "") {
			t.Errorf("%s with reason %q", verdict, reason)
		}
		if verdict == Acknowledged && (status != 200 || !strings.Contains(string(body), "ret_code") && !strings.Contains(string(body), `\u`)) {
			t.Errorf("status %d, %q is acknowledged", status, body)
		}
	})
}
