package rulebook

import "testing"

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

func TestNamedFindsRulesInATextOnce(t *testing.T) {
	t.Parallel()
	named := Named("zh", "protocol section 5; rules CHK-5, LIM-1 and CHK-5, UTF-8, XYZ-1, M-ORD-1")
	if len(named) != 2 || named[0].ID != "CHK-5" || named[1].ID != "LIM-1" || named[0].Section == "" {
		t.Errorf("%+v", named)
	}
}
