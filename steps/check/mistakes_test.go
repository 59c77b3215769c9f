package check

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/fixtures/race"
)

// unreadable are feature files that the parser refuses, and what is said of them.
var unreadable = []struct{ name, text, want string }{
	{"a step without a keyword", "Feature: a\n  Scenario: b\n    Given c\n    order is paid\n    Then x\n", `x.feature:4: "order is paid" begins with no keyword; write Given, When, Then, And or But before a step: And order is paid`},
	{"a keyword with a typing error", "Feature: a\n  Scenario: b\n    Given c\n    Whne d\n", `x.feature:4: "Whne d" begins with no keyword; write When d`},
	{"a keyword in small letters", "Feature: a\n  Scenario: b\n    Given c\n    when d\n", `x.feature:4: "when d" begins with no keyword as it is written; write When d`},
	{"no feature line", "Scenario: b\n    Given c\n", `x.feature:1: "Scenario: b" stands before the feature begins; write Feature: and its name above it`},
	{"a feature line without a colon", "Feature a\n  Scenario: b\n    Given c\n", `x.feature:1: "Feature a" is no keyword with a colon; write Feature: a`},
	{"a feature line with a typing error", "Faeture: a\n  Scenario: b\n    Given c\n", `x.feature:1: "Faeture: a" is no keyword; write Feature: and the name of the feature`},
	{"text before the feature", "hello\nFeature: a\n  Scenario: b\n    Given c\n", `x.feature:1: "hello" stands where the feature begins; write Feature: and its name in the first line`},
	{"a row that is too short", "Feature: a\n  Scenario: b\n    Given c\n      | a | b |\n      | 1 |\n", `x.feature:5: the row "| 1 |" has 1 cell, and the first one of its table, "| a | b |", has 2; write one value for each column, and \| for a bar within a value`},
	{"a row of examples that is too long", "Feature: a\n  Scenario Outline: b\n    Given c <a>\n    Examples:\n      | a |\n      | 1 | 2 |\n", `x.feature:6: the row "| 1 | 2 |" has 2 cells, and the first one of its table, "| a |", has 1; write one value for each column, and \| for a bar within a value`},
	{"a row without a first bar", "Feature: a\n  Scenario: b\n    Given c\n       a | b |\n", `x.feature:4: "a | b |" is no row of a table; write | before its first and behind its last value`},
	{"a text without an end", "Feature: a\n  Scenario: b\n    Given c\n    \"\"\"\n   text\n  Scenario: d\n    Given e\n", `x.feature:4: the text that begins here with """ has no end; write """ below its last line`},
	{"a text in other quotation marks", "Feature: a\n  Scenario: b\n    Given c\n    “““\n   text\n    “““\n", `x.feature:4: "“““" does not begin a text; write """ in the line above it and in the line below it`},
	{"an unknown language", "# language: xx\nFeature: a\n", `x.feature:1: "# language: xx" names no language of Gherkin; write # language: zh-CN for Chinese, or # language: en for English`},
	{"Chinese by another name", "# language: zh\n功能: a\n  场景: b\n    假如c\n", `x.feature:1: "# language: zh" names no language of Gherkin; write # language: zh-CN`},
	{"Chinese that is not declared", "功能: a\n  场景: b\n    假如c\n", `x.feature:1: "功能: a" is a keyword of another language, and the file does not say which; write # language: zh-CN as its first line`},
	{"Chinese below a comment that is not declared", "# 第一个\n功能: a\n  场景: b\n    假如c\n", `x.feature:1: "功能: a" is a keyword of another language, and the file does not say which; write # language: zh-CN as its first line`},
	{"English in a file in Chinese", "# language: zh-CN\nFeature: a\n  Scenario: b\n    Given c\n", `x.feature:2: "Feature: a" is a keyword of another language than # language: zh-CN says; write # language: en, or 功能: and the keywords of zh-CN`},
	{"Chinese steps in a file in English", "Feature: a\n  Scenario: b\n    Given c\n    假如 y\n", `x.feature:4: "假如 y" has a keyword of another language; this file has en: Given, When, Then, And or But`},
	{"English steps in a file in Chinese", "# language: zh-CN\n功能: a\n  场景: b\n    假如c\n    Given d\n", `x.feature:5: "Given d" has a keyword of another language; this file has zh-CN: 假如, 当, 那么, 而且 or 但是`},
	{"full-width colons", "# language: zh-CN\n功能：a\n  场景：b\n    假如c\n", `x.feature:2: "功能：a" has a full-width colon; write 功能: a, and so with the other keywords`},
	{"a full-width colon later", "# language: zh-CN\n功能: a\n  场景: b\n    假如c\n  场景：d\n    假如e\n", `x.feature:5: "场景：d" has a full-width colon; write 场景: d`},
	{"an English scenario in a file in Chinese", "# language: zh-CN\n功能: a\n  场景: b\n    假如c\n  Scenario: d\n    假如e\n", `x.feature:5: "Scenario: d" has a keyword of another language; this file has zh-CN: write 场景: d`},
	{"Chinese examples in a file in English", "Feature: a\n  Scenario Outline: b\n    Given c\n    例子:\n      | a |\n", `x.feature:4: "例子:" has a keyword of another language; this file has en: write Examples:`},
	{"a Chinese step without a keyword", "# language: zh-CN\n功能: a\n  场景: b\n    假如c\n    订单已支付\n", `x.feature:5: "订单已支付" begins with no keyword; write 假如, 当, 那么, 而且 or 但是 before a step: 而且订单已支付`},
	{"a scenario line without a colon", "Feature: a\n  Scenario: b\n    Given c\n  Scenario d\n    Given e\n", `x.feature:4: "Scenario d" is no keyword with a colon; write Scenario: d`},
	{"a tag with a blank", "Feature: a\n  @a b\n  Scenario: b\n    Given c\n", `x.feature:2: "@a b" has a tag with a blank in it; write @a @b`},
	{"a tag before nothing", "Feature: a\n  Scenario: b\n    Given c\n  @tag\n\n", `x.feature:4: nothing stands below "@tag"; write the Scenario that it belongs to, or remove it`},
	{"two features", "Feature: a\n  Scenario: b\n    Given c\n  Feature: x\n", `x.feature:4: "Feature: x" is the second feature of the file; write it into a file of its own`},
	{"a background below a scenario", "Feature: a\n  Scenario: b\n    Given c\n  Background: x\n", `x.feature:4: "Background: x" stands below a scenario; write it above the first one`},
	{"examples of a background", "Feature: a\n  Background:\n    Given c\n  Examples:\n", `x.feature:4: "Examples:" stands below no scenario; write it below the steps of a Scenario Outline`},
	{"several mistakes", "Feature: a\n  Scenario: b\n    Given c\n    order is paid\n  Scenario: d\n    Given e\n      | a |\n      | 1 | 2 |\n    whenever\n", "x.feature:4: \"order is paid\" begins with no keyword; write Given, When, Then, And or But before a step: And order is paid\nx.feature:8: the row \"| 1 | 2 |\" has 2 cells, and the first one of its table, \"| a |\", has 1; write one value for each column, and \\| for a bar within a value\nx.feature:9: \"whenever\" begins with no keyword; write Given, When, Then, And or But before a step: And whenever"},
	{"GBK", "\xb9\xa6\xc4\xdc: a\n", `x.feature:1: is in GBK, not in UTF-8 (here stands 功能: a); save it as UTF-8, for instance with: iconv -f GB18030 -t UTF-8 OLD > NEW`},
	{"Chinese scenarios alone in an English file", "Feature: a\n  场景: b\n    假如过了 5 分钟\n", `x.feature:2: "场景: b" is a keyword of another language, so that it is read as a description; write # language: zh-CN as the first line and its keywords alone, or keywords in English`},
	{"a byte order mark in the middle", "Feature: a\n\ufeff  Scenario: b\n", `x.feature:2: begins with a byte order mark (U+FEFF), which only the whole file may begin with; remove it`},
}

