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
	return emit(p.cmd, p.selection.Scenarios, func(b *output) {
		describeSelection(b, p.selection)
		skipped := 0
		if p.file != nil {
			skipped = describeSkipped(b, p.selection.Skipped(p.file, b.lang))
			b.say("%s is fine; ", p.file.Path)
		}
		b.say("%s {scenario|scenarios}, each row of examples counted, would run with %s {worker|workers}", human.Number(p.selection.Total()), human.Number(p.workers))
		if skipped > 0 {
			b.say(", %d of them skipped", skipped)
		}
		if p.file != nil && !p.file.Has("clock") {
			b.say("; more are skipped where time passes, because the merchant's clock cannot be moved")
		}
		b.WriteByte('\n')
	})
}

// describeSkipped lists why scenarios would be skipped, and returns how many would.
func describeSkipped(b *output, skipped map[string]int) (all int) {
	if len(skipped) == 0 {
		return 0
	}
	b.WriteByte('\n')
	b.line("scenarios that would be skipped:")
	var rows []string
	for _, reason := range slices.Sorted(maps.Keys(skipped)) {
		rows = append(rows, fmt.Sprint(skipped[reason]), reason)
		all += skipped[reason]
	}
	pairs(b, gap, rows...)
	b.WriteByte('\n')
	return all
}

func describeSelection(b *output, s *check.Selection) {
	writeTable(b, "", b.in("no scenarios"), row{"obligations", "scenario", "place", "tags"}, s.Scenarios, func(scenario check.Scenario) row {
		var tags []string
		for _, tag := range scenario.Tags {
			if !strings.HasPrefix(tag, "M-") {
				tags = append(tags, "@"+tag)
			}
		}
		return row{join(scenario.Obligations), scenario.Name, fmt.Sprintf("%s:%d", scenario.File, scenario.Line), strings.Join(tags, " ")}
	})
}
