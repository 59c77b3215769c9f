package cashier

import "sync"

// mostKept is how many values wait at a time; an older one goes, and its page says that it is out of date.
const mostKept = 1000

// kept holds the newest values by a key.
type kept[T any] struct {
	mu     sync.Mutex
	values map[string]T
	order  []string // keys, the oldest first
}

func newKept[T any]() *kept[T] { return &kept[T]{values: map[string]T{}} }

func (k *kept[T]) put(key string, value T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, known := k.values[key]; !known {
		if len(k.order) == mostKept {
			delete(k.values, k.order[0])
			k.order = k.order[1:]
		}
		k.order = append(k.order, key)
	}
	k.values[key] = value
}

func (k *kept[T]) get(key string) (T, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	value, ok := k.values[key]
	return value, ok
}
