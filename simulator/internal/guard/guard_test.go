package guard_test

import (
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
			if err := (guard.Guard{Loopback: test.loopback}).Check(r); (err == nil) != test.ok {
				t.Errorf("%+v: %v", test, err)
			}
		})
	}
}

func TestTokensAndPasses(t *testing.T) {
	now := time.Date(2018, 1, 12, 12, 0, 0, 0, time.UTC)
	none, one, other := guard.Guard{}, guard.Guard{Token: "s3cret"}, guard.Guard{Token: "s3crets"}
	r := httptest.NewRequest("GET", "/", nil)
	if !none.Bearer(r) || !none.Passes("", "8900", now) {
		t.Error("without a token nothing is required")
	}
	if one.Bearer(r) || one.Passes("", "8900", now) || one.Is("") {
		t.Error("nothing passes for the token")
	}
	r.Header.Set("Authorization", "bearer s3cret")
	if !one.Bearer(r) || other.Bearer(r) {
		t.Error("the bearer of a token passes where it is the token, and nowhere else")
	}
	end := now.Add(time.Hour)
	pass := one.Pass("8900", end)
	if !one.Passes(pass, "8900", now) || other.Passes(pass, "8900", now) || one.Passes("s3cret", "8900", now) || one.Is(pass) {
		t.Error("a pass is for its own token, and neither stands for the other")
	}
	if one.Passes(pass, "8901", now) {
		t.Error("a pass is for its own port")
	}
	_, mac, _ := strings.Cut(pass, ".")
	later := strconv.FormatInt(end.Add(time.Hour).Unix(), 10)
	if !one.Passes(pass, "8900", end.Add(-time.Second)) || one.Passes(pass, "8900", end) || one.Passes(later+"."+mac, "8900", now) {
		t.Error("a pass has an end, which nobody else can change")
	}
}
