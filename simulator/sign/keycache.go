package sign

import "sync"

// recentKeys holds the private keys that were read last. A server reads the keys of its few merchants again for each profile that
// it shows, and a check for each scenario.
var recentKeys = keyCache{keys: map[string]*PrivateKey{}}

// Bounds of a keyCache.
const (
	maxCachedKeys = 64
	maxCachedText = 8 << 10 // bytes; a key of 4096 bits with blanks around it is shorter
)

// keyCache maps texts to the private keys that were read from them. It is safe for concurrent use.
type keyCache struct {
	mu   sync.Mutex
	keys map[string]*PrivateKey
}

// get returns the key that was read from text, or nil.
func (m *keyCache) get(text string) *PrivateKey {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.keys[text]
}

// put adds a key; a full cache is emptied first.
func (m *keyCache) put(text string, key *PrivateKey) {
	if len(text) > maxCachedText {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.keys) >= maxCachedKeys {
		clear(m.keys)
	}
	m.keys[text] = key
}
