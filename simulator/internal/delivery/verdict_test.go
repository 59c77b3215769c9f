package delivery

import (
	"encoding/json"
	"slices"
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
		{"NTF-3 unquoted value", 200, `{'ret_code':OK}`, BadBody, "not JSON"},
		{"NTF-3 unquoted number 0000", 200, `{ret_code:0000}`, BadBody, "not JSON"},
		{"NTF-3 PHP array", 200, `array('ret_code'=>'0000')`, BadBody, "not a JSON object"},
		{"NTF-3 comma at the end", 200, `{'ret_code':'0000',}`, BadBody, "not JSON"},
		{"NTF-3 comment", 200, `{/* ok */"ret_code":"0000"}`, BadBody, "not JSON"},
		{"NTF-3 page behind single quotes", 200, `{'ret_code':'0000','ret_msg':'ok'}<br>`, BadBody, "not JSON"},
		{"NTF-3 notice before single quotes", 200, `Notice: x {'ret_code':'0000'}`, BadBody, `"Notice: x {'ret_code'`},
		{"NTF-3 quotes that do not match", 200, `{'ret_code":"0000'}`, BadBody, "not JSON"},
		{"NTF-3 no closing single quote", 200, `{'ret_code':'0000}`, BadBody, "not JSON"},
		{"NTF-3 escaped end", 200, `{'ret_code':'0000\'`, BadBody, "not JSON"},
		{"NTF-3 name in digits", 200, `{0:1,"ret_code":"0000"}`, BadBody, "not JSON"},
		{"NTF-3 line break in single quotes", 200, "{'ret_code':'0000','ret_msg':'o\nk'}", BadBody, "not JSON"},
		{"NTF-3 two byte order marks", 200, "\ufeff\ufeff" + `{"ret_code":"0000"}`, BadBody, "not a JSON object"},
		{"NTF-3 byte order mark in the middle", 200, `{"ret_code":` + "\ufeff" + `"0000"}`, BadBody, "not JSON"},
		{"NTF-3 blank that JSON has not", 200, "\u00a0" + `{"ret_code":"0000"}`, BadBody, "not a JSON object"},
		{"NTF-3 byte order mark alone", 200, "\ufeff", BadBody, "empty"},
		{"NTF-3 another code in single quotes", 200, `{'ret_code':'9999'}`, Refused, `"9999"`},
		{"NTF-3 number 0000", 200, `{"ret_code":0000}`, BadBody, "not JSON"},
		{"NTF-3 null", 200, `{"ret_code":null}`, BadBody, "not a string"},
		{"NTF-3 other spelling", 200, `{"RET_CODE":"0000"}`, BadBody, "no ret_code"},
		{"NTF-3 nested", 200, `{"data":{"ret_code":"0000"}}`, BadBody, "no ret_code"},
		{"NTF-3 debug output after it", 200, `{"ret_code":"0000"} done`, BadBody, "not JSON"},
		{"NTF-3 debug output before it", 200, `paid {"ret_code":"0000"}`, BadBody, "not a JSON object"},
		{"NTF-3 cut", 200, `{"ret_code":"0000"`, BadBody, "not JSON"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ruling := Judge(tc.status, []byte(tc.body), false)
			verdict, reason := ruling.Verdict, ruling.Reason.String()
			if verdict != tc.want || !strings.Contains(reason, tc.says) || (reason == "") != (tc.want == Acknowledged) {
				t.Errorf("%s: %q; want %s saying %q", verdict, reason, tc.want, tc.says)
			}
			if verdict == BadBody && !strings.Contains(reason, `{"ret_code":"0000","ret_msg":"ok"}`) {
				t.Errorf("%q does not say what to answer", reason)
			}
		})
	}
}

func TestNTF3LenientAcknowledgement(t *testing.T) {
	for _, tc := range []struct {
		name, body string
		want       []string
	}{
		{"LianLian's PHP sample", `{'ret_code':'0000','ret_msg':'交易成功'}`, []string{SingleQuotes}},
		{"the sample behind a BOM", "\ufeff" + `{'ret_code':'0000','ret_msg':'交易成功'}`, []string{SingleQuotes, ByteOrderMark}},
		{"JSON behind a BOM", "\ufeff" + ` {"ret_code":"0000"}`, []string{ByteOrderMark}},
		{"unquoted names", `{ret_code:"0000", ret_msg : "ok"}`, []string{UnquotedNames}},
		{"unquoted names, single quotes", `{ret_code:'0000',$m_1:'ok'}`, []string{SingleQuotes, UnquotedNames}},
		{"all of them", "\ufeff" + `{ret_code:'0000'}`, []string{SingleQuotes, UnquotedNames, ByteOrderMark}},
		{"double quotes within", `{'ret_code':'0000','ret_msg':'say "ok"'}`, []string{SingleQuotes}},
		{"escaped quotes within", `{'ret_code':'0000','ret_msg':'it\'s \"ok\" \\'}`, []string{SingleQuotes}},
		{"escaped digits", `{'ret_code':'\u0030000'}`, []string{SingleQuotes}},
		{"a single quote within double ones", `{"ret_code":"0000","ret_msg":"it's {a:'b'}"}`, nil},
		{"nested", `{"ret_code":"0000",data:{list:[true,'x',-1.5e3,null]}}`, []string{SingleQuotes, UnquotedNames}},
	} {
		t.Run("NTF-3 "+tc.name, func(t *testing.T) {
			if got := Judge(200, []byte(tc.body), false); got.Verdict != Acknowledged || !slices.Equal(got.Lenient, tc.want) {
				t.Errorf("%+v; want it acknowledged, %q", got, tc.want)
			}
			strict := Judge(200, []byte(tc.body), true)
			if want := tc.want == nil; (strict.Verdict == Acknowledged) != want || strict.Lenient != nil {
				t.Errorf("strict: %+v", strict)
			}
			if tc.want != nil && (strict.Verdict != BadBody || !strings.Contains(strict.Reason.String(), Describe(tc.want).String())) {
				t.Errorf("strict: %+v, which does not say %s", strict, Describe(tc.want).String())
			}
		})
	}
}

func FuzzJudge(f *testing.F) {
	f.Add(200, []byte(`{"ret_code":"0000"}`))
	f.Add(200, []byte(`{"ret_code":"0000`))
	f.Add(302, []byte(nil))
	f.Add(200, []byte("\ufeff{'ret_code':'0000',ret_msg:'it\\'s \"ok\"'}"))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		strict, lenient := Judge(status, body, true), Judge(status, body, false)
		verdict, reason := lenient.Verdict, lenient.Reason.String()
		var object map[string]any
		switch isJSON := json.Unmarshal(body, &object) == nil; {
		case isJSON && (strict.Verdict != lenient.Verdict || lenient.Lenient != nil):
			t.Errorf("JSON is judged by the profile: strict %+v, lenient %+v", strict, lenient)
		case !isJSON && strict.Verdict == Acknowledged:
			t.Errorf("strict, %q is acknowledged", body)
		}
		if (verdict == Acknowledged) != (reason == "") {
			t.Errorf("%s with reason %q", verdict, reason)
		}
		if verdict == Acknowledged && (status != 200 || !strings.Contains(string(body), "ret_code") && !strings.Contains(string(body), `\u`)) {
			t.Errorf("status %d, %q is acknowledged", status, body)
		}
	})
}
