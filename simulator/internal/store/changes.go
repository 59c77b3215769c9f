package store

import (
	"github.com/hashicorp/go-memdb"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
)

// Change is a row that a write transaction has put, or removed where Row is nil.
type Change struct {
	Table string
	Key   []byte
	Row   any
}

// Changes are what a write transaction has done to the rows so far.
type Changes struct {
	Cleared bool      // all earlier rows are gone
	From    *Snapshot // whose rows came in their place; nil for none
	Rows    []Change  // after that, in the order they were made; a row may be named several times
}

// Record makes write transactions keep their changes, for a state that is kept on disk. Call it before the first one.
func (s *Store) Record() { s.recording = true }

// Changes returns what the write transaction has changed; nothing unless the store records.
func (t *Tx) Changes() *Changes { return &t.changes }

// Counters returns the numbers given out, those of this write transaction included.
func (t *Tx) Counters() Counters { return t.store.counters }

// note records a change.
func (t *Tx) note(table string, row any, gone bool) {
	if !t.store.recording {
		return
	}
	change := Change{Table: table, Key: keyOf(table, row), Row: row}
	if gone {
		change.Row = nil
	}
	t.changes.Rows = append(t.changes.Rows, change)
}

// keyOf returns the key of a row in its table.
func keyOf(table string, row any) []byte {
	switch row := row.(type) {
	case *domain.Order:
		return []byte(row.OidPaybill)
	case *domain.Notification:
		return number(row.ID)
	case *domain.Job:
		return jobKey(row)
	}
	single, _ := schema.Tables[table].Indexes[idIndex].Indexer.(memdb.SingleIndexer)
	_, key, err := single.FromObject(row)
	must(err)
	return key
}
