package simulator_test

import (
	"net/http"
	"testing"

	"go.uber.org/goleak"
)

// TestMain holds that servers that were closed leave nothing running.
func TestMain(m *testing.M) { goleak.VerifyTestMain(withoutIdleConnections{m}) }

// withoutIdleConnections closes what the tests' own client keeps open for later.
type withoutIdleConnections struct{ *testing.M }

func (m withoutIdleConnections) Run() int {
	defer http.DefaultClient.CloseIdleConnections()
	return m.M.Run()
}
