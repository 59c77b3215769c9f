package check

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/steps/contract"
)

// announceStart tells of each scenario that begins, once it has a seat.
func announceStart(sc *godog.ScenarioContext, onStart func(contract.Result)) {
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		if onStart != nil && ctx.Err() == nil {
			onStart(contract.Result{Name: s.Name, File: s.Uri, Obligations: obligations(pickleTags(s))})
		}
		return ctx, nil
	})
}

func pickleTags(s *godog.Scenario) []string {
	tags := make([]string, len(s.Tags))
	for i, t := range s.Tags {
		tags[i] = strings.TrimPrefix(t.Name, "@")
	}
	return tags
}

// unknownSteps collects steps that are in no vocabulary: mistakes in a feature file, not of the merchant.
type unknownSteps struct {
	selection *Selection
	mu        sync.Mutex
	found     []string
}

func (u *unknownSteps) watch(sc *godog.ScenarioContext) {
	place := ""
	sc.Before(func(ctx context.Context, s *godog.Scenario) (context.Context, error) {
		place = fmt.Sprintf("%s:%d", s.Uri, u.selection.place(s).Line)
		return ctx, nil
	})
	sc.StepContext().After(func(ctx context.Context, step *godog.Step, status godog.StepResultStatus, _ error) (context.Context, error) {
		if status == godog.StepUndefined {
			u.mu.Lock()
			defer u.mu.Unlock()
			u.found = append(u.found, fmt.Sprintf("%s: there is no step %q", place, step.Text))
		}
		return ctx, nil
	})
}

func (u *unknownSteps) error() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.found) == 0 {
		return nil
	}
	slices.Sort(u.found)
	return featureErrorf("%s", strings.Join(slices.Compact(u.found), "\n"))
}
