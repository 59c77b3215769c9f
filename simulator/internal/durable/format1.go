package durable

import (
	gobytes "bytes"
	"encoding/gob"
	"errors"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// Format 1 was a sandbox's state in one gob value, written when the program stopped. gob knows the fields by their names.
type (
	format1 struct {
		Version   int
		Real      time.Time
		Journal   uint64
		Settings  Settings
		Present   state1
		Snapshots map[string]state1
	}
	state1 struct {
		Clock clock.State
		Rows  rows1
		Nulls map[uint64][]string // by fault: the fields that it sets to null, since gob writes no nil in a map
	}
)

// ReadFormat1 reads the file of a program that kept the state at its stop.
func ReadFormat1(path string) (*State, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var kept format1
	err = protected(func() error { return gob.NewDecoder(gobytes.NewReader(data)).Decode(&kept) })
	switch {
	case err != nil:
		return nil, errors.Join(ErrNoDatabase, err)
	case kept.Version != 1:
		return nil, &VersionError{uint64(kept.Version)}
	}
	return kept.state()
}

// state returns what the file says, with the keys parsed.
func (k *format1) state() (*State, error) {
	merchants := slices.Concat(k.Settings.Merchants, k.Present.Rows.Merchants)
	for _, s := range k.Snapshots {
		merchants = append(merchants, s.Rows.Merchants...)
	}
	for _, m := range merchants {
		m.Renew()
		if err := m.ReadKey(); err != nil {
			return nil, damagedf("merchant %s: %w", m.OidPartner, err)
		}
	}
	s := &State{Settings: k.Settings, Written: k.Real, Clock: k.Present.Clock, Last: k.Journal, Clean: true, Present: k.Present.snapshot()}
	for _, name := range slices.Sorted(maps.Keys(k.Snapshots)) {
		kept := k.Snapshots[name]
		s.Snapshots = append(s.Snapshots, KeptSnapshot{Snapshot{Name: name, Clock: kept.Clock}, kept.snapshot()})
	}
	return s, nil
}

// snapshot returns the rows as the store has them.
func (s *state1) snapshot() *store.Snapshot {
	for _, f := range s.Rows.Faults {
		for _, name := range s.Nulls[f.ID] {
			if f.Set == nil { // gob leaves out an empty map
				f.Set = map[string]*string{}
			}
			f.Set[name] = nil
		}
	}
	for _, j := range s.Rows.Jobs {
		j.During = 0 // an advance of another run
	}
	rows := store.New()
	w := rows.Write()
	w.PutRows(s.Rows.today())
	w.Commit()
	return rows.Snapshot()
}
