package platform

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/cucumber/godog"

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
	for _, d := range w.vocabulary() {
		sc.Step(patterns()[d.pattern], d.handler)
	}
	file := ""
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		file = s.Uri
		return ctx, w.begin(ctx)
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, _ godog.StepResultStatus, err error) (context.Context, error) {
		if err != nil {
			return ctx, fmt.Errorf("%s, at %q", file, step.Text)
		}
		return ctx, nil
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) { return ctx, w.end(ctx) })
}

// definition is one step: its whole text as a regular expression, and the function that takes the expression's groups and then
// the step's table or text.
type definition struct {
	pattern string
	handler any
}

// vocabulary lists all steps of a scenario's world.
func (w *world) vocabulary() []definition {
	return slices.Concat(w.clockSteps(), w.merchantSteps(), w.orderSteps(), w.cashierSteps(), w.cashierPageSteps(), w.requestSteps(), w.answerSteps(), w.paymentSteps(),
		w.notificationSteps(), w.receivedSteps(), w.refundSteps(), w.fileSteps(), w.faultSteps(), w.journalSteps())
}

// patterns are the expressions of the vocabulary, compiled once for all scenarios.
var patterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	compiled := map[string]*regexp.Regexp{}
	for _, d := range new(world).vocabulary() {
		compiled[d.pattern] = regexp.MustCompile("^" + d.pattern + "$")
	}
	return compiled
})
