package store

import (
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const faultTable = "faults"

var faultSchema = &memdb.TableSchema{Name: faultTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, func(f *domain.Fault) []byte { return number(f.ID) }),
}}

// AddFault numbers a fault and puts it into the table.
func (t *Tx) AddFault(f *domain.Fault) {
	t.store.counters.Fault++
	f.ID = t.store.counters.Fault
	t.held.Bytes += faultSize(f)
	t.faults++
	t.put(faultTable, f)
}

// Faults returns all faults, the first created first. It costs nothing where there are none.
func (t *Tx) Faults() []*domain.Fault {
	if t.faults == 0 {
		return nil
	}
	return slices.Collect(each[*domain.Fault](t, faultTable, idIndex, nil))
}

// PutFault replaces a fault.
func (t *Tx) PutFault(f *domain.Fault) {
	t.held.Bytes += faultSize(f) - faultSize(t.fault(f.ID))
	t.put(faultTable, f)
}

func (t *Tx) fault(id uint64) *domain.Fault {
	return first[*domain.Fault](t, faultTable, idIndex, number(id))
}

// DeleteFault removes a fault, if it exists.
func (t *Tx) DeleteFault(f *domain.Fault) {
	known := t.fault(f.ID)
	if known == nil {
		return
	}
	t.held.Bytes -= faultSize(known)
	t.faults--
	t.remove(faultTable, f)
}
