package explore

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/harness"
)

var languages = []message.Lang{message.English, message.Chinese}

// reasons stand for what is said of a merchant.
var reasons = map[message.Lang]string{message.English: "The merchant did it; it must not", message.Chinese: "商户做了不该做的事"}

// every lists events of a kind that have each of its values once.
func (k *Kind) every(order int) (all []Event) {
	all = []Event{k.plain(order)}
	for place, values := range k.Values {
		for _, value := range values[1:] {
			e := k.plain(order)
			if e.Values[place] = value; value == fullAmount {
				e.Values[place] = amounts[0]
			}
			all = append(all, e)
		}
	}
	return all
}

// exhibit is a finding with the events of a kind.
func exhibit(k *Kind, lang message.Lang) *Finding {
	f := &Finding{Promise: promises()[0], Reason: reasons[lang], Lang: lang, Settled: true, Length: 9}
	f.Sequence.Start = []contract.Sentence{sentence(starts[2]), sentence(cutoff), sentence(slowRefund)}
	f.Sequence.Events = append([]Event{kindNamed("checkout").plain(1), kindNamed("checkout").plain(2)}, k.every(2)...)
	return f
}

// Whatever happens in a sequence, its feature is played, and says in Chinese what it says in English.
func TestFeaturesOfEveryKindAreRead(t *testing.T) {
	t.Parallel()
	for _, k := range kinds() {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			for _, lang := range languages {
				f := exhibit(k, lang)
				text := f.Feature()
				selection, err := check.SelectText("finding.feature", text)
				if err == nil {
					err = selection.Verify(true)
				}
				if err != nil {
					t.Errorf("%v in\n%s", err, text)
				}
				if lang == message.Chinese {
					noEnglish(t, f.Story()+text[strings.Index(text, "场景"):])
				}
			}
		})
	}
}

// noEnglish looks for English in a Chinese feature.
func noEnglish(t *testing.T, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.ContainsAny(line[:min(len(line), 1)], "#@|") {
			continue
		}
		if word := englishWord.FindString(quotedText.ReplaceAllString(line, "")); word != "" {
			t.Errorf("%q is English in %q", word, line)
		}
	}
}

var (
	englishWord = regexp.MustCompile(`[a-z]{3,}`)
	quotedText  = regexp.MustCompile(`“[^”]*”|Base64`) // and what has no Chinese name
)

func TestEveryPromiseHasItsTitleAndCost(t *testing.T) {
	t.Parallel()
	if len(promises()) != 10 {
		t.Errorf("%d promises are judged", len(promises()))
	}
	for _, p := range promises() {
		t.Run(p.ID, func(t *testing.T) {
			t.Parallel()
			d := damages[p.ID]
			if d.title == "" || d.plain == "" || (d.cost == "") != (d.of == nil) {
				t.Errorf("%+v", d)
			}
			for _, lang := range languages {
				f := exhibit(kindNamed("refund"), lang)
				f.Promise = p
				selection, err := check.SelectText("finding.feature", f.Feature())
				if err != nil {
					t.Fatal(err)
				}
				if err := selection.Verify(true); err != nil {
					t.Error(err)
				}
				if got := selection.Scenarios[0].Obligations; len(got) != 1 || !slices.Contains(p.Rests, got[0]) {
					t.Errorf("the obligations are %v", got)
				}
			}
		})
	}
}

// What a table says is read as it was played: Gherkin drops blanks around a cell.
func TestCellsComeBackAsTheyWere(t *testing.T) {
	t.Parallel()
	for _, k := range kinds() {
		if k.Table == nil {
			continue
		}
		for _, values := range k.Values {
			for _, value := range values {
				if strings.TrimSpace(value) != value {
					t.Errorf("%s cannot say %q in a feature", k.Name, value)
				}
			}
		}
	}
}

func TestFeature(t *testing.T) {
	t.Parallel()
	f := found(message.English, "INV-4", true, "answer-spoilt order|is cut off", "checkout 1 20.00", "pay-again 1", "pay-each-number 1")
	want := `# Seed 7, sequence 12, 4 of 31 events left.
Feature: What llsim explore found: INV-4
  A shopper placed an order for 20.00 yuan, but the platform's answer to the merchant was cut off. The
  shopper tried to pay the order again, and the payer paid it under each number that it had been given. Then
  everything settled. The merchant did it; it must not. The shopper paid 20.00 yuan twice.

  @INV-4 @M-RET-4 @must
  Scenario: Charged twice: an answer that was cut off, another try to pay, a payment under each number
    Given the platform time is "2026-03-10 12:00:00"
    When the answer to the merchant's next order is cut off
    And a shopper tries to check out the first order for 20.00 yuan
    And the shopper tries to pay the first order again
    And the payer tries to pay the first order under each number that it was given
    And everything settles
    Then no checkout was charged twice
`
	if got := f.Feature(); got != want {
		t.Errorf("it is\n%s", got)
	}
}

