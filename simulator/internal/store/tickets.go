package store

import (
	"iter"
	"slices"

	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

const ticketTable = "tickets"

var ticketSchema = &memdb.TableSchema{Name: ticketTable, Indexes: map[string]*memdb.IndexSchema{
	idIndex: index(idIndex, func(x *domain.Ticket) []byte { return key(x.Token) }),
	"order": index("order", func(x *domain.Ticket) []byte {
		if x.OidPaybill == "" {
			return nil
		}
		return key(x.OidPaybill, x.Token)
	}),
}}

// Ticket returns the ticket with a token, whatever became of it, or nil.
func (t *Tx) Ticket(token string) *domain.Ticket {
	return first[*domain.Ticket](t, ticketTable, idIndex, key(token))
}

// TicketsOf returns the tickets of an order, whatever became of them.
func (t *Tx) TicketsOf(oidPaybill string) []*domain.Ticket {
	return slices.Collect(each[*domain.Ticket](t, ticketTable, "order", key(oidPaybill)))
}

// Tickets yields all tickets, by token.
func (t *Tx) Tickets() iter.Seq[*domain.Ticket] {
	return each[*domain.Ticket](t, ticketTable, idIndex, nil)
}

// PutTicket inserts or replaces a ticket.
func (t *Tx) PutTicket(x *domain.Ticket) {
	t.held.Bytes += ticketSize(x) - ticketSize(t.Ticket(x.Token))
	t.put(ticketTable, x)
}

// DeleteTicket removes a ticket.
func (t *Tx) DeleteTicket(x *domain.Ticket) {
	t.held.Bytes -= ticketSize(t.Ticket(x.Token))
	t.remove(ticketTable, x)
}
