package durable

import (
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// Batch is what one transaction of a sandbox changes.
type Batch struct {
	Changes  *store.Changes
	From     uint64 // where Changes.From is set: the state of those rows, made by Copy
	Counters store.Counters
	Clock    clock.State
	Real     time.Time // when the clock showed that
	Epoch    uint64
	Entries  []journal.Entry // of this transaction; they get their numbers after it
	Taken    *Snapshot       // a snapshot that is there from now on, of a state made by Write; nil for none
	Dropped  *Snapshot       // a snapshot that goes; nil for none
}

// Commit writes a batch, with the entries of a journal that have not been written yet. Once it has returned nil, they are on disk.
func (f *File) Commit(b Batch, j *journal.Journal) error {
	return f.update(func(tx *bbolt.Tx, next *head) error {
		next.Clock, next.Written, next.Epoch = b.Clock, b.Real, b.Epoch
		if b.Changes.Cleared {
			if err := replacePresent(tx, next, b.From); err != nil {
				return err
			}
		}
		present := next.state(next.Present)
		present.Counters = b.Counters
		f.values.again()
		w, err := newStateWriter(tx, present, &f.values)
		if err != nil {
			return err
		}
		for _, change := range b.Changes.Rows {
			if err := w.change(change); err != nil {
				return err
			}
		}
		if err := changeSnapshots(tx, next, b); err != nil {
			return err
		}
		if err := writeJournal(tx, next, j, &f.values); err != nil {
			return err
		}
		_, err = f.values.put(tx.Bucket(headBucket), tailKey, func(c *coder) { c.entries(&b.Entries) })
		return err
	})
}

// replacePresent makes a state the present one, or with 0 one without rows, and removes the one before.
func replacePresent(tx *bbolt.Tx, next *head, n uint64) error {
	before := next.Present
	if n == 0 {
		n = next.begin()
	}
	next.Present = n
	next.forget(before)
	return tx.DeleteBucket(stateBucket(before))
}

// changeSnapshots adds and removes snapshots.
func changeSnapshots(tx *bbolt.Tx, next *head, b Batch) error {
	if b.Taken != nil {
		next.Snapshots = append(next.Snapshots, *b.Taken)
	}
	if b.Dropped == nil {
		return nil
	}
	next.Snapshots = slices.DeleteFunc(next.Snapshots, func(s Snapshot) bool { return s.Name == b.Dropped.Name })
	next.forget(b.Dropped.State)
	return tx.DeleteBucket(stateBucket(b.Dropped.State))
}

// settle finds out whether a commit that failed is on disk all the same.
func (f *File) settle(tx *bbolt.Tx) error {
	if !f.suspect {
		return nil
	}
	body, _, err := unseal(headKey, tx.Bucket(headBucket).Get(headKey))
	if err != nil {
		return err
	}
	var there head
	if err := decode(body, there.code); err != nil {
		return err
	}
	if there.Transactions != f.head.Transactions {
		return errors.New("the disk failed while the last change was written, and has it all the same: restart llsim, which goes on from there")
	}
	return nil
}

// stateWriter changes the rows of a state.
type stateWriter struct {
	state  *bbolt.Bucket
	head   *stateHead
	tables map[string]*bbolt.Bucket
	values *values
}

func newStateWriter(tx *bbolt.Tx, h *stateHead, v *values) (*stateWriter, error) {
	b, err := tx.CreateBucketIfNotExists(stateBucket(h.State))
	return &stateWriter{state: b, head: h, tables: map[string]*bbolt.Bucket{}, values: v}, err
}

func (w *stateWriter) table(name string) (*bbolt.Bucket, error) {
	if b := w.tables[name]; b != nil {
		return b, nil
	}
	b, err := w.state.CreateBucketIfNotExists([]byte(name))
	if err != nil {
		return nil, err
	}
	b.FillPercent = 0.9 // most rows come in the order of their keys
	w.tables[name] = b
	return b, nil
}

// change puts or removes a row.
func (w *stateWriter) change(change store.Change) error {
	if change.Row == nil {
		return w.set(change.Table, change.Key, nil, 0)
	}
	value, sum := w.values.sealed(change.Key, func(c *coder) { codeRow(c, change.Row) })
	return w.set(change.Table, change.Key, value, sum)
}

// set puts a sealed value under a key, or removes the key where the value is nil.
func (w *stateWriter) set(table string, key, value []byte, checksum uint64) error {
	b, err := w.table(table)
	if err != nil {
		return err
	}
	rows := w.head.Tables[table]
	if before := b.Get(key); before != nil {
		rows.remove(sumOf(before))
	}
	if value == nil {
		err = b.Delete(key)
	} else {
		rows.add(checksum)
		err = b.Put(key, value)
	}
	w.head.Tables[table] = rows
	return err
}

// chunk is a value of the journal's bucket: some consecutive entries.
type chunk struct {
	first, last uint64
	sum         uint64
}

func (c chunk) key() []byte { return chunkKey(c.first) }

func chunkKey(first uint64) []byte { return binary.BigEndian.AppendUint64(nil, first) }

// idReserve is how far the ceiling of entry numbers is above the last entry that is kept. A start after a kill goes on above the ceiling,
// since entries that were lost may have been shown.
const idReserve = 100_000

// writeJournal writes the entries that came since the last commit, and removes those that the journal has dropped.
func writeJournal(tx *bbolt.Tx, next *head, j *journal.Journal, v *values) error {
	b := tx.Bucket(journalBucket)
	entries, last := j.Read(next.Journal.Last, 0, nil)
	for oldest := j.Oldest(); len(next.chunks) > 0 && next.chunks[0].last < oldest; next.chunks = next.chunks[1:] {
		if err := b.Delete(next.chunks[0].key()); err != nil {
			return err
		}
		next.Journal.Chunks.remove(next.chunks[0].sum)
	}
	if next.Journal.Ceiling < last+idReserve/2 {
		next.Journal.Ceiling = (last/idReserve + 2) * idReserve
	}
	return writeEntries(tx, next, entries, last, v)
}

// writeEntries writes entries that have numbers.
func writeEntries(tx *bbolt.Tx, next *head, entries []journal.Entry, last uint64, v *values) error {
	next.Journal.Last = last
	if len(entries) == 0 {
		return nil
	}
	sum, err := v.put(tx.Bucket(journalBucket), chunkKey(entries[0].ID), func(c *coder) { c.entries(&entries) })
	next.Journal.Chunks.add(sum)
	next.chunks = append(next.chunks, chunk{entries[0].ID, last, sum})
	return err
}
