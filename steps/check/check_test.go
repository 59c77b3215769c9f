package check_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/fixtures/build"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// TestMain runs the tests, or the merchant that they start: this program itself, which notes each start in the file STARTS, ends
// at the first checkout, and does not start more often than MOST allows. With LATE it lives, and answers the first checkout with 503.
func TestMain(m *testing.M) {
	starts := os.Getenv("STARTS")
	if starts == "" {
		code := m.Run()
		if dir, err := builds(); err == nil {
			_ = os.RemoveAll(dir)
		}
		os.Exit(code)
	}
	before, _ := os.ReadFile(starts)
	if err := os.WriteFile(starts, append(before, '+'), 0o644); err != nil || len(before) >= len(os.Getenv("MOST")) {
		fmt.Println("not again")
		os.Exit(1)
	}
	http.HandleFunc("/ready", func(http.ResponseWriter, *http.Request) {})
	var checkouts atomic.Int32
	http.HandleFunc("/checkout", func(w http.ResponseWriter, _ *http.Request) {
		switch {
		case os.Getenv("LATE") == "":
			os.Exit(9)
		case checkouts.Add(1) == 1:
			http.Error(w, "starting", http.StatusServiceUnavailable)
		}
	})
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), ReadHeaderTimeout: 5 * time.Second}
	_ = server.ListenAndServe()
}

// fragile is the merchant of TestMain, which may start as often as most is long.
func fragile(t *testing.T, most string) (f *harness.File, starts string) {
	t.Helper()
	starts = filepath.Join(t.TempDir(), "starts")
	return load(t, fmt.Sprintf(`
merchant: {oid_partner: "201304121000001004"}
start:
  command: [%q]
  env: {PORT: "${port}", STARTS: %q, MOST: "%s"}
  ready: {url: "http://127.0.0.1:${port}/ready"}
actions:
  checkout: {request: {method: POST, url: "http://127.0.0.1:${port}/checkout"}}
`, os.Args[0], starts, most)), starts
}

func load(t *testing.T, text string) *harness.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "merchant.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := harness.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// builds is the folder where the reference merchant is built.
var builds = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "refshop") })

// built is the program of the reference merchant, which is built once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir, err := builds()
	if err != nil {
		return "", err
	}
	return build.Program(dir, "fixtures/refshop")
})

var sources = filepath.FromSlash("../../fixtures/refshop")

// program is the program of the reference merchant.
func program(t *testing.T) string {
	t.Helper()
	name, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return name
}

// refshop is the reference merchant; its file has a line more in its profile.
func refshop(t *testing.T, profile string) *harness.File {
	t.Helper()
	return refshopOf(t, "merchant.yaml", profile)
}

// refshopOf is refshop with another of its files.
func refshopOf(t *testing.T, file, profile string) *harness.File {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(sources, file))
	if err != nil {
		t.Fatal(err)
	}
	replaced := strings.Replace(string(text), "[go, run, .]", fmt.Sprintf("[%q]", program(t)), 1)
	return load(t, strings.Replace(replaced, "  api: direct\n", "  api: direct\n"+profile, 1))
}

func embedded(ctx context.Context, listen string) (check.Platform, error) {
	return simulator.Start(ctx, simulator.Options{Listen: listen})
}

