package sign

import "sync"

// lately are the private keys that were read lately. A server reads the keys of its few merchants again for each profile that it
// shows, and a check for each scenario.
var lately = memory{keys: map[string]*PrivateKey{}}

// How much is remembered: as many keys, and no text longer than a key of 4096 bits with some blanks around it.
const (
	mostKeys    = 64
	longestText = 8 << 10
)

// memory keeps private keys by the text that they were read from. It is safe for concurrent use.
type memory struct {
	mu   sync.Mutex
	keys map[string]*PrivateKey
}

func (m *memory) get(text string) *PrivateKey {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.keys[text]
}

// put forgets everything else when there is too much.
func (m *memory) put(text string, key *PrivateKey) {
	if len(text) > longestText {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.keys) >= mostKeys {
		clear(m.keys)
	}
	m.keys[text] = key
}
