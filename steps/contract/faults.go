package contract

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
)

// forEver is the number of times of a fault that never ends.
var forEver = 0

func (w *world) addFault(ctx context.Context, f api.NewFault) error {
	_, err := w.Control.AddFault(ctx, f)
	return err
}
