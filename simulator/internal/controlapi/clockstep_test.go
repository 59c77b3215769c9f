package controlapi_test

import (
	"net/http"
	"testing"
)

// Every day on the way has its clearing files: a slip of the pen in a year must not keep the sandbox busy for hours.
func TestTimeGoesAtMostTenYearsAtOnce(t *testing.T) {
	w := newWorld(t)
	for _, call := range []struct{ method, path, body string }{
		{http.MethodPut, "/clock", `{"mode":"manual","now":"9999-12-31T00:00:00+08:00"}`},
		{http.MethodPut, "/clock", `{"mode":"wall","now":"2081-01-12T00:00:00+08:00"}`},
		{http.MethodPost, "/clock/advance", `{"to":"2081-01-12T00:00:00+08:00"}`},
	} {
		status, _, text := w.request(call.method, "/_sim/v1/sandboxes/default"+call.path, call.body, nil)
		if status != http.StatusUnprocessableEntity {
			t.Errorf("%s %s %s: status %d %s, want 422", call.method, call.path, call.body, status, text)
		}
		if now := w.sandbox.Now(); !now.Equal(start) {
			t.Fatalf("%s %s moved time to %s", call.method, call.path, now)
		}
	}
}
