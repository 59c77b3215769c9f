package contract

import (
	"context"
	"reflect"
	"regexp"
	"slices"
	"sync"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// Register adds the vocabulary to a suite, in English and in Chinese. Around each scenario it leases a seat from the pool and adds
// what was found to the results. What a scenario finds when its context has ended is no finding, and is left out. Call it from the scenario
// initializer of a godog.TestSuite; scenarios may run at the same time.
func Register(sc *godog.ScenarioContext, pool Pool, results *Collector) {
	w := &world{}
	for _, d := range w.vocabulary() {
		handler := w.guarded(d.handler)
		sc.Step(patterns()[d.pattern], handler)
		sc.Step(chinesePatterns()[d.pattern], translated(handler))
	}
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		w.begin(ctx, pool, s)
		return ctx, nil
	})
	sc.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) {
		w.stepBegan = realtime.Now()
		return ctx, nil
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
		w.stepDone(step, status, err)
		return ctx, nil
	})
	sc.After(func(ctx context.Context, s *godog.Scenario, err error) (context.Context, error) {
		result := w.result(ctx, s, err)
		found := ctx.Err() == nil
		if results.Place != nil {
			result.locate(results.Place(s))
		}
		if found {
			results.Add(result)
		}
		if keeper, ok := pool.(Keeper); !ok || w.Seat == nil || !found || !keeper.Keep(w.Seat, result) {
			w.end(ctx, pool)
		}
		return ctx, nil
	})
}

// definition is one step: its whole text as a regular expression, and the function that takes the expression's groups and then
// the step's table.
type definition struct {
	pattern string
	handler any
}

// guarded is a step that is skipped where the scenario cannot be checked at all, and whose error is judged.
func (w *world) guarded(handler any) any {
	step := reflect.ValueOf(handler)
	return reflect.MakeFunc(step.Type(), func(args []reflect.Value) []reflect.Value {
		err := w.refusal
		if err == nil {
			err = run(step, args)
		}
		err = judged(err)
		return []reflect.Value{reflect.ValueOf(&err).Elem()}
	}).Interface()
}

// run calls a step. One that panics is a mistake of the harness, which must not be held against the merchant.
func run(step reflect.Value, args []reflect.Value) (err error) {
	defer func() {
		if mistake := recover(); mistake != nil {
			err = unjudgedf("the harness itself failed: %v", mistake)
		}
	}()
	err, _ = reflect.TypeAssert[error](step.Call(args)[0])
	return err
}

// vocabulary lists all steps. A step's function returns an error alone.
func (w *world) vocabulary() []definition {
	return slices.Concat(w.shopperSteps(), w.requestSteps(), w.retrySteps(), w.paymentSteps(), w.clockSteps(), w.noticeSteps(), w.forgedSteps(),
		w.returnSteps(), w.outcomeSteps(), w.stateSteps(), w.querySteps(), w.refundSteps(), w.reconcileSteps(), w.troubleSteps())
}

// patterns are the expressions of the vocabulary, compiled once for all scenarios.
var patterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	compiled := map[string]*regexp.Regexp{}
	for _, d := range new(world).vocabulary() {
		compiled[d.pattern] = regexp.MustCompile("^(?:" + d.pattern + ")$")
	}
	return compiled
})
