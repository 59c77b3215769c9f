package store

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Rows is a whole state as plain values, for the file of a kept state.
type Rows struct {
	Counters      Counters
	Orders        []*domain.Order
	Refunds       []*domain.Refund
	Merchants     []*domain.Merchant
	Jobs          []*domain.Job
	Notifications []*domain.Notification
	Faults        []*domain.Fault
	Files         []*domain.File
}

// Rows returns the state of the write transaction.
func (t *Tx) Rows() Rows {
	r := t.rows()
	r.Counters = t.store.counters
	return r
}

// Rows returns the state of a snapshot.
func (s *Snapshot) Rows() Rows {
	t := &Tx{txn: s.db.Txn(false), queues: s.queues}
	r := t.rows()
	r.Counters = s.counters
	return r
}

func (t *Tx) rows() Rows {
	return Rows{
		Orders:        slices.Collect(each[*domain.Order](t, orderTable, idIndex, nil)),
		Refunds:       slices.Collect(each[*domain.Refund](t, refundTable, idIndex, nil)),
		Merchants:     t.Merchants(),
		Jobs:          slices.Collect(t.queues.all()),
		Notifications: slices.Collect(t.Notifications()),
		Faults:        t.Faults(),
		Files:         t.Files(),
	}
}

// PutRows replaces the whole state.
func (t *Tx) PutRows(r Rows) {
	t.Clear()
	putAll(t, orderTable, r.Orders, orderSize)
	putAll(t, refundTable, r.Refunds, refundSize)
	putAll(t, merchantTable, r.Merchants, merchantSize)
	putAll(t, jobTable, r.Jobs, func(*domain.Job) int64 { return 0 })
	putAll(t, notificationTable, r.Notifications, notificationSize)
	putAll(t, faultTable, r.Faults, faultSize)
	putAll(t, fileTable, r.Files, fileSize)
	t.held.Orders = int64(len(r.Orders))
	t.store.counters = r.Counters
}

// putAll puts the rows of a table that has none.
func putAll[Row any](t *Tx, table string, rows []Row, size func(Row) int64) {
	for _, row := range rows {
		t.held.Bytes += size(row)
		t.put(table, row)
	}
}
