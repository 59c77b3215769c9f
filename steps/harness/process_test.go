package harness

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

func TestStartSaysWhyItFails(t *testing.T) {
	unready := answering(t, http.StatusServiceUnavailable)
	for _, c := range []struct{ name, text, want, output string }{
		{"no program", strings.Replace(tiny("serve", ""), os.Args[0], "no-such-program", 1), `the merchant does not start: there is no program "no-such-program" (start.command in `, ""},
		{"exits", tiny("exit", ""), "ended before it was ready: exit status 7", "no database"},
		{"deaf", strings.Replace(tiny("deaf", ""), `/ready"}`, `/ready", within: 100ms}`, 1), "was not ready at http://127.0.0.1:", ""},
		{"unready", readyAt(unready, "500ms"), "within 500ms: it answers 503", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := Start(t.Context(), loaded(t, c.text), testPlatform, 0, t.TempDir())
			broken, ok := errors.AsType[*EnvironmentError](err)
			if !ok || !strings.Contains(broken.Reason.String(), c.want) || !strings.Contains(broken.Output, c.output) {
				t.Errorf("the error is %v", err)
			}
			if d != nil && d.process.Load() != nil {
				if _, ended := d.process.Load().ended(); !ended {
					t.Error("the process goes on")
				}
			}
		})
	}
}

// answering returns the address of a server that answers with a status.
func answering(t *testing.T, status int) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	t.Cleanup(server.Close)
	return server.URL
}

// readyAt is a merchant file whose merchant listens nowhere and is looked at, at an address, for so long.
func readyAt(address, within string) string {
	return strings.Replace(tiny("deaf", ""), `"http://127.0.0.1:${port}/ready"}`, `"`+address+`", within: `+within+`}`, 1)
}

// A start.ready that leads to nothing, while the merchant runs, is a mistake in the file, and one that is not there yet is none. The test
// itself answers in the merchant's place: on a busy machine the merchant may take longer to listen than the file says.
func TestAWrongReadyIsAMistakeInTheFile(t *testing.T) {
	want := func(t *testing.T, p Problem, text string) {
		t.Helper()
		if p.Line != 6 || p.Key != "start.ready.url" || !strings.Contains(p.Text.String(), text) {
			t.Errorf("the problem is %+v", p)
		}
	}
	t.Run("no such page", func(t *testing.T) {
		f := loaded(t, readyAt(answering(t, http.StatusNotFound)+"/redy", "500ms"))
		_, err := Start(t.Context(), f, testPlatform, 0, t.TempDir())
		wrong, ok := errors.AsType[*FileError](err)
		if !ok || len(wrong.Problems) != 1 {
			t.Fatalf("the error is %v", err)
		}
		want(t, wrong.Problems[0], "/redy, which answers status 404 Not Found after 500ms, and the merchant runs")
	})
	t.Run("another port", func(t *testing.T) {
		f := loaded(t, readyAt("http://127.0.0.1:1/ready", "500ms"))
		d := &Driver{file: f, platform: testPlatform, caller: newClient(f)}
		values, err := d.fill(0, t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		d.values = values
		taken, err := net.Listen("tcp", "127.0.0.1:"+values["port"])
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = taken.Close() })
		err = d.Restart(t.Context())
		broken, ok := errors.AsType[*EnvironmentError](err)
		if !ok || broken.problem == nil {
			t.Fatalf("the error is %v", err)
		}
		want(t, *broken.problem, "leads to http://127.0.0.1:1/ready, where nothing listens after 500ms, although the merchant's port 2")
	})
}

func TestAnInterruptedStartEndsTheProcess(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Start(ctx, loaded(t, tiny("deaf", "")), testPlatform, 0, t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "interrupted") {
		t.Error(err)
	}
}

func TestStopEndsTheWholeGroup(t *testing.T) {
	d := started(t, tiny("stubborn", ""))
	o, err := d.Return(t.Context(), "http://127.0.0.1:"+d.values["port"]+"/child", nil)
	if err != nil {
		t.Fatal(err)
	}
	child, err := strconv.Atoi(o.Body)
	if err != nil {
		t.Fatal(o.Body, err)
	}
	d.process.Load().patience = 10 * time.Millisecond
	if err := d.Stop(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if !realtime.Poll(ctx, readyInterval, func() bool { return gone(child) && gone(d.process.Load().pid()) }) {
		t.Errorf("processes %d and %d live on", d.process.Load().pid(), child)
	}
}

// gone tells whether a process has ended; one that only waits for its parent to notice has.
func gone(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(status), ") Z ")
}

// counted counts the requests that are sent.
type counted struct {
	http.RoundTripper
	sent int
}

func (c *counted) RoundTrip(r *http.Request) (*http.Response, error) {
	c.sent++
	return c.RoundTripper.RoundTrip(r)
}

