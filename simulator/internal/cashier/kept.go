package cashier

import "sync"

// What waits at a time, at most; an older one goes, and its page says that it is out of date.
const (
	maxKept  = 1000
	maxBytes = 8 << 20
)

// kept holds the newest values by a key.
type kept[T any] struct {
	mu     sync.Mutex
	values map[string]sized[T]
	order  []string // keys, the oldest first
	bytes  int
}

// sized is a value and about how many bytes it keeps alive.
type sized[T any] struct {
	value T
	bytes int
}

func newKept[T any]() *kept[T] { return &kept[T]{values: map[string]sized[T]{}} }

func (k *kept[T]) put(key string, value T, bytes int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, known := k.values[key]; known || bytes > maxBytes {
		return
	}
	for len(k.order) == maxKept || k.bytes+bytes > maxBytes {
		k.bytes -= k.values[k.order[0]].bytes
		delete(k.values, k.order[0])
		k.order = k.order[1:]
	}
	k.order = append(k.order, key)
	k.values[key] = sized[T]{value, bytes}
	k.bytes += bytes
}

func (k *kept[T]) get(key string) (T, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	found, ok := k.values[key]
	return found.value, ok
}
