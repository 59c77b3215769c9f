package platform

import (
	"context"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// Target is the simulator that scenarios run against. Each scenario gets a sandbox of its own.
type Target struct {
	Control *client.Control
}

// Register adds the vocabulary to a suite, and a sandbox around each scenario. Call it from the scenario initializer of a
// godog.TestSuite; scenarios may run at the same time.
func Register(sc *godog.ScenarioContext, target Target) {
	own := &ownSandbox{server: target.Control}
	scene := RegisterOn(sc, own, func(run func() error) error { return run() })
	file := ""
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		file = s.Uri
		return ctx, scene.Begin(ctx)
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
		if status == godog.StepUndefined {
			return ctx, message.Errorf("%s: %w", file, vocabulary.Check("", step, steps))
		}
		if err != nil {
			return ctx, message.Errorf("%s, at %q", file, step.Text)
		}
		return ctx, nil
	})
	sc.After(func(ctx context.Context, _ *godog.Scenario, _ error) (context.Context, error) {
		scene.Leave()
		return ctx, own.end(ctx)
	})
}

// Scene is what the steps of one scenario know of a simulator.
type Scene struct{ world *world }

// RegisterOn adds the vocabulary to a suite whose scenarios act on a stage. around carries out each step and returns the error that godog
// gets. Before its first step a scenario calls Begin or Enter of the scene, after its last one Leave.
func RegisterOn(sc *godog.ScenarioContext, stage Stage, around func(run func() error) error) *Scene {
	w := &world{stage: stage}
	steps.Register(sc, w, reportingMistakes(around), w.converters()...)
	return &Scene{w}
}

// SpeakOn is RegisterOn for sentences that are said without a suite.
func SpeakOn(stage Stage, around func(run func() error) error) (*Scene, *vocabulary.Speaker) {
	w := &world{stage: stage}
	return &Scene{w}, steps.Speaker(w, reportingMistakes(around), w.converters()...)
}

func reportingMistakes(around func(run func() error) error) func(run func() error) error {
	return func(run func() error) error { return around(func() error { return asMistake(run()) }) }
}

// converters make what steps take of the texts in sentences and of tables.
func (w *world) converters() []any {
	return []any{
		w.pairs, w.value, w.moment, w.day, w.period, w.stamp, w.order, w.shownPage, w.lastReceived,
		readAs[api.NewFault](w), readAs[api.Notify](w), readAs[api.Pay](w), readAs[api.App](w), readAs[api.NewAgreement](w), readAs[api.InboxAnswer](w),
	}
}

// Begin begins the stage's sandbox with the ordinary configuration and time.
func (s *Scene) Begin(ctx context.Context) error { return s.world.begin(ctx) }

// Enter makes a sandbox the one that the steps act on, as it is.
func (s *Scene) Enter(ctx context.Context, sandbox Sandbox) error { return s.world.enter(ctx, sandbox) }

// HasOrders tells whether the steps have placed an order.
func (s *Scene) HasOrders() bool { return len(s.world.orders) > 0 }

// Leave stops what the steps have started.
func (s *Scene) Leave() { s.world.leave() }
