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

var kitchenSteps = New("", "", []Type{Choice("dish", "", "", "tea", "茶", "nothing", "空气")}, Subject{"the kitchen", "厨房", []Step{
	{English: `{dish} is served`, Also: []string{`{dish} comes`}, Run: (*kitchen).serve},
	{English: `{dish} is served with:`, Chinese: `上{dish}，配：`, Words: map[string]string{"糖": "sugar"}, Run: (*kitchen).serve},
	{English: `whatever is ready is served`, Run: (*kitchen).serve},
	{English: `{int} is/are counted`, Chinese: `数 {int} 个`, Run: (*kitchen).count},
	{English: `the cook waits for {duration}`, Chinese: `厨师等 {duration}`, Run: (*kitchen).wait},
	{English: `the cook says {string} and {string}`, Chinese: `厨师说 {string} {string}`, Run: (*kitchen).say},
	{English: `{int} of {dish} are served in {duration}`, Chinese: `{duration}内上{dish} {int} 份`, Run: (*kitchen).hurry},
}})

func (k *kitchen) hurry(n int, dish string, d time.Duration) {
	k.log = append(k.log, fmt.Sprint(n, " ", dish, " ", d))
}

func (k *kitchen) wait(d time.Duration) { k.log = append(k.log, d.String()) }

func (k *kitchen) say(first, second string) { k.log = append(k.log, first+"+"+second) }

func TestStepsGetWhatConvertersMake(t *testing.T) {
	for _, c := range []struct{ name, sentence, log, err string }{
		{"of a text, without a table", "Given tea is served", `the tea []`, ""},
		{"of a text and a table", "Given tea is served with:\n      | milk |\n      | sugar |", `the tea ["milk" "sugar"]`, ""},
		{"of Chinese words", "Given 上茶，配：\n      | 糖 |", `the tea ["sugar"]`, ""},
		{"of no text, where the sentence has none", "Given whatever is ready is served", `the  []`, ""},
		{"of nothing, beside a number", "Given 2 are counted", `2 of 3`, ""},
		{"of an alternative", "Given 1 is counted", `1 of 3`, ""},
		{"of another wording", "Given tea comes", `the tea []`, ""},
		{"of a Chinese sentence with blanks", "Given 数 2 个", `2 of 3`, ""},
		{"of a Chinese sentence without blanks", "Given 数2个", `2 of 3`, ""},
		{"of a duration in days", "Given the cook waits for 3 days", `72h0m0s`, ""},
		{"of a Chinese duration", "Given 厨师等90 秒", `1m30s`, ""},
		{"of a Chinese sentence in another order", "Given 5 分钟内上茶 3 份", `3 tea 5m0s`, ""},
		{"of Chinese for no text", "Given 上茶，配：\n      | （无） |\n      | (空) |\n      | （任意） |", `the tea ["(absent)" "(empty)" "(any)"]`, ""},
		{"of English for no text", "Given tea is served with:\n      | （无） |", `the tea ["（无）"]`, ""},
		{"of two Chinese parameters", `Given 厨师说"a" "b"`, `a+b`, ""},
		{"of quoted texts", `Given the cook says "a \"b\"" and 'c'`, `a "b"+c`, ""},
		{"a duration that is too long", "Given the cook waits for 99999999999999 days", "", "a span of 99999999999999d is longer than 100000 days; write a shorter one"},
		{"a number that is too large", "Given 99999999999999999999 are counted", "", "99999999999999999999 is too large for a number; write a smaller one"},
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

// Wordings of a step that do not say the same are found when the vocabulary is first used.
func TestWordingsHaveTheSameParameters(t *testing.T) {
	for _, c := range []struct{ name, chinese string }{
		{"fewer", `厨师说 {string}`}, {"more", `厨师说 {string} {string} {int}`}, {"another", `厨师说 {string} {int}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() {
				if got := recover(); got != "steps: "+c.chinese+" has not the parameters of the cook says {string} and {string}" {
					t.Errorf("it panicked with %v", got)
				}
			}()
			New("", "", nil, Subject{Steps: []Step{{English: `the cook says {string} and {string}`, Chinese: c.chinese, Run: (*kitchen).say}}}).Steps()
		})
	}
}

// Between two parameters the blank is needed, because the first could end anywhere.
func TestBlankBetweenParametersIsNeeded(t *testing.T) {
	v := New("", "", nil, Subject{Steps: []Step{{English: `the cook cuts {word} {word}`, Chinese: `厨师切 {word} {word}`, Run: (*kitchen).say}}})
	if s := v.Find("厨师切ab"); s != nil {
		t.Errorf("it is %s", s.English)
	}
	if got := v.Find("厨师切a b").Values("厨师切a b"); len(got) != 2 || got[0] != "a" || got[1] != "b" {
		t.Errorf("the values are %q", got)
	}
}

func errorOf(text string) error {
	if text == "" {
		return nil
	}
	return errors.New(text)
}
