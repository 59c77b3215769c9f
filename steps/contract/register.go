package contract

import (
	"context"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/internal/realtime"
)

// Register adds the vocabulary to a suite, in English and in Chinese, and that of package platform, whose steps act on the sandbox of the
// seat. Around each scenario it leases a seat from the pool and adds what was found to the results. What a scenario finds when its context
// has ended is no finding, and is left out. Call it from the scenario initializer of a godog.TestSuite; scenarios may run at the same
// time.
func Register(sc *godog.ScenarioContext, pool Pool, results *Collector) {
	w := &world{pool: pool, lang: results.Lang}
	w.registerPlatform(sc)
	steps.Register(sc, w, w.judgeMerchant, w.converters()...)
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		w.begin(ctx, s)
		return ctx, nil
	})
	sc.StepContext().Before(func(ctx context.Context, _ *godog.Step) (context.Context, error) {
		w.beginStep(ctx)
		w.stepStarted = realtime.Now()
		return ctx, nil
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, status godog.StepResultStatus, err error) (context.Context, error) {
		if status == godog.StepUndefined {
			err = CheckStep("", step, w.Seat == nil || w.Driver != nil)
			w.noteStep(step, status, err)
			return ctx, err
		}
		w.noteStep(step, status, err)
		return ctx, nil
	})
	sc.After(func(ctx context.Context, s *godog.Scenario, err error) (context.Context, error) {
		result := w.result(ctx, s, err)
		found := ctx.Err() == nil
		if results.Unrated {
			result.Level = ""
		}
		if results.Place != nil {
			result.locate(results.Place(s))
		}
		if found {
			results.Add(result)
		}
		w.scene.Leave()
		if keeper, ok := pool.(Keeper); !ok || w.Seat == nil || !found || !keeper.Keep(w.Seat, result) {
			w.end(ctx)
		}
		return ctx, nil
	})
}

// converters make what steps take of the texts in sentences and of tables.
func (w *world) converters() []any {
	return []any{readChanges, readCheckout, signatureOf, codeOf, w.request, w.placedOrder}
}

// judge carries out a step and judges its error. Where the scenario cannot be checked at all it does not run. A panic is a mistake of the
// harness, which must not be held against the merchant. Without a merchant an error of the platform is what the scenario found.
func (w *world) judge(run func() error) (err error) {
	defer func() {
		if mistake := recover(); mistake != nil {
			err = unjudgedf("the harness itself failed: %v", mistake)
		}
	}()
	if w.blockedBy != nil {
		return classify(w.blockedBy)
	}
	if w.Driver == nil {
		return run()
	}
	return classify(run())
}
