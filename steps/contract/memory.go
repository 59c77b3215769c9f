package contract

import (
	"fmt"
	"slices"
	"sync"
)

// WayToPay is the obligation that all others rest on: without a way to pay nothing can be seen of a merchant.
const WayToPay = "M-ORD-9"

// Memory is what one check has learnt about a merchant that its later scenarios rest on. All copies of the merchant share it. The zero
// value knows nothing. It may be used by several scenarios at the same time.
type Memory struct {
	mu     sync.Mutex
	broken map[string]string // what the merchant did, by the obligation that it broke
}

// Learn takes in what scenarios found, for those that come later.
func (m *Memory) Learn(results []Result) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range results {
		if r.Verdict == Failed && slices.Contains(r.Obligations, WayToPay) && m.broken[WayToPay] == "" {
			m.remember(WayToPay, r.Reason)
		}
	}
}

func (m *Memory) remember(id, did string) {
	if m.broken == nil {
		m.broken = map[string]string{}
	}
	m.broken[id] = did
}

// rests is an error where an obligation is broken on which a scenario about others rests.
func (m *Memory) rests(about []string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if did := m.broken[WayToPay]; did != "" && !slices.Contains(about, WayToPay) {
		return unjudgedf("%s", restsOn(WayToPay, did))
	}
	return nil
}

func restsOn(id, did string) string {
	return fmt.Sprintf("it rests on %s, which the merchant breaks: %s", id, did)
}
