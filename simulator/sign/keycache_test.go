package sign

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// builtinKey reads a key that package builtin embeds; builtin imports sign, so this package's own tests cannot import it.
func builtinKey(tb testing.TB, name string) string {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("..", "internal", "builtin", name))
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func TestKeysReadLatelyAreRemembered(t *testing.T) {
	text := builtinKey(t, "platform.pem")
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
	m := keyCache{keys: map[string]*PrivateKey{}}
	for n := range 3 * maxCachedKeys {
		m.put(strings.Repeat("x", n), first)
	}
	if m.put(strings.Repeat("x", maxCachedText+1), first); len(m.keys) > maxCachedKeys || m.get(strings.Repeat("x", maxCachedText+1)) != nil {
		t.Errorf("%d keys are remembered, or one with a long text", len(m.keys))
	}
}

func BenchmarkParsePrivateKey(b *testing.B) {
	text := builtinKey(b, "201304121000001004.pem")
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
