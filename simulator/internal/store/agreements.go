package store

import (
	"iter"
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const agreementTable = "agreements"

var agreementSchema = &memdb.TableSchema{Name: agreementTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, func(a *domain.Agreement) []byte { return key(a.NoAgree) }),
	"user":  index("user", func(a *domain.Agreement) []byte { return key(a.OidPartner, a.UserID, a.NoAgree) }),
}}

// Agreement returns the agreement with a no_agree, bound or not, or nil.
func (t *Tx) Agreement(noAgree string) *domain.Agreement {
	return first[*domain.Agreement](t, agreementTable, idIndex, key(noAgree))
}

// AgreementsOf returns the agreements of a merchant's user, oldest first, those that were unbound included.
func (t *Tx) AgreementsOf(oidPartner, userID string) []*domain.Agreement {
	return slices.Collect(each[*domain.Agreement](t, agreementTable, "user", key(oidPartner, userID)))
}

// AgreementsAfter yields all agreements with a no_agree above the given one, oldest first.
func (t *Tx) AgreementsAfter(noAgree string) iter.Seq[*domain.Agreement] {
	return from[*domain.Agreement](t, agreementTable, idIndex, append([]byte(noAgree), 0, 0))
}

// AgreementsBefore yields all agreements with a no_agree below the given one, or all where that is "", newest first.
func (t *Tx) AgreementsBefore(noAgree string) iter.Seq[*domain.Agreement] {
	return func(yield func(*domain.Agreement) bool) {
		var bound []byte
		if noAgree != "" {
			bound = key(noAgree)
		}
		for a := range downFrom[*domain.Agreement](t, agreementTable, idIndex, bound) {
			if a.NoAgree != noAgree && !yield(a) {
				return
			}
		}
	}
}

// PutAgreement inserts or replaces an agreement.
func (t *Tx) PutAgreement(a *domain.Agreement) {
	t.held.Bytes += agreementSize(a) - agreementSize(t.Agreement(a.NoAgree))
	t.put(agreementTable, a)
}
