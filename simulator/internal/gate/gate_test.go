package gate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
)

func TestMain(m *testing.M) { leak.Main(m) }

// briefly is long enough for a client on a busy machine to send what it has, and short enough to see it run out.
const briefly = 700 * time.Millisecond

var short = Limits{Header: briefly, Body: briefly, Idle: briefly, Write: briefly, Connections: 100}

// serve starts a server and returns its address.
func serve(t *testing.T, l Limits, h http.HandlerFunc) string {
	t.Helper()
	return serveBehind(t, New(l), h)
}

// serveBehind starts a server behind a gate and returns its address.
func serveBehind(t *testing.T, g *Gate, h http.HandlerFunc) string {
	t.Helper()
	socket, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := g.Server(context.Background(), h, log.New(io.Discard, "", 0))
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(g.Listener(socket))
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return socket.Addr().String()
}

func dial(t *testing.T, address, send string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	io.WriteString(c, send)
	return c
}

func fine(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "fine") }

const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

// TestSilentClientsAreLeft holds that a connection ends when its client sends nothing more, wherever it stops.
func TestSilentClientsAreLeft(t *testing.T) {
	t.Parallel()
	address := serve(t, short, func(w http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		if r.ContentLength > 0 && !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("reading a body that does not come ended with %v", err)
		}
		fine(w, r)
	})
	for where, send := range map[string]string{
		"before the header":   "",
		"in the header":       "GET / HTTP/1.1\r\nHost:",
		"before the body":     "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n",
		"in the body":         "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345",
		"between requests":    get,
		"in a second request": get + "GET /",
	} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			if _, err := io.ReadAll(dial(t, address, send)); err != nil {
				t.Errorf("%v, want the end of the connection", err)
			}
		})
	}
}

// TestConnectionsOpenedInAdvanceWait holds that a connection over which nothing has come yet stays open for longer than a header may take, so
// that a request over it is answered, and that its header then has its time and no more.
func TestConnectionsOpenedInAdvanceWait(t *testing.T) {
	t.Parallel()
	limits := short
	limits.Idle = time.Hour
	address := serve(t, limits, fine)
	early := dial(t, address, "")
	for range 2 { // a header's time runs out twice
		if _, err := io.ReadAll(dial(t, address, "GET / ")); err != nil {
			t.Errorf("a header that does not end: %v, want the end of the connection", err)
		}
	}
	io.WriteString(early, get)
	res, err := http.ReadResponse(bufio.NewReader(early), nil)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Errorf("over the connection that was opened before: %+v, %v", res, err)
	}
}

// TestClientsCloseFirst holds that a Go client closes a connection that it does not use before the server does.
func TestClientsCloseFirst(t *testing.T) {
	t.Parallel()
	if client := http.DefaultTransport.(*http.Transport).IdleConnTimeout; Default().Idle <= client {
		t.Errorf("the server closes after %s, a client after %s", Default().Idle, client)
	}
}

// TestADribbledBodyIsCut holds that a body has its time as a whole, however often a byte comes.
func TestADribbledBodyIsCut(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	address := serve(t, short, func(_ http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(r.Body)
		ended <- err
	})
	c := dial(t, address, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
	for {
		select {
		case err := <-ended:
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Errorf("the body ended with %v", err)
			}
			return
		default:
			io.WriteString(c, "1\r\nx\r\n")
		}
	}
}

// TestAClientThatTakesNothingIsLeft holds that an answer nobody takes ends.
func TestAClientThatTakesNothingIsLeft(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	address := serve(t, short, func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 10*chunk)); err != nil {
				ended <- err
				return
			}
		}
	})
	dial(t, address, get)
	if err := <-ended; !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("writing ended with %v", err)
	}
}

// TestLongAnswersAreNotCut holds that the limits run out over and over while an answer is awaited, and while a stream is silent, and
// neither ends.
func TestLongAnswersAreNotCut(t *testing.T) {
	t.Parallel()
	silence := func() {}
	address := serve(t, short, func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.ReadAll(r.Body); err != nil {
			t.Error(err)
		}
		out := http.NewResponseController(w)
		for range 3 {
			silence()
			io.WriteString(w, "line\n")
			if err := out.Flush(); err != nil || r.Context().Err() != nil {
				t.Errorf("flush: %v; the request: %v", err, r.Context().Err())
			}
		}
	})
	other := serve(t, short, fine)
	silence = func() { // as long as two silent clients last, one after the other
		for range 2 {
			c, err := net.Dial("tcp", other)
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.ReadAll(c)
			c.Close()
		}
	}
	c := dial(t, address, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(answer.Body); err != nil || strings.Count(string(text), "line") != 3 {
		t.Errorf("got %q, %v", text, err)
	}
}

// TestTooManyAreRefused holds that a client beyond the bound learns why, and that a place is free when another has left.
func TestTooManyAreRefused(t *testing.T) {
	l := Default()
	l.Connections = 2
	g := New(l)
	address := serveBehind(t, g, fine)
	first := dial(t, address, get)
	second := dial(t, address, "") // silent
	if answer, err := http.ReadResponse(bufio.NewReader(first), nil); err != nil || answer.StatusCode != 200 {
		t.Fatalf("%v, %v", answer, err)
	}
	refused := dial(t, address, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
	answer, err := http.ReadResponse(bufio.NewReader(refused), nil)
	if err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusServiceUnavailable || !answer.Close || !strings.Contains(string(text), "2 connections") || !strings.Contains(string(text), "ulimit -n") {
		t.Errorf("answered %d %q", answer.StatusCode, text)
	}
	second.Close()
	for g.open.Load() > 1 { // the server has not seen yet that it has left
		runtime.Gosched()
	}
	if answer, err := http.ReadResponse(bufio.NewReader(dial(t, address, get)), nil); err != nil || answer.StatusCode != 200 {
		t.Errorf("in the place of the one that has left: %+v, %v", answer, err)
	}
}

// TestFarTooManyAreClosed holds that refusing takes a bounded number of connections, too.
func TestFarTooManyAreClosed(t *testing.T) {
	l := Default()
	l.Connections = 1
	address := serve(t, l, fine)
	for range 1 + maxRefusals {
		dial(t, address, "")
	}
	if text, _ := io.ReadAll(dial(t, address, "")); len(text) > 0 {
		t.Errorf("got %q, want the end of the connection", text)
	}
}

func TestConnectionsFollowTheDescriptors(t *testing.T) {
	for descriptors, want := range map[uint64]int{0: maxConnections, 20: minConnections, 200: 68, 1024: 480, 1 << 20: maxConnections} {
		t.Run(fmt.Sprint(descriptors), func(t *testing.T) {
			if got := connections(descriptors); got != want {
				t.Errorf("%d descriptors: %d connections, want %d", descriptors, got, want)
			}
		})
	}
}