// A finding that says no time is played again at that of its playing, where each scenario has a merchant of its own.
func TestAFindingKeepsItsTime(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "merchant.yaml")
	started := "start: {command: [shop], ready: {url: \"http://127.0.0.1:${port}/\"}}\n" + strings.ReplaceAll(shopFile, "SHOP", "http://127.0.0.1:${port}")
	for _, text := range []string{started, strings.ReplaceAll(shopFile, "SHOP", "http://127.0.0.1:1")} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := harness.Load(path)
		if err != nil {
			t.Fatal(err)
		}
		f := found(message.English, "INV-2", false, "checkout 1 20.00")
		f.Options.File, f.Began = file, time.Date(2026, 3, 10, 15, 59, 50, 0, time.UTC)
		if text := f.Feature(); !strings.Contains(text, "2026-03-10 12:00:00") || strings.Contains(text, "23:59:50") {
			t.Errorf("the time that it says is not kept:\n%s", text)
		}
		f.Sequence.Start = []contract.Sentence{sentence(cutoff)}
		const want = "    Given the platform time is \"2026-03-10 23:59:50\"\n    And the platform's clearing cut-off is 22:00\n"
		if text := f.Feature(); strings.Contains(text, want) != file.StartsMerchant() {
			t.Errorf("the merchant is started: %t\n%s", file.StartsMerchant(), text)
		}
	}
}

// What the merchant printed stands in the story, and does not end it: the feature is read whatever that is.
func TestAFeatureIsReadWhateverTheMerchantPrints(t *testing.T) {
	t.Parallel()
	for _, lang := range languages {
		for _, printed := range []string{"Scenario:", "Scenario Outline: x", "@tag", "# x", "场景:", "规则：x", "Feature: x", "| x |", "\"\"\"", "Given x", "* x", "Background:"} {
			f := found(lang, "INV-10", false, "checkout 1 20.00", "refund 1 5.00")
			f.Reason = "It printed:\n  " + strings.Repeat("x", widest) + "\n" + printed + "\n\tand ended; it must not" // the line breaks before it
			selection, err := check.SelectText("finding.feature", f.Feature())
			if err == nil {
				err = selection.Verify(true)
			}
			if err != nil || len(selection.Scenarios) != 1 || strings.Contains(f.Story(), "\n") {
				t.Errorf("%v: %s in\n%s", err, printed, f.Feature())
			}
		}
	}
}

func TestShrinkingMakesKindsPlain(t *testing.T) {
	t.Parallel()
	s := found(message.English, "INV-2", false, "checkout-with 1 0.29|茶,|茶|少冰，谢谢", "late-payment 1 5 hours", "pay-each-number 1").Sequence
	s = shrink(s, func(smaller Sequence) bool { return len(smaller.Events) == 3 && smaller.Events[0].Values[0] == "0.29" })
	if got := s.Events[0].Said() + "; " + s.Events[1].Said() + "; " + s.Events[2].Said(); got !=
		"a shopper tries to check out the first order for 0.29 yuan; the payer tries to pay the first order; the payer tries to pay the first order" {
		t.Error(got)
	}
}

// found is a finding with events as text: a kind, the number of its order, and its values with bars between.
func found(lang message.Lang, promise string, settled bool, events ...string) *Finding {
	f := &Finding{Reason: reasons[lang], Lang: lang, Settled: settled, Length: 31, Number: 12, Options: Options{Seed: 7}}
	f.Promise = promises()[slices.IndexFunc(promises(), func(p Promise) bool { return p.ID == promise })]
	f.Sequence.Start = []contract.Sentence{sentence(starts[0])}
	for _, text := range events {
		f.Sequence.Events = append(f.Sequence.Events, eventOf(text))
	}
	return f
}

func eventOf(text string) Event {
	name, rest, _ := strings.Cut(text, " ")
	e := Event{Kind: kindNamed(name)}
	if e.Kind.hasOrder() {
		number, values, _ := strings.Cut(rest, " ")
		e.Order, rest = int(number[0]-'0'), values
	}
	if rest != "" {
		e.Values = strings.Split(rest, "|")
	}
	return e
}