func TestWhatTheParserRefuses(t *testing.T) {
	for _, c := range unreadable {
		t.Run(c.name, func(t *testing.T) {
			name := inFile(t, c.text)
			_, err := Select([]string{name}, "")
			compareMistake(t, name, err, c.want)
		})
	}
}

// meant are features that the parser reads, though not as they were meant, and steps that are wrong before they run.
var meant = []struct{ name, text, want string }{
	{"steps in small letters", "Feature: a\n  Scenario: b\n    given the weather is pretty\n  Scenario: c\n    Given 5 minutes pass\n", `x.feature:3: "given the weather is pretty" begins with no keyword as it is written; write Given the weather is pretty`},
	{"a scenario without a colon", "Feature: a\n  Scenario b\n    Given 5 minutes pass\n  Scenario: c\n    Given 5 minutes pass\n", `x.feature:2: "Scenario b" is read as a description; write Scenario: b`},
	{"a scenario with a full-width colon", "# language: zh-CN\n功能: a\n  场景： b\n    当过了 5 分钟\n  场景: c\n    当过了 5 分钟\n", `x.feature:3: "场景： b" is read as a description; write 场景: b`},
	{"a Chinese scenario in an English file", "Feature: a\n  场景: b\n    假如过了 5 分钟\n  Scenario: c\n    Given 5 minutes pass\n", `x.feature:2: "场景: b" is a keyword of another language, so that it is read as a description; write # language: zh-CN as the first line and its keywords alone, or keywords in English`},
	{"English keywords of steps in a Chinese file", "# language: zh-CN\n功能: a\n  场景: b\n    Given 过了 5 分钟\n  场景: c\n    当过了 5 分钟\n", `x.feature:4: "Given 过了 5 分钟" begins with a keyword of another language; write the keywords of zh-CN, or # language: en as the first line and its keywords alone`},
	{"a scenario that has prose alone", "Feature: a\n  Scenario: b\n    a shopper checks out\n  Scenario: c\n    Given 5 minutes pass\n", `x.feature:3: "a shopper checks out" begins with no keyword; write Given a shopper checks out`},
	{"a scenario without steps", "Feature: a\n  Background:\n    Given 5 minutes pass\n  Scenario: b\n    # Given 5 minutes pass\n  Scenario: c\n    Given 5 minutes pass\n", `x.feature:4: "Scenario: b" has no steps, so that nothing is played; write some below it, or remove it`},
	{"an outline without steps", "Feature: a\n  Scenario Outline: b\n    Examples:\n      | a |\n      | 1 |\n", `x.feature:2: "Scenario Outline: b" has no steps, so that nothing is played; write some below it, or remove it`},
	{"a row without a last bar", "Feature: a\n  Scenario: b\n    Given a shopper checks out with:\n      | amount | 49.90 \n", `x.feature:4: the row "| amount | 49.90" does not end with a bar, so that its last value is lost; write | behind it`},
	{"an outline without examples", "Feature: a\n  Scenario Outline: b\n    Given a shopper checks out for <money> yuan\n  Scenario: c\n    Given 5 minutes pass\n", `x.feature:3: <money> is a column of examples, and this scenario has none; write Examples: and a table below it, or a value`},
	{"examples without a row", "Feature: a\n  Scenario Outline: b\n    Given a shopper checks out for <money> yuan\n    Examples:\n      | money |\n  Scenario: c\n    Given 5 minutes pass\n", `x.feature:4: the examples of "b" have no row, so that it never runs; write one below the names of the columns`},
	{"a column that the examples do not have", "Feature: a\n  Scenario Outline: b\n    Given a shopper checks out for <mony> yuan\n    And a shopper checks out with:\n      | amount | <sum> |\n    Examples:\n      | money |\n      | 49.90 |\n", "x.feature:3: <mony> is no column of the examples; did you mean <money>?\nx.feature:5: <sum> is no column of the examples; write one of <money>, or a column sum"},
	{"a column where there are no examples", "Feature: a\n  Scenario: b\n    Given a shopper checks out for <money> yuan\n", `x.feature:3: <money> is a column of examples, and this scenario has none; write Examples: and a table below it, or a value`},
	{"steps that do not exist", "Feature: a\n  Scenario: b\n    Given it is 2026/1/31 12:00:00 at the platform\n    When the weather is pretty\n    * 5 minutes has passed\n", "x.feature:3: there is no step \"it is 2026/1/31 12:00:00 at the platform\"; \"2026/1/31 12:00:00\" is no {moment}, which is a moment in platform time (UTC+8): 2026-01-31 23:59:50, tomorrow at 09:00, or 23:59:50 for the next one of that time of day; write:\n    Given the platform time comes to 2026-01-31 12:00:00\nx.feature:4: there is no step \"the weather is pretty\"; llsim list steps WORD finds steps by their words\nx.feature:5: there is no step \"5 minutes has passed\"; write:\n    * 5 minutes pass"},
	{"a step of an outline that does not exist", "Feature: a\n  Scenario Outline: b\n    Given the weather is <n>\n    Examples:\n      | n |\n      | pretty |\n      | ugly |\n", `x.feature:3: there is no step "the weather is pretty"; llsim list steps WORD finds steps by their words`},
	{"a Chinese step that does not exist", "# language: zh-CN\n功能: a\n  场景: b\n    当过了 3 分\n    当过了三天\n", "x.feature:4: there is no step \"过了 3 分\"; \"3 分\" is no {duration}, which is 一段时间：90 秒、5 分钟、2 小时、3 天; write:\n    当过了 3 分钟\nx.feature:5: there is no step \"过了三天\"; \"三天\" is no {duration}, which is 一段时间：90 秒、5 分钟、2 小时、3 天; write:\n    当过了 3 天"},
	{"an English step in Chinese", "# language: zh-CN\n功能: a\n  场景: b\n    当it is 2026/1/31 12:00:00 at the platform\n", "x.feature:4: there is no step \"it is 2026/1/31 12:00:00 at the platform\"; \"2026/1/31 12:00:00\" is no {moment}, which is a moment in platform time (UTC+8): 2026-01-31 23:59:50, tomorrow at 09:00, or 23:59:50 for the next one of that time of day; write:\n    当 the platform time comes to 2026-01-31 12:00:00"},
	{"a table that is missing", "Feature: a\n  Scenario: b\n    Given a shopper checks out with:\n", `x.feature:3: below "a shopper checks out with:" a table is missing; write one: rows such as | name | value |`},
	{"a table that does not belong there", "Feature: a\n  Scenario: b\n    Given 5 minutes pass\n      | a |\n", `x.feature:3: below "5 minutes pass" stands a table, which this step does not take; remove it`},
	{"a text instead of a table", "Feature: a\n  Scenario: b\n    Given a shopper checks out with:\n      \"\"\"\n      amount\n      \"\"\"\n", `x.feature:3: below "a shopper checks out with:" stands a text; write a table: rows such as | name | value |`},
	{"a date that does not exist", "Feature: a\n  Scenario: b\n    Given it is 2026-02-29 12:00:00 at the platform\n    And it is \"2026-13-01 12:00:00\" at the platform\n    And it is 2026-04-30 24:00:00 at the platform\n", "x.feature:3: there is no date 2026-02-29: February 2026 has 28 days; write a day from 01 to 28\nx.feature:4: there is no date 2026-13-01: a year has no month 13; write a month from 01 to 12\nx.feature:5: there is no time of day 24:00:00; write one from 00:00:00 to 23:59:59"},
	{"a number below 0", "Feature: a\n  Scenario: b\n    When the merchant orders \"A1\" for 5.00 yuan -1 times at the same instant\n    Then there is -1 order\n", "x.feature:3: -1 is below 0; write 0 or more\nx.feature:4: -1 is below 0; write 0 or more"},
	{"a Chinese date that does not exist", "# language: zh-CN\n功能: a\n  场景: b\n    当平台时间到了 2026-02-30 12:00:00\n", `x.feature:4: there is no date 2026-02-30: February 2026 has 28 days; write a day from 01 to 28`},
}

