package choice_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/docs/reference"
	"github.com/lianlian-sim/llsim/simulator/choice"
)

var update = flag.Bool("update", false, "write docs/reference")

const page = "outcomes-and-faults.md"

func TestReferenceHasTheChoices(t *testing.T) {
	quoted := func(values []string) string { return "`" + strings.Join(values, "`, `") + "`" }
	var points, effects [][]string
	for _, point := range choice.FaultPoints {
		points = append(points, []string{quoted([]string{string(point.Value)}), point.English, quoted(choice.EffectsAt(point.Value))})
	}
	for _, effect := range choice.Effects {
		var at []string
		for _, point := range choice.FaultPoints {
			if slices.Contains(choice.EffectsAt(point.Value), string(effect.Value)) {
				at = append(at, string(point.Value))
			}
		}
		effects = append(effects, []string{quoted([]string{string(effect.Value)}), effect.English, quoted(at)})
	}
	reference.Part(t, *update, page, "the points", reference.Table([]string{"`at`, `--at`", "when", "effects"}, points...))
	reference.Part(t, *update, page, "the effects", reference.Table([]string{"`effect`, `--effect`", "what happens", "at"}, effects...))
	reference.Part(t, *update, page, "the variants", reference.Table([]string{"`variant`, `--variant`", "form"}, rows(choice.Variants)...))
	reference.Part(t, *update, page, "the ways of signing", reference.Table([]string{"`sign`, `--sign`", "signature"}, rows(choice.Signings)...))
}

func rows[T ~string](l choice.List[T]) (all [][]string) {
	for _, item := range l {
		all = append(all, []string{"`" + string(item.Value) + "`", item.English})
	}
	return all
}
