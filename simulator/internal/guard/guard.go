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

// Guard checks requests to one listener.
type Guard struct {
	Token    string // required of every request when it is not empty
	Loopback bool   // the listener is on a loopback address: the Host must be loopback
}

// Check refuses a request for another host or from another origin. The error is a sentence for whoever sent it.
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

// isLoopback tells whether the host of a Host header, with or without a port, is this machine by its form.
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

// Bearer tells whether a request brings the token in its Authorization, or none is required.
func (g Guard) Bearer(r *http.Request) bool {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return g.Token == "" || strings.EqualFold(scheme, "Bearer") && g.Is(strings.TrimSpace(token))
}

// Is tells whether a text is the token, in a time that does not tell how much of it is right.
func (g Guard) Is(token string) bool {
	want, got := sha256.Sum256([]byte(g.Token)), sha256.Sum256([]byte(token))
	return subtle.ConstantTimeCompare(want[:], got[:]) == 1
}

// Pass is what a browser carries instead of the token once it has shown it: made from the token, and of no use to make the token
// from or in its place. It is for the listener on one port, since cookies do not tell ports apart, and holds until a moment, to the
// second, or until there is another token.
func (g Guard) Pass(port string, until time.Time) string {
	end := strconv.FormatInt(until.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(g.Token))
	_, _ = fmt.Fprintf(mac, "llsim console %q %s", port, end) // a hash takes all
	return fmt.Sprintf("%s.%x", end, mac.Sum(nil))
}

// Passes tells whether a text is a pass for a port that still holds, or none is required.
func (g Guard) Passes(pass, port string, now time.Time) bool {
	if g.Token == "" {
		return true
	}
	end, _, _ := strings.Cut(pass, ".")
	seconds, err := strconv.ParseInt(end, 10, 64)
	until := time.Unix(seconds, 0)
	return err == nil && now.Before(until) && hmac.Equal([]byte(pass), []byte(g.Pass(port, until)))
}
