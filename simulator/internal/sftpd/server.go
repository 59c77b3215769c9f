package sftpd

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Bounds of what one client may take, in real time.
const (
	maxConnections = 64                     // of the server
	maxSessions    = 10                     // of one connection
	maxTries       = 6                      // to sign in over one connection
	signInTime     = 2 * time.Minute        // somebody may be typing a password
	idleTime       = 10 * time.Minute       // without a byte from the client
	acceptPause    = 100 * time.Millisecond // after an error of the socket
)

// Options say how a server runs.
type Options struct {
	Address   string // to listen on, HOST:PORT
	Host      string // under which clients know the server; empty: that of Address
	Data      string // directory where the host key is kept; empty: nowhere
	Sandboxes sandbox.Finder
	Logger    *slog.Logger
	Failed    func() // is told of each sign-in that is refused; nil: nobody
}

// Server serves the clearing files of all sandboxes.
type Server struct {
	sandboxes sandbox.Finder
	logger    *slog.Logger
	failed    func()
	socket    net.Listener
	address   string
	hostKey   ssh.PublicKey
	config    *ssh.ServerConfig

	ctx     context.Context // ends with Close
	stop    context.CancelFunc
	working sync.WaitGroup

	mu          sync.Mutex
	connections map[net.Conn]bool // those that are open
	signingIn   []net.Conn        // those of them whose client has not signed in yet, the oldest first
}

// Listen opens the socket. Clients that connect before Serve wait.
func Listen(o Options) (*Server, error) {
	signer, err := hostKey(o.Data)
	if err != nil {
		return nil, err
	}
	socket, err := net.Listen("tcp", o.Address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s for SFTP: %w", o.Address, err)
	}
	s := &Server{sandboxes: o.Sandboxes, logger: o.Logger, failed: o.Failed, socket: socket, address: clientAddress(socket, o.Host), hostKey: signer.PublicKey(),
		connections: map[net.Conn]bool{}}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.config = s.signIn()
	s.config.AddHostKey(signer)
	return s, nil
}

// clientAddress returns where clients find a listener: under the given name, or else on this machine where it listens on all addresses.
func clientAddress(socket net.Listener, name string) string {
	host, port, err := net.SplitHostPort(socket.Addr().String())
	if err != nil {
		return socket.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
		if name != "" {
			host = name
		}
	}
	return net.JoinHostPort(host, port)
}

// Address returns the host:port at which clients find the server.
func (s *Server) Address() string { return s.address }

// HostKey returns the server's line for a client's known_hosts.
func (s *Server) HostKey() string { return knownhosts.Line([]string{s.address}, s.hostKey) }

// Fingerprint returns the host key's fingerprint, as ssh-keygen -l prints it: SHA256:…
func (s *Server) Fingerprint() string { return ssh.FingerprintSHA256(s.hostKey) }

// Serve begins to answer, until Close.
func (s *Server) Serve() { s.working.Go(s.accept) }

// Close cuts all connections and returns when nothing is left of them.
func (s *Server) Close() {
	s.stop()
	_ = s.socket.Close()
	s.mu.Lock()
	for conn := range s.connections {
		_ = conn.Close()
	}
	s.mu.Unlock()
	s.working.Wait()
}

func (s *Server) accept() {
	for {
		conn, err := s.socket.Accept()
		switch {
		case errors.Is(err, net.ErrClosed):
			return
		case err != nil: // such as too many open files
			s.logger.Error("SFTP takes no connection", "error", err)
			_ = clock.Wait(s.ctx, acceptPause)
		case !s.enter(conn):
			s.logger.Warn("SFTP connection refused: too many", "remote", conn.RemoteAddr().String(), "most", maxConnections)
			_ = conn.Close()
		default:
			s.working.Go(func() {
				defer s.leave(conn)
				s.serve(conn)
			})
		}
	}
}

// enter adds a connection to those that are open, and reports whether there was room. When maxConnections are open it closes that of the
// client that has been signing in for longest, so that silent clients keep nobody out.
func (s *Server) enter(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ctx.Err() != nil || len(s.connections) >= maxConnections && !s.evict() {
		return false
	}
	s.connections[conn] = true
	s.signingIn = append(s.signingIn, conn)
	return true
}

// evict closes the connection that has been signing in for longest, and reports whether there was one; the caller holds mu.
func (s *Server) evict() bool {
	if len(s.signingIn) == 0 {
		return false
	}
	oldest := s.signingIn[0]
	s.logger.Debug("SFTP sign-in ended: others wait", "remote", oldest.RemoteAddr().String(), "most", maxConnections)
	delete(s.connections, oldest)
	s.settle(oldest)
	_ = oldest.Close()
	return true
}

// signedIn marks a connection whose client has signed in, so that evict spares it. It returns false when evict has closed it already.
func (s *Server) signedIn(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle(conn)
	return s.connections[conn]
}

// settle takes a connection from those that sign in; the caller holds mu.
func (s *Server) settle(conn net.Conn) {
	s.signingIn = slices.DeleteFunc(s.signingIn, func(c net.Conn) bool { return c == conn })
}

func (s *Server) leave(conn net.Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.connections, conn)
	s.settle(conn)
	_ = conn.Close()
}

// serve signs a client in and serves its sessions until the connection ends.
func (s *Server) serve(socket net.Conn) {
	conn := &patient{Conn: socket}
	if err := socket.SetDeadline(clock.Real().Add(signInTime)); err != nil {
		return
	}
	client, channels, requests, err := ssh.NewServerConn(conn, s.config)
	if err != nil {
		s.logger.Debug("SFTP sign-in ended", "remote", socket.RemoteAddr().String(), "error", err)
		return
	}
	if !s.signedIn(socket) || conn.start() != nil {
		_ = client.Close()
		return
	}
	var going sync.WaitGroup
	going.Go(func() { ssh.DiscardRequests(requests) }) // no forwarding
	s.sessions(accountOf(client.Permissions), channels)
	_ = client.Close()
	going.Wait()
}
