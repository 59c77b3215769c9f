package durable

import (
	"go.etcd.io/bbolt"

	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// sliceRows is how many rows of a whole state one transaction writes, so that commits in between wait for some milliseconds only.
const sliceRows = 4000

// Write writes the rows of a snapshot of the store as a state of its own and returns its number. Commits can come in between. Until a commit
// makes the state a snapshot's or the present one, it does not outlive the program.
func (f *File) Write(s *store.Snapshot) (uint64, error) {
	n, err := f.begin(s.Counters())
	if err != nil {
		return 0, err
	}
	var slice []store.Change
	flush := func() error {
		err := f.writeSlice(n, func(w *stateWriter) error {
			for _, change := range slice {
				if err := w.change(change); err != nil {
					return err
				}
			}
			return nil
		})
		slice = slice[:0]
		return err
	}
	for _, table := range store.Tables() {
		for key, row := range s.Rows(table) {
			if slice = append(slice, store.Change{Table: table, Key: key, Row: row}); len(slice) == sliceRows {
				if err := flush(); err != nil {
					return 0, f.abandon(n, err)
				}
			}
		}
	}
	if err := flush(); err != nil {
		return 0, f.abandon(n, err)
	}
	return n, nil
}

// Copy copies a snapshot's state as Write does.
func (f *File) Copy(from uint64) (uint64, error) {
	f.mu.Lock()
	counters := f.head.state(from).Counters
	f.mu.Unlock()
	n, err := f.begin(counters)
	if err != nil {
		return 0, err
	}
	for _, table := range store.Tables() {
		var last []byte
		for more := true; more; {
			if err := f.writeSlice(n, func(w *stateWriter) (err error) {
				last, more, err = w.copySlice(from, table, last)
				return err
			}); err != nil {
				return 0, f.abandon(n, err)
			}
		}
	}
	return n, nil
}

// copySlice copies the next rows of another state's table, those after a key, and returns the last key and whether there are more.
func (w *stateWriter) copySlice(from uint64, table string, after []byte) (last []byte, more bool, err error) {
	source := w.state.Tx().Bucket(stateBucket(from)).Bucket([]byte(table))
	if source == nil {
		return nil, false, nil
	}
	rows := source.Cursor()
	key, value := rows.First()
	if after != nil {
		if key, value = rows.Seek(after); string(key) == string(after) {
			key, value = rows.Next()
		}
	}
	for n := 0; key != nil; key, value = rows.Next() {
		if n == sliceRows {
			return last, true, nil
		}
		n++
		last = append([]byte(nil), key...)
		if err := w.set(table, last, append([]byte(nil), value...)); err != nil {
			return nil, false, err
		}
	}
	return last, false, nil
}

// begin begins a state without rows.
func (f *File) begin(counters store.Counters) (n uint64, err error) {
	err = f.update(func(tx *bbolt.Tx, next *head) error {
		n = next.begin()
		next.state(n).Counters = counters
		_, err := tx.CreateBucket(stateBucket(n))
		return err
	})
	return n, err
}

func (f *File) writeSlice(n uint64, write func(*stateWriter) error) error {
	return f.update(func(tx *bbolt.Tx, next *head) error {
		w, err := newStateWriter(tx, next.state(n), &values{})
		if err != nil {
			return err
		}
		return write(w)
	})
}

// Discard removes a state that Write or Copy has made and that is not used.
func (f *File) Discard(n uint64) error {
	return f.update(func(tx *bbolt.Tx, next *head) error {
		next.forget(n)
		return tx.DeleteBucket(stateBucket(n))
	})
}

// abandon removes a state that could not be finished, where that can be written; otherwise the next start removes it.
func (f *File) abandon(n uint64, failed error) error {
	_ = f.Discard(n)
	return failed
}
