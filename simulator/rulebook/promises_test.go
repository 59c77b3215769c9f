package rulebook

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
)

// Promises are numbered without a gap, are whole in both languages and rest on obligations that exist.
func TestPromises(t *testing.T) {
	t.Parallel()
	list, err := Promises()
	if err != nil || len(list) != 10 {
		t.Fatalf("%d promises, %v", len(list), err)
	}
	isHan := func(c rune) bool { return unicode.Is(unicode.Han, c) }
	for i, p := range list {
		if want := fmt.Sprintf("INV-%d", i+1); p.ID != want {
			t.Errorf("%s stands at the place of %s", p.ID, want)
		}
		checkSentence(t, p.ID, p.Statement)
		checkSentence(t, p.ID, p.Cost)
		if p.Sentence == "" || len(p.Rests) == 0 {
			t.Errorf("%s has the sentence %q and rests on %v", p.ID, p.Sentence, p.Rests)
		}
		for _, id := range p.Rests {
			if _, known := ObligationByID(id); !known {
				t.Errorf("%s rests on %s, which is no obligation", p.ID, id)
			}
		}
		zh := PromiseIn("zh", p.ID)
		if zh == nil {
			t.Fatalf("%s is not there in Chinese", p.ID)
		}
		for _, text := range []string{zh.Statement, zh.Cost} {
			if !strings.ContainsFunc(text, isHan) || !strings.HasSuffix(text, "。") {
				t.Errorf("%s: %q", p.ID, text)
			}
		}
		if en := PromiseIn("en", p.ID); en == nil || en.Statement != p.Statement || zh.Sentence != p.Sentence {
			t.Errorf("%s in English is %v", p.ID, en)
		}
	}
	if p := PromiseIn("zh", "INV-11"); p != nil {
		t.Errorf("INV-11 is %v", p)
	}
}
