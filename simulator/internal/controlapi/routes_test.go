package controlapi_test

import (
	"net/http"
	"testing"
)

// The path of a sandbox named import is where sandboxes are imported, too.
func TestASandboxNamedImportIsServed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	json := map[string]string{"Content-Type": "application/json", "Authorization": "Bearer s3cret"}
	for _, step := range []struct {
		method, path, body string
		status             int
	}{
		{http.MethodPost, "/_sim/v1/sandboxes", `{"id": "import"}`, http.StatusCreated},
		{http.MethodGet, "/_sim/v1/sandboxes/import", "", http.StatusOK},
		{http.MethodGet, "/_sim/v1/sandboxes/import/clock", "", http.StatusOK},
		{http.MethodDelete, "/_sim/v1/sandboxes/import", "", http.StatusNoContent},
		{http.MethodGet, "/_sim/v1/sandboxes/import", "", http.StatusNotFound},
	} {
		if status, _, text := w.request(step.method, step.path, step.body, json); status != step.status {
			t.Errorf("%s %s: %d, want %d: %s", step.method, step.path, status, step.status, text)
		}
	}
}
