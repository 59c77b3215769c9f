package simulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
)

// logBuffer is a log that several goroutines write, as JSON.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// lines returns the lines with a message.
func (b *logBuffer) lines(t *testing.T, message string) (found []map[string]any) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for line := range strings.Lines(b.buf.String()) {
		var fields map[string]any
		if err := json.Unmarshal([]byte(line), &fields); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if fields["msg"] == message {
			found = append(found, fields)
		}
	}
	return found
}

func (b *logBuffer) logger() *slog.Logger { return slog.New(slog.NewJSONHandler(b, nil)) }

// get asks a path of the control listener, with a token where it is not empty.
func get(t *testing.T, s *simulator.Server, path, token string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", s.ControlURL()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body), res.Header
}

// TestARunIsSeen holds what /metrics and the log say of a small run: an order, a refusal, a query, a payment with its notification, a fault,
// a request for what is not served.
func TestARunIsSeen(t *testing.T) {
	t.Parallel()
	var log logBuffer
	s := started(t, simulator.Options{Logger: log.logger(), Version: "9.9"})
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"ret_code":"0000"}`) }))
	defer receiver.Close()
	shop, control := s.Client(), s.Control()
	o := order("A-1", "20260131120000", "49.90").Set("notify_url", receiver.URL)
	answer, err := shop.CreateOrder(t.Context(), o)
	if err != nil || !answer.OK() {
		t.Fatalf("%v, %v", answer, err)
	}
	if _, err := shop.CreateOrder(t.Context(), order("A-1", "20260131120000", "50.00")); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Pay(t.Context(), answer.Fields.Get("oid_paybill"), api.Pay{Outcome: "success"}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Advance(t.Context(), 3*time.Second); err != nil {
		t.Fatal(err)
	}
	if _, err := control.AddFault(t.Context(), api.NewFault{At: "accept", Effect: "code", Value: "9999"}); err != nil {
		t.Fatal(err)
	}
	if _, err := shop.CreateOrder(t.Context(), order("A-2", "20260131120000", "1.00")); err != nil {
		t.Fatal(err)
	}
	if res, err := http.Get(s.URL() + "/nowhere"); err != nil {
		t.Fatal(err)
	} else {
		res.Body.Close()
	}

	status, metrics, header := get(t, s, "/metrics", "")
	if status != 200 || !strings.HasPrefix(header.Get("Content-Type"), "text/plain") {
		t.Fatalf("%d %v", status, header)
	}
	for _, want := range []string{
		`llsim_requests_total{code="0000",endpoint="/llwalletapi/combinepay.htm"} 1`,
		`llsim_requests_total{code="9999",endpoint="/llwalletapi/combinepay.htm"} 1`,
		`llsim_requests_total{code="404",endpoint="other"} 1`,
		`llsim_request_duration_seconds_count{endpoint="/llwalletapi/combinepay.htm"} 3`,
		`llsim_decisions_total{outcome="accepted",rule="IDN-1"} 1`,
		`llsim_deliveries_total{verdict="acknowledged"} 1`,
		`llsim_delivery_delay_seconds_count 1`,
		`llsim_faults_total{effect="code"} 1`,
		`llsim_orders{sandbox="default"} 1`,
		`llsim_jobs_due 0`,
		`llsim_info{version="9.9"} 1`,
	} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("no line %s", want)
		}
	}
	for _, want := range []string{`llsim_decisions_total{outcome="refused",rule="\S+"} 1`, `llsim_commit_duration_seconds_count [1-9]`, `llsim_sandbox_bytes{sandbox="default"} [1-9]`, `go_goroutines [1-9]`} {
		if !regexp.MustCompile("(?m)^" + want).MatchString(metrics) {
			t.Errorf("no line like %s", want)
		}
	}

	requests := log.lines(t, "request")
	if len(requests) != 4 {
		t.Fatalf("%d lines of requests: %v", len(requests), requests)
	}
	placed, refused, faulty, nowhere := requests[0], requests[1], requests[2], requests[3]
	for _, want := range []struct {
		line       map[string]any
		key, value string
	}{
		{placed, "level", "INFO"}, {placed, "method", "POST"}, {placed, "path", "/llwalletapi/combinepay.htm"}, {placed, "sandbox", "default"},
		{placed, "merchant", "201304121000001004"}, {placed, "order", "A-1"}, {placed, "amount", "49.90"}, {placed, "code", "0000"}, {placed, "rule", "IDN-1"},
		{faulty, "code", "9999"}, {faulty, "fault", "1 code"}, {nowhere, "code", "404"}, {nowhere, "path", "/nowhere"},
	} {
		if want.line[want.key] != want.value {
			t.Errorf("%s is %v, want %s", want.key, want.line[want.key], want.value)
		}
	}
	if reason, _ := refused["reason"].(string); !strings.Contains(reason, "49.90") || placed["reason"] != nil {
		t.Errorf("reason %v of the refusal, %v of the order", refused["reason"], placed["reason"])
	}
	if request, _ := placed["request"].(float64); request == 0 || placed["ms"] == nil {
		t.Errorf("request %v, ms %v", placed["request"], placed["ms"])
	}
	if faults := log.lines(t, "fault"); len(faults) != 1 || faults[0]["effect"] != "code" {
		t.Errorf("faults %v", faults)
	}
}

// TestWhoGetsIn holds that metrics and profiles ask for the token like the control API does, that a wrong one is counted and logged without
// being shown, that the log names the operator, and that readiness needs none.
func TestWhoGetsIn(t *testing.T) {
	t.Parallel()
	var log logBuffer
	s := started(t, simulator.Options{Logger: log.logger(), ControlToken: "alice:aaaa,bob:bbbb", Profiles: true, Data: t.TempDir()})
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/cmdline", "/debug/pprof/heap", "/_sim/v1/sandboxes"} {
		t.Run(path, func(t *testing.T) {
			if status, body, header := get(t, s, path, ""); status != 401 || header.Get("WWW-Authenticate") == "" {
				t.Errorf("without a token: %d %s", status, body)
			}
			if status, body, _ := get(t, s, path, "bbbb"); status != 200 {
				t.Errorf("with bob's token: %d %s", status, body)
			}
		})
	}
	if status, body, _ := get(t, s, "/_sim/v1/ready", ""); status != 200 || !strings.Contains(body, `"status":"ready"`) {
		t.Errorf("ready: %d %s", status, body)
	}
	if _, err := s.Control().TakeSnapshot(t.Context(), "one"); err != nil {
		t.Fatal(err)
	}
	if by := log.lines(t, "operator"); len(by) != 1 || by[0]["name"] != "alice" || by[0]["path"] != "/_sim/v1/sandboxes/default/snapshots" {
		t.Errorf("operators in the log: %v", by)
	}
	for range 11 {
		get(t, s, "/metrics", "a-guess")
	}
	if status, body, header := get(t, s, "/metrics", "aaaa"); status != 429 || header.Get("Retry-After") == "" {
		t.Errorf("after ten guesses: %d %s", status, body)
	}
	failures := log.lines(t, "sign-in failed")
	if len(failures) != 10 || failures[0]["remote"] != "127.0.0.1" || failures[0]["level"] != "WARN" || failures[9]["slowed_down"] != true {
		t.Errorf("%d failures: %v", len(failures), failures)
	}
	if strings.Contains(log.buf.String(), "a-guess") || strings.Contains(log.buf.String(), "aaaa") {
		t.Error("the log has a token")
	}
}

func TestWithoutTheFlagThereAreNoProfiles(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	if status, _, _ := get(t, s, "/debug/pprof/", ""); status != 404 {
		t.Errorf("%d", status)
	}
	r, err := http.NewRequestWithContext(t.Context(), "GET", s.ControlURL()+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Host = "rebound.example"
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 403 {
		t.Errorf("metrics for the host rebound.example: %s", res.Status)
	}
}

// TestMetricsAreOnTheControlListenerAlone holds that merchants do not see them, nor profiles.
func TestMetricsAreOnTheControlListenerAlone(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ControlListen: "127.0.0.1:0", Profiles: true})
	for _, path := range []string{"/metrics", "/debug/pprof/", "/_sim/v1/ready"} {
		res, err := http.Get(s.URL() + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if status, _, _ := get(t, s, path, ""); res.StatusCode != 404 || status != 200 {
			t.Errorf("%s: %d at the platform's address, %d at the control listener's", path, res.StatusCode, status)
		}
	}
}

func TestControlTokens(t *testing.T) {
	t.Parallel()
	const long = "0123456789abcdef"
	for name, test := range map[string]struct{ listen, token, refusal string }{
		"none on loopback":        {"127.0.0.1:0", "", ""},
		"a short one on loopback": {"127.0.0.1:0", "short", ""},
		"none elsewhere":          {"0.0.0.0:0", "", "openssl rand -hex 16"},
		"a short one elsewhere":   {"0.0.0.0:0", "0123456789abcde", "15 characters"},
		"a long one elsewhere":    {"0.0.0.0:0", long, ""},
		"a short one with a name": {"0.0.0.0:0", "alice-and-bob:0123456789", "of alice-and-bob with 10 characters"},
		"the second one short":    {"[::]:0", "alice:" + long + ",bob:short", "of bob with 5 characters"},
		"several":                 {"0.0.0.0:0", "alice:" + long + ",bob:" + long + "0", ""},
		"a holder twice":          {"127.0.0.1:0", "alice:a,alice:b", "two tokens for alice"},
		"a token twice":           {"127.0.0.1:0", "alice:a,bob:a", "same token twice"},
		"an open end":             {"127.0.0.1:0", "alice:a,", "entry without a token"},
		"a name alone":            {"127.0.0.1:0", "alice:", "entry without a token"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := simulator.Start(t.Context(), simulator.Options{Listen: test.listen, ControlToken: test.token})
			if err == nil {
				defer func() { _ = s.Close() }()
			}
			switch {
			case test.refusal == "" && err != nil:
				t.Error(err)
			case test.refusal != "" && (err == nil || !strings.Contains(err.Error(), test.refusal)):
				t.Errorf("%v, want %q", err, test.refusal)
			case err != nil && test.token != "" && strings.Contains(err.Error(), "0123456789"):
				t.Errorf("the error shows a token: %v", err)
			}
		})
	}
}
