package stress_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/process"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
)

// host runs the server of a round.
type host interface {
	start() (url string, err error)
	kill()       // at once; start starts it again with what it has kept
	stop() error // in order. The error is also about what it leaves behind
	heap() int64 // bytes in use
}

// within runs the server in this process, and keeps nothing.
type within struct {
	t      *testing.T
	server *simulator.Server
}

func (w *within) start() (url string, err error) {
	w.server, err = simulator.Start(w.t.Context(), simulator.Options{Logger: slog.New(slog.NewTextHandler(w.t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		return "", err
	}
	return w.server.URL(), nil
}

func (w *within) kill() { panic("the server within the test cannot be killed") }

func (w *within) stop() error { return w.server.Close() }

func (w *within) heap() int64 { return heap() }

// apart runs the server as a process of its own, which keeps its state in a directory.
type apart struct {
	dir string
	process.Server
}

// directory is the variable that makes this program the server, with the directory that keeps the state.
const directory = "LLSIM_STRESS_DIRECTORY"

func (a *apart) start() (string, error) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", directory+"="+a.dir)
	err := a.Start(cmd)
	return a.URL, err
}

func (a *apart) kill() { _ = a.End(os.Kill) }

func (a *apart) stop() error {
	if err := a.End(syscall.SIGTERM); err != nil {
		return fmt.Errorf("the server ended with %w\n%s", err, a.Stderr)
	}
	if strings.Contains(a.Stderr.String(), "DATA RACE") {
		return fmt.Errorf("%s", a.Stderr)
	}
	return nil
}

func (a *apart) heap() int64 {
	bytes, err := heapAt(a.URL)
	if err != nil {
		return 0
	}
	return bytes
}

// TestMain runs the tests, or the server of a round that is to be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv(directory); dir != "" {
		if err := serve(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	leak.Main(m)
}

// serve runs the server until SIGTERM, and looks at what it leaves behind.
func serve(dir string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	touchNetwork()
	before := openDescriptors()
	server, err := simulator.Start(ctx, simulator.Options{Data: dir, Profiles: true, Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		return err
	}
	process.Announce(os.Stdout, server.URL())
	<-ctx.Done()
	if err := server.Close(); err != nil {
		return err
	}
	if err := leak.Find(); err != nil {
		return err
	}
	return checkDescriptors(before)
}
