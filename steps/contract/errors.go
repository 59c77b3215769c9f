package contract

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// breach is an obligation that the merchant breaks: what it did, and what it should have done.
type breach struct {
	did, should string
	entry       uint64        // of the journal, in which it shows; 0: not known
	delivery    *api.Delivery // whose answer shows it; nil: not known
}

func (b *breach) Error() string { return b.did + "; " + b.should }

// breachf returns a breach. What the merchant did and what it should have done are parts of one sentence.
func breachf(should, did string, args ...any) error {
	return &breach{did: fmt.Sprintf(did, args...), should: should}
}

// unchecked is the error of a scenario that says nothing about the merchant, and why. Its verdict is Skipped where the merchant file does
// not cover the scenario, or where a right merchant need not do what it looks at; it is NotJudged where something else went wrong before.
type unchecked struct {
	verdict Verdict
	reason  string
}

func (u *unchecked) Error() string { return u.reason }

// Unwrap lets godog skip the rest of the scenario.
func (u *unchecked) Unwrap() error { return godog.ErrSkip }

// uncheckedf returns an unchecked error with the verdict Skipped.
func uncheckedf(format string, args ...any) error {
	return &unchecked{Skipped, fmt.Sprintf(format, args...)}
}

// unjudgedf returns an unchecked error with the verdict NotJudged.
func unjudgedf(format string, args ...any) error {
	return &unchecked{NotJudged, fmt.Sprintf(format, args...)}
}

// uncheckedBecause returns an unchecked error with the verdict of another error, or NotJudged where that has none.
func uncheckedBecause(err error, format string, args ...any) error {
	verdict := NotJudged
	if known, ok := errors.AsType[*unchecked](err); ok {
		verdict = known.verdict
	}
	return &unchecked{verdict, fmt.Sprintf(format, args...)}
}

// classify returns a step's error as that of its scenario: errors of the platform or of the environment leave it not judged.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var broken *breach
	var open *unchecked
	if errors.As(err, &broken) || errors.As(err, &open) {
		return err
	}
	var refused *client.Error
	var lost *url.Error
	var environment *harness.EnvironmentError
	switch {
	case errors.Is(err, platform.ErrNoPrivateKey):
		return uncheckedf("%v", err)
	case errors.As(err, &environment):
		return unjudgedf("the merchant does not run: %v", err)
	case errors.As(err, &refused), errors.As(err, &lost), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return unjudgedf("the platform could not be prepared for this: %v", err)
	}
	return err
}

// need skips the scenario unless the merchant file covers a need.
func (w *world) need(need string) error {
	if !w.Driver.Has(need) {
		return uncheckedf("the merchant file has no %s", keyOf(need))
	}
	return nil
}

// needPaymentVisible skips the scenario unless the merchant file tells how to see that an order was paid.
func (w *world) needPaymentVisible() error {
	if !w.Driver.Has("fulfilments") && !w.Driver.Has("paid") {
		return uncheckedf("the merchant file has no order.paid and no order.fulfilments, so that nobody can see what became of an order")
	}
	return nil
}
