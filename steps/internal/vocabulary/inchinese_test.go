package vocabulary_test

import (
	"testing"

	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
	"github.com/lianlian-sim/llsim/steps/platform"
)

func TestSentencesInChinese(t *testing.T) {
	t.Parallel()
	v := platform.All()
	for _, c := range []struct{ english, chinese string }{
		{`2 minutes pass`, `过了 2 分钟`},
		{`1 day passes`, `过了 1 天`},
		{`the platform time is "2026-03-10 12:00:00"`, `平台时间是 "2026-03-10 12:00:00"`},
		{`the platform time comes to 23:59:00`, `平台时间到了 23:59:00`},
	} {
		t.Run(c.english, func(t *testing.T) {
			got, _, known := v.InChinese(c.english, nil)
			if !known || got != c.chinese {
				t.Errorf("it is %q, %t; want %q", got, known, c.chinese)
			}
			if v.Find(got) != v.Find(c.english) {
				t.Errorf("%q is another step", got)
			}
			if again, _, known := v.InChinese(got, nil); !known || again != got {
				t.Errorf("what is Chinese becomes %q, %t", again, known)
			}
		})
	}
	if _, _, known := v.InChinese("no step is like this", nil); known {
		t.Error("a sentence that is not a step was translated")
	}
}

func TestTablesInChinese(t *testing.T) {
	t.Parallel()
	for english, want := range map[string]string{"no_order": "no_order", "amount": "金额"} {
		v := vocabulary.New("", "", nil, vocabulary.Subject{Steps: []vocabulary.Step{{English: "it has:", Chinese: "内容为：", Words: map[string]string{"金额": "amount"}}}})
		text, table, known := v.InChinese("it has:", [][]string{{english, "amount"}})
		if !known || text != "内容为：" || table[0][0] != want || table[0][1] != "amount" {
			t.Errorf("%s: %q %v %t", english, text, table, known)
		}
	}
}
