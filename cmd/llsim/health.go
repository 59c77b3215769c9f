package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// healthTime is how long a server may take to say that it is well.
const healthTime = 5 * time.Second

func newHealth() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "health",
		Short:   "Check that a server answers",
		Long:    "Check that the server answers, within 5 seconds: 0 when it does, 1 when not. For the health check of a container.",
		Example: "  llsim health --server http://127.0.0.1:8900",
		Args:    exactly(),
	}
	r := newRemote(cmd)
	r.timeout = healthTime
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, _ []string) (api.Health, error) {
		return control.Health(ctx)
	}, func(b *output, h api.Health) { b.WriteString(h.Status + ", llsim " + h.Version + "\n") })
	return cmd
}
