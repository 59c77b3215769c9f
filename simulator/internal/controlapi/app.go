package controlapi

import (
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	headers "github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// App stands in for merchants' apps (SDK-3).
type App interface {
	Pay(r *http.Request, s *sandbox.Sandbox, c domain.AppCall) domain.AppResult
}

// handOver answers with what the SDK gives back to the app, and in headers with what decided it, as the platform does.
func handOver(c *call, body api.App) (any, error) {
	handed, err := operator.App(body)
	if err != nil {
		return nil, err
	}
	result := c.options.App.Pay(c.r, c.sandbox, handed)
	headers.Explain(c.w.Header(), result.Request, result.Rule, result.Refusal())
	return document{"application/json", wire.EncodeJSON(result.Fields)}, nil
}
