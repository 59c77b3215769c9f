package contract

import (
	"context"
	"errors"
	"net/url"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/harness"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// breach is an obligation that the merchant breaks: what it did, and what it should have done.
type breach struct {
	did, should message.Message
	entry       uint64        // of the journal, in which it shows; 0: not known
	delivery    *api.Delivery // whose answer shows it; nil: not known
}

func (b *breach) Error() string { return b.In(message.English) }

// In says in a language what the merchant did and should have done, as parts of one sentence.
func (b *breach) In(lang message.Lang) string { return message.New("%s; %s", b.did, b.should).In(lang) }

// breachf returns a breach.
func breachf(should, did message.Text, args ...any) error {
	return breachOf(message.New(should), did, args...)
}

// breachOf is breachf for a demand with arguments.
func breachOf(should message.Message, did message.Text, args ...any) error {
	return &breach{did: message.New(did, args...), should: should}
}

// unchecked is the error of a scenario that says nothing about the merchant, and why. Its verdict is Skipped where the merchant file does
// not cover the scenario, or where a right merchant need not do what it looks at; it is NotJudged where something else went wrong before.
type unchecked struct {
	verdict Verdict
	reason  message.Message
}

func (u *unchecked) Error() string { return u.reason.String() }

// In says the reason in a language.
func (u *unchecked) In(lang message.Lang) string { return u.reason.In(lang) }

// Unwrap lets godog skip the rest of the scenario.
func (u *unchecked) Unwrap() error { return godog.ErrSkip }

// uncheckedf returns an unchecked error with the verdict Skipped.
func uncheckedf(text message.Text, args ...any) error {
	return &unchecked{Skipped, message.New(text, args...)}
}

// unjudgedf returns an unchecked error with the verdict NotJudged.
func unjudgedf(text message.Text, args ...any) error {
	return &unchecked{NotJudged, message.New(text, args...)}
}

// uncheckedBecause returns an unchecked error with the verdict of another error, or NotJudged where that has none.
func uncheckedBecause(err error, text message.Text, args ...any) error {
	verdict := NotJudged
	if known, ok := errors.AsType[*unchecked](err); ok {
		verdict = known.verdict
	}
	return &unchecked{verdict, message.New(text, args...)}
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
		return uncheckedf("the merchant file has no %s", sayKey(need))
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
