package simulator

import "github.com/lianlian-sim/llsim/simulator/internal/gate"

// WithLimits is o with other limits for clients than the default ones.
func (o Options) WithLimits(l gate.Limits) Options {
	o.limits = l
	return o
}
