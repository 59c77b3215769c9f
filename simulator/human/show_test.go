package human_test

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
)

func TestSpan(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"7h20m21.368s": {"7 h 20 min", "7 小时 20 分钟"},
		"2m":           {"2 min", "2 分钟"},
		"90s":          {"1 min 30 s", "1 分钟 30 秒"},
		"21.9s":        {"21 s", "21 秒"},
		"368ms":        {"368 ms", "368 毫秒"},
		"12µs":         {"0 s", "0 秒"},
		"72h":          {"3 d", "3 天"},
		"4349h":        {"181 d 5 h", "181 天 5 小时"},
		"24h5m":        {"1 d 5 min", "1 天 5 分钟"},
		"-90s":         {"-1 min 30 s", "-1 分钟 30 秒"},
		"0s":           {"0 s", "0 秒"},
	} {
		t.Run(text, func(t *testing.T) {
			d, err := time.ParseDuration(text)
			if err != nil {
				t.Fatal(err)
			}
			if got := [2]string{human.English.Span(d), human.Chinese.Span(d)}; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"0 jobs": human.Count(0, "job"), "1 job": human.Count(1, "job"), "2 jobs": human.Count(2, "job"), "12,345,678 jobs": human.Count(12345678, "job"),
		"2 retries": human.Count(2, "retry", "retries"), "1 retry": human.Count(1, "retry", "retries"), "-1,000": human.Number(-1000), "999": human.Number(999),
		"¥0.00": human.Yuan(0), "¥0.05": human.Yuan(5), "¥1,234,567.80": human.Yuan(123456780), "-¥1,000.00": human.Yuan(-100000),
	} {
		t.Run(want, func(t *testing.T) {
			if got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

func TestStamp(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"20260131235950": "2026-01-31 23:59:50", "20260131": "2026-01-31", "20260230": "20260230", "202601": "2026-01", "202613": "202613", "": "", "2026": "2026"} {
		t.Run(text, func(t *testing.T) {
			if got := human.Stamp(text); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		})
	}
	if got, err := human.Date("-1d", now); err != nil || got != "20260130" {
		t.Error(got, err)
	}
}

func TestSprintf(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"1 job done, 2 notifications sent": human.Sprintf("%d {job|jobs} done, %d {notification|notifications} sent", 1, 2),
		"0 jobs done, 1 notification sent": human.Sprintf("%d {job|jobs} done, %d {notification|notifications} sent", 0, 1),
		"at 1 of 3 attempts: 100%":         human.Sprintf("at %d of %d {attempt|attempts}: 100%%", 1, 3),
		"{1|x} stays":                      human.Sprintf("%s {stays|stay}", "{1|x}")[:len("{1|x} ")] + "stays",
		"1,200 orders":                     human.Sprintf("%s {order|orders}", human.Number(1200)),
		"orders":                           human.Sprintf("{order|orders}"),
	} {
		t.Run(want, func(t *testing.T) {
			if got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}
