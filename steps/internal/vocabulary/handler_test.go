package vocabulary

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

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

func findOrder(_ context.Context, name string) (order, error) {
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

var kitchenSteps = New("", "", []Type{Choice("dish", "", "", "tea", "茶", "nothing", "空气")}, []Step{
	{English: `{dish} is served`, Also: []string{`{dish} comes`}, Run: (*kitchen).serve},
	{English: `{dish} is served with:`, Chinese: `上{dish}，配：`, Words: map[string]string{"糖": "sugar"}, Run: (*kitchen).serve},
	{English: `{int} is/are counted`, Chinese: `数 {int} 个`, Run: (*kitchen).count},
	{English: `the cook waits for {duration}`, Chinese: `厨师等 {duration}`, Run: (*kitchen).wait},
	{English: `the cook says {string} and {string}`, Run: (*kitchen).say},
})

func (k *kitchen) wait(d time.Duration) { k.log = append(k.log, d.String()) }

func (k *kitchen) say(first, second string) { k.log = append(k.log, first+"+"+second) }

func TestStepsGetWhatConvertersMake(t *testing.T) {
	for _, c := range []struct{ name, sentence, log, err string }{
		{"of a text, without a table", "Given tea is served", `the tea []`, ""},
		{"of a text and a table", "Given tea is served with:\n      | milk |\n      | sugar |", `the tea ["milk" "sugar"]`, ""},
		{"of Chinese words", "Given 上茶，配：\n      | 糖 |", `the tea ["sugar"]`, ""},
		{"of nothing, beside a number", "Given 2 are counted", `2 of 3`, ""},
		{"of an alternative", "Given 1 is counted", `1 of 3`, ""},
		{"of another wording", "Given tea comes", `the tea []`, ""},
		{"of a Chinese sentence with blanks", "Given 数 2 个", `2 of 3`, ""},
		{"of a Chinese sentence without blanks", "Given 数2个", `2 of 3`, ""},
		{"of a duration in days", "Given the cook waits for 3 days", `72h0m0s`, ""},
		{"of a Chinese duration", "Given 厨师等90 秒", `1m30s`, ""},
		{"of quoted texts", `Given the cook says "a \"b\"" and 'c'`, `a "b"+c`, ""},
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
