package store

import (
	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// overlay lets a write transaction read orders by oid_paybill without memdb: it holds the last commit and the transaction's own changes over
// it. memdb would copy the path to a row again after each read of a table that the transaction has changed.
type overlay struct {
	txn    *memdb.Txn
	orders map[string]*domain.Order // that the transaction has put
}

func newOverlay(txn *memdb.Txn) *overlay {
	return &overlay{txn: txn, orders: map[string]*domain.Order{}}
}

func (f *overlay) order(oidPaybill string) *domain.Order {
	if o := f.orders[oidPaybill]; o != nil {
		return o
	}
	return first[*domain.Order](&Tx{txn: f.txn}, orderTable, idIndex, []byte(oidPaybill))
}
