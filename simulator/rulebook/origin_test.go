package rulebook

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

func TestEveryRuleSaysWhereItComesFrom(t *testing.T) {
	t.Parallel()
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		for _, m := range r.Marks {
			if origins[m] == [2]string{} {
				t.Errorf("%s: the mark %s has no words", r.ID, m)
			}
		}
		if r.Origin("en") == "" || r.Origin("zh") == "" || r.Origin("en") == r.Origin("zh") {
			t.Errorf("%s comes from %q, %q", r.ID, r.Origin("en"), r.Origin("zh"))
		}
	}
	if r, _ := ByID("CHK-3"); r.Origin("zh") != "连连该产品的文档；文档未说明，由模拟器解读" {
		t.Errorf("CHK-3 comes from %s", r.Origin("zh"))
	}
}

func TestObligationsAreThereInChinese(t *testing.T) {
	t.Parallel()
	all, err := Obligations()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ObligationsIn("zh"); err != nil {
		t.Fatal(err)
	}
	kept := regexp.MustCompile(`[a-z]+_[a-z]+|[A-Z]{4,}|\d{4}`) // names of fields and states, codes
	for _, o := range all {
		zh := ObligationIn("zh", o.ID)
		for _, text := range []string{zh.Section, zh.Statement, zh.Provoke} {
			if !strings.ContainsFunc(text, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
				t.Errorf("%s: %q", o.ID, text)
			}
		}
		if zh.Level != o.Level || (zh.Defect == "") != (o.Defect == "") || zh.Written == "" || len(Named("zh", zh.Written)) != len(Named("en", o.Written)) {
			t.Errorf("%s is another obligation in Chinese: %+v", o.ID, zh)
		}
		for _, w := range kept.FindAllString(o.Statement, -1) {
			if !strings.Contains(zh.Statement, w) {
				t.Errorf("%s says %s in English alone", o.ID, w)
			}
		}
	}
	if zh := ObligationIn("zh", "M-ORD-6"); zh.Written != "规则第 2 节；IDN-2 至 IDN-4" {
		t.Errorf("M-ORD-6 is written in %s", zh.Written)
	}
	if zh := ObligationIn("zh", "M-NTF-13"); zh.Written != "协议第 2、7 节" {
		t.Errorf("M-NTF-13 is written in %s", zh.Written)
	}
	if o := ObligationIn("en", "M-XYZ-1"); o != nil {
		t.Errorf("M-XYZ-1 is %v", o)
	}
}

func TestNamedFindsRulesInATextOnce(t *testing.T) {
	t.Parallel()
	named := Named("zh", "protocol section 5; rules CHK-5, LIM-1 and CHK-5, UTF-8, XYZ-1, M-ORD-1")
	if len(named) != 2 || named[0].ID != "CHK-5" || named[1].ID != "LIM-1" || named[0].Section == "" {
		t.Errorf("%+v", named)
	}
}
