package console_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// stream is one stream of events.
type stream struct {
	*testing.T
	lines  *bufio.Reader
	end    context.CancelFunc
	status int
}

func (w *world) follow(path string, header ...string) *stream {
	w.Helper()
	ctx, cancel := context.WithCancel(w.Context())
	w.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.server.ControlURL()+path, nil)
	if err != nil {
		w.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := w.browser.Do(r)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { _ = res.Body.Close() })
	return &stream{w.T, bufio.NewReader(res.Body), cancel, res.StatusCode}
}

// next is the id of the next event, or the error that ends the stream.
func (s *stream) next() (string, error) {
	s.Helper()
	for {
		line, err := s.lines.ReadString('\n')
		if err != nil {
			return "", err
		}
		if id, ok := strings.CutPrefix(line, "id: "); ok {
			return strings.TrimSpace(id), nil
		}
	}
}

func (s *stream) want(what string) string {
	s.Helper()
	id, err := s.next()
	if err != nil {
		s.Fatalf("%s: %v", what, err)
	}
	return id
}

func TestEventsOfASandbox(t *testing.T) {
	w := newWorld(t)
	s := w.follow("/console/default/events?after=0")
	w.place(order("E-1", "1.00", nobody))
	first := s.want("an order")
	w.place(order("E-2", "1.00", nobody))
	s.want("another")
	late := w.follow("/console/default/events?after=0", "Last-Event-ID", first)
	late.want("what came after the event that was seen last")
	w.advance(time.Minute)
	s.want("time that passes")
	// A page from before a restart, when the journal was longer, learns that it is out of date.
	w.follow("/console/default/events?after=99999").want("a journal that has begun anew")
	for path, status := range map[string]int{"/console/nowhere/events?after=0": 404, "/console/default/events": 400, "/console/default/events?after=x": 400} {
		if got := w.get(path).status; got != status {
			t.Errorf("%s: %d", path, got)
		}
	}
}

func TestEventsOfAnOrder(t *testing.T) {
	w := newWorld(t)
	mine, other := w.place(order("MINE", "1.00", nobody)), w.place(order("OTHER", "1.00", nobody))
	s := w.follow("/console/default/events?after=0&order=" + mine)
	s.want("its beginning")
	w.pay(other, "6001")
	w.pay(mine, "6001")
	id := s.want("its own attempt")
	w.pay(other, "6001")
	w.advance(time.Second) // moves every page
	if next := s.want("the clock"); next == id {
		t.Error("the same event twice")
	}
	if _, err := w.control.Reset(w.Context(), false); err != nil {
		t.Fatal(err)
	}
	s.want("a reset")
}

// TestStreamsEnd: with their sandbox, and with the server, which does not wait for them. TestMain sees what is left.
func TestStreamsEnd(t *testing.T) {
	w := newWorld(t)
	s := w.follow("/console/default/events?after=0")
	gone := make(chan error, 1)
	go func() {
		_, err := s.next()
		gone <- err
	}()
	if err := w.server.Close(); err != nil {
		t.Error(err)
	}
	if err := <-gone; err == nil {
		t.Error("the stream goes on")
	}
}

func TestAStreamEndsWithItsSandbox(t *testing.T) {
	w := newWorld(t)
	night, err := w.control.CreateSandbox(w.Context(), api.NewSandbox{ID: "night"})
	if err != nil {
		t.Fatal(err)
	}
	s := w.follow("/console/" + night.ID + "/events?after=0")
	if err := w.control.In("night").DeleteSandbox(w.Context()); err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := s.next(); err != nil {
			break
		}
	}
	if s := w.get("/console/night/orders"); s.status != 404 || !strings.Contains(s.words(), `There is no sandbox "night"`) {
		t.Errorf("%d %s", s.status, s.words())
	}
}
