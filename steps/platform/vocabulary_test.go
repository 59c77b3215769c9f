package platform

import (
	"strings"
	"testing"
)

func TestVocabularyIsComplete(t *testing.T) {
	all, err := Vocabulary()
	if err != nil || len(all) != len(patterns()) {
		t.Fatal(len(all), err)
	}
	for _, s := range all {
		if text, rest, more := strings.Cut(s.Example, "\n"); text == "" || more && rest == "" {
			t.Errorf("%s has the example %q", s.Pattern, s.Example)
		}
	}
}
