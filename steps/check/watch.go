package check

import (
	"context"
	"strings"

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
