package receiver

import (
	"cmp"
	"slices"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/choice"
)

// Bounds of a Box: the oldest messages go where there are more.
const (
	MaxMessages = 500
	maxBytes    = 8 << 20
)

// Box keeps the newest messages that came to a receiver, and how notifications are answered. It is safe for concurrent use; the zero value
// is empty and acknowledges.
type Box struct {
	mu       sync.Mutex
	answer   Answer
	messages []Message // oldest first
	bytes    int
	last     uint64
	changed  chan struct{} // closed at the next change; nil where nobody waits
}

// SetAnswer sets how notifications are answered from now on.
func (b *Box) SetAnswer(a Answer) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer = a
	b.tell()
}

// Answer returns how the next notification is answered.
func (b *Box) Answer() Answer {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.answer
}

// take returns the answer to one notification, and counts it.
func (b *Box) take() Answer {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.answer
	a.Kind = cmp.Or(a.Kind, choice.AnswerAcknowledge)
	if a.Times == 1 {
		b.answer = Answer{}
	} else if a.Times > 1 {
		b.answer.Times--
	}
	return a
}

// Add keeps a message, without the numbers of real cards, and returns it with its ID.
func (b *Box) Add(m Message) Message {
	m = m.masked()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.last++
	m.ID = b.last
	b.messages = append(b.messages, m)
	b.bytes += m.size()
	drop := 0
	for left := len(b.messages); left-drop > MaxMessages || b.bytes > maxBytes && left-drop > 1; drop++ {
		b.bytes -= b.messages[drop].size()
	}
	b.messages = slices.Delete(b.messages, 0, drop)
	b.tell()
	return m
}

// Messages returns the messages that are kept, oldest first. The caller must not change what they refer to.
func (b *Box) Messages() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.messages)
}

// Last returns the ID of the newest message that has come, 0 before the first one.
func (b *Box) Last() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.last
}

// Clear forgets the messages and acknowledges again. Their IDs do not come again.
func (b *Box) Clear() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.answer, b.messages, b.bytes = Answer{}, nil, 0
	b.tell()
}

// Changed returns a channel that is closed at the next change.
func (b *Box) Changed() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.changed == nil {
		b.changed = make(chan struct{})
	}
	return b.changed
}

// tell closes the channel of Changed; the caller holds the lock.
func (b *Box) tell() {
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
}

// size is how many bytes a message holds, about: its fields and its report refer to what is in its body, or have as much.
func (m *Message) size() int {
	n := 3*(len(m.Body)+len(m.Query)) + len(m.Reply.Body)
	if m.Forwarded != nil {
		n += len(m.Forwarded.Body)
	}
	return n
}
