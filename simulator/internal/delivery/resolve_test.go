package delivery

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestNamesOfLocalhostAreLoopback holds RFC 6761: nobody is asked for them, and both addresses are tried.
func TestNamesOfLocalhostAreLoopback(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "[::1]:0"} {
		t.Run(address, func(t *testing.T) {
			l, err := net.Listen("tcp", address)
			if err != nil {
				t.Logf("%s is not tried: %v", address, err)
				return
			}
			s := &httptest.Server{Listener: l, Config: &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, ok) })}}
			s.Start()
			defer s.Close()
			_, port, _ := net.SplitHostPort(l.Addr().String())
			p := newPoster(t)
			p.resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
				t.Error("a name server is asked")
				return nil, errors.New("no name server here")
			}}
			for _, host := range []string{"localhost", "shop.localhost", "a.b.LocalHost", "shop.localhost."} {
				url := "http://" + host + ":" + port
				want(t, p.Post(t.Context(), notification(url)), Acknowledged, "")
				if err := p.Permits(t.Context(), url); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// TestFailuresInContainersSayWhatToDo holds that names and loopback, which mean something else in a container, come with advice.
func TestFailuresInContainersSayWhatToDo(t *testing.T) {
	for _, tc := range []struct {
		url       string
		contained bool
		says      string
	}{
		{"http://shop:3000/", true, "no such host: shop; llsim runs in a container: use the service's name in docker compose, host.docker.internal"},
		{"http://shop:3000/", false, "no such host: shop; a service's name in docker compose is known in its network only"},
		{"http://host.docker.internal/", true, "--add-host host.docker.internal:host-gateway"},
		{"http://host.docker.internal/", false, "use localhost"},
		{closedPort, true, "nothing listens there; llsim runs in a container, and that is the container itself: use the service's name"},
		{strings.Replace(closedPort, "127.0.0.1", "shop.localhost", 1), true, "--network host"},
	} {
		t.Run(tc.says, func(t *testing.T) {
			p := newPoster(t)
			p.contained = tc.contained
			p.resolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
				client, server := net.Pipe()
				go noSuchName(server)
				return client, nil
			}}
			want(t, p.Post(t.Context(), notification(tc.url)), Unreachable, tc.says)
		})
	}
	p := newPoster(t)
	p.contained = false
	if r := p.Post(t.Context(), notification(closedPort)); strings.Contains(r.Reason.String(), "container") {
		t.Errorf("outside of containers: %q", r.Reason)
	}
}

// noSuchName answers a question over TCP that the name does not exist.
func noSuchName(c net.Conn) {
	defer c.Close()
	var length [2]byte
	if _, err := io.ReadFull(c, length[:]); err != nil {
		return
	}
	reply := make([]byte, int(length[0])<<8|int(length[1]))
	if _, err := io.ReadFull(c, reply); err != nil {
		return
	}
	reply[2], reply[3] = 0x81, 0x83 // an answer: NXDOMAIN
	c.Write(append(length[:], reply...))
}
