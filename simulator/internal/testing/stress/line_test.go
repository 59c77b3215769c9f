package stress_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

// errUnanswered is the error of a request that was under way when the server was killed.
var errUnanswered = errors.New("the server was killed before it answered")

// again asks until there is an answer, and reports whether it had to ask more than once.
func again[T any](ask func() (T, error)) (answer T, repeated bool, err error) {
	for {
		answer, err = ask()
		if !errors.Is(err, errUnanswered) {
			return answer, repeated, err
		}
		repeated = true
	}
}

// unanswered asks again for what has no answer of its own.
func unanswered(ask func() error) error {
	_, _, err := again(func() (struct{}, error) { return struct{}{}, ask() })
	return err
}

// base is where clients believe that the server is: it may have another port after a kill.
const base = "http://localhost"

// line leads all clients to the server as it runs now. While there is none, requests wait.
type line struct {
	mu   sync.Mutex
	now  *connection
	left int            // answers until kill, while it is positive
	none int            // requests that got no answer
	kill func()         // runs in a goroutine of its own
	wait sync.WaitGroup // for that
}

// connection is the line to one server.
type connection struct {
	address   string
	transport *http.Transport
	err       error         // why there is no server
	ready     chan struct{} // closed once address or err is there
	killed    bool          // guarded by line.mu
}

// lead leads the clients to a server, or nowhere where there is an error.
func (l *line) lead(server string, err error) {
	c := l.current()
	if u, malformed := url.Parse(server); err == nil && malformed == nil {
		c.address = u.Host
	}
	c.err = err
	c.transport = &http.Transport{MaxIdleConnsPerHost: *clients + sandboxes, IdleConnTimeout: 20 * time.Second, // the server closes them after 60
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, c.address)
		}}
	close(c.ready)
}

// leave ends the line to the server. What is under way gets no answer.
func (l *line) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now.killed = true
	l.now.transport.CloseIdleConnections()
	l.now = &connection{ready: make(chan struct{})}
	l.left = 0
}

// killAfter kills the server after so many answers, while others may be under way.
func (l *line) killAfter(answers int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.left = answers
}

// spare lets the server live from now on. It waits for a kill under way.
func (l *line) spare() {
	l.killAfter(0)
	l.wait.Wait()
}

func (l *line) current() *connection {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now
}

// count counts an answer.
func (l *line) count() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.left > 0 {
		if l.left--; l.left == 0 {
			l.wait.Go(l.kill)
		}
	}
}

// lost reports whether the server that a request went to was killed, and counts it then.
func (l *line) lost(c *connection) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if c.killed {
		l.none++
	}
	return c.killed
}

// address returns where the server listens.
func (l *line) address() string {
	c := l.current()
	<-c.ready
	return c.address
}

// RoundTrip returns an answer as a whole, or errUnanswered.
func (l *line) RoundTrip(q *http.Request) (*http.Response, error) {
	c := l.current()
	<-c.ready
	if c.err != nil {
		return nil, c.err
	}
	res, err := c.transport.RoundTrip(q)
	if err == nil {
		var body []byte
		body, err = io.ReadAll(res.Body)
		_ = res.Body.Close()
		res.Body = io.NopCloser(bytes.NewReader(body))
	}
	switch {
	case err == nil:
		l.count()
		return res, nil
	case l.lost(c):
		return nil, errUnanswered
	}
	return nil, err
}
