package simulator

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/internal/gate"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// serve starts to answer requests with a handler, until close. base ends with the server and is the parent of every request's context.
func (l *listener) serve(base context.Context, handler http.Handler, logger *slog.Logger) {
	l.server = l.gate.Server(base, handler, slog.NewLogLogger(logger.Handler(), slog.LevelWarn))
	go l.run(l.server.Serve, "the listener stopped", logger)
}

// run answers the requests of the socket with serve until the server is closed; it logs the message if serve ends before.
func (l *listener) run(serve func(net.Listener) error, message string, logger *slog.Logger) {
	defer close(l.done)
	if err := serve(l.socket); !errors.Is(err, http.ErrServerClosed) {
		logger.Error(message, "address", l.socket.Addr().String(), "error", err)
	}
}

// close lets requests under way end until the context does, then cuts them off.
func (l *listener) close(ctx context.Context) {
	if err := l.server.Shutdown(ctx); err != nil {
		_ = l.server.Close()
	}
	<-l.done
}

// loopback reports whether the socket is on a loopback address.
func (l *listener) loopback() bool {
	addr, ok := l.socket.Addr().(*net.TCPAddr)
	return ok && addr.IP.IsLoopback()
}

// url returns the listener's address for a client on this machine.
func (l *listener) url() string {
	host, port, err := net.SplitHostPort(l.socket.Addr().String())
	if err != nil {
		return l.scheme + "://" + l.socket.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return l.scheme + "://" + net.JoinHostPort(host, port)
}

// listener is one address with its HTTP server.
type listener struct {
	socket net.Listener
	gate   *gate.Gate
	scheme string // http or https
	routes *http.ServeMux
	server *http.Server
	done   chan struct{}
}

// listenAt opens the socket of an address; option is the field of Options that gives it.
func (s *Server) listenAt(option, address string) (*listener, error) {
	socket, err := net.Listen("tcp", address)
	if err != nil {
		return nil, problem.New(problem.Unavailable, "", "cannot listen on %s (Options.%s): %w", address, option, err)
	}
	return &listener{socket: s.gate.Listener(socket), gate: s.gate, scheme: "http", routes: http.NewServeMux(), done: make(chan struct{})}, nil
}
