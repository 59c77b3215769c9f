package durable

import (
	"encoding/binary"
	"time"

	"go.etcd.io/bbolt"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// record is what a transaction writes: to the log, and to the file when the log is full. Values have their checksums.
type record struct {
	Clock    clock.State
	Written  time.Time
	Epoch    uint64
	Counters store.Counters
	Last     uint64 // number of the last journal entry that is kept
	Ceiling  uint64 // no entry has got a number above it
	Oldest   uint64 // number of the oldest entry that the journal has
	Rows     []recordRow
	Entries  []recordEntries
	Tail     []byte // value of the last transaction's entries, which have no numbers yet
}

// recordRow is a row that is put, or removed where Value is nil.
type recordRow struct {
	Table      string
	Key, Value []byte
}

// recordEntries is a value of the journal's bucket.
type recordEntries struct {
	First, Last uint64
	Value       []byte
}

// record codes a record in the log. Other fields than these take another format of the file.
func (c *coder) record(r *record) {
	c.clock(&r.Clock)
	c.moment(&r.Written)
	c.uint(&r.Epoch)
	c.counters(&r.Counters)
	c.uint(&r.Last)
	c.uint(&r.Ceiling)
	c.uint(&r.Oldest)
	list(c, &r.Rows, func(row *recordRow) {
		text(c, &row.Table)
		bytes(c, &row.Key)
		bytes(c, &row.Value)
	})
	list(c, &r.Entries, func(e *recordEntries) {
		c.uint(&e.First)
		c.uint(&e.Last)
		bytes(c, &e.Value)
	})
	bytes(c, &r.Tail)
}

// newRecord makes the record of a batch, with the entries of a journal that have not been written yet.
func (f *File) newRecord(b Batch, j *journal.Journal) *record {
	r := &record{Clock: b.Clock, Written: b.Real, Epoch: b.Epoch, Counters: b.Counters, Oldest: j.Oldest(), Ceiling: f.head.Journal.Ceiling}
	r.Rows = make([]recordRow, len(b.Changes.Rows))
	for i, change := range b.Changes.Rows {
		r.Rows[i] = recordRow{Table: change.Table, Key: change.Key}
		if change.Row != nil {
			r.Rows[i].Value, _ = f.values.sealed(change.Key, func(c *coder) { codeRow(c, change.Row) })
		}
	}
	entries, last := j.Read(f.head.Journal.Last, 0, nil)
	if r.Last = last; r.Ceiling < last+idReserve/2 {
		r.Ceiling = (last/idReserve + 2) * idReserve
	}
	if len(entries) > 0 {
		r.Entries = []recordEntries{f.values.entries(entries)}
	}
	r.Tail, _ = f.values.sealed(tailKey, func(c *coder) { c.entries(&b.Entries) })
	return r
}

// entries returns the value of some entries, which have numbers.
func (v *values) entries(entries []journal.Entry) recordEntries {
	first, last := entries[0].ID, entries[len(entries)-1].ID
	value, _ := v.sealed(chunkKey(first), func(c *coder) { c.entries(&entries) })
	return recordEntries{first, last, value}
}

// mark has a head say what a record says.
func (r *record) mark(h *head) {
	h.Clock, h.Written, h.Epoch = r.Clock, r.Written, r.Epoch
	h.state(h.Present).Counters = r.Counters
	h.Journal.Last, h.Journal.Ceiling = r.Last, r.Ceiling
}

// apply carries a record out in the file.
func (r *record) apply(tx *bbolt.Tx, next *head) error {
	r.mark(next)
	w, err := newStateWriter(tx, next.state(next.Present), nil)
	if err != nil {
		return err
	}
	for _, row := range r.Rows {
		if err := w.set(row.Table, row.Key, row.Value); err != nil {
			return err
		}
	}
	if err := dropEntries(tx, next, r.Oldest); err != nil {
		return err
	}
	for _, e := range r.Entries {
		if err := putEntries(tx, next, e); err != nil {
			return err
		}
	}
	return tx.Bucket(headBucket).Put(tailKey, r.Tail)
}

// chunk is a value of the journal's bucket: some consecutive entries.
type chunk struct {
	first, last uint64
	sum         uint64
}

func chunkKey(first uint64) []byte { return binary.BigEndian.AppendUint64(nil, first) }

// idReserve is how far the ceiling of entry numbers is above the last entry that is kept. A start after a kill goes on above the ceiling,
// since entries that were lost may have been shown.
const idReserve = 100_000

// dropEntries removes the entries that the journal has dropped.
func dropEntries(tx *bbolt.Tx, next *head, oldest uint64) error {
	b := tx.Bucket(journalBucket)
	for ; len(next.chunks) > 0 && next.chunks[0].last < oldest; next.chunks = next.chunks[1:] {
		if err := b.Delete(chunkKey(next.chunks[0].first)); err != nil {
			return err
		}
		next.Journal.Chunks.remove(next.chunks[0].sum)
	}
	return nil
}

// putEntries writes entries to the journal.
func putEntries(tx *bbolt.Tx, next *head, e recordEntries) error {
	sum := sumOf(e.Value)
	next.Journal.Chunks.add(sum)
	next.chunks = append(next.chunks, chunk{e.First, e.Last, sum})
	return tx.Bucket(journalBucket).Put(chunkKey(e.First), e.Value)
}
