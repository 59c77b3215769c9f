package vocabulary

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/cucumber/godog"
)

type order struct{ name string }

type kitchen struct{ log []string }

func (k *kitchen) serve(_ context.Context, o order, cells []string) error {
	k.log = append(k.log, fmt.Sprintf("%s %q", o.name, cells))
	return nil
}

func (k *kitchen) count(n int, all []order) {
	k.log = append(k.log, fmt.Sprintf("%d of %d", n, len(all)))
}

func findOrder(name string) (order, error) {
	if name == "nothing" {
		return order{}, errors.New("nobody ordered nothing")
	}
	return order{"the " + name}, nil
}

func firstColumn(t *godog.Table) (cells []string, err error) {
	for _, row := range t.Rows {
		cells = append(cells, row.Cells[0].Value)
	}
	return cells, nil
}

func allOrders() ([]order, error) { return make([]order, 3), nil }

var kitchenSteps = New("", "", []Step{
	{English: `(\w+) is served`, Run: (*kitchen).serve},
	{English: `(\w+) is served with:`, Chinese: `上(\p{Han}+)，配：`, Words: map[string]string{"茶": "tea", "糖": "sugar"}, Run: (*kitchen).serve},
	{English: `(\d+) are counted`, Run: (*kitchen).count},
})

func TestStepsGetWhatConvertersMake(t *testing.T) {
	for _, c := range []struct{ name, sentence, log, err string }{
		{"of a text, without a table", "Given tea is served", `the tea []`, ""},
		{"of a text and a table", "Given tea is served with:\n      | milk |\n      | sugar |", `the tea ["milk" "sugar"]`, ""},
		{"of Chinese words", "Given 上茶，配：\n      | 糖 |", `the tea ["sugar"]`, ""},
		{"of nothing, beside a number", "Given 2 are counted", `2 of 3`, ""},
		{"an error", "Given nothing is served", "", "nobody ordered nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			k, failed := &kitchen{}, error(nil)
			suite := godog.TestSuite{
				ScenarioInitializer: func(sc *godog.ScenarioContext) {
					kitchenSteps.Register(sc, k, func(run func() error) error { failed = run(); return failed }, findOrder, firstColumn, allOrders)
				},
				Options: &godog.Options{Strict: true, Format: "progress", Output: io.Discard,
					FeatureContents: []godog.Feature{{Name: "kitchen", Contents: []byte("Feature: Kitchen\n  Scenario: One\n    " + c.sentence + "\n")}}},
			}
			if status := suite.Run(); (status != 0) != (c.err != "") {
				t.Errorf("godog ended with status %d", status)
			}
			if got := strings.Join(k.log, "; "); got != c.log || fmt.Sprint(failed) != fmt.Sprint(errorOf(c.err)) {
				t.Errorf("the step did %q, %v", got, failed)
			}
		})
	}
}

func errorOf(text string) error {
	if text == "" {
		return nil
	}
	return errors.New(text)
}
