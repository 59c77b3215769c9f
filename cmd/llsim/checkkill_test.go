//go:build unix

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
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

// A check that is killed leaves nothing of the merchant running, neither the process that it started nor what that one started.
func TestAKilledCheckLeavesNoMerchant(t *testing.T) {
	held, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	check := exec.Command("llsim", "check", "-c", heldMerchant(t, held), "--workers", "1", "--tags", "M-NTF-1")
	check.Env = append(os.Environ(), "GORACE="+raceOptions)
	if err := check.Start(); err != nil {
		t.Fatal(err)
	}
	defer check.Wait() //nolint:errcheck // it was killed
	defer check.Process.Kill() //nolint:errcheck // it may be gone
	checkingOut := make(chan error, 2)
	var programs []*bufio.Reader
	for range 2 {
		conn, err := held.Accept()
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		r := bufio.NewReader(conn)
		if _, err := r.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
		programs = append(programs, r)
	}
	over := make(chan error, len(programs))
	for _, r := range programs {
		go func() {
			for {
				line, err := r.ReadString('\n')
				if err != nil {
					checkingOut <- err
					over <- err
					return
				}
				if strings.TrimSpace(line) == "checkout" {
					checkingOut <- nil
				}
			}
		}()
	}
	if err := <-checkingOut; err != nil {
		t.Fatalf("a program ended before a shopper checked out: %v", err)
	}
	if err := check.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for range programs { // the test's own time-out is the only deadline
		if err := <-over; !errors.Is(err, io.EOF) && !strings.Contains(err.Error(), "reset") {
			t.Error(err)
		}
	}
}