func TestWhatIsWrongBeforeItRuns(t *testing.T) {
	race.Skip(t)
	for _, c := range meant {
		t.Run(c.name, func(t *testing.T) {
			name := inFile(t, c.text)
			s, err := Select([]string{name}, "")
			if err != nil {
				t.Fatal(err)
			}
			compareMistake(t, name, s.Verify(true), c.want)
		})
	}
}

// The features that come with the program have no mistakes.
func TestTheEmbeddedFeaturesAreMeant(t *testing.T) {
	race.Skip(t)
	for _, folder := range []string{features.Merchant, features.Chinese} {
		t.Run(folder, func(t *testing.T) {
			s, err := SelectEmbedded(folder, "")
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Verify(true); err != nil {
				t.Error(err)
			}
		})
	}
}

func inFile(t *testing.T, text string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "x.feature")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// compareMistake compares an error, in which the file is x.feature.
func compareMistake(t *testing.T, name string, err error, want string) {
	t.Helper()
	if _, ok := err.(*FeatureError); !ok { //nolint:errorlint // not wrapped
		t.Fatalf("the error is %v", err)
	}
	if diff := cmp.Diff(want, strings.ReplaceAll(err.Error(), name, "x.feature")); diff != "" {
		t.Error(diff)
	}
}

// A file with very many mistakes is told of a few of them, soon.
func TestManyMistakesAreCutShort(t *testing.T) {
	race.Skip(t)
	name := inFile(t, "Feature: a\n  Scenario: b\n"+strings.Repeat("    Given the weather is pretty\n", 5000))
	s, err := Select([]string{name}, "")
	if err != nil {
		t.Fatal(err)
	}
	compareMistake(t, name, s.Verify(true), strings.Join([]string{
		told(3), told(4), told(5), told(6), told(7), told(8), told(9), told(10), told(11), told(12), "and more"}, "\n"))
}

func told(line int) string {
	return fmt.Sprintf(`x.feature:%d: there is no step "the weather is pretty"; llsim list steps WORD finds steps by their words`, line)
}
