package metrics_test

import (
	"bufio"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/metrics"
)

// lines are what a look at the metrics shows, without comments.
func lines(t *testing.T, m *metrics.Metrics) map[string]string {
	t.Helper()
	answer := httptest.NewRecorder()
	m.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
	if answer.Code != 200 {
		t.Fatalf("%d: %s", answer.Code, answer.Body)
	}
	out := map[string]string{}
	for in := bufio.NewScanner(answer.Body); in.Scan(); {
		if name, value, ok := strings.Cut(in.Text(), "} "); ok {
			out[name+"}"] = value
		} else if name, value, ok := strings.Cut(in.Text(), " "); ok && name != "#" {
			out[name] = value
		}
	}
	return out
}

func TestWhatIsCountedIsShown(t *testing.T) {
	m := metrics.New("1.2.3", func() []metrics.Sandbox {
		return []metrics.Sandbox{{ID: "default", Orders: 3, Bytes: 700, Due: 2, Late: time.Minute}, {ID: "night", Due: 1, Late: time.Second}}
	})
	m.Request("/a.htm", "0000", time.Millisecond)
	m.Request("/a.htm", "0000", time.Second)
	m.Decision("IDN-1", true)
	m.Decision("IDN-6", false)
	m.Delivery("timeout")
	m.Delay(90 * time.Second)
	m.Fault("delay")
	m.SignInFailed("console")
	m.Committed(20 * time.Microsecond)
	m.Synced(time.Millisecond)
	m.LeftOut(7)
	got := lines(t, m)
	for name, want := range map[string]string{
		`llsim_requests_total{code="0000",endpoint="/a.htm"}`:                 "2",
		`llsim_request_duration_seconds_bucket{endpoint="/a.htm",le="0.001"}`: "1",
		`llsim_request_duration_seconds_count{endpoint="/a.htm"}`:             "2",
		`llsim_decisions_total{outcome="accepted",rule="IDN-1"}`:              "1",
		`llsim_decisions_total{outcome="refused",rule="IDN-6"}`:               "1",
		`llsim_deliveries_total{verdict="timeout"}`:                           "1",
		`llsim_delivery_delay_seconds_sum`:                                    "90",
		`llsim_faults_total{effect="delay"}`:                                  "1",
		`llsim_sign_in_failures_total{door="console"}`:                        "1",
		`llsim_commit_duration_seconds_bucket{le="2.5e-05"}`:                  "1",
		`llsim_fsync_duration_seconds_count`:                                  "1",
		`llsim_log_lines_left_out_total`:                                      "7",
		`llsim_info{version="1.2.3"}`:                                         "1",
		`llsim_sandboxes`:                                                     "2",
		`llsim_orders{sandbox="default"}`:                                     "3",
		`llsim_sandbox_bytes{sandbox="default"}`:                              "700",
		`llsim_jobs_due`:                                                      "3",
		`llsim_jobs_late_seconds`:                                             "60",
	} {
		t.Run(name, func(t *testing.T) {
			if got[name] != want {
				t.Errorf("%q, want %q", got[name], want)
			}
		})
	}
	if got["go_goroutines"] == "" {
		t.Error("nothing of the Go runtime")
	}
}

// TestSandboxesHaveABoundOfLabels holds that a server with very many sandboxes has few time series, that a sandbox keeps its label while it
// exists, and that no order is left out of the sum.
func TestSandboxesHaveABoundOfLabels(t *testing.T) {
	all := []metrics.Sandbox{{ID: "other", Orders: 1}}
	for i := range metrics.MaxSandboxes + 9 {
		all = append(all, metrics.Sandbox{ID: fmt.Sprintf("s%03d", i), Orders: 1})
	}
	m := metrics.New("", func() []metrics.Sandbox { return all })
	count := func(got map[string]string) (n int) {
		for name := range got {
			if strings.HasPrefix(name, "llsim_orders{") {
				n++
			}
		}
		return n
	}
	got := lines(t, m)
	if count(got) != metrics.MaxSandboxes+1 || got[`llsim_orders{sandbox="other"}`] != "10" || got[`llsim_orders{sandbox="s000"}`] != "1" {
		t.Errorf("%d series, other %s", count(got), got[`llsim_orders{sandbox="other"}`])
	}
	all = append([]metrics.Sandbox{{ID: "a-new-one", Orders: 5}}, all[1:]...) // the one called other is gone, and a first one has come
	got = lines(t, m)
	if got[`llsim_orders{sandbox="other"}`] != "14" || got[`llsim_orders{sandbox="a-new-one"}`] != "" || got[`llsim_orders{sandbox="s049"}`] != "1" {
		t.Errorf("other %s, the new one %q", got[`llsim_orders{sandbox="other"}`], got[`llsim_orders{sandbox="a-new-one"}`])
	}
	all = all[:1] // and now there is room
	if got = lines(t, m); got[`llsim_orders{sandbox="a-new-one"}`] != "5" || count(got) != 1 {
		t.Errorf("%d series: %q", count(got), got[`llsim_orders{sandbox="a-new-one"}`])
	}
}

func BenchmarkRequest(b *testing.B) {
	m := metrics.New("", func() []metrics.Sandbox { return nil })
	b.ReportAllocs()
	for b.Loop() {
		m.Request("/llwalletapi/combinepay.htm", "0000", 200*time.Microsecond)
		m.Decision("IDN-1", true)
	}
}
