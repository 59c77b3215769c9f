package engine

import (
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// settings returns what of a configuration is kept.
func (c Config) settings() durable.Settings {
	return durable.Settings{ClockMode: c.ClockMode, ClockStart: c.ClockStart, ClearingCutoff: c.ClearingCutoff, BankCutover: c.BankCutover,
		Merchants: c.Merchants, PlatformKey: c.Platform.PKCS1PEM(), JournalEntries: c.JournalEntries, Limits: durable.Limits(c.Limits)}
}

// KeptConfig returns the configuration that a sandbox was created with.
func KeptConfig(s durable.Settings) (Config, error) {
	key, err := sign.ParsePrivateKey(s.PlatformKey)
	return Config{ClockMode: s.ClockMode, ClockStart: s.ClockStart, ClearingCutoff: s.ClearingCutoff, BankCutover: s.BankCutover,
		Merchants: s.Merchants, Platform: key, JournalEntries: s.JournalEntries, Limits: Limits(s.Limits)}, err
}

// Fresh returns the state that a sandbox with a configuration begins with.
func Fresh(c Config) *durable.State {
	c.Observer, c.Quota = nil, nil // of the sandbox that begins with it
	e := newCore(c, nil)
	defer e.stop()
	defer e.cut()
	e.update(func(t *tx) { t.configure() })
	return e.state()
}

// state returns the present state without the journal.
func (e *core) state() *durable.State {
	s := &durable.State{Settings: e.config.settings()}
	e.alone(func(t *tx) {
		s.Written, s.Clock, s.Present = clock.Real(), clock.State{Mode: e.clock.Mode(), Now: t.now}, t.Snapshot()
		s.Epoch, s.Last = uint64(uint32(e.epoch.Load())), e.journal.Last()
		for _, name := range e.snapshotNames() {
			snap := e.snaps[name]
			s.Snapshots = append(s.Snapshots, durable.KeptSnapshot{Snapshot: durable.Snapshot{Name: name, Clock: snap.clock, State: snap.kept}, Rows: snap.state})
		}
	})
	return s
}

// Resume starts a sandbox with a state, and keeps it in a file from then on; without a file in memory alone. A wall clock goes on as if it
// had never stopped, a manual one stands where it stood. The sandbox's reset leads to the configuration.
func Resume(c Config, poster *delivery.Poster, s *durable.State, f *durable.File) (*Engine, error) {
	e := newCore(c, poster)
	e.keeper.file = f
	e.store = s.Present.Store()
	if f != nil {
		e.store.Record()
		if err := f.Configure(c.settings()); err != nil {
			return nil, err
		}
	}
	e.epoch.Add(s.Epoch)
	now := s.Clock
	if away := clock.Real().Sub(s.Written); now.Mode == clock.Wall && away > 0 {
		now.Now = now.Now.Add(away)
	}
	e.clock.Restore(now)
	for _, kept := range s.Snapshots {
		e.snaps[kept.Name] = &snapshot{name: kept.Name, clock: kept.Clock, state: kept.Rows, kept: kept.State}
		e.snapBytes.Add(kept.Rows.Held().Bytes)
	}
	e.mu.Lock()
	e.tally(Held{})
	e.mu.Unlock()
	e.lookFromStart()
	e.journal.Load(s.Entries, s.Last)
	return e.begin(), nil
}
