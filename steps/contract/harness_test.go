package contract_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/build"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// seats is a pool of copies of a merchant, each with a sandbox of a simulator in this process.
type seats chan *contract.Seat

func (s seats) Lease(ctx context.Context) (*contract.Seat, error) {
	select {
	case seat := <-s:
		if _, err := seat.Control.Reset(ctx, true); err != nil {
			return seat, err
		}
		clock, err := seat.Control.Clock(ctx)
		if err != nil {
			return seat, err
		}
		return seat, seat.Driver.MoveClock(ctx, clock.Now.Time)
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s seats) Begin(ctx context.Context, seat *contract.Seat, config api.Config) error {
	box, err := seat.Control.ResetAt(ctx, config.Clock.Now.Time)
	if err != nil {
		return err
	}
	return seat.Driver.MoveClock(ctx, box.Clock.Now.Time)
}

func (s seats) Return(seat *contract.Seat) { s <- seat }

// open starts copies of the merchant that a file describes.
func open(t *testing.T, f *harness.File, copies int) seats {
	t.Helper()
	return openIn(t, message.English, f, copies)
}

// openIn is open with a platform whose reasons are in a language.
func openIn(t *testing.T, lang message.Lang, f *harness.File, copies int) seats {
	t.Helper()
	server, err := simulator.Start(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	pool := make(seats, copies)
	for i := range copies {
		box, err := server.Control().CreateSandbox(t.Context(), api.NewSandbox{Config: &api.Config{Clock: &api.SetClock{Mode: api.Manual}}})
		if err != nil {
			t.Fatal(err)
		}
		control := server.Control().In(box.ID).Saying(lang)
		profile, err := control.Merchant(t.Context(), f.Merchant.OidPartner)
		if err != nil {
			t.Fatal(err)
		}
		p := harness.Platform{BaseURL: box.BaseURL, ClockURL: box.ControlURL + "/clock", PublicKeyPEM: profile.Keys.PlatformPublicPEM, Merchant: profile}
		driver, err := harness.Start(t.Context(), f, p, i, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := driver.Stop(); err != nil {
				t.Errorf("%v\n%s", err, driver.Output())
			}
		})
		pool <- &contract.Seat{Driver: driver, Control: control, Platform: p}
	}
	return pool
}

// check runs the scenarios with one of the tags, or all of them, and returns what they found.
func check(t *testing.T, pool contract.Pool, workers int, tags string) []contract.Result {
	t.Helper()
	return checkIn(t, features.Merchant, pool, workers, tags)
}

// checkIn is check with the scenarios of a folder.
func checkIn(t *testing.T, folder string, pool contract.Pool, workers int, tags string) []contract.Result {
	t.Helper()
	files, err := fs.Glob(features.Files, folder+"/*.feature")
	if err != nil {
		t.Fatal(err)
	}
	var report bytes.Buffer
	var found contract.Collector
	if folder == features.Chinese {
		found.Lang = message.Chinese
	}
	suite := godog.TestSuite{
		Name:                "merchant",
		ScenarioInitializer: func(sc *godog.ScenarioContext) { contract.Register(sc, pool, &found) },
		Options: &godog.Options{
			Format: "progress", Output: &report, NoColors: true, Strict: true, Concurrency: workers,
			Paths: files, FS: features.Files, Tags: tags, DefaultContext: t.Context(),
		},
	}
	if status := suite.Run(); status > 1 {
		t.Fatalf("godog ended with status %d:\n%s", status, &report)
	}
	return found.Results()
}

// folder is where the reference merchant is built.
var folder = sync.OnceValues(func() (string, error) { return os.MkdirTemp("", "refshop") })

// built is the reference merchant, which is built once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir, err := folder()
	if err != nil {
		return "", err
	}
	return build.Program(dir, "fixtures/refshop")
})

var sources = filepath.FromSlash("../../fixtures/refshop")

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := folder(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// refshop reads the file of the reference merchant, with parts of the file replaced.
func refshop(t *testing.T, name string, replace ...string) *harness.File {
	t.Helper()
	program, err := built()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(sources, name))
	if err != nil {
		t.Fatal(err)
	}
	return file(t, string(text), append([]string{"[go, run, .]", fmt.Sprintf("[%q]", program)}, replace...)...)
}

// file reads a merchant file with parts of its text replaced, each of which must be there.
func file(t *testing.T, text string, replace ...string) *harness.File {
	t.Helper()
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(text, replace[i]) {
			t.Fatalf("the merchant file has no %s", replace[i])
		}
		text = strings.ReplaceAll(text, replace[i], replace[i+1])
	}
	path := filepath.Join(t.TempDir(), "merchant.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := harness.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// tell is a result in a few lines.
func tell(r contract.Result) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s: %s", r.Verdict, strings.Join(r.Obligations, " "), r.Name, r.Reason)
	for _, s := range r.Steps {
		fmt.Fprintf(&b, "\n\t%-8s %s %s", s.Status, s.Keyword, s.Text)
	}
	return b.String()
}
