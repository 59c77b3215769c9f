package controlapi

import "github.com/lianlian-sim/llsim/simulator/internal/sandbox"

// Paths are the served paths and their methods.
func Paths(m *sandbox.Manager) map[string][]string {
	paths := map[string][]string{}
	for path, methods := range New(Options{Sandboxes: m}).routes() {
		paths[path] = methods.names()
	}
	return paths
}
