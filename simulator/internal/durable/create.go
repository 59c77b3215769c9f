package durable

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// NewSuffix ends the name of a file that is not finished: the next start removes it.
const NewSuffix = ".new"

// Create writes a new file with a state, and puts it in its place once it is on disk. There must be no other file there.
func Create(path string, s *State) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, os.ErrExist)
	}
	return Replace(path, s)
}

// Replace is Create where there may be another file.
func Replace(path string, s *State) error {
	unfinished := path + NewSuffix
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := write(unfinished, s); err != nil {
		_ = os.Remove(unfinished)
		return err
	}
	if err := os.Rename(unfinished, path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// write writes a state to a file that does not exist, closed in an orderly way.
func write(path string, s *State) error {
	db, err := openDB(path)
	if err != nil {
		return err
	}
	db.NoSync = true // until the end
	f := &File{path: path, db: db, head: &head{}}
	if err := f.fill(s); err != nil {
		_ = protected(f.db.Close)
		return err
	}
	f.db.NoSync = false
	return f.Close()
}

func (f *File) fill(s *State) error {
	if err := protected(func() error {
		return f.db.Update(func(tx *bbolt.Tx) error {
			for _, name := range [][]byte{headBucket, journalBucket} {
				if _, err := tx.CreateBucket(name); err != nil {
					return err
				}
			}
			_, err := put(tx.Bucket(headBucket), settingsKey, encode(nil, s.Settings.code))
			return err
		})
	}); err != nil {
		return err
	}
	present, err := f.Write(s.Present)
	if err != nil {
		return err
	}
	var snapshots []Snapshot
	for _, kept := range s.Snapshots {
		n, err := f.Write(kept.Rows)
		if err != nil {
			return err
		}
		snapshots = append(snapshots, Snapshot{kept.Name, kept.Clock, n})
	}
	return f.update(func(tx *bbolt.Tx, next *head) error {
		next.Clock, next.Written, next.Epoch, next.Present, next.Snapshots = s.Clock, s.Written, s.Epoch, present, snapshots
		next.Journal.Ceiling, next.Journal.Last = s.Last, s.Last
		if len(s.Entries) == 0 {
			return nil
		}
		return putEntries(tx, next, f.values.entries(s.Entries))
	})
}

// Open reads a file, checks everything in it, and opens it for writing.
func Open(path string) (*File, *State, error) {
	s, err := Read(path)
	if err != nil {
		return nil, nil, err
	}
	db, err := openDB(path)
	if err != nil {
		return nil, nil, err
	}
	f := &File{path: path, db: db, head: s.head, stored: s.stored, elapsed: clock.Stopwatch()}
	if err := errors.Join(f.takeUpLog(s), f.syncAfterKill(s)); err != nil {
		if f.log != nil {
			_ = f.log.file.Close()
		}
		return nil, nil, errors.Join(err, f.db.Close())
	}
	_ = f.removeUnused() // where it cannot be written now, another start does it
	return f, s, nil
}

// takeUpLog goes on with the log where it ends; one that the file does not name is left over.
func (f *File) takeUpLog(s *State) error {
	if f.head.Log == 0 {
		return removeLog(f.path)
	}
	file, err := os.OpenFile(f.path+LogSuffix, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	f.log = &wal{file: file, id: f.head.Log, pages: s.log.pages, at: s.log.end, spoil: s.log.torn}
	f.logged = s.logged
	return nil
}

// syncAfterKill has on disk what has been read: a kill may have come between a write and its sync, and what is shown from now on must not go
// with a power cut.
func (f *File) syncAfterKill(s *State) error {
	if s.Clean {
		return nil
	}
	if err := f.db.Sync(); err != nil {
		return &os.PathError{Op: "sync", Path: f.path, Err: err}
	}
	if f.log == nil {
		return nil
	}
	return f.log.file.Sync()
}

// removeUnused removes the states that were not finished when the program ended.
func (f *File) removeUnused() error {
	var unused []uint64
	for _, s := range f.head.States {
		if !f.head.used(s.State) {
			unused = append(unused, s.State)
		}
	}
	if len(unused) == 0 {
		return nil
	}
	return f.update(func(tx *bbolt.Tx, next *head) error {
		for _, n := range unused {
			next.forget(n)
			if err := tx.DeleteBucket(stateBucket(n)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Configure changes the settings, unless they are these.
func (f *File) Configure(s Settings) error {
	fresh, _ := seal(settingsKey, encode(nil, s.code), 0)
	same := false
	err := protected(func() error {
		return f.db.View(func(tx *bbolt.Tx) error {
			same = string(tx.Bucket(headBucket).Get(settingsKey)) == string(fresh)
			return nil
		})
	})
	if err != nil || same {
		return err
	}
	return f.update(func(tx *bbolt.Tx, _ *head) error { return tx.Bucket(headBucket).Put(settingsKey, fresh) })
}
