package guard

import (
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
)

// Guard decides about requests to one listener.
type Guard struct {
	Token    string // required of every request when it is not empty
	Loopback bool   // the listener is on a loopback address: the Host must be loopback
}

// Check returns an error for a request to another host or from another origin; its text is for the sender.
func (g Guard) Check(r *http.Request) error {
	if g.Loopback && !isLoopback(r.Host) {
		return fmt.Errorf("a loopback address does not answer for the host %q; use 127.0.0.1, [::1] or localhost", r.Host) // a name that resolves to it: DNS rebinding
	}
	for _, origin := range r.Header.Values("Origin") {
		u, err := url.Parse(origin)
		if err != nil || u.Host == "" || !strings.EqualFold(u.Host, r.Host) {
			return fmt.Errorf("pages of the origin %q are not served", origin)
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

// Bearer reports whether a request has the token in its Authorization header, or none is required.
func (g Guard) Bearer(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return g.Token == "" || strings.EqualFold(scheme, "Bearer") && g.Is(strings.TrimSpace(token))
}

// Is reports whether a text is the token, in constant time.
func (g Guard) Is(token string) bool {
	want, got := sha256.Sum256([]byte(g.Token)), sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(want[:], got[:]) == 1
}

// Pass returns what a browser carries in a cookie once it has shown the token: a MAC made with the token, which does not give the token
// away. It is valid for the listener on one port, since cookies do not distinguish ports, and until a moment, in whole seconds.
func (g Guard) Pass(port string, until time.Time) string {
	end := strconv.FormatInt(until.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(g.Token))
	_, _ = fmt.Fprintf(mac, "llsim console %q %s", port, end) // a hash takes all
	return fmt.Sprintf("%s.%x", end, mac.Sum(nil))
}

// Passes reports whether a text is a valid pass for a port, or no token is required.
func (g Guard) Passes(pass, port string, now time.Time) bool {
	if g.Token == "" {
		return true
	}
	end, _, _ := strings.Cut(pass, ".")
	seconds, err := strconv.ParseInt(end, 10, 64)
	until := time.Unix(seconds, 0)
	return err == nil && now.Before(until) && hmac.Equal([]byte(pass), []byte(g.Pass(port, until)))
}
