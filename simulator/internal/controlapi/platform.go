package controlapi

import (
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// Platform is the sandboxes.
type Platform interface {
	IDs() []string // sorted
	Get(id string) *engine.Engine
	Create(id string, c engine.Config) (string, error)
	Delete(id string) error
}
