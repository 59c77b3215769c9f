package domain_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// plainGlob is what Glob means, by its definition.
func plainGlob(pattern, text []rune) bool {
	if len(pattern) == 0 {
		return len(text) == 0
	}
	if pattern[0] == '*' {
		return plainGlob(pattern[1:], text) || len(text) > 0 && plainGlob(pattern, text[1:])
	}
	return len(text) > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && plainGlob(pattern[1:], text[1:])
}

func TestGlobAgainstItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := rapid.StringMatching(`[ab测*?]{0,8}`).Draw(t, "pattern")
		text := rapid.StringMatching(`[ab测]{0,9}`).Draw(t, "text")
		if got, want := domain.Glob(pattern, text), plainGlob([]rune(pattern), []rune(text)); got != want {
			t.Fatalf("Glob(%q, %q) is %t", pattern, text, got)
		}
		// The same behind 60 characters, so that places lie in two words.
		far := strings.Repeat("x", 60)
		if got, want := domain.Glob(far+pattern, far+text), plainGlob([]rune(pattern), []rune(text)); got != want {
			t.Fatalf("Glob(%q, %q) behind 60 characters is %t", pattern, text, got)
		}
	})
}

func TestGlobBounds(t *testing.T) {
	long := strings.Repeat("a", domain.MaxGlobValue)
	for _, tc := range []struct {
		name, pattern, text string
		want                bool
	}{
		{"the longest pattern", strings.Repeat("测", domain.MaxGlob), strings.Repeat("测", domain.MaxGlob), true},
		{"one character short of it", strings.Repeat("测", domain.MaxGlob), strings.Repeat("测", domain.MaxGlob-1), false},
		{"the longest pattern, open at its end", strings.Repeat("a", domain.MaxGlob-1) + "*", long, true},
		{"the longest value", "a*a", long, true},
		{"a longer value", "a*a", long + "a", false},
		{"a longer value and any", "*", long + "a", true},
		{"many * count as one", strings.Repeat("*", 1000), long, true},
	} {
		if got := domain.Glob(tc.pattern, tc.text); got != tc.want {
			t.Errorf("%s: %t", tc.name, got)
		}
	}
	if domain.CheckGlob(strings.Repeat("测", domain.MaxGlob)) != nil || domain.CheckGlob(strings.Repeat("a", domain.MaxGlob+1)) == nil {
		t.Error("the longest pattern is refused, or a longer one taken")
	}
}

// BenchmarkGlob matches the pattern that makes a backtracking matcher go back from every character.
func BenchmarkGlob(b *testing.B) {
	pattern, text := "*"+strings.Repeat("a", domain.MaxGlob-3)+"b*", strings.Repeat("a", domain.MaxGlobValue)
	for b.Loop() {
		if domain.Glob(pattern, text) {
			b.Fatal("matched")
		}
	}
}
