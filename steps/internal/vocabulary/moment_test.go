package vocabulary

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// at is half past ten in the evening of the last day of January.
var at = time.Date(2026, 1, 31, 22, 30, 0, 0, wire.Zone)

func TestMoment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ english, chinese, want string }{
		{"now", "现在", "2026-01-31T22:30:00+08:00"},
		{"now", "当前时间", "2026-01-31T22:30:00+08:00"},
		{"today", "今天", "2026-01-31T00:00:00+08:00"},
		{"tomorrow", "明天", "2026-02-01T00:00:00+08:00"},
		{"yesterday", "昨天", "2026-01-30T00:00:00+08:00"},
		{"the day after tomorrow", "后天", "2026-02-02T00:00:00+08:00"},
		{"the day before yesterday", "前天", "2026-01-29T00:00:00+08:00"},
		{"the 31st", "31 号", "2026-01-31T00:00:00+08:00"},
		{"the 1st of next month", "下月 1 号", "2026-02-01T00:00:00+08:00"},
		{"the 31st of last month", "上个月31日", "2025-12-31T00:00:00+08:00"},
		{"the last day of the month", "本月最后一天", "2026-01-31T00:00:00+08:00"},
		{"the last day of next month", "下月最后一天", "2026-02-28T00:00:00+08:00"},
		{"the first day of this month", "本月第一天", "2026-01-01T00:00:00+08:00"},
		{"the first business day the platform accepts", "平台受理的第一个营业日", "2026-01-30T00:00:00+08:00"},
		{"the last business day the platform accepts", "平台受理的最后一个营业日", "2026-02-01T00:00:00+08:00"},
		{"the next business day the platform accepts", "平台受理的下一个营业日", "2026-02-01T00:00:00+08:00"},
		{"the last business day the platform refuses", "平台拒绝的最后一个营业日", "2026-01-29T00:00:00+08:00"},
		{"the first business day that the platform refuses", "平台拒绝的第一个营业日", "2026-02-02T00:00:00+08:00"},
		{"the next business day the platform refuses", "平台拒绝的下一个营业日", "2026-02-02T00:00:00+08:00"},
		{"2026-02-28", "2026年2月28日", "2026-02-28T00:00:00+08:00"},
		{"28 February 2026", "2026 年 2 月 28 日", "2026-02-28T00:00:00+08:00"},
		{"20260228", "2026-02-28", "2026-02-28T00:00:00+08:00"},
		{"20260228235959", "2026-02-28 23:59:59", "2026-02-28T23:59:59+08:00"},
		{"2026-02-28 23:59", "2026 年 2 月 28 日 23:59", "2026-02-28T23:59:00+08:00"},
		{"2026-02-28 23:59:50", "2026年2月28日23点59分50秒", "2026-02-28T23:59:50+08:00"},
		{"2026-02-28 23:59:00", "2026 年 2 月 28 日 23 点 59 分", "2026-02-28T23:59:00+08:00"},
		{"tomorrow at midnight", "明天零点", "2026-02-01T00:00:00+08:00"},
		{"2026-02-28 at 09:00", "2026-02-28 9 点整", "2026-02-28T09:00:00+08:00"},
		{"2026-02-28T15:59:59Z", "2026-02-28 23:59:59", "2026-02-28T23:59:59+08:00"},
		{"2026-02-28T23:59:59+08:00", "2026-02-28 23:59:59", "2026-02-28T23:59:59+08:00"},
		{`"2026-02-28 23:59:59"`, `"2026-02-28 23:59:59"`, "2026-02-28T23:59:59+08:00"},
		{"the 31st at 23:59:59", "31 号 23:59:59", "2026-01-31T23:59:59+08:00"},
		{"tomorrow at 00:00:01", "明天00:00:01", "2026-02-01T00:00:01+08:00"},
		{"tomorrow 9:00", "明天 9:00", "2026-02-01T09:00:00+08:00"},
		{"23:59:59", "23:59:59", "2026-01-31T23:59:59+08:00"},
		{"22:30:00", "22:30", "2026-01-31T22:30:00+08:00"},
		{"09:00:00", "09:00", "2026-02-01T09:00:00+08:00"},
		{"the last second of today", "今天最后一秒", "2026-01-31T23:59:59+08:00"},
		{"the last second of 2026-01-31", "2026-01-31 最后一秒", "2026-01-31T23:59:59+08:00"},
		{"the first second of tomorrow", "明天的第一秒", "2026-02-01T00:00:00+08:00"},
		{"the last second of the last business day the platform accepts", "平台受理的最后一个营业日最后一秒", "2026-02-01T23:59:59+08:00"},
		{"the last second of the last day of next month", "下月最后一天最后一秒", "2026-02-28T23:59:59+08:00"},
		{"in 5 minutes", "5 分钟后", "2026-01-31T22:35:00+08:00"},
		{"1 hour ago", "1小时前", "2026-01-31T21:30:00+08:00"},
		{"90 seconds ago", "90 秒之前", "2026-01-31T22:28:30+08:00"},
		{"in 3 days", "3 天后", "2026-02-03T22:30:00+08:00"},
		{"now in UTC", "UTC 的现在", "2026-01-31T14:30:00Z"},
		{"now in America/Los_Angeles", "America/Los_Angeles 的当前时间", "2026-01-31T06:30:00-08:00"},
		{"tomorrow in America/Los_Angeles", "America/Los_Angeles 当地时间的明天", "2026-02-01T00:00:00-08:00"},
		{"2026-03-08 23:59:59 in America/Los_Angeles", "America/Los_Angeles 当地时间 2026-03-08 23:59:59", "2026-03-08T23:59:59-07:00"},
		{"2026-11-01 01:30:00 in America/Los_Angeles", "America/Los_Angeles 的 2026-11-01 01:30:00", "2026-11-01T01:30:00-07:00"},
		{"2018-11-04 12:00 in America/Sao_Paulo", "America/Sao_Paulo 的 2018-11-04 12:00", "2018-11-04T12:00:00-02:00"},
		{"the first second of 2018-11-04 in America/Sao_Paulo", "America/Sao_Paulo 的 2018-11-04 第一秒", "2018-11-04T01:00:00-02:00"},
		{"the last second of 2018-11-03 in America/Sao_Paulo", "America/Sao_Paulo 的 2018-11-03 最后一秒", "2018-11-03T23:59:59-03:00"},
		{"20260308235959 in America/Los_Angeles", "America/Los_Angeles 的 2026-03-08 23:59:59", "2026-03-08T23:59:59-07:00"},
	} {
		for _, text := range []string{c.english, c.chinese} {
			t.Run(text, func(t *testing.T) {
				t.Parallel()
				got, err := Moment(text, at.UTC())
				if err != nil || got.Format(time.RFC3339) != c.want {
					t.Errorf("%s %v, want %s", got.Format(time.RFC3339), err, c.want)
				}
				if !is("moment", text) {
					t.Errorf("no sentence has it as a moment")
				}
			})
		}
	}
}

