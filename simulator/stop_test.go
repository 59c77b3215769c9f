package simulator_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// never is longer than a test may take.
const never = 24 * time.Hour

// stopping is a server that waits so long for requests and for deliveries at Close, and keeps its state.
func stopping(t *testing.T, requests, deliveries time.Duration) *simulator.Server {
	t.Helper()
	o := simulator.Options{Data: t.TempDir(), SFTPListen: "127.0.0.1:0", ProxyListen: "127.0.0.1:0", CADir: t.TempDir()}
	now := api.At(noon)
	o.Sandbox.Clock = &api.SetClock{Mode: api.Manual, Now: &now}
	s, err := simulator.Start(context.Background(), o.WithGrace(requests, deliveries))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// TestCloseWaitsForNothingThatOnlyWaits holds that what clients have open and nobody works at ends with the server at once, however long Close
// may wait.
func TestCloseWaitsForNothingThatOnlyWaits(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(*testing.T, *simulator.Server){
		"a stream of the journal": followJournal,
		"events of the console":   followConsole,
		"a watched page":          watchPage,
		"an SFTP session":         func(t *testing.T, s *simulator.Server) { fetcher(t, s.Control(), merchant) },
		"a tunnel of the proxy":   openTunnel,
		"an answer that a fault delays": func(t *testing.T, s *simulator.Server) {
			if _, err := s.Control().AddFault(t.Context(), api.NewFault{At: "accept", Effect: "delay", Value: "10m"}); err != nil {
				t.Fatal(err)
			}
			inBackground(t, func(ctx context.Context) error {
				_, err := s.Client().CreateOrder(ctx, order("SLOW", "20260131120000", "1.00"))
				return err
			})
			awaitEntry(t, s, "fault")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := stopping(t, never, never)
			open(t, s)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestCloseEndsWithItsTime holds that what does not end by itself is cut off when the time of Close is over, and that the state is kept.
func TestCloseEndsWithItsTime(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		requests, deliveries time.Duration
		begin                func(*testing.T, *simulator.Server)
	}{
		"receivers that never answer":         {never, 1, func(t *testing.T, s *simulator.Server) { hang(t, s.Control(), s.Client()) }},
		"an advance that waits for receivers": {never, 1, advanceOverHanging},
		"a client that never reads":           {1, never, func(t *testing.T, s *simulator.Server) { neverRead(t, s.Control(), s.ControlURL()) }},
		"a client that never ends":            {1, never, neverEnd},
		"all of them": {1, 1, func(t *testing.T, s *simulator.Server) {
			advanceOverHanging(t, s)
			neverRead(t, s.Control(), s.ControlURL())
			neverEnd(t, s)
			followJournal(t, s)
			fetcher(t, s.Control(), merchant)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := stopping(t, c.requests, c.deliveries)
			c.begin(t, s)
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// inBackground runs f until the test ends, whatever becomes of it.
func inBackground(t *testing.T, f func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = f(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-ended
	})
}

// awaitEntry returns once the journal has an entry of a kind.
func awaitEntry(t *testing.T, s *simulator.Server, kind string) {
	t.Helper()
	for _, err := range s.Control().Follow(t.Context(), 0, kind) {
		if err != nil {
			t.Fatal(err)
		}
		return
	}
}

// followJournal follows the journal, and returns once the stream has brought something.
func followJournal(t *testing.T, s *simulator.Server) {
	t.Helper()
	brought := make(chan struct{}, 1)
	inBackground(t, func(ctx context.Context) error {
		for _, err := range s.Control().Follow(ctx, 0, "") {
			if err != nil {
				return err
			}
			select {
			case brought <- struct{}{}:
			default:
			}
		}
		return nil
	})
	placed(t, s.Client(), order("FOLLOWED", "20260131120000", "1.00"))
	<-brought
}

// followConsole follows the events of a page, and returns once one has come.
func followConsole(t *testing.T, s *simulator.Server) {
	t.Helper()
	stay(t, s.ControlURL()+"/console/default/events?after=0")
}

// stay asks for a page whose answer does not end, and returns when it has begun.
func stay(t *testing.T, address string) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if res.StatusCode != http.StatusOK {
		t.Fatal(res.Status)
	}
}

// watchPage lets a payer's page wait for its payment.
func watchPage(t *testing.T, s *simulator.Server) {
	t.Helper()
	a, err := s.Client().CreateOrder(t.Context(), order("WATCHED", "20260131120000", "1.00"))
	if err != nil || !a.OK() {
		t.Fatal(a, err)
	}
	res, err := http.Get(a.Fields.Get("payLoad") + "/scan/L")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	watched := regexp.MustCompile(`data-watch="([^"]+)"`).FindSubmatch(page)
	if err != nil || watched == nil {
		t.Fatalf("the page watches nothing: %s, %v", page, err)
	}
	conn := linked(t, s.URL())
	askFor(t, conn, "/nothing")
	askFor(t, conn, strings.ReplaceAll(string(watched[1]), "&amp;", "&")) // the server has it when it has answered the one before
	expectLine(t, conn, "HTTP/1.1 404 ")
}

// linked opens a connection to a server.
func linked(t testing.TB, address string) net.Conn {
	t.Helper()
	_, host, _ := strings.Cut(address, "://")
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// askFor sends a request and does not read the answer.
func askFor(t testing.TB, conn net.Conn, path string) {
	t.Helper()
	if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, conn.RemoteAddr()); err != nil {
		t.Fatal(err)
	}
}

// openTunnel asks the proxy for a tunnel, and does not use it.
func openTunnel(t *testing.T, s *simulator.Server) {
	t.Helper()
	conn := linked(t, s.ProxyURL())
	if _, err := fmt.Fprint(conn, "CONNECT wallet.lianlianpay.com:443 HTTP/1.1\r\nHost: wallet.lianlianpay.com:443\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	expectLine(t, conn, "HTTP/1.1 200 ")
}

// expectLine expects how the first line of an answer begins.
func expectLine(t testing.TB, conn net.Conn, begin string) {
	t.Helper()
	line, err := bufio.NewReaderSize(conn, 16).ReadSlice('\n')
	if !strings.HasPrefix(string(line), begin[:min(len(begin), len(line))]) || len(line) == 0 {
		t.Fatalf("answered %q, %v", line, err)
	}
}

// hang lets the platform notify receivers that never answer, as many at once as it does, and returns when half of them are.
func hang(t testing.TB, control *client.Control, shop *client.Merchant) {
	t.Helper()
	const receivers, atOnce = 8, 128
	came, ended := make(chan struct{}, 2*atOnce), make(chan struct{})
	end := sync.OnceFunc(func() { close(ended) })
	paid := func(name, url string) {
		if _, err := control.Pay(t.Context(), placed(t, shop, order(name, "20260131120000", "1.00").Set("notify_url", url)), api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
			t.Fatal(err)
		}
	}
	var urls []string
	for i := range receivers {
		var first sync.Once
		r := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
			_, _ = io.Copy(io.Discard, q.Body)
			waits := true
			first.Do(func() { waits = false })
			if !waits { // it is known to be quick, so that it gets more at once
				_, _ = io.WriteString(w, `{"ret_code":"0000","ret_msg":"ok"}`)
				return
			}
			came <- struct{}{}
			select {
			case <-q.Context().Done():
			case <-ended:
			}
		}))
		t.Cleanup(func() {
			end()
			r.CloseClientConnections()
			r.Close()
		})
		urls = append(urls, r.URL)
		paid(fmt.Sprint("QUICK", i), r.URL)
	}
	if _, err := control.Advance(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	for n := range atOnce {
		paid(fmt.Sprint("HANGS", n), urls[n%receivers])
	}
	for range atOnce / 2 { // a machine that is too busy to accept in time does not see the others
		<-came
	}
}

// advanceOverHanging begins an advance that has to wait for receivers that never answer.
func advanceOverHanging(t *testing.T, s *simulator.Server) {
	t.Helper()
	hang(t, s.Control(), s.Client())
	inBackground(t, func(ctx context.Context) error {
		_, err := s.Control().Advance(ctx, time.Hour)
		return err
	})
	for { // to set the clock until that is refused could get in before the advance
		if _, err := s.Control().Progress(t.Context()); err == nil {
			return
		}
	}
}

// neverRead asks for an answer that is larger than what systems keep for a client that does not read, and reads its first bytes.
func neverRead(t testing.TB, control *client.Control, address string) {
	t.Helper()
	for i := range 12 {
		name := fmt.Sprintf("JYMX_%s_201801%02d.txt", merchant, i+1)
		if _, err := control.PutFile(t.Context(), name, strings.Repeat("x", 900<<10)); err != nil {
			t.Fatal(err)
		}
	}
	conn := linked(t, address)
	if err := conn.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		t.Fatal(err)
	}
	askFor(t, conn, "/_sim/v1/sandboxes/default/export")
	expectLine(t, conn, "HTTP/1.1 200 ")
}

// neverEnd begins a request whose body does not come, and returns when the server waits for it.
func neverEnd(t *testing.T, s *simulator.Server) {
	t.Helper()
	conn := linked(t, s.URL())
	if _, err := fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n", wire.Direct.Paths[0]); err != nil {
		t.Fatal(err)
	}
	expectLine(t, conn, "HTTP/1.1 100 ")
}
