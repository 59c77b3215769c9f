package sign

import (
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures"
)

func TestKeysReadLatelyAreRemembered(t *testing.T) {
	text := fixtures.PlatformPrivatePEM()
	first, err := ParsePrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := ParsePrivateKey(text); err != nil || again != first {
		t.Errorf("the key was read again, %v", err)
	}
	if broken, err := ParsePrivateKey(strings.Replace(text, "A", "B", 1)); err == nil {
		t.Errorf("a damaged key was taken: %v", broken)
	}
	m := memory{keys: map[string]*PrivateKey{}}
	for n := range 3 * mostKeys {
		m.put(strings.Repeat("x", n), first)
	}
	if m.put(strings.Repeat("x", longestText+1), first); len(m.keys) > mostKeys || m.get(strings.Repeat("x", longestText+1)) != nil {
		t.Errorf("%d keys are remembered, or one with a long text", len(m.keys))
	}
}

func BenchmarkParsePrivateKey(b *testing.B) {
	text := fixtures.Merchants()[0].PrivatePEM
	for name, read := range map[string]func(string) (*PrivateKey, error){"first": readPrivateKey, "again": ParsePrivateKey} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := read(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
