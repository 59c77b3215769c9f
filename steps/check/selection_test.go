package check

import (
	gocmp "cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gherkin "github.com/cucumber/gherkin/go/v42"
	messages "github.com/cucumber/messages/go/v34"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/steps/contract"
)

const feature1 = `@shop
Feature: One
  About it.

  Background:
    Given a

  # about the first
  @M-ORD-1 @must
  Scenario: First
    When b

  @M-ORD-3
  Scenario Outline: Prices of <amount>
    When c <amount>

    @must
    Examples: cheap
      | amount |
      | 0.01   |
      | 0.29   |

    @should
    Examples: dear
      | amount |
      | 100    |

  Rule: Later
    Background:
      Given d

    @should
    Scenario: Last
      When e
`

func feature1File(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "one.feature")
	if err := os.WriteFile(path, []byte(feature1), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// ran lists what a selection runs: names with their lines, as the runner parses them.
func ran(t *testing.T, s *Selection) (names []string) {
	t.Helper()
	for _, f := range s.contents {
		id := new(messages.Incrementing).NewId
		document, err := gherkin.ParseGherkinDocument(strings.NewReader(string(f.Contents)), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range gherkin.Pickles(*document, f.Name, id) {
			names = append(names, p.Name+" "+strings.Repeat("+", len(p.Steps))+" "+lineText(s.place(p).Line))
		}
	}
	if len(names) != s.Total() {
		t.Errorf("%d run, announced were %d", len(names), s.Total())
	}
	return names
}

// lineText is what stands in a line of the feature.
func lineText(line int) string {
	return strings.TrimSpace(strings.Split(feature1, "\n")[line-1])
}

func TestWhatIsSelectedRuns(t *testing.T) {
	path := feature1File(t)
	for _, c := range []struct {
		tags string
		want []string
	}{
		{"", []string{"First ++ Scenario: First", "Prices of 0.01 ++ | 0.01   |", "Prices of 0.29 ++ | 0.29   |", "Prices of 100 ++ | 100    |", "Last +++ Scenario: Last"}},
		{"@must", []string{"First ++ Scenario: First", "Prices of 0.01 ++ | 0.01   |", "Prices of 0.29 ++ | 0.29   |"}},
		{"@should", []string{"Prices of 100 ++ | 100    |", "Last +++ Scenario: Last"}},
		{"@shop and not M-ORD-3", []string{"First ++ Scenario: First", "Last +++ Scenario: Last"}},
	} {
		t.Run(gocmp.Or(c.tags, "all"), func(t *testing.T) {
			s, err := Select([]string{path, path}, c.tags)
			if err != nil {
				t.Errorf("%s: %v", c.tags, err)
				return
			}
			if diff := cmp.Diff(c.want, ran(t, s)); diff != "" {
				t.Errorf("%s: %s", c.tags, diff)
			}
		})
	}
}

func TestAScenarioIsListedWithItsTags(t *testing.T) {
	path := feature1File(t)
	s, err := Select([]string{path}, "M-ORD-3 and @should")
	if err != nil {
		t.Fatal(err)
	}
	want := []Scenario{{Name: "Prices of <amount>", File: path, Line: 14, Obligations: []string{"M-ORD-3"}, Tags: []string{"shop", "M-ORD-3", "should"}, Text: outlineText, Background: "Background:\n  Given a\n"}}
	if diff := cmp.Diff(want, s.Scenarios); diff != "" {
		t.Error(diff)
	}
}

const outlineText = `@M-ORD-3
Scenario Outline: Prices of <amount>
  When c <amount>

  @must
  Examples: cheap
    | amount |
    | 0.01   |
    | 0.29   |

  @should
  Examples: dear
    | amount |
    | 100    |
`

func TestALineNamesAScenario(t *testing.T) {
	path := feature1File(t)
	first, cheap, dear, last := "First ++ Scenario: First", []string{"Prices of 0.01 ++ | 0.01   |", "Prices of 0.29 ++ | 0.29   |"}, "Prices of 100 ++ | 100    |", "Last +++ Scenario: Last"
	at := func(text string) int { return strings.Count(feature1[:strings.Index(feature1, text)], "\n") + 1 }
	for _, c := range []struct {
		lines []string
		tags  string
		want  []string
	}{
		{[]string{"@M-ORD-1"}, "", []string{first}},
		{[]string{"When b"}, "", []string{first}},
		{[]string{"| 0.29"}, "", cheap[1:]},
		{[]string{"| 0.29", "| 0.01"}, "", cheap},
		{[]string{"| 0.29", "| 100 "}, "", []string{cheap[1], dear}},
		{[]string{"Examples: cheap"}, "", cheap},
		{[]string{"When c"}, "", []string{cheap[0], cheap[1], dear}},
		{[]string{"When c"}, "@should", []string{dear}},
		{[]string{"When e", "When b"}, "", []string{first, last}},
	} {
		t.Run(strings.TrimSpace(strings.Join(c.lines, ", ")+" "+c.tags), func(t *testing.T) {
			var files []string
			for _, text := range c.lines {
				files = append(files, fmt.Sprintf("%s:%d", path, at(text)))
			}
			s, err := Select(files, c.tags)
			if err != nil {
				t.Errorf("%q: %v", c.lines, err)
				return
			}
			if diff := cmp.Diff(c.want, ran(t, s)); diff != "" {
				t.Errorf("%q: %s", c.lines, diff)
			}
		})
	}
	if s, err := Select([]string{path + ":10", path}, ""); err != nil || s.Total() != 5 {
		t.Errorf("a line and the whole file: %+v, %v", s, err)
	}
	if s, err := Select([]string{"merchant/3-receiving.feature:6"}, ""); err != nil || s.Total() != 1 {
		t.Errorf("a line of the obligations: %+v, %v", s, err)
	}
	_, err := Select([]string{path + ":2"}, "")
	if err == nil || !strings.Contains(err.Error(), "line 2 of "+path+" is in no scenario; --list shows") {
		t.Errorf("a line of no scenario: %v", err)
	}
}

// What a report says of a scenario that runs is what its file says.
func TestAScenarioKnowsItsExample(t *testing.T) {
	s, err := Select([]string{feature1File(t)}, "M-ORD-3")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]contract.Place{}
	for _, p := range s.places {
		found[lineText(p.Line)] = p
	}
	want := contract.Place{Line: 21, Example: []contract.Cell{{Name: "amount", Value: "0.29"}}, Steps: []contract.StepPlace{{Keyword: "Given", Line: 6}, {Keyword: "When", Line: 15}}}
	if diff := cmp.Diff(want, found["| 0.29   |"]); diff != "" {
		t.Error(diff)
	}
}

func TestTheObligationsAreTheDefault(t *testing.T) {
	s, err := Select(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, scenario := range s.Scenarios {
		if len(scenario.Obligations) == 0 || !strings.HasPrefix(scenario.File, "merchant/") {
			t.Errorf("%+v", scenario)
		}
	}
	if len(s.Scenarios) < 47 {
		t.Errorf("only %d scenarios", len(s.Scenarios))
	}
}

// The obligations in Chinese are as many as in English, with the same tags.
func TestTheObligationsInChinese(t *testing.T) {
	english, err := Select(nil, "M-ORD-1 or M-SYN-2")
	if err != nil {
		t.Fatal(err)
	}
	inChinese, err := SelectEmbedded(features.Chinese, "M-ORD-1 or M-SYN-2")
	if err != nil || len(inChinese.Scenarios) != len(english.Scenarios) || inChinese.Total() != english.Total() {
		t.Fatalf("%+v, %v", inChinese, err)
	}
	for i, s := range inChinese.Scenarios {
		if !strings.HasPrefix(s.File, "zh/") || !cmp.Equal(s.Tags, english.Scenarios[i].Tags) {
			t.Errorf("%+v", s)
		}
	}
}

func TestAFeatureFromWindows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.feature")
	if err := os.WriteFile(path, []byte("\ufeff"+strings.ReplaceAll(feature1, "\n", "\r\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Select([]string{path}, "M-ORD-3 and @should")
	if err != nil || len(s.Scenarios) != 1 || s.Scenarios[0].Name != "Prices of <amount>" || s.Total() != 1 {
		t.Errorf("%+v, %v", s, err)
	}
}

// FuzzFeature: whatever a feature file holds, it is read or refused in a few lines.
func FuzzFeature(f *testing.F) {
	for _, seed := range []string{"Feature: a\n  @b\n  Scenario: c\n    Given d\n", "# language: zh-CN\n功能: 一\n", "@a", "Rule: a\nExamples:\n|a|", "Feature: a\nScenario: b\nGiven c\n\"\"\"\nd"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := parseFeature("x.feature", []byte(text)); err != nil && (!strings.HasPrefix(err.Error(), "x.feature") || strings.Count(err.Error(), "\n") > maxMistakes) {
			t.Errorf("%q: %v", text, err)
		}
	})
}

func TestWrongFeatureFiles(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, text, tags, want string }{
		{"missing.feature", "", "", "cannot be read: open"},
		{"wrong.feature", "Feature: a\n  Scenario: b\n    Given c\n    Whne d\n", "", "wrong.feature:4: "},
		{"empty.feature", "# nothing\n", "", "holds no feature"},
		{"long.feature", "Feature: a\n  Scenario: b\n    Given " + strings.Repeat("c", 70000) + "\n", "", "long.feature:3: the line has 70010 bytes; a line of a feature has at most 61440"},
		{"high.feature", "Feature: a\n" + strings.Repeat("@b\n", 30000), "", "high.feature has 30002 lines; a feature has at most 20000"},
		{"noise.feature", strings.Repeat("a\n", 5000), "", "noise.feature:1: "},
		{"utf16.feature", "\xff\xfeF\x00", "", "utf16.feature: is in UTF-16 (UTF-16LE), not in UTF-8"},
		{"none.feature", "Feature: a\n", "", "no scenario is selected"},
		{"one.feature", feature1, "M-ORD-1 and @should", `no scenario is selected by --tags "M-ORD-1 and @should"`},
		{"other.feature", feature1, "@tea", "--tags"},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(dir, c.name)
			if c.text != "" {
				if err := os.WriteFile(path, []byte(c.text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			_, err := Select([]string{path}, c.tags)
			if _, ok := err.(*FeatureError); !ok || !strings.Contains(err.Error(), c.want) { //nolint:errorlint // not wrapped
				t.Errorf("%s: the error is %v", c.name, err)
			}
		})
	}
}
