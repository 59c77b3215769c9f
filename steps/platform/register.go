package platform

import (
	"context"
	"fmt"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// Target is the simulator that scenarios run against. Each scenario gets a sandbox of its own.
type Target struct {
	Control *client.Control
}

// Register adds the vocabulary to a suite, and a sandbox around each scenario. Call it from the scenario initializer of a
// godog.TestSuite; scenarios may run at the same time.
func Register(sc *godog.ScenarioContext, target Target) {
	w := &world{target: target}
	steps.Register(sc, w, func(run func() error) error { return run() },
		w.pairs, w.value, w.moment, w.day, w.period, w.stamp, w.order, w.shownPage, func() (notification, error) { return w.receiver.last() },
		readAs[api.NewFault](w), readAs[api.Notify](w), readAs[api.Pay](w))
	file := ""
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		file = s.Uri
		return ctx, w.openSandbox(ctx)
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, _ godog.StepResultStatus, err error) (context.Context, error) {
		if err != nil {
			return ctx, fmt.Errorf("%s, at %q", file, step.Text)
		}
		return ctx, nil
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) {
		return ctx, w.closeSandbox(ctx)
	})
}
