package controlapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/controlapi"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

func TestHostMustBeLoopbackOnALoopbackListener(t *testing.T) {
	w := newWorld(t)
	for host, want := range map[string]int{
		"127.0.0.1":            200,
		"127.0.0.1:8900":       200,
		"127.9.8.7:1":          200,
		"localhost":            200,
		"localhost:8900":       200,
		"LOCALHOST":            200,
		"localhost.":           200,
		"[::1]":                200,
		"[::1]:8900":           200,
		"[::ffff:127.0.0.1]":   200,
		"example.org":          403,
		"localhost.evil.org":   403,
		"evil.localhost":       403,
		"127.0.0.1.evil.org":   403,
		"10.0.0.1:8900":        403,
		"0.0.0.0":              403,
		"2130706433":           403,
		"[::2]":                403,
		"127.0.0.1@evil.org":   403,
		"[fe80::1%25lo]:8900":  403,
		"xn--localhost-1a.org": 403,
	} {
		status, _, body := w.request("GET", "/_sim/v1/health", "", map[string]string{"Host": host})
		if status != want {
			t.Errorf("%s: got %d %s, want %d", host, status, body, want)
		}
	}
}

func TestAnyHostWithAToken(t *testing.T) {
	w := newWorld(t, withToken("", "s3cret"))
	for name, c := range map[string]struct {
		authorization string
		want          int
	}{
		"none":           {"", 401},
		"wrong":          {"Bearer other", 401},
		"a part":         {"Bearer s3cre", 401},
		"more":           {"Bearer s3crets", 401},
		"another scheme": {"Basic s3cret", 401},
		"the bare token": {"s3cret", 401},
		"empty":          {"Bearer ", 401},
		"right":          {"Bearer s3cret", 200},
		"lower case":     {"bearer s3cret", 200},
	} {
		t.Run(name, func(t *testing.T) {
			status, header, body := w.request("GET", "/_sim/v1/sandboxes", "", map[string]string{"Host": "llsim.example", "Authorization": c.authorization})
			if status != c.want {
				t.Errorf("got %d %s, want %d", status, body, c.want)
			}
			if challenged := header.Get("WWW-Authenticate") != ""; challenged != (c.want == 401) {
				t.Errorf("WWW-Authenticate %q", header.Get("WWW-Authenticate"))
			}
		})
	}
	if status, _, body := w.request("GET", "/_sim/v1/health", "", map[string]string{"Host": "llsim.example"}); status != 200 {
		t.Errorf("a health check without a token: %d %s", status, body)
	}
	if _, err := w.control.Health(t.Context()); err != nil {
		t.Errorf("the client with its token: %v", err)
	}
}

func TestForeignOriginsAreRefused(t *testing.T) {
	w := newWorld(t)
	own := strings.TrimPrefix(w.url, "http://")
	for origin, want := range map[string]int{
		"":                        200,
		"http://" + own:           200,
		"http://evil.example":     403,
		"http://127.0.0.1:1":      403,
		"null":                    403,
		"http://" + own + ".evil": 403,
		"garbage":                 403,
		"file://":                 403,
	} {
		for _, method := range []string{"GET", "POST"} {
			path, status := "/_sim/v1/sandboxes", want
			if method == "POST" {
				path += "/default/reset"
			}
			got, header, body := w.request(method, path, "", map[string]string{"Origin": origin})
			if got != status {
				t.Errorf("%s from %q: got %d %s, want %d", method, origin, got, body, status)
			}
			if header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%q may read the answer", origin)
			}
		}
	}
}

func TestBodiesMustBeJSON(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name, contentType, body string
		want                    int
	}{
		{"JSON", "application/json", `{"keep_sequence":true}`, 200},
		{"JSON with a charset", "application/json; charset=UTF-8", `{}`, 200},
		{"no body", "", "", 200},
		{"a form", "application/x-www-form-urlencoded", "a=b", 415},
		{"text, which pages may send", "text/plain", `{"keep_sequence":true}`, 415},
		{"no type", "", `{}`, 415},
		{"another charset", "application/json; charset=gbk", `{}`, 415},
		{"several types", "application/json, text/plain", `{}`, 415},
		{"text without a body", "text/plain", "", 415},
		{"an empty form", "application/x-www-form-urlencoded", "", 415},
		{"not JSON", "application/json", `keep_sequence`, 400},
		{"an unknown key", "application/json", `{"keepSequence":true}`, 400},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, _, body := w.request("POST", "/_sim/v1/sandboxes/default/reset", c.body, map[string]string{"Content-Type": c.contentType})
			if status != c.want {
				t.Errorf("got %d %s, want %d", status, body, c.want)
			}
		})
	}
}

