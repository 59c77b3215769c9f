package engine

import (
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// Merchants keeps the merchants' profiles, and says what counts for each of them.
type Merchants struct{ *core }

// Merchant returns a merchant's profile, or nil.
func (e Merchants) Merchant(oidPartner string) *domain.Merchant {
	return e.store.Read().Merchant(oidPartner)
}

// ListMerchants returns the profiles by merchant number.
func (e Merchants) ListMerchants() []*domain.Merchant { return e.store.Read().Merchants() }

// PutMerchant adds or replaces a profile, which the caller has checked.
func (e Merchants) PutMerchant(m *domain.Merchant) {
	e.update(func(t *tx) {
		before := t.Merchant(m.OidPartner)
		t.PutMerchant(m)
		t.noteProfile(journal.CallSetProfile, message.New("profile of merchant %s set", m.OidPartner), before, m)
	})
}

// AddMerchant adds a profile, which the caller has checked. It returns false where there is one with that number.
func (e Merchants) AddMerchant(m *domain.Merchant) (added bool) {
	e.update(func(t *tx) {
		if added = t.Merchant(m.OidPartner) == nil; !added {
			return
		}
		t.PutMerchant(m)
		t.noteProfile(journal.CallAddMerchant, message.New("merchant %s added", m.OidPartner), nil, m)
	})
	return added
}

// DeleteMerchant removes a profile; its orders stay. It returns false where there is none.
func (e Merchants) DeleteMerchant(oidPartner string) (found bool) {
	e.update(func(t *tx) {
		m := t.Merchant(oidPartner)
		if found = m != nil; found {
			t.DeleteMerchant(m)
			t.note(journal.Operated(journal.Subject{OidPartner: oidPartner}, message.New("merchant %s removed", oidPartner), journal.Operation{Call: journal.CallRemoveMerchant}))
		}
	})
	return found
}

// noteProfile notes a profile that the operator set; before is nil where there was none.
func (t *tx) noteProfile(call journal.Call, text message.Message, before, after *domain.Merchant) {
	o := journal.Operation{Call: call, Profile: journal.Profile{After: after}}
	if before != nil {
		o.Profile.Before = before
	}
	t.note(journal.Operated(journal.Subject{OidPartner: after.OidPartner}, text, o))
}

// Cutoff is the clearing cut-off (HH:mm, "" for midnight) that counts for a merchant, or for the platform when m is nil (CLR-2).
func (e Merchants) Cutoff(m *domain.Merchant) string {
	if m != nil && m.ClearingCutoff != "" {
		return m.ClearingCutoff
	}
	return e.config.ClearingCutoff
}

// Cutover is the banks' cut-over that counts for a merchant, or for the platform when m is nil (CLR-5).
func (e Merchants) Cutover(m *domain.Merchant) domain.Window {
	if m != nil && m.BankCutover != (domain.Window{}) {
		return m.BankCutover
	}
	return e.config.BankCutover
}
