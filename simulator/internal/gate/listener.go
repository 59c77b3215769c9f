package gate

import (
	"context"
	"crypto/tls"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// refusalTime is how long a refused client may take to send its request and to take the answer.
const refusalTime = 2 * time.Second

// chunk is what a client must take within Limits.Write.
const chunk = 64 << 10

// Listener returns a listener that counts the connections of socket and holds them to the limits.
func (g *Gate) Listener(socket net.Listener) net.Listener { return &listener{socket, g} }

type listener struct {
	net.Listener
	gate *Gate
}

// Accept waits for a connection. It closes those beyond the bound of refusals.
func (l *listener) Accept() (net.Conn, error) {
	for {
		socket, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		c := &conn{Conn: socket, gate: l.gate}
		c.release = sync.OnceFunc(func() { l.gate.open.Add(-1) })
		n := int(l.gate.open.Add(1))
		if n > l.gate.limits.Connections+maxRefusals {
			_ = c.Close()
			continue
		}
		if n > l.gate.limits.Connections {
			c.refusedUntil = clock.Real().Add(refusalTime)
		}
		return c, nil
	}
}

// conn is a connection whose client must take each chunk that is written within Limits.Write. A write deadline that its user sets
// replaces that limit.
type conn struct {
	net.Conn
	gate         *Gate
	release      func()       // gives the place of the connection back, once
	refusedUntil time.Time    // when a connection that is refused ends; zero for others
	fixed        atomic.Bool  // the user has set a write deadline
	waits        atomic.Int32 // read deadlines that its user has set
	fresh        atomic.Bool  // it waits for the first byte of its first request
}

// Read reads. From the first byte of its first request on, a client has Limits.Header.
func (c *conn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if n > 0 && c.fresh.Load() {
		c.fresh.Store(false)
		_ = c.Conn.SetReadDeadline(c.bounded(clock.Real().Add(c.gate.limits.Header)))
	}
	return n, err
}

// Write writes b in chunks, each within Limits.Write.
func (c *conn) Write(b []byte) (written int, err error) {
	for first := true; first || written < len(b); first = false {
		if !c.fixed.Load() {
			if err := c.Conn.SetWriteDeadline(c.bounded(clock.Real().Add(c.gate.limits.Write))); err != nil {
				return written, err
			}
		}
		n, err := c.Conn.Write(b[written:min(len(b), written+chunk)])
		written += n
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

// Close frees the connection's place.
func (c *conn) Close() error {
	defer c.release()
	return c.Conn.Close()
}

// CloseWrite ends what is sent, so that a client reads the answer to the end before the connection is closed.
func (c *conn) CloseWrite() error {
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// SetDeadline sets both deadlines.
func (c *conn) SetDeadline(t time.Time) error {
	c.fixed.Store(!t.IsZero())
	return c.Conn.SetDeadline(c.bounded(t))
}

// SetReadDeadline sets the deadline for reading. The first one is for the header of the first request: it begins with that request. Until then
// the client of a connection that is not encrypted has Limits.Idle, as between two requests: clients open connections in advance, and when they use one at the moment at which it
// is closed, their request gets no answer.
func (c *conn) SetReadDeadline(t time.Time) error {
	c.fresh.Store(false)
	if !t.IsZero() && c.waits.Add(1) == 1 {
		c.fresh.Store(true)
		t = clock.Real().Add(c.gate.limits.Idle)
	}
	return c.Conn.SetReadDeadline(c.bounded(t))
}

// SetWriteDeadline sets the deadline for writing, in place of the limit.
func (c *conn) SetWriteDeadline(t time.Time) error {
	c.fixed.Store(!t.IsZero())
	return c.Conn.SetWriteDeadline(c.bounded(t))
}

// bounded returns t, or the end of a refused connection where that is earlier.
func (c *conn) bounded(t time.Time) time.Time {
	if !c.refusedUntil.IsZero() && (t.IsZero() || t.After(c.refusedUntil)) {
		return c.refusedUntil
	}
	return t
}

type refusedKey struct{}

// withRefused notes in the context of a connection's requests that they are refused.
func withRefused(ctx context.Context, nc net.Conn) context.Context {
	secure, encrypted := nc.(*tls.Conn)
	if encrypted {
		nc = secure.NetConn()
	}
	c, ok := nc.(*conn)
	if ok && encrypted {
		c.waits.Store(1) // what is decrypted in advance would escape Read: a header has its time from the handshake on
	}
	if ok && !c.refusedUntil.IsZero() {
		return context.WithValue(ctx, refusedKey{}, true)
	}
	return ctx
}

// refused reports whether a request came over a refused connection.
func refused(ctx context.Context) bool { return ctx.Value(refusedKey{}) != nil }