func TestATypeWithoutABodyDoesNoHarm(t *testing.T) {
	w := newWorld(t)
	for method, want := range map[string]int{"GET": 200, "DELETE": 204} {
		status, _, body := w.request(method, "/_sim/v1/sandboxes/default/faults", "", map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
		if status != want {
			t.Errorf("%s: got %d %s, want %d", method, status, body, want)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	w := newWorld(t)
	fill := func(n int) string { return strings.Repeat(" ", n) }
	const file = "/_sim/v1/sandboxes/default/files/JYMX_201304121000001004_20180112.txt"
	for _, c := range []struct {
		method, path, body string
		want               int
	}{
		{"POST", "/_sim/v1/sandboxes/default/reset", `{}` + fill(1<<20-2), 200},
		{"POST", "/_sim/v1/sandboxes/default/reset", `{}` + fill(1<<20-1), 413},
		{"PUT", file, `{"content":"` + fill(8<<20-14) + `"}`, 200},
		{"PUT", file, `{"content":"` + fill(8<<20-13) + `"}`, 413},
	} {
		if status, _, body := w.request(c.method, c.path, c.body, nil); status != c.want {
			t.Errorf("%s %s with %d bytes: got %d %.100s, want %d", c.method, c.path, len(c.body), status, body, c.want)
		}
	}
}

func TestUnknownPathsAndMethods(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		method, path string
		want         int
		allow        string
	}{
		{"GET", "/_sim/v1/nothing", 404, ""},
		{"GET", "/_sim/v1/sandboxes/", 404, ""},
		{"GET", "/_sim/v1//sandboxes", 404, ""},
		{"GET", "/_sim/v1/sandboxes/nowhere/clock", 404, ""},
		{"GET", "/_sim/v1/sandboxes/default/files/..%2f..%2fetc%2fpasswd", 404, ""},
		{"PATCH", "/_sim/v1/sandboxes", 405, "GET, POST"},
		{"POST", "/_sim/v1/health", 405, "GET"},
		{"PUT", "/_sim/v1/sandboxes/default/clock/advance", 405, "DELETE, GET, POST"},
		{"OPTIONS", "/_sim/v1/sandboxes/default/faults", 405, "DELETE, GET, POST"},
		{"HEAD", "/_sim/v1/health", 200, ""},
	} {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			status, header, body := w.request(c.method, c.path, "", nil)
			if status != c.want || header.Get("Allow") != c.allow {
				t.Errorf("%s %s: got %d, Allow %q, want %d, %q", c.method, c.path, status, header.Get("Allow"), c.want, c.allow)
			}
			if c.want >= 400 && (!strings.HasPrefix(body, `{"error":{"code":`) || header.Get("Content-Type") != "application/json") {
				t.Errorf("%s %s: no error of the API: %s", c.method, c.path, body)
			}
		})
	}
}

