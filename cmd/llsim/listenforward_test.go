package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// A listener that passes messages on to itself stops at the first that comes back.
func TestForwardingInACircleEnds(t *testing.T) {
	t.Parallel()
	rc := &receiver.Receiver{Box: &receiver.Box{}, Relay: true, Known: func(string) (sign.Evidence, error) { return sign.Evidence{}, nil }}
	server := httptest.NewServer(rc)
	defer server.Close()
	shop, err := newForwarder(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	shop.via = "1.1 " + onThisMachine(server.Listener.Addr())
	rc.Forward = shop.pass
	res, err := http.Post(server.URL, "text/json", strings.NewReader(`{"no_order":"1"}`)) //nolint:noctx // as a platform's client would
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if kept := rc.Box.Messages(); res.StatusCode != http.StatusBadGateway || len(kept) != 2 ||
		!strings.Contains(kept[0].Forwarded.Problem.In(message.Chinese), "循环") || kept[1].Forwarded.Status != http.StatusBadGateway {
		t.Errorf("%s, %+v", res.Status, kept)
	}
}
