package controlapi_test

import (
	"net/http"
	"strings"
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
		r, err := http.NewRequestWithContext(t.Context(), call.method, w.url+"/_sim/v1/sandboxes/default"+call.path, strings.NewReader(call.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s %s %s: status %d, want 422", call.method, call.path, call.body, answer.StatusCode)
		}
		if now := w.sandbox.Now(); !now.Equal(start) {
			t.Fatalf("%s %s moved time to %s", call.method, call.path, now)
		}
	}
}
