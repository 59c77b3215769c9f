package simulatortest

import (
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
)

// Start is when the clock of a Simulator stands at first unless At says otherwise: a Thursday morning in UTC+8, far from midnight and
// from the end of a month.
const Start = "2026-01-15 10:00:00"

// Simulator is a platform that runs for one test.
type Simulator struct {
	*simulator.Server

	t       testing.TB
	control *client.Control
	inbox   *inbox
}

// Option changes how New starts a simulator.
type Option func(testing.TB, *simulator.Options)

// At starts the clock at a moment in UTC+8, such as "2026-01-31 23:59:00" or "20260131235900".
func At(moment string) Option {
	return func(t testing.TB, o *simulator.Options) {
		t.Helper()
		at, err := human.Moment(moment, time.Time{})
		if err != nil {
			t.Fatalf("simulatortest.At: %v", err)
		}
		start := api.At(at)
		o.Sandbox.Clock = &api.SetClock{Mode: api.Manual, Now: &start}
	}
}

// With changes any of the simulator's options, such as the merchants it has:
//
//	simulatortest.With(func(o *simulator.Options) { o.Sandbox.ClearingCutoff = "23:00" })
func With(change func(*simulator.Options)) Option {
	return func(_ testing.TB, o *simulator.Options) { change(o) }
}

// New starts a simulator on a free port of 127.0.0.1, on a manual clock that shows Start. It is closed when the test ends.
func New(t testing.TB, options ...Option) *Simulator {
	t.Helper()
	var o simulator.Options
	for _, option := range append([]Option{At(Start)}, options...) {
		option(t, &o)
	}
	server, err := simulator.Start(t.Context(), o)
	if err != nil {
		t.Fatalf("simulatortest.New: %v", err)
	}
	s := &Simulator{Server: server, t: t, control: server.Control()}
	t.Cleanup(func() {
		t.Helper()
		if err := server.Close(); err != nil {
			t.Errorf("closing the simulator: %v", err)
		}
		if s.inbox != nil {
			s.inbox.server.Close() // after the simulator, which may still deliver
		}
	})
	if s.inbox, err = openInbox(s.Keys()); err != nil {
		t.Fatalf("simulatortest.New: the platform's key: %v", err)
	}
	return s
}

// Keys are what a shop is configured with: the default merchant's keys and the platform's public key, PEM and Base64.
func (s *Simulator) Keys() api.Keys {
	s.t.Helper()
	profile, err := s.control.Merchant(s.t.Context(), s.Client().OidPartner())
	if err != nil {
		s.t.Fatalf("Keys: %v. The default merchant must be there: leave Sandbox.BuiltinMerchants unset", err)
	}
	return *profile.Keys
}

// Now is the platform's time, in UTC+8. A shop under test may have it as its clock.
func (s *Simulator) Now() time.Time {
	s.t.Helper()
	clock, err := s.control.Clock(s.t.Context())
	if err != nil {
		s.t.Fatalf("Now: %v", err)
	}
	return clock.Now.Time
}

// Advance moves the clock by d, 0 or more, and returns when all that falls due on the way has happened, deliveries of notifications
// included.
func (s *Simulator) Advance(d time.Duration) api.Advanced {
	s.t.Helper()
	advanced, err := s.control.Advance(s.t.Context(), d)
	if err != nil {
		s.t.Fatalf("Advance(%v): %v", d, err)
	}
	return advanced
}

// AdvanceTo is Advance to a moment in UTC+8, such as "2026-02-01 09:00:00", or to the next time of day, such as "09:00".
func (s *Simulator) AdvanceTo(moment string) api.Advanced {
	s.t.Helper()
	at, err := human.Next(moment, s.Now())
	if err != nil {
		s.t.Fatalf("AdvanceTo: %v", err)
	}
	advanced, err := s.control.AdvanceTo(s.t.Context(), at)
	if err != nil {
		s.t.Fatalf("AdvanceTo(%q): %v", moment, err)
	}
	return advanced
}

// AddFault adds a fault, such as api.NewFault{At: "accept", Effect: "drop-reply"}: the next order is accepted and its answer lost. It
// applies once unless Times says otherwise.
func (s *Simulator) AddFault(f api.NewFault) {
	s.t.Helper()
	if _, err := s.control.AddFault(s.t.Context(), f); err != nil {
		s.t.Fatalf("AddFault: %v", err)
	}
}

// File returns the text of a clearing file, such as JYMX_201304121000001004_20260131.txt. The file of a day is there from 09:00 of
// the next day on.
func (s *Simulator) File(name string) string {
	s.t.Helper()
	file, err := s.control.File(s.t.Context(), name)
	if err != nil {
		s.t.Fatalf("File: %v; the platform's time is %s, and AdvanceTo(\"09:00\") goes to when files appear", err, s.Now().Format(time.DateTime))
	}
	return *file.Content
}