// is tells whether a text is a value of a type in a sentence of its language.
func is(name, text string) bool {
	c := newCompiler(sharedTypes)
	f := c.form("{"+name+"}", isChinese(text))
	found := f.pattern.FindStringSubmatch(text)
	return found != nil && found[1] == text
}

func TestMomentThatDoesNotExist(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-02-30":                      `there is no date 2026-02-30: February 2026 has 28 days; write a day from 01 to 28`,
		`"2026-02-30"`:                    `there is no date 2026-02-30: February 2026 has 28 days; write a day from 01 to 28`,
		"2023-02-29 12:00:00":             `there is no date 2023-02-29: February 2023 has 28 days; write a day from 01 to 28`,
		"2026年2月29日":                      `there is no date 2026-02-29: February 2026 has 28 days; write a day from 01 to 28`,
		"the 31st of next month at 12:00": `there is no date 2026-02-31: February 2026 has 28 days; write a day from 01 to 28`,
		"下月 31 号":                         `there is no date 2026-02-31: February 2026 has 28 days; write a day from 01 to 28`,
		"the 0th":                         `there is no date 2026-01-00: January 2026 has 31 days; write a day from 01 to 31`,
		"2026-13-01":                      `there is no date 2026-13-01: a year has no month 13; write a month from 01 to 12`,
		"20260230120000":                  `there is no date 2026-02-30: February 2026 has 28 days; write a day from 01 to 28`,
		"2026-01-31 24:00:00":             `there is no time of day 24:00:00; write one from 00:00:00 to 23:59:59`,
		"24:00:00":                        `there is no time of day 24:00:00; write one from 00:00:00 to 23:59:59`,
		"the last second of 2026-04-31":   `there is no date 2026-04-31: April 2026 has 30 days; write a day from 01 to 30`,
		"2026-03-08 02:30:00 in America/Los_Angeles": `there is no 02:30:00 on that day in America/Los_Angeles: clocks are put forward then; write one an hour later`,
		"now in Europe/Los_Angeles":                  `there is no time zone Europe/Los_Angeles; write one such as America/Los_Angeles, Asia/Shanghai or UTC`,
		"2018-11-04 00:30:00 in America/Sao_Paulo":   `there is no 00:30:00 on that day in America/Sao_Paulo: clocks are put forward then; write one an hour later`,
		"in 9999999 days":                            `a span of 9999999d is longer than 100000 days; write a shorter one`,
		"someday":                                    `"someday" is no day or moment; write today, tomorrow, the 31st, the last day of the month, 2026-01-31, 23:59:59, today at 23:59:59 or 2026-01-31 23:59:59`,
		"someday at 12:00":                           `"someday at 12:00" is no day or moment; write today, tomorrow, the 31st, the last day of the month, 2026-01-31, 23:59:59, today at 23:59:59 or 2026-01-31 23:59:59`,
		"the last second of the business day":        `"the last second of the business day" is no day or moment; write today, tomorrow, the 31st, the last day of the month, 2026-01-31, 23:59:59, today at 23:59:59 or 2026-01-31 23:59:59`,
		"the 31th of Mai month":                      `"the 31th of Mai month" is no day or moment; write today, tomorrow, the 31st, the last day of the month, 2026-01-31, 23:59:59, today at 23:59:59 or 2026-01-31 23:59:59`,
		"改天":                                         `"改天" is no day or moment; write 今天, 明天, 31 号, 本月最后一天, 2026-01-31, 23:59:59, 今天 23:59:59 or 2026-01-31 23:59:59`,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if !is("moment", text) && !strings.HasPrefix(want, fmt.Sprintf("%q is no day", unquoted(text))) {
				t.Error("no sentence has it as a moment, so nobody is told")
			}
			if got, err := Moment(unquoted(text), at); !IsMistake(err) || err.Error() != want {
				t.Errorf("%s %v\nwant %s", got, err, want)
			}
		})
	}
}

