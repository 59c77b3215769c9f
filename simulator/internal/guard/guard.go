package guard

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Token lets its holder in.
type Token struct {
	Name   string // of the holder, for journal and log; "" for a token without one
	Secret string
}

// Options say whom a guard lets in.
type Options struct {
	Tokens   []Token          // one of them is required of every request; none: nothing is
	Loopback bool             // the listener is on a loopback address: the Host must be loopback
	Now      func() time.Time // real time
	// Failed is told of each sign-in that failed; nil: nobody. slowed: from now on the address has to wait.
	Failed func(door, address string, slowed bool)
}

// Guard decides about requests to one listener. It is safe for concurrent use.
type Guard struct {
	options  Options
	failures failures
}

// New returns a guard that has seen no failure.
func New(o Options) *Guard {
	return &Guard{options: o, failures: failures{by: map[string]*failed{}}}
}

// Open reports whether no token is required.
func (g *Guard) Open() bool { return len(g.options.Tokens) == 0 }

// Check returns an error for a request to another host or from another origin; its text is for the sender.
func (g *Guard) Check(r *http.Request) error {
	if g.options.Loopback && !isLoopback(r.Host) {
		return message.Errorf("a loopback address does not answer for the host %q; use 127.0.0.1, [::1] or localhost", r.Host) // a name that resolves to it: DNS rebinding
	}
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || !strings.EqualFold(u.Host, r.Host) {
			return message.Errorf("pages of the origin %q are not served", origin)
		}
	}
	return nil
}

// isLoopback reports whether the host of a Host header, with or without a port, is localhost or a loopback address.
func isLoopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	return err == nil && addr.Unmap().IsLoopback()
}

// ErrToken is the error for a request without the token, or with another one.
var ErrToken = message.Errorf("the token is missing or wrong")

// SlowedError is the error for a request with a token from an address from which too many wrong ones have come.
type SlowedError struct {
	Wait time.Duration // until a token is looked at again
}

// Error says what happened and how long to wait.
func (e *SlowedError) Error() string { return e.In(message.English) }

// In says what Error says in a language.
func (e *SlowedError) In(lang message.Lang) string {
	return message.New("%d sign-ins from this address have failed within %s: no token is looked at for %s", maxFailures, window, e.Wait.Round(time.Second)).In(lang)
}

// RetryAfter is the wait in whole seconds, for the header of that name.
func (e *SlowedError) RetryAfter() string {
	return strconv.Itoa(int((e.Wait + time.Second - 1) / time.Second))
}

// Bearer returns the name of the holder of the token in a request's Authorization header. door names what the token is for, where a wrong
// one is counted. The error is ErrToken or a *SlowedError.
func (g *Guard) Bearer(r *http.Request, door string) (name string, err error) {
	if g.Open() {
		return "", nil
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return "", ErrToken
	}
	return g.SignIn(r, door, strings.TrimSpace(token))
}

// SignIn returns the name of the holder of a token, which may be written as NAME:TOKEN too. The error is as of Bearer.
func (g *Guard) SignIn(r *http.Request, door, token string) (name string, err error) {
	address, now := addressKey(r.RemoteAddr), g.options.Now()
	if wait := g.failures.wait(address, now); wait > 0 {
		return "", &SlowedError{wait}
	}
	if t, ok := g.find(token); ok {
		return t.Name, nil
	}
	slowed := g.failures.add(address, now)
	if g.options.Failed != nil {
		g.options.Failed(door, address, slowed)
	}
	return "", ErrToken
}

// find returns the token that a text is. It takes the same time for each text.
func (g *Guard) find(text string) (found Token, ok bool) {
	got := sha256.Sum256([]byte(text))
	for _, t := range g.options.Tokens {
		for _, spelling := range []string{t.Secret, t.Name + ":" + t.Secret} {
			want := sha256.Sum256([]byte(spelling))
			if subtle.ConstantTimeCompare(want[:], got[:]) == 1 {
				found, ok = t, true
			}
		}
	}
	return found, ok
}

// Pass returns what a browser carries in a cookie once it has shown a token: a MAC made with the token, which does not give the token
// away. It is valid for the listener on one port, since cookies do not distinguish ports, and until a moment, in whole seconds.
func (g *Guard) Pass(token, port string, until time.Time) string {
	t, _ := g.find(token)
	return t.pass(port, strconv.FormatInt(until.Unix(), 10))
}

func (t Token) pass(port, end string) string {
	mac := hmac.New(sha256.New, []byte(t.Secret))
	_, _ = fmt.Fprintf(mac, "llsim console %q %s", port, end) // a hash takes all
	return fmt.Sprintf("%s.%x", end, mac.Sum(nil))
}

// Passes returns the name of the holder of the token that a pass was made with, and whether it is a valid pass for a port, or no token is
// required.
func (g *Guard) Passes(pass, port string, now time.Time) (name string, ok bool) {
	if g.Open() {
		return "", true
	}
	end, _, _ := strings.Cut(pass, ".")
	seconds, err := strconv.ParseInt(end, 10, 64)
	if err != nil || !now.Before(time.Unix(seconds, 0)) {
		return "", false
	}
	for _, t := range g.options.Tokens {
		if hmac.Equal([]byte(pass), []byte(t.pass(port, end))) {
			return t.Name, true
		}
	}
	return "", false
}

type holderKey struct{}

// WithHolder returns a request that remembers who sent it; "" is nobody.
func WithHolder(r *http.Request, name string) *http.Request {
	if name == "" {
		return r
	}
	return r.WithContext(context.WithValue(r.Context(), holderKey{}, name))
}

// Holder returns who sent a request, "" where it is not known.
func Holder(r *http.Request) string {
	name, _ := r.Context().Value(holderKey{}).(string)
	return name
}
