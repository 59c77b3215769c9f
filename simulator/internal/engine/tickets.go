package engine

import (
	"crypto/md5"
	"encoding/hex"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// issue gives out a ticket: it gets a token and its moment, and earlier tickets of the same kind for the same order open nothing any
// more (UNI-5, MPAY-4). A replayed script gets the same tokens.
func (t *tx) issue(x *domain.Ticket) *domain.Ticket {
	if x.OidPaybill != "" {
		for _, earlier := range t.TicketsOf(x.OidPaybill) {
			if earlier.Kind == x.Kind && earlier.Ended == domain.TicketOpen {
				t.endTicket(earlier, domain.TicketReplaced)
			}
		}
	}
	sum := md5.Sum([]byte("ticket " + t.NextNumber(t.now)))
	x.Token, x.IssuedAt = hex.EncodeToString(sum[:]), t.now
	t.PutTicket(x)
	return x
}

// endTicket makes a ticket open nothing any more.
func (t *tx) endTicket(x *domain.Ticket, why domain.TicketEnd) *domain.Ticket {
	x = x.Copy()
	x.Ended = why
	t.PutTicket(x)
	return x
}
