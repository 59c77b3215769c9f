// Package leak holds tests to leaving nothing running: no goroutine of a server, a page or a stream that was closed.
package leak

import (
	"net/http"
	"testing"

	"go.uber.org/goleak"
)

// Main runs the tests of a package, and fails when goroutines are left.
func Main(m *testing.M) { goleak.VerifyTestMain(withoutIdleConnections{m}) }

// Find returns an error that names the goroutines which are left, after it has given them some time to end.
func Find() error {
	http.DefaultClient.CloseIdleConnections()
	return goleak.Find()
}

// withoutIdleConnections closes what the tests' own client keeps open for later.
type withoutIdleConnections struct{ *testing.M }

func (m withoutIdleConnections) Run() int {
	defer http.DefaultClient.CloseIdleConnections()
	return m.M.Run()
}
