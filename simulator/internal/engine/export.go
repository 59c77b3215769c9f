package engine

import (
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Export returns the whole state, the journal included, for a file of its own. Without private, the platform's private key and the merchants'
// private and MD5 keys are left out.
func (e *Engine) Export(private bool) *durable.State {
	s := e.state()
	s.Entries, s.Last = e.journal.Read(0, 0, nil)
	if private {
		return s
	}
	s.Settings.PlatformKey = ""
	changeMerchants(s, func(m *domain.Merchant) { m.PrivateKey, m.MD5Key = "", "" })
	return s
}

// Imported returns the configuration of a sandbox whose state was exported, with a platform key in place of one that was left out, and gives the
// built-in merchants back the keys that are part of the program.
func Imported(s *durable.State, platform *sign.PrivateKey) (Config, error) {
	if s.Settings.PlatformKey == "" {
		s.Settings.PlatformKey = platform.PKCS1PEM()
	}
	own := map[string]*domain.Merchant{}
	for _, m := range builtin.Merchants() {
		own[m.OidPartner] = m
	}
	changeMerchants(s, func(m *domain.Merchant) {
		if b := own[m.OidPartner]; b != nil && m.PrivateKey == "" && m.PublicKey == b.PublicKey {
			m.PrivateKey = b.PrivateKey
			if m.MD5Key == "" {
				m.MD5Key = b.MD5Key
			}
		}
	})
	return KeptConfig(s.Settings)
}

// HeldBy returns how much a state holds, its snapshots included.
func HeldBy(s *durable.State) Held {
	held := s.Present.Held()
	for _, snap := range s.Snapshots {
		held.Bytes += snap.Rows.Held().Bytes
	}
	return held
}

// changeMerchants changes the profiles everywhere in a state, the journal included.
func changeMerchants(s *durable.State, change func(*domain.Merchant)) {
	changed := func(m *domain.Merchant) *domain.Merchant {
		other := *m
		change(&other)
		return &other
	}
	merchants := make([]*domain.Merchant, len(s.Settings.Merchants))
	for i, m := range s.Settings.Merchants {
		merchants[i] = changed(m)
	}
	s.Settings.Merchants = merchants
	profile := func(v any) any {
		if m, ok := v.(*domain.Merchant); ok && m != nil {
			return changed(m)
		}
		return v
	}
	for i, e := range s.Entries {
		if o, ok := e.Data.(journal.Operation); ok {
			o.Profile = journal.Profile{Before: profile(o.Profile.Before), After: profile(o.Profile.After)}
			s.Entries[i].Data = o
		}
	}
	rewritten := func(rows *store.Snapshot) *store.Snapshot {
		other := rows.Store()
		w := other.Write()
		for _, m := range w.Merchants() {
			w.PutMerchant(changed(m))
		}
		w.Commit()
		return other.Snapshot()
	}
	s.Present = rewritten(s.Present)
	for i := range s.Snapshots {
		s.Snapshots[i].Rows = rewritten(s.Snapshots[i].Rows)
	}
}
