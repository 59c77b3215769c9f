package controlapi

import "github.com/lianlian-sim/llsim/simulator/internal/record"

// recordFeature answers with what happened in the sandbox as a scenario in Gherkin.
func recordFeature(c *call) (any, error) {
	return document{"text/plain; charset=utf-8", []byte(record.Feature(record.Read(c.r.Context(), c.sandbox)))}, nil
}
