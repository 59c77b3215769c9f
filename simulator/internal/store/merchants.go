package store

import (
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const merchantTable = "merchants"

var merchantSchema = &memdb.TableSchema{Name: merchantTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, func(m *domain.Merchant) []byte { return []byte(m.OidPartner) }),
}}

// Merchant returns the profile of a merchant number, or nil.
func (t *Tx) Merchant(oidPartner string) *domain.Merchant {
	return first[*domain.Merchant](t, merchantTable, idIndex, []byte(oidPartner))
}

// Merchants returns all profiles by merchant number.
func (t *Tx) Merchants() []*domain.Merchant {
	return slices.Collect(each[*domain.Merchant](t, merchantTable, idIndex, nil))
}

// PutMerchant inserts or replaces a profile.
func (t *Tx) PutMerchant(m *domain.Merchant) {
	t.held.Bytes += merchantSize(m) - merchantSize(t.Merchant(m.OidPartner))
	t.put(merchantTable, m)
}

// DeleteMerchant removes a profile.
func (t *Tx) DeleteMerchant(m *domain.Merchant) {
	t.held.Bytes -= merchantSize(t.Merchant(m.OidPartner))
	t.remove(merchantTable, m)
}
