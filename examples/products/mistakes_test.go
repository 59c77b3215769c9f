package products_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator/shopper"
	"github.com/lianlian-sim/llsim/simulator/simulatortest"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// request is what a client sends, or the page by which a browser sends it.
type request struct{ Path, Body, Page string }

// want is the documented refusal, the rule, and words of the reason that name the mistake.
type want struct{ code, rule, reason string }

// Mistakes of public clients at the two cashiers, PHP's above all.
func TestMistakesAtTheCashiers(t *testing.T) {
	t.Parallel()
	needPHP(t)
	platform := simulatortest.New(t)
	wantRefused(t, platform, made(t, platform, "php", "testdata/mistakes.php"), map[string]want{
		"values in single quotes":                   {"1001", "CHK-4", "as at an apostrophe in single quotes on a page"},
		"values in double quotes, not escaped":      {"1001", "CHK-4", "the right key made this signature, but over another text"},
		"null written for a missing field":          {"1001", "CHK-4", ""},
		"values URL-encoded, the whole decoded":     {"1012", "WAP-1", "req_data"},
		"values URL-encoded, never decoded":         {"1001", "CHK-4", "values arrived in an encoded form"},
		"values URL-encoded before signing":         {"1001", "CHK-4", "values were URL-encoded before signing"},
		"stripslashes over the source":              {"1001", "CHK-4", "as by PHP's stripslashes"},
		"risk_item signed as it stands in the JSON": {"1001", "CHK-4", "their JSON form"},
		"no object in req_data":                     {"1012", "WAP-1", "req_data"},
		"JSON without its form":                     {"1012", "WAP-1", "this is the JSON object alone"},
	})
}

// Mistakes with pay_load.
func TestMistakesWithPayLoad(t *testing.T) {
	t.Parallel()
	checked.NeedNode(t)
	platform := simulatortest.New(t)
	wantRefused(t, platform, made(t, platform, "node", "testdata/mistakes.mjs"), map[string]want{
		"wrapped Base64, as Java writes it":   {"8888", "MPAY-2", ""},
		"line breaks stripped after the HMAC": {"4007", "ENC-2", "line breaks were taken out, added or changed after the HMAC was made"},
		"line breaks stripped for the HMAC":   {"4007", "ENC-2", "the HMAC was made over Base64 without its line breaks"},
		"PKCS#1 padding":                      {"4007", "ENC-2", "segment 2"},
		"OAEP with SHA-256":                   {"4007", "ENC-2", "OAEP with another hash"},
		"counter that begins at 0":            {"4007", "ENC-2", "the counter mode began with another block"},
		"HMAC in hex":                         {"4007", "ENC-2", "segment 6"},
		"plain JSON":                          {"1004", "ENC-3", "this one came in plain JSON"},
	})
}

// made runs a program that prints requests by their names.
func made(t *testing.T, platform *simulatortest.Simulator, command ...string) (requests map[string]request) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
	cmd.Env = append(os.Environ(), keyFiles(t, platform, t.TempDir())...)
	cmd.Env = append(cmd.Env, "LLPAY_BASE_URL="+platform.URL(), "LLPAY_CLOCK_URL="+platform.URL()+"/_sim/v1/sandboxes/default/clock",
		"LLPAY_OID_PARTNER="+platform.Client().OidPartner())
	out, err := cmd.Output()
	if err == nil {
		err = json.Unmarshal(out, &requests)
	}
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, out)
	}
	return requests
}

func wantRefused(t *testing.T, platform *simulatortest.Simulator, requests map[string]request, wants map[string]want) {
	t.Helper()
	for name := range requests {
		if _, ok := wants[name]; !ok {
			t.Errorf("nothing is expected of %q", name)
		}
	}
	for name, w := range wants {
		t.Run(name, func(t *testing.T) {
			r, ok := requests[name]
			if !ok {
				t.Fatal("nobody made it")
			}
			header, text := sent(t, platform, r)
			reason, err := url.PathUnescape(header.Get("X-Sim-Reason"))
			if err != nil {
				t.Fatal(err)
			}
			if rule := header.Get("X-Sim-Rule"); rule != w.rule || !strings.Contains(text, w.code) || !strings.Contains(reason, w.reason) {
				t.Errorf("%s: %s, code %s: %t", rule, reason, w.code, strings.Contains(text, w.code))
			}
		})
	}
}

// sent sends a request and returns the header and text of the answer.
func sent(t *testing.T, platform *simulatortest.Simulator, r request) (http.Header, string) {
	t.Helper()
	b := shopper.New()
	if r.Page != "" {
		shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(r.Page))
		}))
		defer shop.Close()
		if _, err := b.Open(t.Context(), shop.URL); err != nil {
			t.Fatal(err)
		}
		p, err := b.Click(t.Context(), "pay")
		if err != nil {
			t.Fatal(err)
		}
		return p.Header, p.Alerts()
	}
	contentType := wire.FormType
	if strings.HasPrefix(r.Path, "/v1/") {
		contentType = "application/json;charset=utf-8"
	}
	res, err := http.Post(platform.URL()+r.Path, contentType, strings.NewReader(r.Body))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text := new(strings.Builder)
	if _, err := io.Copy(text, res.Body); err != nil {
		t.Fatal(err)
	}
	return res.Header, text.String()
}
