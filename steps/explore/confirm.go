package explore

import (
	"context"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report"
)

// Confirmed is how often a finding was seen again when its scenario was played, each time by a fresh merchant on a fresh platform.
type Confirmed struct {
	Seen, Of int
	Check    check.Summary // of the last playing in which it was seen, or else of the last one
}

// playings is how often a finding is played again before it is told.
const playings = 3

// featureFile is the name of a finding's scenario in its folder.
const featureFile = "finding.feature"

// Confirm plays the scenario of a finding again. The error is that of check.Run.
func Confirm(ctx context.Context, o Options, f *Finding) (Confirmed, error) {
	selection, err := check.SelectText(featureFile, f.Feature())
	if err != nil {
		return Confirmed{}, err
	}
	return confirm(ctx, o, selection)
}

// confirm plays a scenario three times and counts how often its last step fails.
func confirm(ctx context.Context, o Options, selection *check.Selection) (c Confirmed, err error) {
	for range playings {
		found, err := check.Run(ctx, check.Options{File: o.File, Selection: selection, Workers: 1, Platform: o.Platform, Lang: o.Lang})
		if err != nil {
			return c, err
		}
		c.Of++
		seen := len(found.Results) == 1 && brokeAtEnd(found.Results[0])
		if seen {
			c.Seen++
		}
		if seen || c.Seen == 0 {
			c.Check = found
		}
	}
	return c, nil
}

// brokeAtEnd tells whether a scenario failed at its last step, which is the promise.
func brokeAtEnd(r contract.Result) bool {
	return r.Verdict == contract.Failed && len(r.Steps) > 0 && r.Steps[len(r.Steps)-1].Status == contract.Failed
}

// Repeats tells whether the finding was seen each time.
func (c Confirmed) Repeats() bool { return c.Of > 0 && c.Seen == c.Of }

// Said says how often the finding was seen; of one that does not repeat, how to look for it again.
func (c Confirmed) Said(lang message.Lang, again string) string {
	switch {
	case c.Of == 0:
		return message.New("It was not played again. Look for it again with: %s", again).In(lang)
	case c.Repeats():
		return message.New("Seen %d of %d times when it was played again.", c.Seen, c.Of).In(lang)
	case c.Seen == 0:
		return message.New("Never seen when a merchant that had just started played it again, %d times: a race, or something that actions.reset leaves behind. Look for it again with: %s", c.Of, again).In(lang)
	}
	return message.New("Seen %d of %d times when it was played again: a race. Look for it again with: %s", c.Seen, c.Of, again).In(lang)
}

// Name is what the finding's folder is called, such as INV-4-7.12: the promise, the seed and the number of the sequence.
func (f *Finding) Name() string { return f.Promise.ID + "-" + sequenceName(f.Options.Seed, f.Number) }

// Again is the command that explores until the finding.
func (f *Finding) Again() string {
	o := f.Options
	if o.File == nil {
		return ""
	}
	words := []string{"llsim explore -c", report.ShellWord(o.File.Path), "--seed", strconv.FormatUint(o.Seed, 10), "--runs", strconv.FormatUint(f.Number+1, 10)}
	if o.Orders != DefaultOrders {
		words = append(words, "--orders", strconv.Itoa(o.Orders))
	}
	if o.Length != DefaultLength {
		words = append(words, "--length", strconv.Itoa(o.Length))
	}
	if len(o.Only) > 0 {
		words = append(words, "--only", strings.Join(o.Only, ","))
	}
	if len(o.Without) > 0 {
		words = append(words, "--without", strings.Join(o.Without, ","))
	}
	return strings.Join(words, " ")
}
