package engine_test

import (
	"context"
	"testing"

	"pgregory.net/rapid"
)

// TestRandomOperations drives a sandbox with random operations; world says what has to stay true.
func TestRandomOperations(t *testing.T) {
	urls := worldURLs(t)
	rapid.Check(t, func(r *rapid.T) {
		e := newEngine(t, worldConfig())
		defer func() { _ = e.Close(context.Background()) }()
		w := newWorld(r, e, draws{r}, urls)
		for range 1 + w.say.pick("operations", 80) {
			w.step()
		}
	})
}

type draws struct{ t *rapid.T }

// uniform is 0 to 255, all equally likely: rapid's own integers prefer the small ones, which here mean nothing special.
var uniform = rapid.Custom(func(t *rapid.T) (n int) {
	for range 8 {
		n <<= 1
		if rapid.Bool().Draw(t, "bit") {
			n++
		}
	}
	return n
})

func (d draws) pick(what string, n int) int { return uniform.Draw(d.t, what) % n }

// FuzzOperations reads operations out of bytes: each choice takes one. What has to stay true is the same.
func FuzzOperations(f *testing.F) {
	for _, seed := range []string{"", "an order", "\x00\x00\x00\x01\x00\x00\x03\x00\x00\x00\x00\x00\x00\x0a\x05", "place, pay, refund, advance and place again"} {
		f.Add([]byte(seed))
	}
	urls := worldURLs(f)
	f.Fuzz(func(t *testing.T, program []byte) {
		source := &bytesLeft{program}
		w := newWorld(t, newEngine(t, worldConfig()), source, urls)
		for range 100 {
			if len(source.rest) == 0 {
				break
			}
			w.step()
		}
	})
}

// bytesLeft takes choices from bytes, and zeros when they are used up.
type bytesLeft struct{ rest []byte }

func (b *bytesLeft) pick(_ string, n int) int {
	if len(b.rest) == 0 {
		return 0
	}
	first := b.rest[0]
	b.rest = b.rest[1:]
	return int(first) % n
}
