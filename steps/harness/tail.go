package harness

import (
	"strings"
	"sync"
)

// keptOutput is how much of a merchant's output is kept, in bytes.
const keptOutput = 16 << 10

// tail keeps the end of what is written to it.
type tail struct {
	mu        sync.Mutex
	text      []byte
	truncated bool
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if over := len(t.text) - keptOutput; over > 0 {
		t.text, t.truncated = append([]byte(nil), t.text[over:]...), true
	}
	return len(p), nil
}

// String is whole lines, unless there is only one.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := strings.ToValidUTF8(string(t.text), "�")
	if _, rest, ok := strings.Cut(s, "\n"); t.truncated && ok && rest != "" {
		s = rest
	}
	return strings.TrimRight(s, "\n")
}
