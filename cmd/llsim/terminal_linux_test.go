package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"github.com/lianlian-sim/llsim/simulator"
)

// openTerminal returns both ends of a pseudo terminal.
func openTerminal(t *testing.T) (keyboard, screen *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { keyboard.Close() })
	var n, unlock int32
	for request, argument := range map[uintptr]*int32{syscall.TIOCGPTN: &n, syscall.TIOCSPTLCK: &unlock} {
		if _, _, failed := syscall.Syscall(syscall.SYS_IOCTL, keyboard.Fd(), request, uintptr(unsafe.Pointer(argument))); failed != 0 {
			t.Skipf("no pseudo terminals here: %v", failed)
		}
	}
	screen, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo terminals here: %v", err)
	}
	t.Cleanup(func() { screen.Close() })
	return keyboard, screen
}

// TestATerminalShowsTheShortForm holds what the log of a terminal looks like: short and coloured without a flag, short without colours under
// NO_COLOR, and as documented with --log-format.
func TestATerminalShowsTheShortForm(t *testing.T) {
	for name, test := range map[string]struct {
		f           serveFlags
		has, hasNot string
	}{
		"by itself":         {serveFlags{}, "\x1b[32m0000", "level="},
		"NO_COLOR":          {serveFlags{plain: true}, "      x                                                  0000 IDN-1\n", "\x1b"},
		"--log-format text": {serveFlags{logFormat: "text"}, "level=INFO msg=request path=/x code=0000", "\x1b"},
		"--log-format json": {serveFlags{logFormat: "json"}, `"msg":"request","path":"/x"`, "\x1b"},
		"--log-level warn":  {serveFlags{logLevel: "warn"}, "WARN \x1b[0mthe end", "0000"},
	} {
		t.Run(name, func(t *testing.T) {
			keyboard, screen := openTerminal(t)
			var o simulator.Options
			o, err := test.f.options(nil, screen)
			if err != nil {
				t.Fatal(err)
			}
			o.Logger.Info("request", "path", "/x", "code", "0000", "rule", "IDN-1")
			o.Logger.Warn("the end")
			var got strings.Builder
			for in := bufio.NewScanner(keyboard); in.Scan(); {
				got.WriteString(in.Text() + "\n")
				if strings.Contains(in.Text(), "the end") {
					break
				}
			}
			if text := got.String(); !strings.Contains(text, test.has) || strings.Contains(text, test.hasNot) {
				t.Errorf("%q", text)
			}
		})
	}
}
