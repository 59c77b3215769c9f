package record

import (
	"context"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

// Source is what a sandbox has of its past and of its present.
type Source struct {
	Sandbox       string
	Start         engine.Config   // what it began with
	Entries       []journal.Entry // of its journal, oldest first
	Now           time.Time       // platform time
	Orders        []*domain.Order // by oid_paybill
	Refunds       []*domain.Refund
	Notifications []*domain.Notification // oldest first
	Files         []*domain.File
	Merchants     []*domain.Merchant
}

// Read reads a sandbox once everything that is due in it has happened, deliveries included. What happens meanwhile may be in the journal
// and not in the rest, or the other way round.
func Read(ctx context.Context, s *sandbox.Sandbox) Source {
	s.Settle(ctx)
	out := Source{Sandbox: s.ID, Start: s.Start(), Orders: slices.Collect(s.AllOrders()), Refunds: slices.Collect(s.RefundsAfter("")),
		Notifications: slices.Collect(s.ListNotifications()), Files: s.ListFiles(), Merchants: s.ListMerchants()}
	out.Entries, _ = s.Journal().Read(0, 0, nil)
	out.Now = s.Now()
	return out
}

// wall tells whether platform time runs by itself: then the moments of a recording are those at which something happened.
func (s *Source) wall() bool { return s.Start.ClockMode != clock.Manual }

// seconds cuts a moment to whole seconds, which is how scenarios write it.
func seconds(t time.Time) time.Time { return t.Truncate(time.Second) }
