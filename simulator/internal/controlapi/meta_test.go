package controlapi_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator/internal/controlapi"
)

func TestCertificate(t *testing.T) {
	const text = "-----BEGIN CERTIFICATE-----\n"
	w := newWorld(t, func(o *controlapi.Options) { o.CA = []byte(text) }, withToken("", "secret"))
	status, header, body := w.request(http.MethodGet, "/_sim/v1/ca.pem", "", nil)
	if status != http.StatusOK || header.Get("Content-Type") != "application/x-pem-file" || body != text {
		t.Errorf("without the token: %d %s %q", status, header.Get("Content-Type"), body)
	}
	status, _, body = newWorld(t).request(http.MethodGet, "/_sim/v1/ca.pem", "", nil)
	if status != http.StatusNotFound || !strings.Contains(body, "--proxy-listen or --tls") {
		t.Errorf("a server without authority: %d %s", status, body)
	}
}

// TestNotReadyIs503 holds what a load balancer sees of a server that takes no work, and that it still says that it is alive.
func TestNotReadyIs503(t *testing.T) {
	w := newWorld(t, func(o *controlapi.Options) { o.Ready = func() error { return errors.New("the server is stopping") } })
	status, _, body := w.request("GET", "/_sim/v1/ready", "", nil)
	if status != 503 || !strings.Contains(body, `{"code":"unavailable","message":"the server is stopping"}`) {
		t.Errorf("%d %s", status, body)
	}
	if status, _, _ := w.request("GET", "/_sim/v1/health", "", nil); status != 200 {
		t.Errorf("health: %d", status)
	}
}
