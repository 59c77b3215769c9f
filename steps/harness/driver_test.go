package harness

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// tiny is a merchant file for this program as the merchant, in a mode of TestMain.
func tiny(mode, more string) string {
	return fmt.Sprintf(`
merchant: {oid_partner: "201304121000001004"}
start:
  command: [%q]
  env: {TINY: %s, PORT: "${port}", WORK: "${work_dir}", KEY: "${merchant.private_key_file}", PLATFORM: "${platform.public_key_file}", WORKER: "${worker}"}
  ready: {url: "http://127.0.0.1:${port}/ready"}
actions:
  checkout:
    request: {method: POST, url: "http://127.0.0.1:${port}/echo/${no_order}?remark=${remark}", headers: {X-Shop: "${goods}"}, json: {amount: "${amount}", goods: "${goods}", pay_type: "${pay_type}", quantity: 1, tags: [a, true, null]}}
    order_number: body.path
%s`, os.Args[0], mode, more)
}

var testPlatform = Platform{
	BaseURL: "http://pay.example/s/a", PublicKeyPEM: "public", ClockURL: "http://127.0.0.1:1/",
	Merchant: api.Merchant{OidPartner: "201304121000001004", Keys: &api.Keys{MerchantPrivatePEM: "private"}},
}

func started(t *testing.T, text string) *Driver {
	t.Helper()
	d, err := Start(t.Context(), loaded(t, text), testPlatform, 3, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Stop(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// environment is a variable as the merchant's process has it.
func environmentOf(t *testing.T, d *Driver, name string) string {
	t.Helper()
	o, err := d.Return(t.Context(), "http://127.0.0.1:"+d.values["port"]+"/env/"+name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return o.Body
}

func TestTheProcessGetsItsEnvironment(t *testing.T) {
	d := started(t, tiny("serve", ""))
	for name, want := range map[string]string{"KEY": "private", "PLATFORM": "public"} {
		if text, err := os.ReadFile(environmentOf(t, d, name)); err != nil || string(text) != want {
			t.Errorf("%s names a file with %q, %v", name, text, err)
		}
	}
	if info, err := os.Stat(environmentOf(t, d, "WORK")); err != nil || !info.IsDir() {
		t.Error("the working folder is not there", err)
	}
	if got := environmentOf(t, d, "WORKER"); got != "3" {
		t.Errorf("the worker is %q", got)
	}
	if err := d.Restart(t.Context(), "TZ=America/Los_Angeles"); err != nil {
		t.Fatal(err)
	}
	if got := environmentOf(t, d, "TZ"); got != "America/Los_Angeles" {
		t.Errorf("after a restart TZ is %q", got)
	}
}

func TestAnActionIsFilledIn(t *testing.T) {
	d := started(t, tiny("serve", ""))
	o, err := d.Do(t.Context(), "checkout", Checkout{Amount: "8.20", Goods: `a "b" \ <c>&`, Remark: "x y&z", NoOrder: "a/b c"}.Values())
	if err != nil {
		t.Fatal(err)
	}
	if !o.Accepted || o.OrderNumber != "/echo/a%2Fb%20c" {
		t.Errorf("the outcome is %+v", o)
	}
	x := o.Exchange
	if want := `{"amount":"8.20","goods":"a \"b\" \\ <c>&","quantity":1,"tags":["a",true,null]}`; x.RequestBody != want {
		t.Errorf("sent was\n%s, want\n%s", x.RequestBody, want)
	}
	for _, want := range []string{`"type":"application/json"`, `"query":"remark=x+y%26z"`, `"method":"POST"`, `"shop":"a \"b\"`} {
		if !strings.Contains(strings.ReplaceAll(o.Body, `\u0026`, "&"), want) {
			t.Errorf("received was %s without %s", o.Body, want)
		}
	}
	if x.Status != 200 || x.ResponseBody != o.Body || x.RequestHeader["Content-Type"] != "application/json" {
		t.Errorf("the exchange is %+v", x)
	}
}

const observed = `
order:
  request: {method: POST, url: "http://127.0.0.1:${port}/answer", form: {body: "${no_order}", type: application/json}}
  paid: body.paid
  fulfilments: body.n
  refunded: body.refunded
`

func TestAnOrderIsObserved(t *testing.T) {
	d := started(t, tiny("serve", observed))
	for _, c := range []struct{ body, paid, n, refunded, wrong string }{
		{body: `{"paid":true,"n":2,"refunded":10.50}`, paid: "true", n: "2", refunded: "10.5"},
		{body: `{"paid":false,"n":2.0,"refunded":"10.50"}`, paid: "false", n: "2", refunded: "10.50"},
		{body: `{"refunded":123456789012345678901}`, paid: "nil", n: "nil", refunded: "123456789012345678901"},
		{body: `{"paid":"yes"}`, wrong: "order.paid: `body.paid` gives a text on the answer with status 200, whose body is JSON; it must give true or false"},
		{body: `{"n":1.5}`, wrong: "1.5 is no count"},
		{body: `gone`, wrong: "does not work on the answer with status 200, whose body is the text `gone`"},
	} {
		t.Run(c.body, func(t *testing.T) {
			seen, err := d.Order(t.Context(), c.body)
			if c.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), c.wrong) {
					t.Errorf("%s: the error is %v", c.body, err)
				}
				return
			}
			if err != nil || show(seen.Paid) != c.paid || show(seen.Fulfilments) != c.n || show(seen.Refunded) != c.refunded || seen.Closed != nil {
				t.Errorf("%s: seen is %s %s %s, %v", c.body, show(seen.Paid), show(seen.Fulfilments), show(seen.Refunded), err)
			}
		})
	}
}

func show[T any](v *T) string {
	if v == nil {
		return "nil"
	}
	return fmt.Sprint(*v)
}

func TestAnErrorAnswerShowsNothing(t *testing.T) {
	d := started(t, tiny("serve", strings.Replace(observed, "type:", `status: "404", type:`, 1)))
	seen, err := d.Order(t.Context(), "no such order")
	if err != nil || seen.Paid != nil || seen.Exchange.Status != 404 {
		t.Errorf("seen is %+v, %v", seen, err)
	}
}

func TestDifferencesAreAList(t *testing.T) {
	d := started(t, tiny("serve", `
  reconcile: {request: {method: POST, url: "http://127.0.0.1:${port}/answer", form: {body: '{"differences":["A1",{"no":"A2"},3],"date":"${settle_date}"}'}}, differences: body.differences}
  cancel: {request: {method: POST, url: "http://127.0.0.1:${port}/answer?status=404"}}
`[1:]))
	o, err := d.Do(t.Context(), "reconcile", Values{"settle_date": "20180112"})
	if err != nil || strings.Join(o.Differences, " ") != `A1 {"no":"A2"} 3` || !strings.Contains(o.Body, `"date":"20180112"`) {
		t.Errorf("%+v, %v", o, err)
	}
	if o, err := d.Do(t.Context(), "cancel", Values{"no_order": "A1"}); err != nil || o.Accepted || o.Status != 404 {
		t.Errorf("a refusal is %+v, %v", o, err)
	}
	if _, err := d.Do(t.Context(), "poll", nil); err == nil || !strings.Contains(err.Error(), "has no poll") {
		t.Errorf("an action that is not there: %v", err)
	}
}

func TestExpressionsSeeAPageItsFormAndHeaders(t *testing.T) {
	d := started(t, tiny("serve", `
  refund:
    request: {method: POST, url: "http://127.0.0.1:${port}/answer", form: {type: text/html, body: "<form action='http://pay.example/s/a/pay'><input name=no value=${no_order}></form>"}}
    refund_number: form.no
    accepted: headers["Content-Type"] == "text/html" and body contains "<form"
`[1:]))
	if o, err := d.Do(t.Context(), "refund", Values{"no_order": "A1", "amount": "1.00"}); err != nil || !o.Accepted || o.RefundNumber != "A1" {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestAReturnFollowsRedirectsWithoutCookies(t *testing.T) {
	d := started(t, tiny("serve", "return: {url: 'http://127.0.0.1:${port}/return', shown: body contains 'thanks'}\n"))
	o, err := d.Return(t.Context(), "", wire.Fields{{Name: "no_order", Value: "A1"}})
	if err != nil || !o.Accepted || o.Body != "thanks A1, 0 cookies" {
		t.Errorf("%+v, %v", o, err)
	}
}

func TestTheClockOfTheMerchant(t *testing.T) {
	var sent []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent = append(sent, r.FormValue("now"))
		if len(sent) > 1 {
			w.WriteHeader(http.StatusConflict)
		}
	}))
	defer server.Close()
	d, err := Start(t.Context(), loaded(t, minimal+`  set_time: {request: {method: POST, url: "`+server.URL+`", form: {now: "${now}"}}}`), testPlatform, 0, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 31, 15, 59, 0, 0, time.UTC)
	if err := d.MoveClock(t.Context(), at); err != nil || sent[0] != "2026-01-31T23:59:00+08:00" {
		t.Error(sent, err)
	}
	if err := d.MoveClock(t.Context(), at); err == nil || !strings.Contains(err.Error(), "answered 409 and kept its clock") {
		t.Error(err)
	}
}

