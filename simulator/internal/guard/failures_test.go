package guard

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"testing"
	"time"
)

// TestFailuresSlowAnAddressDown holds that ten wrong tokens within a minute close an address to all tokens until the minute is over, and
// close no other address.
func TestFailuresSlowAnAddressDown(t *testing.T) {
	now := time.Date(2018, 1, 12, 12, 0, 0, 0, time.UTC)
	var told []string
	g := New(Options{Tokens: []Token{{Secret: "right"}}, Now: func() time.Time { return now }, Failed: func(door, address string, slowed bool) {
		told = append(told, fmt.Sprint(door, " ", address, " ", slowed))
	}})
	try := func(remote, token string) error {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = remote
		_, err := g.SignIn(r, "console", token)
		return err
	}
	for i := range maxFailures {
		now = now.Add(time.Second)
		if err := try(fmt.Sprintf("[2001:db8::%x]:%d", i+1, i+1), "guess"); !errors.Is(err, ErrToken) {
			t.Fatalf("failure %d: %v", i+1, err)
		}
	}
	if len(told) != maxFailures || told[0] != "console 2001:db8::/64 false" || told[maxFailures-1] != "console 2001:db8::/64 true" {
		t.Errorf("told %q", told)
	}
	slowed, ok := errors.AsType[*SlowedError](try("[2001:db8::ff]:9", "right"))
	if !ok || slowed.Wait != window-(maxFailures-1)*time.Second || slowed.RetryAfter() != "51" {
		t.Fatalf("%v", slowed)
	}
	if len(told) != maxFailures {
		t.Error("a token that nobody looked at is counted")
	}
	for _, remote := range []string{"[2001:db8:0:1::1]:9", "192.0.2.1:9"} {
		if err := try(remote, "right"); err != nil {
			t.Errorf("%s: %v", remote, err)
		}
	}
	now = now.Add(slowed.Wait)
	if err := try("[2001:db8::ff]:9", "right"); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

// TestFailuresAreBounded holds that very many addresses take no more memory than maxAddresses do, and that the newest are remembered.
func TestFailuresAreBounded(t *testing.T) {
	now := time.Date(2018, 1, 12, 12, 0, 0, 0, time.UTC)
	f := failures{by: map[string]*failed{}}
	for i := range 3 * maxAddresses {
		now = now.Add(time.Millisecond)
		for range maxFailures {
			f.add(fmt.Sprint(i), now)
		}
		if len(f.by) > maxAddresses {
			t.Fatalf("%d addresses", len(f.by))
		}
		if f.wait(fmt.Sprint(i), now) == 0 {
			t.Fatalf("address %d is forgotten at once", i)
		}
	}
	now = now.Add(window)
	f.add("after all", now)
	if len(f.by) != 1 {
		t.Errorf("%d addresses are remembered after their window", len(f.by))
	}
}

func TestAddressesWithoutPorts(t *testing.T) {
	for remote, want := range map[string]string{"192.0.2.1:80": "192.0.2.1", "[::ffff:192.0.2.1]:80": "192.0.2.1", "[fe80::1%eth0]:80": "fe80::/64",
		"[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::/64", "pipe": "pipe", "host:1": "host"} {
		if got := addressKey(remote); got != want {
			t.Errorf("%s: %s, want %s", remote, got, want)
		}
	}
}
