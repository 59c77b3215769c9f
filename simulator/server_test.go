package simulator_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/simulator"
)

// What is said about a path is text, whatever the path looks like.
func TestNothingHereIsText(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{ControlListen: "127.0.0.1:0"})
	for name, base := range map[string]string{"platform": s.URL(), "control API": s.ControlURL()} {
		t.Run(name, func(t *testing.T) {
			res, err := http.Get(base + "/%3Cscript%3Ealert(1)%3C/script%3E")
			if err != nil {
				t.Fatal(err)
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			if err != nil || !strings.Contains(string(body), "There is nothing at /<script>alert(1)</script>.") {
				t.Errorf("%s says %q, %v", base, body, err)
			}
			if h := res.Header; res.StatusCode != http.StatusNotFound || h.Get("Content-Type") != "text/plain; charset=utf-8" || h.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s answers %s %v", base, res.Status, h)
			}
		})
	}
}