func TestAFakedClockKeepsRunningFromItsOffset(t *testing.T) {
	dir := t.TempDir()
	library := filepath.Join(dir, "x86", "libfaketimeMT.so.1")
	if err := os.MkdirAll(filepath.Dir(library), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(library, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if found, err := findLibrary([]string{"/nowhere/*", filepath.Join(dir, "*", "libfaketimeMT.so.1")}); err != nil || found != library {
		t.Error(found, err)
	}
	if _, err := findLibrary(nil); err == nil || !strings.Contains(err.Error(), "apt-get install libfaketime") {
		t.Error(err)
	}
	d := &Driver{file: loaded(t, minimal+"start: {command: [a], clock: libfaketime}\n"), offset: filepath.Join(dir, "offset")}
	now := realtime.Now()
	if err := d.MoveClock(t.Context(), now.Add(-2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(d.offset)
	if err != nil {
		t.Fatal(err)
	}
	offset, err := strconv.Atoi(strings.TrimSpace(string(text)))
	passed := int(realtime.Now().Sub(now).Seconds()) + 1 // the time that went by until it was written counts
	if err != nil || string(text) != fmt.Sprintf("%+d\n", offset) || offset > -7200 || offset < -7200-passed {
		t.Errorf("the offset is %q, %v", text, err)
	}
}

func TestWhatThePlatformDoesNotHave(t *testing.T) {
	_, err := Start(t.Context(), loaded(t, strings.Replace(tiny("serve", ""), "PORT:", "SFTP: '${platform.sftp_address}', PKCS1: '${merchant.private_key_pkcs1_file}', PORT:", 1)), testPlatform, 0, t.TempDir())
	wrong, ok := errors.AsType[*FileError](err)
	if !ok || len(wrong.Problems) != 2 || !strings.Contains(err.Error(), "start.env.SFTP uses ${platform.sftp_address}, but this platform has no SFTP server") {
		t.Errorf("the error is %v", err)
	}
}

func TestWhereClearingFilesAre(t *testing.T) {
	p := testPlatform
	p.SFTP = SFTP{Address: "127.0.0.1:8922", User: "a.201304121000001004", Password: "secret", HostKey: "[127.0.0.1]:8922 ssh-ed25519 AAAA"}
	f := loaded(t, minimal)
	d := &Driver{file: f, platform: p}
	v, err := d.fill(0, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"address": p.SFTP.Address, "user": p.SFTP.User, "password": p.SFTP.Password, "host_key": p.SFTP.HostKey} {
		if got := v["platform.sftp_"+name]; got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if text, err := os.ReadFile(v["platform.sftp_host_key_file"]); err != nil || string(text) != p.SFTP.HostKey+"\n" {
		t.Errorf("the file has %q, %v", text, err)
	}
}

// TestPortsAreGivenOnce lets two programs, which are two values here, ask for ports at the same time: none is given twice, and none lies among
// those that the system gives to other programs before the merchant listens.
func TestPortsAreGivenOnce(t *testing.T) {
	one, other := &ports{first: firstPort}, &ports{first: firstPort}
	t.Cleanup(func() {
		for _, guard := range append(one.guards, other.guards...) {
			_ = guard.Close()
		}
	})
	given := map[int]bool{}
	for range 3 * blockSize {
		for _, p := range []*ports{one, other} {
			port, err := p.free()
			if err != nil || given[port] || port < 1024 || port >= 32768 {
				t.Fatal(port, err)
			}
			given[port] = true
			if _, err := listenAt(port); err != nil {
				t.Fatal(err)
			}
		}
	}
	if taken := len(one.guards); taken != 4 {
		t.Errorf("%d ports are of %d blocks", 3*blockSize, taken)
	}
}

func TestOnlyTheEndOfTheOutputIsKept(t *testing.T) {
	var o tail
	for i := range 5000 {
		fmt.Fprintf(&o, "line %d\n", i)
	}
	lines := strings.Split(o.String(), "\n")
	if len(o.String()) > keptOutput || !strings.HasPrefix(lines[0], "line ") || lines[len(lines)-1] != "line 4999" {
		t.Errorf("kept are %d bytes from %q to %q", len(o.String()), lines[0], lines[len(lines)-1])
	}
}
