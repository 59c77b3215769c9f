package durable

import (
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
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.refused(); err != nil {
		return err
	}
	room := len(f.values.buffer)
	err := f.carry(b, f.newRecord(b, j))
	if err != nil {
		f.values.buffer = f.values.buffer[:room]
	}
	return err
}

// carry writes the record of a batch: to the log where it fits, and otherwise in a transaction of bbolt.
func (f *File) carry(b Batch, r *record) error {
	plain := !b.Changes.Cleared && b.Taken == nil && b.Dropped == nil
	if plain && f.log != nil && !f.suspect {
		f.encoded = encode(f.encoded[:0], func(c *coder) { c.record(r) })
		if f.log.fits(len(f.encoded)) {
			return f.append(r)
		}
	}
	return f.commit(func(tx *bbolt.Tx, next *head) error {
		if b.Changes.Cleared {
			if err := replacePresent(tx, next, b.From); err != nil {
				return err
			}
		}
		if err := r.apply(tx, next); err != nil {
			return err
		}
		if err := changeSnapshots(tx, next, b); err != nil || len(r.Rows) == 0 {
			return err // a sandbox at rest, and one that only stops, needs no log
		}
		return f.useLog(next)
	})
}

// append writes a record, encoded already, to the log.
func (f *File) append(r *record) error {
	next := *f.head
	next.States = slices.Clone(next.States)
	next.Transactions++
	r.mark(&next)
	if err := f.outcome(f.log.append(next.Transactions, f.encoded)); err != nil {
		return err
	}
	f.head = &next
	f.logged = append(f.logged, r)
	return nil
}

// useLog makes the log, unless the file has one, and has the file name it.
func (f *File) useLog(next *head) (err error) {
	if f.log != nil {
		return nil
	}
	id := max(1, checksum([]byte(f.path), encode(nil, next.code))) // where and when it is made: no other log has it
	if f.log, err = createWAL(f.path+LogSuffix, id, walPages); err != nil {
		return err
	}
	next.Log = id
	return nil
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
	if there.Transactions != f.stored {
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
		return w.set(change.Table, change.Key, nil)
	}
	value, _ := w.values.sealed(change.Key, func(c *coder) { codeRow(c, change.Row) })
	return w.set(change.Table, change.Key, value)
}

// set puts a sealed value under a key, or removes the key where the value is nil.
func (w *stateWriter) set(table string, key, value []byte) error {
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
		rows.add(sumOf(value))
		err = b.Put(key, value)
	}
	w.head.Tables[table] = rows
	return err
}
