package engine

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Kept is a sandbox's state between two runs of the program: everything but the journal, whose ids go on.
type Kept struct {
	Version   int
	Real      time.Time // when it was kept
	Journal   uint64    // the journal's last id
	Settings  keptConfig
	Present   keptState
	Snapshots map[string]keptState
}

// keptVersion changes when Kept does.
const keptVersion = 1

type keptState struct {
	Clock clock.State
	Rows  store.Rows
	Nulls map[uint64][]string // by fault: the fields that it sets to null. gob writes no nil in a map, so they stand here.
}

// newKeptState returns a state without nil values in the faults' Set.
func newKeptState(c clock.State, rows store.Rows) keptState {
	k := keptState{Clock: c, Rows: rows, Nulls: map[uint64][]string{}}
	for i, f := range rows.Faults {
		kept := *f
		kept.Set = maps.Clone(f.Set)
		maps.DeleteFunc(kept.Set, func(name string, value *string) bool {
			if value == nil {
				k.Nulls[f.ID] = append(k.Nulls[f.ID], name)
			}
			return value == nil
		})
		rows.Faults[i] = &kept
	}
	return k
}

// setNulls puts the nil values back that newKeptState took out.
func (k keptState) setNulls() {
	for _, f := range k.Rows.Faults {
		for _, name := range k.Nulls[f.ID] {
			if f.Set == nil { // gob leaves out an empty map
				f.Set = map[string]*string{}
			}
			f.Set[name] = nil
		}
	}
}

// keptConfig is Config with the key as text.
type keptConfig struct {
	ClockMode      clock.Mode
	ClockStart     time.Time
	ClearingCutoff string
	BankCutover    domain.Window
	Merchants      []*domain.Merchant
	PlatformKey    string
	JournalEntries int
	Limits         Limits
}

// State encodes what is to be kept.
func (e *Engine) State() ([]byte, error) {
	c := e.config
	kept := Kept{Version: keptVersion, Real: clock.Real(), Journal: e.journal.Last(), Snapshots: map[string]keptState{}, Settings: keptConfig{
		ClockMode: c.ClockMode, ClockStart: c.ClockStart, ClearingCutoff: c.ClearingCutoff, BankCutover: c.BankCutover,
		Merchants: c.Merchants, PlatformKey: c.Platform.PKCS1PEM(), JournalEntries: c.JournalEntries,
		Limits: c.Limits,
	}}
	e.alone(func(t *tx) {
		kept.Present = newKeptState(clock.State{Mode: e.clock.Mode(), Now: t.now}, t.Rows())
		for name, s := range e.snaps {
			kept.Snapshots[name] = newKeptState(s.clock, s.state.Rows())
		}
	})
	var out bytes.Buffer
	if err := gob.NewEncoder(&out).Encode(kept); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// DecodeState reads what State wrote, and parses the keys in it.
func DecodeState(data []byte) (*Kept, error) {
	var kept Kept
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&kept); err != nil {
		return nil, fmt.Errorf("not a state of this program: %w", err)
	}
	if kept.Version != keptVersion {
		return nil, fmt.Errorf("written by another version of the program (format %d, this one reads %d)", kept.Version, keptVersion)
	}
	merchants := kept.Settings.Merchants
	for _, state := range append(slices.Collect(maps.Values(kept.Snapshots)), kept.Present) {
		state.setNulls()
		for _, j := range state.Rows.Jobs {
			j.During = 0 // an advance of another run
		}
		merchants = slices.Concat(merchants, state.Rows.Merchants)
	}
	for _, m := range merchants {
		if err := m.ReadKey(); err != nil {
			return nil, fmt.Errorf("merchant %s: %w", m.OidPartner, err)
		}
	}
	if _, err := sign.ParsePrivateKey(kept.Settings.PlatformKey); err != nil {
		return nil, fmt.Errorf("platform key: %w", err)
	}
	return &kept, nil
}

// Config is what the sandbox was created with.
func (k *Kept) Config() Config {
	s := k.Settings
	key, _ := sign.ParsePrivateKey(s.PlatformKey) // DecodeState has read it
	return Config{ClockMode: s.ClockMode, ClockStart: s.ClockStart, ClearingCutoff: s.ClearingCutoff, BankCutover: s.BankCutover,
		Merchants: s.Merchants, Platform: key, JournalEntries: s.JournalEntries, Limits: s.Limits}
}

// Load puts a kept state in place of the present one. A wall clock goes on as if it had never stopped, a manual one stands where it stood.
func (e *Engine) Load(k *Kept) {
	e.journal.GoOnAfter(k.Journal)
	present := k.Present.Clock
	if away := clock.Real().Sub(k.Real); present.Mode == clock.Wall && away > 0 {
		present.Now = present.Now.Add(away)
	}
	_ = e.replace(func(t *tx) error {
		t.PutRows(k.Present.Rows)
		e.clock.Restore(present)
		for name, s := range k.Snapshots {
			kept := store.New()
			w := kept.Write()
			w.PutRows(s.Rows)
			w.Commit()
			w = kept.Write()
			e.snaps[name] = &snapshot{name: name, clock: s.Clock, state: w.Snapshot()}
			e.snapBytes.Add(e.snaps[name].state.Held().Bytes)
			w.Abort()
		}
		return nil
	})
}
