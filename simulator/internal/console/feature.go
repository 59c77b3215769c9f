package console

import (
	"github.com/lianlian-sim/llsim/simulator/internal/record"
)

// feature answers with what happened in the sandbox as a scenario in Gherkin, for the browser to save.
func feature(v *visit) {
	h := v.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+v.Sandbox.ID+`.feature"`)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	_, _ = v.w.Write([]byte(record.Feature(record.Read(v.r.Context(), v.Sandbox))))
}
