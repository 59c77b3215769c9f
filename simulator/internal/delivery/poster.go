package delivery

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

const (
	// answerTime is what a merchant has to connect, take the request and answer, in real time (NTF-3).
	answerTime = 5 * time.Second
	// maxBody is where an answer's body is cut (NTF-6).
	maxBody = 64 << 10
	// maxHead bounds an answer's status line and header.
	maxHead = 64 << 10
)

// Request is one delivery.
type Request struct {
	URL         string
	ContentType string
	Body        []byte
	StrictAck   bool // the acknowledgement must be JSON (profile: ack)
}

// Result is how a delivery went. Status, Header and Body are zero when no answer came.
type Result struct {
	Ruling
	Status    int
	Header    map[string]string // the few that help to understand an answer: Content-Type, Location, Server, Retry-After
	Body      []byte            // at most 64 KiB
	Truncated bool              // the body was longer
	Duration  time.Duration     // real
}

// Poster delivers requests to merchants. It is safe for concurrent use and has no connections or goroutines at rest.
type Poster struct {
	guard     *Guard
	limit     time.Duration
	resolver  *net.Resolver // nil: the machine's
	contained bool          // it runs in a container, where names and loopback are the container's
	closing   context.Context
	close     context.CancelFunc
}

// New returns a poster that goes only where g lets it.
func New(g *Guard) *Poster {
	p := &Poster{guard: g, limit: answerTime, contained: inContainer()}
	p.closing, p.close = context.WithCancel(context.Background())
	return p
}

// Close ends deliveries in flight, as their results then say, and lets no more begin. It does not wait for them.
func (p *Poster) Close() { p.close() }

// Post delivers r and judges the answer (NTF-3). It takes at most 5 seconds, and less when ctx ends: the delivery is then
// unreachable.
func (p *Poster) Post(ctx context.Context, r Request) Result {
	elapsed := clock.Stopwatch()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(p.closing, cancel)()
	timed, stop := context.WithTimeout(ctx, p.limit)
	defer stop()

	o := p.post(timed, r)
	if o.err != nil {
		o.Verdict, o.Reason = p.explain(ctx, o.err)
	}
	o.Duration = elapsed()
	return o.Result
}

// outcome is a result, or the error that kept a complete answer from coming.
type outcome struct {
	Result
	err error
}

func (p *Poster) post(ctx context.Context, r Request) outcome {
	target, err := parseTarget(r.URL)
	if err != nil {
		return outcome{err: err}
	}
	conn, err := p.dial(ctx, target)
	if err != nil {
		return outcome{err: err}
	}
	defer conn.Close()
	// The end of the context, by time or otherwise, ends every read and write.
	defer context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })()

	if target.Scheme == "https" {
		secure := tls.Client(conn, tlsConfig(target.Hostname()))
		if err := secure.HandshakeContext(ctx); err != nil {
			return outcome{err: fmt.Errorf("no TLS connection: %w", err)}
		}
		return exchange(secure, target, r)
	}
	return exchange(conn, target, r)
}

func parseTarget(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, fmt.Errorf("%s is no address to post to: write http://HOST/PATH or https://HOST/PATH", brief(s))
	}
	return u, nil
}

// Destination is the host and port that a URL's deliveries go to, the same for every way to write them; empty where there is none.
func Destination(rawURL string) string {
	u, err := parseTarget(rawURL)
	if err != nil {
		return ""
	}
	return net.JoinHostPort(hostKey(u.Hostname()), port(u))
}

// port is a URL's, or that of its scheme.
func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"http": "80", "https": "443"}[u.Scheme]
}

// dial connects, asking the guard about each address the name resolves to.
func (p *Poster) dial(ctx context.Context, u *url.URL) (net.Conn, error) {
	host := u.Hostname()
	dialer := net.Dialer{Resolver: p.resolver, Control: func(_, address string, _ syscall.RawConn) error {
		resolved, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return p.guard.Check(host, resolved.Addr())
	}}
	var failed error
	for _, at := range hosts(host) {
		conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(at, port(u)))
		if err == nil {
			return conn, nil
		}
		if failed == nil {
			failed = err
		}
	}
	return nil, failed
}

// Permits returns nil when the guard lets a browser be sent to a URL: each address that its host resolves to here is allowed, or none is
// known here and the name itself is allowed. The browser may know names that this machine does not.
func (p *Poster) Permits(ctx context.Context, rawURL string) error {
	u, err := parseTarget(rawURL)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, p.limit)
	defer stop()
	host := u.Hostname()
	addrs, err := p.lookup(ctx, host)
	if err != nil {
		if p.guard.hosts[hostKey(host)] {
			return nil
		}
		return fmt.Errorf("%s does not resolve to an address on the simulator's machine: if the browser knows it, start the simulator with --notify-allow %[1]s", host)
	}
	for _, addr := range addrs {
		err = errors.Join(err, p.guard.Check(host, addr))
	}
	return err
}

// tlsConfig takes any certificate: merchants under test run with self-signed ones, and what goes to them is test data.
func tlsConfig(host string) *tls.Config {
	return &tls.Config{ServerName: host, InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}}
}

// explain turns the error of a delivery into its verdict. ctx has no limit of time from here: when it has ended, somebody
// gave up before the merchant had its time.
func (p *Poster) explain(ctx context.Context, err error) (Verdict, string) {
	var notAllowed *NotAllowedError
	var network net.Error
	var name *net.DNSError
	switch {
	case ctx.Err() != nil:
		return Unreachable, "the delivery was cancelled before the merchant answered"
	case errors.As(err, &notAllowed):
		return Unreachable, notAllowed.Error()
	case errors.As(err, &network) && network.Timeout():
		return Timeout, "no complete answer within " + p.limit.String()
	case errors.Is(err, syscall.ECONNREFUSED):
		return Unreachable, p.refused(err)
	case errors.As(err, &name):
		return Unreachable, p.unresolved(name)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return Unreachable, "llsim itself has no file descriptor left for a connection: start it with more (ulimit -n)"
	}
	return Unreachable, err.Error()
}
