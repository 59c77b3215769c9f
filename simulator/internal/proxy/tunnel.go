package proxy

import (
	"bufio"
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// established is the answer to CONNECT that begins a tunnel.
const established = "HTTP/1.1 200 Connection established\r\n\r\n"

// connect answers CONNECT: the connection becomes a tunnel, or ends with a refusal.
func (p *Proxy) connect(w http.ResponseWriter, r *http.Request) {
	user, refused := userOf(r.Header)
	host, foreign := p.admitTunnel(r)
	if foreign != nil {
		refused = foreign
	}
	conn, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return // HTTP/1 connections can be taken over
	}
	_ = conn.SetDeadline(time.Time{})
	if refused != nil {
		defer conn.Close()
		_ = refused.writeTo(conn, r)
		return
	}
	if _, err := io.WriteString(conn, established); err != nil {
		conn.Close()
		return
	}
	p.inside.put(&tunnel{Conn: conn, received: buffered.Reader, host: host, user: user})
}

func (p *Proxy) admitTunnel(r *http.Request) (string, *refusal) {
	if r.URL.Port() == "" || r.URL.Hostname() == "" || r.URL.Path != "" {
		return "", malformedConnect(r.RequestURI)
	}
	return p.admit(r.URL, "443")
}

// tunnel is a connection of a client that takes it for one to host.
type tunnel struct {
	net.Conn
	received *bufio.Reader // of the connection; it may hold what came right after CONNECT
	host     string
	user     string
}

func (t *tunnel) Read(b []byte) (int, error) { return t.received.Read(b) }

// tunnelHost returns the host whose certificate a client gets: the one it asks for (SNI), or that of the tunnel.
func tunnelHost(hello *tls.ClientHelloInfo) []string {
	if host, ok := wire.Host(hello.ServerName); ok {
		return []string{host}
	}
	if t, ok := hello.Conn.(*tunnel); ok {
		return []string{t.host}
	}
	return nil
}

type tunnelKey struct{}

// withTunnel adds the tunnel of a connection to the context of its requests.
func withTunnel(ctx context.Context, c net.Conn) context.Context {
	if c, ok := c.(*tls.Conn); ok {
		return context.WithValue(ctx, tunnelKey{}, c.NetConn())
	}
	return ctx
}

func tunnelOf(ctx context.Context) *tunnel {
	t, _ := ctx.Value(tunnelKey{}).(*tunnel)
	return t
}

// tunnels is the net.Listener of the inner server.
type tunnels struct {
	config *tls.Config
	fresh  chan *tunnel
	closed chan struct{}
	stop   func() // closes closed
}

func newTunnels() *tunnels {
	closed := make(chan struct{})
	return &tunnels{fresh: make(chan *tunnel), closed: closed, stop: sync.OnceFunc(func() { close(closed) })}
}

// put passes a tunnel to the inner server; after stop it closes the tunnel.
func (l *tunnels) put(t *tunnel) {
	select {
	case l.fresh <- t:
	case <-l.closed:
		t.Close()
	}
}

// Accept waits for a tunnel. The server agrees on TLS with its client, within the time that the gate gives.
func (l *tunnels) Accept() (net.Conn, error) {
	select {
	case t := <-l.fresh:
		return tls.Server(t, l.config), nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept; tunnels that were passed on stay open.
func (l *tunnels) Close() error {
	l.stop()
	return nil
}

func (l *tunnels) Addr() net.Addr { return tunnelAddr{} }

// tunnelAddr is the address that net.Listener requires and tunnels do not have.
type tunnelAddr struct{}

func (tunnelAddr) Network() string { return "tunnel" }
func (tunnelAddr) String() string  { return "tunnel" }
