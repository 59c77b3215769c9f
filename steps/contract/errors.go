package contract

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// breach is an obligation that the merchant does not keep: what it did, and what it should have done.
type breach struct{ did, should string }

func (b *breach) Error() string { return b.did + "; " + b.should }

// breachf says what the merchant did and what it should have done. The two are parts of one sentence.
func breachf(should, did string, args ...any) error {
	return &breach{fmt.Sprintf(did, args...), should}
}

// unchecked is a scenario that says nothing about the merchant, and why. The verdict is Skipped where the merchant file does not cover
// it, or where the merchant is right to do nothing that could be looked at; it is NotJudged where something else went wrong before.
type unchecked struct {
	verdict Verdict
	reason  string
}

func (u *unchecked) Error() string { return u.reason }

// Unwrap lets godog skip the rest of the scenario.
func (u *unchecked) Unwrap() error { return godog.ErrSkip }

func uncheckedf(format string, args ...any) error {
	return &unchecked{Skipped, fmt.Sprintf(format, args...)}
}

// unjudgedf is uncheckedf for what could be looked at if nothing else had gone wrong before.
func unjudgedf(format string, args ...any) error {
	return &unchecked{NotJudged, fmt.Sprintf(format, args...)}
}

// uncheckedBecause says why an error leaves a scenario unchecked, with the verdict that the error has itself, or else NotJudged.
func uncheckedBecause(err error, format string, args ...any) error {
	verdict := NotJudged
	if known, ok := errors.AsType[*unchecked](err); ok {
		verdict = known.verdict
	}
	return &unchecked{verdict, fmt.Sprintf(format, args...)}
}

// classify is a step's error as the scenario's: what comes from the environment rather than from the merchant is no verdict on it.
func classify(err error) error {
	if err == nil {
		return nil
	}
	var verdict *breach
	var known *unchecked
	if errors.As(err, &verdict) || errors.As(err, &known) {
		return err
	}
	var refused *client.Error
	var lost *url.Error
	var environment *harness.EnvironmentError
	switch {
	case errors.As(err, &environment):
		return unjudgedf("the merchant does not run: %v", err)
	case errors.As(err, &refused), errors.As(err, &lost), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return unjudgedf("the platform could not be prepared for this: %v", err)
	}
	return err
}

// need skips the scenario unless the merchant file covers all needs.
func (w *world) need(wanted ...string) error {
	for _, need := range wanted {
		if !w.Driver.Has(need) {
			return uncheckedf("the merchant file has no %s", keyOf(need))
		}
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
