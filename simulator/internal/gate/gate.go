package gate

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// Gate holds the limits and the number of open connections that all listeners of a program share.
type Gate struct {
	limits Limits
	open   atomic.Int64
}

// New returns a gate with these limits and no connections.
func New(l Limits) *Gate { return &Gate{limits: l} }

// Server returns an HTTP server whose clients are held to the limits. base is the parent of every request's context. Its connections
// must come from a Listener of this gate.
func (g *Gate) Server(base context.Context, h http.Handler, errors *log.Logger) *http.Server {
	return &http.Server{
		Handler:           g.handler(h),
		ReadHeaderTimeout: g.limits.Header,
		IdleTimeout:       g.limits.Idle,
		ErrorLog:          errors,
		BaseContext:       func(net.Listener) context.Context { return base },
		ConnContext:       withRefused,
	}
}

// handler answers 503 on connections beyond the bound, and gives the bodies of other requests their deadline.
func (g *Gate) handler(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refused(r.Context()) {
			g.refuse(w)
			return
		}
		if r.Body != nil && r.Body != http.NoBody {
			control := http.NewResponseController(w)
			_ = control.SetReadDeadline(clock.Real().Add(g.limits.Body))
			r.Body = &body{r.Body, control}
		}
		h.ServeHTTP(w, r)
	})
}

// body is a request's body with a read deadline, which ends with the body: the handler may take longer.
type body struct {
	io.ReadCloser
	control *http.ResponseController
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF {
		_ = b.control.SetReadDeadline(time.Time{})
	}
	return n, err
}

func (g *Gate) refuse(w http.ResponseWriter) {
	reason := fmt.Sprintf("llsim has %d connections open and takes no more", g.limits.Connections)
	h := w.Header()
	h.Set("Connection", "close")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Retry-After", "1")
	h.Set("X-Sim-Reason", reason)
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = io.WriteString(w, reason+". Close connections that are not needed, or start llsim with more file descriptors (ulimit -n).\n")
}
