package inbox

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestSources(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, allow, local, remote string
		refused                    bool
	}{
		{"loopback", "", "127.0.0.1:8900", "127.0.0.1:40000", false},
		{"loopback of IPv6", "", "[::1]:8900", "[::1]:40000", false},
		{"mapped loopback", "", "127.0.0.1:8900", "[::ffff:127.0.0.1]:40000", false},
		{"this machine by its other address", "", "192.0.2.7:8900", "192.0.2.7:40000", false},
		{"another machine", "", "192.0.2.7:8900", "192.0.2.8:40000", true},
		{"a container's host", "", "172.17.0.2:8900", "172.17.0.1:40000", true},
		{"allowed", "172.17.0.1", "172.17.0.2:8900", "172.17.0.1:40000", false},
		{"allowed beside others", "198.51.100.1 192.0.2.0/24", "192.0.2.7:8900", "192.0.2.8:40000", false},
		{"its neighbour", "192.0.2.8", "192.0.2.7:8900", "192.0.2.9:40000", true},
		{"allowed, mapped", "192.0.2.8", "192.0.2.7:8900", "[::ffff:192.0.2.8]:40000", false},
		{"no address", "", "127.0.0.1:8900", "pipe", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, err := ParseSources(strings.Fields(c.allow))
			if err != nil {
				t.Fatal(err)
			}
			local, err := net.ResolveTCPAddr("tcp", c.local)
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequestWithContext(context.WithValue(t.Context(), http.LocalAddrContextKey, local), "POST", "/inbox", nil)
			r.RemoteAddr = c.remote
			if err := s.Check(r); (err != nil) != c.refused {
				t.Errorf("got %v", err)
			}
		})
	}
	for _, wrong := range []string{"shop.example", "10.0.0", ""} {
		if _, err := ParseSources([]string{wrong}); err == nil || !strings.Contains(err.Error(), "CIDR") {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}