func TestEveryErrorHasASentence(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		method, path, body string
		status             int
		part               string
	}{
		{"POST", "/sandboxes", `{"id":"Not Good"}`, 422, "a-z"},
		{"POST", "/sandboxes", `{"id":"default"}`, 409, "default"},
		{"POST", "/sandboxes", `{"config":{"clock":{"mode":"manul"}}}`, 422, `clock.mode: "manul" is not known; did you mean manual?`},
		{"POST", "/sandboxes", `{"config":{"merchants":[{"oid_partner":"1"}]}}`, 422, `merchants[0].oid_partner: "1" is no merchant number`},
		{"POST", "/sandboxes", `{"config":{"platform_private_key":"x"}}`, 422, "platform_private_key: "},
		{"DELETE", "/sandboxes/default", ``, 409, "reset"},
		{"PUT", "/sandboxes/default/clock", `{"mode":"manual","now":"2017-01-01T00:00:00Z"}`, 422, "only goes forward"},
		{"PUT", "/sandboxes/default/clock", ``, 400, "the body is empty"},
		{"POST", "/sandboxes/default/clock/advance", `{}`, 422, "exactly one"},
		{"POST", "/sandboxes/default/clock/advance", `{"by":"1s","to":"2018-01-14T00:00:00Z"}`, 422, "exactly one"},
		{"POST", "/sandboxes/default/clock/advance", `{"by":"-1s"}`, 422, "by: -1 s is negative"},
		{"POST", "/sandboxes/default/clock/advance", `{"by":"2 minutes"}`, 400, "by: \\\"2 minutes\\\" is not a duration"},
		{"POST", "/sandboxes/default/merchants", `{"oid_partner":"201304121000001004"}`, 409, "PUT"},
		{"GET", "/sandboxes/default/merchants/1", ``, 404, "GET …/merchants"},
		{"PUT", "/sandboxes/default/merchants/201304121000001004", `{"oid_partner":"201408071000001539"}`, 422, "another merchant"},
		{"GET", "/sandboxes/default/orders?no_ordr=1", ``, 400, "did you mean no_order?"},
		{"GET", "/sandboxes/default/orders?limit=0", ``, 422, "from 1 to 1000"},
		{"GET", "/sandboxes/default/orders?no_order=1&no_order=2", ``, 400, "twice"},
		{"GET", "/sandboxes/default/orders?business_date=2018-01-12", ``, 422, "yyyyMMdd"},
		{"GET", "/sandboxes/default/orders?result_pay=PAID", ``, 422, "result_pay"},
		{"GET", "/sandboxes/default/orders/1", ``, 404, "oid_paybill 1"},
		{"POST", "/sandboxes/default/orders/1/pay", `{"outcome":"success"}`, 404, "oid_paybill 1"},
		{"POST", "/sandboxes/default/orders/1/pay", `{"outcome":"0000"}`, 422, "failure code"},
		{"POST", "/sandboxes/default/orders/1/pay", `{"outcome":"success","pay_type":"Z"}`, 422, "pay_type"},
		{"POST", "/sandboxes/default/orders/1/attempts/1/finish", `{"outcome":"processing"}`, 422, "neither success"},
		{"POST", "/sandboxes/default/orders/1/attempts/x/finish", `{"outcome":"success"}`, 404, "count from 1"},
		{"POST", "/sandboxes/default/orders/1/notifications", `{"variant":"unicode"}`, 422, "variant"},
		{"POST", "/sandboxes/default/orders/1/notifications", `{"copies":0}`, 422, "copies"},
		{"POST", "/sandboxes/default/orders/1/notifications", `{"url":"file:///etc/passwd"}`, 422, "url"},
		{"POST", "/sandboxes/default/refunds/1/finish", `{"outcome":"success"}`, 404, "oid_refundno 1"},
		{"POST", "/sandboxes/default/faults", `{"at":"return","effect":"status","value":502}`, 422, "effect"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"status"}`, 422, "HTTP status"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"code","value":"0000"}`, 422, "failure code"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"close","value":"1s"}`, 422, "takes no value"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"close","unset":["sign"]}`, 422, "changes no fields; variant does"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"variant"}`, 422, "no form of an answer"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"variant","value":"return"}`, 422, "no form of an answer"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"variant","value":"same"}`, 422, "changes nothing"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"variant","value":"same","set":{"sign":"x"}}`, 422, "made after the change"},
		{"POST", "/sandboxes/default/faults", `{"at":"notify","effect":"variant","value":"reordered"}`, 422, "effect"},
		{"POST", "/sandboxes/default/faults", `{"at":"accept","effect":"close","probability":2}`, 422, "probability"},
		{"DELETE", "/sandboxes/default/faults/9", ``, 404, "fault 9"},
		{"DELETE", "/sandboxes/default/faults/0", ``, 404, "fault 0"},
		{"POST", "/sandboxes/default/snapshots", `{}`, 422, "name"},
		{"POST", "/sandboxes/default/snapshots/none/restore", ``, 404, "none"},
		{"GET", "/sandboxes/default/journal?kind=requests", ``, 422, "did you mean request?"},
		{"GET", "/sandboxes/default/journal?after=x", ``, 422, "after"},
		{"GET", "/sandboxes/default/files/x.txt", ``, 404, "x.txt"},
		{"PUT", "/sandboxes/default/files/x.txt", `{"content":""}`, 422, "JYMX_"},
		{"PUT", "/sandboxes/default/files/JYMX_201304121000001004_20180112.txt", `{}`, 422, "content"},
		{"POST", "/signature/diagnose", `{"fields":{}}`, 422, "fields"},
		{"POST", "/signature/diagnose", `{"fields":{"a":"b"}}`, 422, "whose signature"},
		{"POST", "/signature/diagnose", `{"fields":{"a":"b"},"public_key":"x"}`, 422, "public_key"},
		{"POST", "/signature/diagnose", `{"fields":{"a":"b"},"oid_partner":"1"}`, 404, "merchant 1"},
		{"POST", "/signature/diagnose", `{"fields":{"a":"b"},"oid_partner":"1","sandbox":"x"}`, 404, "sandbox"},
	} {
		t.Run(c.method+" "+c.path+" "+c.body, func(t *testing.T) {
			status, _, body := w.request(c.method, "/_sim/v1"+c.path, c.body, nil)
			if status != c.status || !strings.Contains(strings.ReplaceAll(body, `\"`, `"`), strings.ReplaceAll(c.part, `\"`, `"`)) {
				t.Errorf("%s %s %s:\n got %d %s\nwant %d …%s…", c.method, c.path, c.body, status, body, c.status, c.part)
			}
		})
	}
}

