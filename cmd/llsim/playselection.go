package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/check"
)

// featureMistake turns a mistake in a feature file into a usage error.
func featureMistake(err error) error {
	if wrong, ok := errors.AsType[*check.FeatureError](err); ok {
		return usagef("%s", wrong.Reason)
	}
	return err
}

// describe prints what would run.
func (p play) describe() error {
	if err := p.selection.Verify(p.file != nil); err != nil {
		return featureMistake(err)
	}
	return emit(p.cmd, p.selection.Scenarios, func(b *strings.Builder) {
		describeSelection(b, p.selection)
		skipped, fine := 0, ""
		if p.file != nil {
			skipped, fine = describeSkipped(b, p.selection.Skipped(p.file)), p.file.Path+" is fine; "
		}
		fmt.Fprintf(b, "%s%s, each row of examples counted, would run with %s", fine, human.Count(p.selection.Total(), "scenario"), human.Count(p.workers, "worker"))
		if skipped > 0 {
			fmt.Fprintf(b, ", %d of them skipped", skipped)
		}
		if p.file != nil && !p.file.Has("clock") {
			b.WriteString("; more are skipped where time passes, because the merchant's clock cannot be moved")
		}
		b.WriteByte('\n')
	})
}

// describeSkipped lists why scenarios would be skipped, and returns how many would.
func describeSkipped(b *strings.Builder, skipped map[string]int) (all int) {
	if len(skipped) == 0 {
		return 0
	}
	b.WriteString("\nscenarios that would be skipped:\n")
	var rows []string
	for _, reason := range slices.Sorted(maps.Keys(skipped)) {
		rows = append(rows, fmt.Sprint(skipped[reason]), reason)
		all += skipped[reason]
	}
	pairs(b, gap, rows...)
	b.WriteByte('\n')
	return all
}

func describeSelection(b *strings.Builder, s *check.Selection) {
	writeTable(b, "", "no scenarios", row{"obligations", "scenario", "place", "tags"}, s.Scenarios, func(scenario check.Scenario) row {
		var tags []string
		for _, tag := range scenario.Tags {
			if !strings.HasPrefix(tag, "M-") {
				tags = append(tags, "@"+tag)
			}
		}
		return row{join(scenario.Obligations), scenario.Name, fmt.Sprintf("%s:%d", scenario.File, scenario.Line), strings.Join(tags, " ")}
	})
}