func selected(t *testing.T, tags string, features ...string) *check.Selection {
	t.Helper()
	var files []string
	for i, text := range features {
		files = append(files, filepath.Join(t.TempDir(), fmt.Sprintf("%d.feature", i)))
		if err := os.WriteFile(files[i], []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := check.Select(files, tags)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const twoCheckouts = `Feature: Crashes
  Scenario: One
    Given a shopper has checked out
  Scenario: Two
    Given a shopper has checked out
`

func TestACheckOfTheReferenceMerchant(t *testing.T) {
	file := refshop(t, "  order_identity: date_and_number\n")
	t.Setenv("TMPDIR", t.TempDir())
	var parserLines []string
	summary, err := check.Run(t.Context(), check.Options{
		File: file, Selection: selected(t, "M-NTF-1 or M-NTF-5 or M-QRY-1 or M-REC-3"), Workers: 2, Platform: embedded,
		OnResult: func(r contract.Result) { parserLines = append(parserLines, r.Name) },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range summary.Results {
		if r.Verdict != contract.Passed {
			t.Errorf("%s:%d %s is %s: %s", r.File, r.Line, r.Name, r.Verdict, r.Reason)
		}
		if r.Line == 0 {
			t.Errorf("%s has no line", r.Name)
		}
	}
	if len(parserLines) != len(summary.Results) || summary.Passed != len(parserLines) || len(parserLines) < 6 || !summary.OK(true) {
		t.Errorf("told of %d, found %+v", len(parserLines), summary)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// A merchant that fetches its clearing files over SFTP is given the platform's server, and a platform without one is no platform
// for it.
func TestACheckOverSFTP(t *testing.T) {
	f := refshopOf(t, "merchant-sftp.yaml", "")
	var control *client.Control
	fetched := 0
	summary, err := check.Run(t.Context(), check.Options{
		File: f, Selection: selected(t, "M-REC-*"), Workers: 2,
		Platform: func(ctx context.Context, listen string) (check.Platform, error) {
			s, err := simulator.Start(ctx, simulator.Options{Listen: listen, SFTPListen: "127.0.0.1:0"})
			if err == nil {
				control = s.Control()
			}
			return s, err
		},
		OnResult: func(r contract.Result) {
			fetched = 0
			for _, worker := range []string{"worker-0", "worker-1"} {
				list, err := control.In(worker).Journal(t.Context(), "request", client.Page{Limit: 1000})
				if err != nil {
					t.Error(err)
				}
				for _, e := range list.Entries {
					if strings.HasPrefix(e.Text, "SFTP get /JYMX_") {
						fetched++
					}
				}
			}
			if r.Verdict != contract.Passed {
				t.Errorf("%s:%d %s is %s: %s", r.File, r.Line, r.Name, r.Verdict, r.Reason)
			}
		},
	})
	if err != nil || summary.Passed < 6 || fetched < summary.Passed {
		t.Errorf("%d passed, %d files fetched over SFTP, %v", summary.Passed, fetched, err)
	}
	_, err = check.Run(t.Context(), check.Options{File: f, Selection: selected(t, "M-REC-*"), Platform: embedded})
	if _, ok := errors.AsType[*harness.FileError](err); !ok || !strings.Contains(err.Error(), "start.env.LLPAY_SFTP uses ${platform.sftp_address}, but this platform has no SFTP server") {
		t.Errorf("without SFTP: %v", err)
	}
}

func TestAMerchantThatCrashedIsStartedAgain(t *testing.T) {
	f, starts := fragile(t, "++++")
	summary, err := check.Run(t.Context(), check.Options{File: f, Selection: selected(t, "", twoCheckouts), Workers: 1, Platform: embedded})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(starts); err != nil || string(got) != "+++" || len(summary.Results) != 2 || summary.Passed > 0 {
		t.Errorf("started %q, %v; %+v", got, err, summary)
	}
}

func TestAMerchantThatCannotStartAgainEndsTheCheck(t *testing.T) {
	f, _ := fragile(t, "++")
	_, err := check.Run(t.Context(), check.Options{File: f, Selection: selected(t, "", twoCheckouts), Workers: 1, Platform: embedded})
	if broken, ok := errors.AsType[*harness.EnvironmentError](err); !ok || !strings.Contains(broken.Reason.String(), "ended before it was ready: exit status 1") || broken.Output != "not again" {
		t.Errorf("the error is %v", err)
	}
}

func TestAPlatformThatDoesNotStart(t *testing.T) {
	f, starts := fragile(t, "+")
	_, err := check.Run(t.Context(), check.Options{File: f, Selection: selected(t, "", twoCheckouts), Platform: func(context.Context, string) (check.Platform, error) {
		return nil, errors.New("the port is taken")
	}})
	if broken, ok := errors.AsType[*harness.EnvironmentError](err); !ok || broken.Reason.String() != "the platform does not start: the port is taken" {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(starts); err == nil {
		t.Error("the merchant was started all the same")
	}
}

func TestAnInterruptedCheck(t *testing.T) {
	f, starts := fragile(t, "++++")
	ctx, interrupt := context.WithCancel(t.Context())
	summary, err := check.Run(ctx, check.Options{File: f, Selection: selected(t, "", twoCheckouts), Workers: 1, Platform: embedded, OnResult: func(contract.Result) { interrupt() }})
	if broken, ok := errors.AsType[*harness.EnvironmentError](err); !ok || broken.Reason.String() != "the check was interrupted" {
		t.Errorf("the error is %v", err)
	}
	if len(summary.Results) != 1 || summary.Results[0].Name != "One" {
		t.Errorf("found until then: %+v", summary.Results)
	}
	if got, _ := os.ReadFile(starts); !bytes.Equal(got, []byte("++")) {
		t.Errorf("started %q", got)
	}
}

func TestAStepThatIsNotThere(t *testing.T) {
	f, _ := fragile(t, "++++")
	s := selected(t, "", "Feature: Own\n  Scenario: One\n    Given the weather is pretty\n")
	_, err := check.Run(t.Context(), check.Options{File: f, Selection: s, Workers: 1, Platform: embedded})
	if wrong, ok := errors.AsType[*check.FeatureError](err); !ok || wrong.Reason.String() != s.Scenarios[0].File+`:3: there is no step "the weather is pretty"; llsim list steps WORD finds steps by their words` {
		t.Errorf("the error is %v", err)
	}
}

func TestWorkers(t *testing.T) {
	started, _ := fragile(t, "")
	running := load(t, `
platform: {listen: "127.0.0.1:8900"}
merchant: {oid_partner: "201304121000001004"}
actions: {checkout: {request: {method: POST, url: "http://127.0.0.1:3000/"}}}
`)
	if n, err := check.Workers(started, 0); err != nil || n < 1 || n > 4 {
		t.Error(n, err)
	}
	if n, err := check.Workers(started, 7); err != nil || n != 7 {
		t.Error(n, err)
	}
	if n, err := check.Workers(running, 0); err != nil || n != 1 {
		t.Error(n, err)
	}
	if _, err := check.Workers(running, 2); err == nil || !strings.Contains(err.Error(), "one worker") {
		t.Error(err)
	}
	if _, err := check.Workers(started, -1); err == nil {
		t.Error("-1 workers are taken")
	}
}

func TestWhatCountsAsGood(t *testing.T) {
	for _, c := range []struct {
		s            check.Summary
		must, should bool
	}{
		{check.Summary{}, false, false},
		{check.Summary{Skipped: 3}, false, false},
		{check.Summary{Passed: 1, Skipped: 3}, true, true},
		{check.Summary{Passed: 1, ShouldFailed: 1}, true, false},
		{check.Summary{ShouldFailed: 1}, true, false},
		{check.Summary{Passed: 1, Failed: 1}, false, false},
		{check.Summary{NotJudged: 1}, false, false},
		{check.Summary{Passed: 8, NotJudged: 1, Skipped: 45}, false, false},
		{check.Summary{Passed: 1, ShouldNotJudged: 1}, true, false},
	} {
		t.Run(fmt.Sprintf("%+v", c.s), func(t *testing.T) {
			if c.s.OK(false) != c.must || c.s.OK(true) != c.should {
				t.Errorf("%+v is %v and strictly %v", c.s, c.s.OK(false), c.s.OK(true))
			}
		})
	}
}
