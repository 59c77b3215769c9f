package controlapi_test

import (
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
