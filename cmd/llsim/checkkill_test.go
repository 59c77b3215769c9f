//go:build unix

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// heldShop is a merchant for TestMain that is connected to the test at $HELD for as long as it runs. It says who it is, and when a
// shopper checks out, whom it lets wait for ever.
func heldShop() {
	conn, err := net.Dial("tcp", os.Getenv("HELD"))
	if err != nil {
		os.Exit(1)
	}
	fmt.Fprintln(conn, os.Args[1])
	http.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("/checkout", func(_ http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(conn, "checkout")
		<-r.Context().Done()
	})
	server := &http.Server{Addr: "127.0.0.1:" + os.Getenv("PORT"), ReadHeaderTimeout: time.Minute}
	_ = server.ListenAndServe() // the second of a group finds the port taken, and runs on
	_, _ = io.Copy(io.Discard, conn)
}

// heldMerchant is the file of a merchant that is a shell with two programs, of which each is connected to the listener.
func heldMerchant(t *testing.T, held net.Listener) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "merchant.yaml")
	text := fmt.Sprintf(`
merchant: {oid_partner: "201304121000001004"}
start:
  command: [sh, -c, "heldshop one & heldshop two; wait"]
  env: {PORT: "${port}", HELD: %q}
  ready: {url: "http://127.0.0.1:${port}/healthz"}
actions:
  checkout: {request: {method: POST, url: "http://127.0.0.1:${port}/checkout"}}
`, held.Addr())
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// heldCheck is a check that waits for a merchant's answer to a checkout.
type heldCheck struct {
	*exec.Cmd
	stdout, stderr bytes.Buffer
	over           chan error // an error for each of the merchant's programs, when it has ended
}

func startHeldCheck(t *testing.T, flags ...string) *heldCheck {
	t.Helper()
	held, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	args := append([]string{"check", "-c", heldMerchant(t, held), "--workers", "1", "--tags", "M-NTF-1"}, flags...)
	c := &heldCheck{Cmd: exec.Command("llsim", args...), over: make(chan error, 2)}
	c.Env = append(os.Environ(), "GORACE="+raceOptions, "XDG_CACHE_HOME="+t.TempDir())
	c.Stdout, c.Stderr = &c.stdout, &c.stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill() // it may be gone
		_ = c.Wait()
	})
	checkingOut := make(chan error, 2)
	for range 2 {
		conn, err := held.Accept()
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		go c.listen(bufio.NewReader(conn), checkingOut)
	}
	if err := <-checkingOut; err != nil {
		t.Fatalf("a program ended before a shopper checked out: %v", err)
	}
	return c
}

// listen hears a program of the merchant until it ends.
func (c *heldCheck) listen(program *bufio.Reader, checkingOut chan<- error) {
	for {
		line, err := program.ReadString('\n')
		if err != nil {
			checkingOut <- err
			c.over <- err
			return
		}
		if strings.TrimSpace(line) == "checkout" {
			checkingOut <- nil
		}
	}
}

// merchantEnds waits until all programs of the merchant are gone. The test's own time-out is the only deadline.
func (c *heldCheck) merchantEnds(t *testing.T) {
	t.Helper()
	for range 2 {
		if err := <-c.over; !errors.Is(err, io.EOF) && !errors.Is(err, syscall.ECONNRESET) {
			t.Error(err)
		}
	}
}

// A check that is killed leaves nothing of the merchant running, neither the process that it started nor what that one started.
func TestAKilledCheckLeavesNoMerchant(t *testing.T) {
	c := startHeldCheck(t)
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	c.merchantEnds(t)
}

// A check that is interrupted writes all its reports, and says that it was.
func TestAnInterruptedCheckReports(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := t.TempDir()
			formats := "pretty"
			for _, format := range []string{"junit", "cucumber", "html"} {
				formats += "," + format + ":" + filepath.Join(dir, format)
			}
			c := startHeldCheck(t, "--format", formats)
			if err := c.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			_ = c.Wait() // the exit code says it
			c.merchantEnds(t)
			if code := c.ProcessState.ExitCode(); code != exitNoStart || c.stderr.String() != "llsim: the check was interrupted\n" {
				t.Errorf("it ended with %d: %q", code, &c.stderr)
			}
			const stopped = "The check was interrupted after 0 of 1 scenario."
			if !strings.Contains(c.stdout.String(), stopped+"\n") {
				t.Errorf("it printed:\n%s", &c.stdout)
			}
			for format, want := range map[string]string{"junit": "<testsuites ", "cucumber": "[]", "html": stopped} {
				if text, err := os.ReadFile(filepath.Join(dir, format)); err != nil || !strings.Contains(string(text), want) {
					t.Errorf("%s: %v\n%s", format, err, text)
				}
			}
		})
	}
}
