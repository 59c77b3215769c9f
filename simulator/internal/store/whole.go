package store

import (
	"slices"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Rows is a whole state as plain values, as tests compare them and files of format 1 have them.
type Rows struct {
	Counters      Counters
	Orders        []*domain.Order
	Refunds       []*domain.Refund
	Merchants     []*domain.Merchant
	Jobs          []*domain.Job
	Notifications []*domain.Notification
	Faults        []*domain.Fault
	Files         []*domain.File
	Agreements    []*domain.Agreement
	Tickets       []*domain.Ticket
}

// Rows returns the state of the write transaction.
func (t *Tx) Rows() Rows {
	r := t.rows()
	r.Counters = t.store.counters
	return r
}

func (t *Tx) rows() Rows {
	return Rows{
		Orders:        slices.Collect(t.OrdersAfter("")),
		Refunds:       slices.Collect(each[*domain.Refund](t, refundTable, idIndex, nil)),
		Merchants:     t.Merchants(),
		Jobs:          slices.Collect[*domain.Job](t.jobs.read().Scan),
		Notifications: slices.Collect(t.Notifications()),
		Faults:        t.Faults(),
		Files:         t.Files(),
		Agreements:    slices.Collect(each[*domain.Agreement](t, agreementTable, idIndex, nil)),
		Tickets:       slices.Collect(each[*domain.Ticket](t, ticketTable, idIndex, nil)),
	}
}

// PutRows replaces the whole state.
func (t *Tx) PutRows(r Rows) {
	t.Clear()
	putAll(t, orderTable, r.Orders)
	putAll(t, refundTable, r.Refunds)
	putAll(t, merchantTable, r.Merchants)
	putAll(t, jobTable, r.Jobs)
	putAll(t, notificationTable, r.Notifications)
	putAll(t, faultTable, r.Faults)
	putAll(t, fileTable, r.Files)
	putAll(t, agreementTable, r.Agreements)
	putAll(t, ticketTable, r.Tickets)
	t.store.counters = r.Counters
}

func putAll[Row any](t *Tx, table string, rows []Row) {
	for _, row := range rows {
		t.PutRow(table, row)
	}
}
