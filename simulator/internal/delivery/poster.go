package delivery

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/message"
)

const (
	// answerTime is what a merchant has to connect, take the request and answer, in real time (NTF-3).
	answerTime = 5 * time.Second
	// maxBody is where an answer's body is cut (NTF-6).
	maxBody = 64 << 10
	// maxHead bounds an answer's status line and header.
	maxHead = 64 << 10
)

// Request is what one delivery sends.
type Request struct {
	URL         string
	ContentType string
	Body        []byte
	StrictAck   bool // the acknowledgement must be JSON (profile: ack)
}

// Result is what came of a delivery. Status and Body are zero when no answer came.
type Result struct {
	Ruling
	Status    int
	Body      []byte        // at most 64 KiB
	Truncated bool          // the body was longer
	Duration  time.Duration // in real time
}

// Poster delivers requests to merchants. It is safe for concurrent use and has no connections or goroutines at rest.
type Poster struct {
	guard     *Guard
	limit     time.Duration
	resolver  *net.Resolver // nil: the machine's
	contained bool          // the simulator runs in a container, whose names and loopback addresses are not the host's
	closing   context.Context
	close     context.CancelFunc
}

// New returns a poster that connects only to addresses that g allows.
func New(g *Guard) *Poster {
	p := &Poster{guard: g, limit: answerTime, contained: inContainer()}
	p.closing, p.close = context.WithCancel(context.Background())
	return p
}

// Close cancels the deliveries under way, whose results then say so, and all later ones. It does not wait for them.
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

// outcome is a result, or the error because of which no complete answer came.
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

	if target.Scheme == "https" { // any certificate is taken: merchants under test have self-signed ones, and only test data is sent to them
		secure := tls.Client(conn, &tls.Config{ServerName: target.Hostname(), InsecureSkipVerify: true, NextProtos: []string{"http/1.1"}})
		if err := secure.HandshakeContext(ctx); err != nil {
			return outcome{err: message.Errorf("no TLS connection: %w", err)}
		}
		return exchange(secure, target, r)
	}
	return exchange(conn, target, r)
}

func parseTarget(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, message.Errorf("%s is no address to post to: write http://HOST/PATH or https://HOST/PATH", quote(s))
	}
	return u, nil
}

// Destination returns the host and port that deliveries to a URL connect to, in one spelling for each; "" for a URL without a host.
func Destination(rawURL string) string {
	u, err := parseTarget(rawURL)
	if err != nil {
		return ""
	}
	return net.JoinHostPort(hostKey(u.Hostname()), port(u))
}

// port returns a URL's port, or the default one of its scheme.
func port(u *url.URL) string {
	if p := u.Port(); p != "" {
		return p
	}
	return map[string]string{"http": "80", "https": "443"}[u.Scheme]
}

// dial connects to the URL's host, if the guard allows the address that its name resolves to.
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

// Permits returns nil when a browser may be sent to a URL: the guard allows every address that its host resolves to on this machine.
// A name that only the browser's machine can resolve must itself be allowed.
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
		return message.Errorf("%s does not resolve to an address on the simulator's machine: if the browser knows it, start the simulator with --notify-allow %[1]s", host)
	}
	for _, addr := range addrs {
		err = errors.Join(err, p.guard.Check(host, addr))
	}
	return err
}

// explain returns the verdict and reason for the error of a delivery. ctx is the delivery's without its time limit: when it has ended,
// the delivery was cancelled before the merchant's time was up.
func (p *Poster) explain(ctx context.Context, err error) (Verdict, message.Message) {
	var notAllowed *NotAllowedError
	var network net.Error
	var name *net.DNSError
	switch {
	case ctx.Err() != nil:
		return Unreachable, message.New("the delivery was cancelled before the merchant answered")
	case errors.As(err, &notAllowed):
		return Unreachable, notAllowed.message()
	case errors.As(err, &network) && network.Timeout():
		return Timeout, message.New("no complete answer within %s", p.limit.String())
	case errors.Is(err, syscall.ECONNREFUSED):
		return Unreachable, p.refused(err)
	case errors.As(err, &name):
		return Unreachable, p.unresolved(name)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return Unreachable, message.New("llsim itself has no file descriptor left for a connection: start it with more (ulimit -n)")
	}
	return Unreachable, message.Of(err)
}
