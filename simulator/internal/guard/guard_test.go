package guard_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/guard"
)

func TestHostsAndOrigins(t *testing.T) {
	for _, test := range []struct {
		loopback     bool
		host, origin string
		ok           bool
	}{
		{true, "127.0.0.1:8900", "", true},
		{true, "localhost:8900", "http://localhost:8900", true},
		{true, "LOCALHOST.", "", true},
		{true, "[::ffff:127.0.0.1]:1", "", true},
		{true, "rebound.example:8900", "", false},
		{true, "127.0.0.1.evil.example", "", false},
		{true, "localhost.evil.example", "", false},
		{true, "0.0.0.0:8900", "", false}, // which leads here too
		{true, "", "", false},
		{true, "127.0.0.1:8900", "file://", false},
		{true, "127.0.0.1:8900", "http://evil.example", false},
		{true, "127.0.0.1:8900", "http://127.0.0.1:8901", false},
		{true, "127.0.0.1:8900", "null", false},
		{false, "llsim.example", "https://llsim.example", true},
		{false, "llsim.example", "https://other.example", false},
	} {
		t.Run(test.host+" from "+test.origin, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.Host = test.host
			if test.origin != "" {
				r.Header.Set("Origin", test.origin)
			}
			if err := guard.New(guard.Options{Loopback: test.loopback}).Check(r); (err == nil) != test.ok {
				t.Errorf("%+v: %v", test, err)
			}
		})
	}
}

// of is a guard with tokens, each NAME:TOKEN or TOKEN, at a standing time.
func of(now *time.Time, tokens ...string) *guard.Guard {
	o := guard.Options{Now: func() time.Time { return *now }}
	for _, t := range tokens {
		name, secret, ok := strings.Cut(t, ":")
		if !ok {
			name, secret = "", t
		}
		o.Tokens = append(o.Tokens, guard.Token{Name: name, Secret: secret})
	}
	return guard.New(o)
}

// bearer is a request with a token.
func bearer(remote, token string) *http.Request {
	r := httptest.NewRequest("GET", "/", nil)
	r.RemoteAddr = remote
	if token != "" {
		r.Header.Set("Authorization", "bearer "+token)
	}
	return r
}

func TestTokensAndPasses(t *testing.T) {
	now := time.Date(2018, 1, 12, 12, 0, 0, 0, time.UTC)
	none, one, other := of(&now), of(&now, "s3cret"), of(&now, "s3crets")
	r := bearer("192.0.2.1:1", "")
	if _, err := none.Bearer(r, "x"); err != nil {
		t.Error("without a token nothing is required")
	}
	if _, ok := none.Passes("", "8900", now); !ok {
		t.Error("without a token no pass is required")
	}
	for _, token := range []string{"", "other", "s3cre"} {
		if _, err := one.Bearer(bearer("192.0.2.1:1", token), "x"); !errors.Is(err, guard.ErrToken) {
			t.Errorf("%q passes for the token: %v", token, err)
		}
	}
	r = bearer("192.0.2.1:1", "s3cret")
	if _, err := one.Bearer(r, "x"); err != nil {
		t.Error(err)
	}
	if _, err := other.Bearer(r, "x"); err == nil {
		t.Error("a token passes for another one")
	}
	end := now.Add(time.Hour)
	pass := one.Pass("s3cret", "8900", end)
	_, mac, _ := strings.Cut(pass, ".")
	later := strconv.FormatInt(end.Add(time.Hour).Unix(), 10)
	for name, test := range map[string]struct {
		guard      *guard.Guard
		pass, port string
		now        time.Time
		ok         bool
	}{
		"its own":                {one, pass, "8900", now, true},
		"to its end":             {one, pass, "8900", end.Add(-time.Second), true},
		"at its end":             {one, pass, "8900", end, false},
		"with another end":       {one, later + "." + mac, "8900", now, false},
		"of another port":        {one, pass, "8901", now, false},
		"of another token":       {other, pass, "8900", now, false},
		"the token":              {one, "s3cret", "8900", now, false},
		"none":                   {one, "", "8900", now, false},
		"made without the token": {one, one.Pass("", "8900", end), "8900", now, false},
	} {
		t.Run(name, func(t *testing.T) {
			if _, ok := test.guard.Passes(test.pass, test.port, test.now); ok != test.ok {
				t.Errorf("passes: %t", ok)
			}
		})
	}
	if _, err := one.SignIn(r, "x", pass); err == nil {
		t.Error("a pass stands for the token")
	}
}

func TestHoldersAreKnownByName(t *testing.T) {
	now := time.Date(2018, 1, 12, 12, 0, 0, 0, time.UTC)
	g := of(&now, "alice:aaaa", "bob:bbbb", "cccc")
	for token, want := range map[string]string{"aaaa": "alice", "bbbb": "bob", "bob:bbbb": "bob", "cccc": ""} {
		name, err := g.Bearer(bearer("192.0.2.1:1", token), "x")
		if err != nil || name != want {
			t.Errorf("%s is %q, %v", token, name, err)
		}
		if name, ok := g.Passes(g.Pass(token, "1", now.Add(time.Hour)), "1", now); !ok || name != want {
			t.Errorf("the pass of %s is %q, %t", token, name, ok)
		}
		if got := guard.Holder(guard.WithHolder(bearer("", ""), name)); got != want {
			t.Errorf("the request of %s is by %q", token, got)
		}
	}
	if _, err := g.Bearer(bearer("192.0.2.1:1", "alice:bbbb"), "x"); err == nil {
		t.Error("alice signs in with bob's token")
	}
}
