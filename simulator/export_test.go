package simulator

import (
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/gate"
)

// WithLimits is o with other limits for clients than the default ones.
func (o Options) WithLimits(l gate.Limits) Options {
	o.limits = l
	return o
}

// WithGrace is o with other times for requests and deliveries under way at Close than the default ones.
func (o Options) WithGrace(requests, deliveries time.Duration) Options {
	o.grace = grace{requests, deliveries}
	return o
}