func TestEveryPathIsDescribedAndServed(t *testing.T) {
	w := newWorld(t)
	described, err := describedPaths()
	if err != nil {
		t.Fatal(err)
	}
	served := controlapi.Paths()
	for path, methods := range served {
		for _, method := range methods {
			if _, ok := described[path][method]; !ok {
				t.Errorf("%s %s is served and not described", method, path)
			}
		}
	}
	for path, operations := range described {
		for method := range operations {
			if !slices.Contains(served[path], method) {
				t.Errorf("%s %s is described and not served", method, path)
			}
		}
	}
	if len(served) < 25 {
		t.Errorf("only %d paths", len(served))
	}
	status, header, body := w.request(http.MethodGet, "/_sim/v1/openapi.json", "", nil)
	if status != 200 || header.Get("Content-Type") != "application/json" || !strings.Contains(body, `"openapi"`) {
		t.Errorf("openapi.json: %d %s %.80s", status, header.Get("Content-Type"), body)
	}
}

// withToken has the API ask for a token, on an address that is not loopback.
func withToken(name, secret string) func(*controlapi.Options) {
	return func(o *controlapi.Options) {
		o.Guard = guard.New(guard.Options{Tokens: []guard.Token{{Name: name, Secret: secret}}, Now: clock.Real})
	}
}

// TestTheJournalNamesTheOperator holds that each call that may change something is in the journal with the name of the token's holder,
// before what it led to, and that a call that only reads is not.
func TestTheJournalNamesTheOperator(t *testing.T) {
	w := newWorld(t, withToken("alice", "s3cret"))
	header := map[string]string{"Authorization": "Bearer s3cret", "Content-Type": "application/json"}
	for _, call := range [][2]string{{"GET", "/orders"}, {"POST", "/snapshots"}} {
		body := ""
		if call[0] == "POST" {
			body = `{"name":"before"}`
		}
		if status, _, answer := w.request(call[0], "/_sim/v1/sandboxes/default"+call[1], body, header); status >= 300 {
			t.Fatalf("%s: %d %s", call, status, answer)
		}
	}
	entries, _ := w.sandbox.Journal().Read(0, 0, []journal.Kind{journal.KindOperator})
	if len(entries) != 2 || entries[0].Text.String() != "alice: POST /_sim/v1/sandboxes/default/snapshots" || !strings.Contains(entries[1].Text.String(), `snapshot "before"`) {
		t.Errorf("%+v", entries)
	}
	_, _, shown := w.request("GET", "/_sim/v1/sandboxes/default/journal?kind=operator", "", header)
	if !strings.Contains(shown, `"data":{"name":"alice","method":"POST","path":"/_sim/v1/sandboxes/default/snapshots"}`) {
		t.Error(shown)
	}
}

// TestWrongTokensSlowDown holds that guessing ends with 429 and a time to wait, for the right token too, and that what needs no token is
// served all the same.
func TestWrongTokensSlowDown(t *testing.T) {
	w := newWorld(t, withToken("", "s3cret"))
	for range 10 {
		if status, _, body := w.request("GET", "/_sim/v1/sandboxes", "", map[string]string{"Authorization": "Bearer guess"}); status != 401 {
			t.Fatalf("%d %s", status, body)
		}
	}
	for _, token := range []string{"guess", "s3cret"} {
		status, header, body := w.request("GET", "/_sim/v1/sandboxes", "", map[string]string{"Authorization": "Bearer " + token})
		if status != 429 || header.Get("Retry-After") == "" || !strings.Contains(body, "too_many_requests") {
			t.Errorf("%s: %d, Retry-After %q, %s", token, status, header.Get("Retry-After"), body)
		}
	}
	for _, path := range []string{"/_sim/v1/health", "/_sim/v1/ready"} {
		if status, _, body := w.request("GET", path, "", nil); status != 200 {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}