// The 31st of a month of 30 days, said in it.
func TestThe31stOfAShortMonth(t *testing.T) {
	t.Parallel()
	april := time.Date(2026, 4, 10, 12, 0, 0, 0, wire.Zone)
	for _, text := range []string{"the 31st", "31 号"} {
		const want = "there is no date 2026-04-31: April 2026 has 30 days; write a day from 01 to 30"
		if _, err := Moment(text, april); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestPeriodAndDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-02": "202602", "this month": "202601", "last month": "202512", "next month": "202602",
		"本月": "202601", "上个月": "202512", "2026 年 2 月": "202602", "2026年12月": "202612",
		"2026-02-01": "20260201", "20260201": "20260201", "tomorrow": "20260201", "昨天": "20260130", "the 31st": "20260131",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if got, err := Period(text, at); got != want || err != nil {
				t.Errorf("%s %v, want %s", got, err, want)
			}
			if !is("period", text) {
				t.Error("no sentence has it as a period")
			}
			if got, err := Date(text, at); len(want) == 8 && (got != want || err != nil || !is("date", text)) {
				t.Errorf("as a date %s %v, want %s", got, err, want)
			}
		})
	}
	if _, err := Period("2026-13", at); err == nil || err.Error() != `there is no month 2026-13: a year has 12; write a month from 01 to 12` {
		t.Error(err)
	}
	if _, err := Period("2026-02-29", at); err == nil {
		t.Error("29 February 2026 is a period")
	}
}

// A sentence does not take in more than a moment.
func TestMomentEndsWhereTheSentenceGoesOn(t *testing.T) {
	t.Parallel()
	c := newCompiler(sharedTypes)
	for sentence, want := range map[string]string{
		"the order is dated tomorrow at 09:00 and paid":           "tomorrow at 09:00",
		"the order is dated now in America/Los_Angeles and paid":  "now in America/Los_Angeles",
		"the order is dated the last day of the month and paid":   "the last day of the month",
		"the order is dated 2026-01-31 23:59:59 and paid":         "2026-01-31 23:59:59",
		`the order is dated "2026-02-30 and what comes" and paid`: `"2026-02-30 and what comes"`,
	} {
		found := c.form("the order is dated {moment} and paid", false).pattern.FindStringSubmatch(sentence)
		if found == nil || found[1] != want {
			t.Errorf("%s: %q", sentence, found)
		}
	}
	if regexp.MustCompile(englishMoment).NumSubexp() != 0 || regexp.MustCompile(chineseMoment).NumSubexp() != 0 {
		t.Error("what a moment looks like has groups")
	}
}

// What the page of steps says of days and moments can be said.
func TestDaysOfThePage(t *testing.T) {
	t.Parallel()
	for page, heading := range map[string]string{"steps.md": "**Days and moments**", "steps.zh-CN.md": "**日期和时间。**"} {
		text, err := os.ReadFile("../../../docs/reference/" + page)
		if err != nil {
			t.Fatal(err)
		}
		_, table, _ := strings.Cut(string(text), heading)
		table, _, _ = strings.Cut(table, "\n\n##")
		read := 0
		for line := range strings.Lines(table) {
			if !strings.HasPrefix(line, "| ") {
				continue
			}
			for _, found := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(line, -1) {
				read++
				_, wrong := Moment(found[1], at)
				if _, err := Period(found[1], at); err != nil {
					t.Errorf("%s: %v", page, err)
				} else if wrong != nil && !is("period", found[1]) || wrong == nil && !is("moment", found[1]) {
					t.Errorf("%s: no sentence can have %s", page, found[1])
				}
			}
		}
		if read < 25 {
			t.Errorf("%s has %d days and moments", page, read)
		}
	}
}
