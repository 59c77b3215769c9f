package simulator_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// plainClient follows no redirect, like the HTTP libraries of PHP and Python for a POST.
func plainClient(c *http.Client) *http.Client {
	hosts := *c
	hosts.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &hosts
}

// answered sends a request whose path is not tidied by the client.
func answered(t *testing.T, c *http.Client, method, base, path, body string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(method, base, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.URL.Opaque = strings.TrimPrefix(base, "http:") + path
	res, err := plainClient(c).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

// told is what the journal of a sandbox has since an id.
func told(t *testing.T, control *client.Control, after string) []api.Entry {
	t.Helper()
	page, err := control.Journal(t.Context(), "", client.Page{After: after})
	if err != nil {
		t.Fatal(err)
	}
	return page.Entries
}

func TestCHK1DoubledSlashesCountAsOne(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	night := client.NewControl(s.ControlURL(), "night")
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	const want = `{"ret_code":"3001","ret_msg":"非法商户"}`
	for _, tc := range []struct {
		client     *http.Client
		base, path string
		control    *client.Control
	}{
		{http.DefaultClient, s.URL(), "//llwalletapi/combinepay.htm", s.Control()},
		{http.DefaultClient, s.URL(), "/llwalletapi//combinepay.htm", s.Control()},
		{http.DefaultClient, s.URL(), "///llwalletapi////combinepay.htm", s.Control()},
		{http.DefaultClient, s.URL(), "/s/night//llwalletapi/combinepay.htm", night},
		{http.DefaultClient, s.URL(), "//s//night/llwalletapi/combinepay.htm", night},
		{behindProxy(t, s, ""), "http://wallet.lianlianpay.com", "//llwalletapi/combinepay.htm", s.Control()},
		{behindProxy(t, s, "night"), "http://wallet.lianlianpay.com", "//llwalletapi//combinepay.htm", night},
		{behindProxy(t, s, ""), "http://wallet.lianlianpay.com", "//s/night/llwalletapi/combinepay.htm", night},
	} {
		t.Run(tc.path, func(t *testing.T) {
			before := told(t, tc.control, "")
			res, body := answered(t, tc.client, http.MethodPost, tc.base, tc.path, `{"oid_partner":"9"}`)
			if res.StatusCode != http.StatusOK || body != want {
				t.Errorf("%s%s: %s %q", tc.base, tc.path, res.Status, body)
				return
			}
			since := told(t, tc.control, "")[len(before):]
			if i := slices.IndexFunc(since, func(e api.Entry) bool {
				return e.Kind == "decision" && e.Rule == "CHK-1" && strings.HasSuffix(e.Text, "and doubled slashes count as one")
			}); i < 0 {
				t.Errorf("%s%s: the journal has %+v", tc.base, tc.path, since)
			}
		})
	}
	for _, path := range []string{"//files/nonsense", "/s/night//files//nonsense"} {
		t.Run(path, func(t *testing.T) {
			if res, body := answered(t, http.DefaultClient, http.MethodGet, s.URL(), path, ""); res.StatusCode != http.StatusNotFound || !strings.Contains(body, "JYMX_") {
				t.Errorf("%s %q", res.Status, body)
			}
		})
	}
	if res, body := answered(t, behindProxy(t, s, ""), http.MethodGet, "http://wallet.lianlianpay.com", "//_sim//v1/health", ""); res.StatusCode != http.StatusNotFound || !strings.Contains(body, "not behind llsim's proxy") {
		t.Errorf("the control API through the proxy: %s %q", res.Status, body)
	}
}

// TestPathsThatAreNearlyRight holds that what nobody serves is answered with a sentence, and is in the journal.
func TestPathsThatAreNearlyRight(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ProxyListen: "127.0.0.1:0"})
	night := client.NewControl(s.ControlURL(), "night")
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "night"}); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		method, path string
		status       int
		says         string
		control      *client.Control
	}{
		{http.MethodPost, "/llwalletapi/combinepay.htm/", 404, "did you mean POST /llwalletapi/combinepay.htm?", s.Control()},
		{http.MethodPost, "/llwalletapi/./combinepay.htm", 404, "did you mean POST /llwalletapi/combinepay.htm?", s.Control()},
		{http.MethodPost, "/llwalletapi/../llwalletapi/combinepay.htm", 404, "did you mean POST /llwalletapi/combinepay.htm?", s.Control()},
		{http.MethodPost, "/s/night/LLWalletApi/combinePay.htm", 404, "did you mean POST /s/night/llwalletapi/combinepay.htm?", night},
		{http.MethodPost, "/api/llwalletapi/orderquery.htm", 404, "did you mean POST /llwalletapi/orderquery.htm?", s.Control()},
		{http.MethodPost, "/refund", 404, "did you mean POST /refund.htm?", s.Control()},
		{http.MethodPost, "/nothing", 404, "There is nothing at /nothing. The platform's endpoints at", s.Control()},
		{http.MethodGet, "/s/night", 404, "There is nothing at /s/night.", night},
		{http.MethodGet, "/refund.htm", 405, "POST only", s.Control()},
		{http.MethodPost, "/files/JYMX_201304121000001004_20180112.txt", 405, "does not take POST", s.Control()},
		{http.MethodPut, "/pay/2018011200000001", 405, "does not take PUT", s.Control()},
	} {
		t.Run(tc.method+" "+tc.path, func(t *testing.T) {
			before := told(t, tc.control, "")
			res, body := answered(t, http.DefaultClient, tc.method, s.URL(), tc.path, `{"oid_partner":"9"}`)
			if res.StatusCode != tc.status || !strings.Contains(body, tc.says) || res.Header.Get("X-Sim-Reason") == "" || res.Header.Get("X-Sim-Request") == "" {
				t.Errorf("%s %s: %s %q %v", tc.method, tc.path, res.Status, body, res.Header)
			}
			since := told(t, tc.control, "")[len(before):]
			if len(since) != 2 || since[0].Kind != "request" || since[0].Text != tc.method+" "+tc.path || !strings.Contains(string(since[0].Data), `oid_partner`) ||
				since[1].Kind != "answer" || since[1].Request != since[0].ID || !strings.HasPrefix(since[1].Text, res.Status[:3]+" ") {
				t.Errorf("%s %s: the journal has %+v", tc.method, tc.path, since)
			}
		})
	}
	// An escaped slash is one, and letters may be escaped.
	for _, path := range []string{"/llwalletapi%2Fcombinepay.htm", "/llwalletapi/%63ombinepay.htm"} {
		t.Run(path, func(t *testing.T) {
			if res, body := answered(t, http.DefaultClient, http.MethodPost, s.URL(), path, `{"oid_partner":"9"}`); res.StatusCode != http.StatusOK || !strings.Contains(body, "3001") {
				t.Errorf("%s %q", res.Status, body)
			}
		})
	}
}
