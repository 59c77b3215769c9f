package controlapi

import (
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func health(c *call) (any, error) { return api.Health{Status: "ok", Version: c.options.Version}, nil }

// ready says whether the server takes work: its state is loaded, and it is not stopping.
func ready(c *call) (any, error) {
	if c.options.Ready != nil {
		if err := c.options.Ready(); err != nil {
			return nil, problem.New(problem.Unavailable, "", "%w", err)
		}
	}
	return api.Health{Status: "ready", Version: c.options.Version}, nil
}

func openAPI(*call) (any, error) {
	text, err := api.OpenAPI()
	return document{"application/json", text}, err
}

// certificate is what clients of TLS and proxy are to trust.
func certificate(c *call) (any, error) {
	if c.options.CA == nil {
		return nil, problem.NotFoundf("this server has no certificate authority; it makes one with --proxy-listen or --tls")
	}
	return document{"application/x-pem-file", c.options.CA}, nil
}