// An action that is not answered in time, and never was, is waited for once. Requests are counted where they are sent: on a busy machine the
// merchant may not see one before it is cut off.
func TestAnActionThatHangsIsWaitedForOnce(t *testing.T) {
	d := started(t, tiny("serve", `
  poll: {request: {method: POST, url: "http://127.0.0.1:${port}/hang"}}
`[1:]))
	requests := &counted{RoundTripper: d.caller.Transport}
	d.caller.Transport, d.caller.Timeout = requests, 50*time.Millisecond
	for i := range 3 {
		o, err := d.Do(t.Context(), "poll", nil)
		if lost, ok := errors.AsType[*UnansweredError](err); !ok || lost.Exited || strings.HasSuffix(lost.Reason.String(), "; it was not asked again") != (i > 0) {
			t.Errorf("%d: %+v, %v", i, o, err)
		}
	}
	if requests.sent != 1 {
		t.Errorf("it was asked %d times", requests.sent)
	}
	for what, anew := range map[string]func() error{
		"after a restart":          func() error { return d.Restart(t.Context()) },
		"once it is to begin anew": func() error { d.AskAgain(); return nil },
	} {
		d.caller.Timeout = answerWithin
		if err := anew(); err != nil {
			t.Fatal(err)
		}
		d.caller.Timeout = 50 * time.Millisecond
		if _, err := d.Do(t.Context(), "poll", nil); err == nil || strings.HasSuffix(err.Error(), "again") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAMerchantThatEndsIsNoticed(t *testing.T) {
	d := started(t, tiny("serve", `
  poll: {request: {method: POST, url: "http://127.0.0.1:${port}/crash"}}
`[1:]))
	_, err := d.Do(t.Context(), "poll", nil)
	if lost, ok := errors.AsType[*UnansweredError](err); !ok || !lost.Exited {
		t.Fatalf("the error is %v", err)
	}
	if how, exited := d.Exited(); !exited || how != "exit status 9" || d.Output() != "out of luck" {
		t.Errorf("%q %v %q", how, exited, d.Output())
	}
	o, err := d.Do(t.Context(), "poll", nil)
	if lost, ok := errors.AsType[*UnansweredError](err); !ok || !lost.Exited || !strings.Contains(lost.Reason.String(), "out of luck") || o.Exchange.Err == "" {
		t.Errorf("%+v, %v", o, err)
	}
	if err := d.Revive(t.Context()); err != nil {
		t.Error(err)
	}
	again := d.process.Load().pid()
	if err := d.Revive(t.Context()); err != nil || d.process.Load().pid() != again {
		t.Error("a merchant that is well was started again", err)
	}
}

// Other scenarios look at an order of a copy that is being started again. The race detector sees what they share.
func TestActingDuringARestart(t *testing.T) {
	d := started(t, tiny("serve", `
  poll: {request: {method: POST, url: "http://127.0.0.1:${port}/ready"}}
`[1:]))
	restarted := make(chan error, 1)
	go func() { restarted <- d.Restart(t.Context()) }()
	for {
		_, err := d.Do(t.Context(), "poll", nil)
		if _, unanswered := errors.AsType[*UnansweredError](err); err != nil && !unanswered {
			t.Error(err)
		}
		select {
		case err := <-restarted:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
	}
}

// A kill gives the merchant no time to do anything and leaves nothing behind; what starts again is the same merchant.
func TestKill(t *testing.T) {
	d := started(t, tiny("stubborn", ""))
	address := "http://127.0.0.1:" + d.values["port"]
	if err := d.Restart(t.Context(), "TZ=Asia/Tokyo"); err != nil {
		t.Fatal(err)
	}
	at := func(path string) string {
		o, err := d.Return(t.Context(), address+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		return o.Body
	}
	first, child := d.process.Load(), at("/child")
	first.patience = time.Hour // SIGTERM, which it ignores, would be waited for
	if err := d.Kill(t.Context()); err != nil {
		t.Fatal(err)
	}
	left, err := strconv.Atoi(child)
	if err != nil {
		t.Fatal(child, err)
	}
	if how, _ := first.ended(); how != "signal: killed" || !gone(left) && !realtime.Poll(t.Context(), readyInterval, func() bool { return gone(left) }) {
		t.Errorf("the process ended with %q", how)
	}
	if zone := at("/env/TZ"); zone != "Asia/Tokyo" || d.process.Load() == first {
		t.Errorf("after the kill it is in the zone %q", zone)
	}
	attached := &Driver{file: loaded(t, minimal)}
	if err := attached.Kill(t.Context()); err == nil || !strings.Contains(err.Error(), "cannot be started again") {
		t.Error("a merchant that ran already was killed", err)
	}
}
