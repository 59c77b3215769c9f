package durable

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
)

// format is the version of what this program writes. Rows with more fields than before keep it; anything else gets the next.
const format = 3

// formatWithoutLog is the version before, whose files have no log and can be read all the same.
const formatWithoutLog = 2

// The buckets, and the keys in head.
var (
	headBucket    = []byte("head")
	journalBucket = []byte("journal")
	formatKey     = []byte("format")
	settingsKey   = []byte("settings")
	headKey       = []byte("head")
	tailKey       = []byte("tail")
)

// stateBucket returns the name of a state's bucket.
func stateBucket(n uint64) []byte { return fmt.Appendf(nil, "state-%d", n) }

// File is the file of one sandbox. Its methods can be called at the same time.
type File struct {
	path string

	mu      sync.Mutex // held from the begin of a transaction to its end
	db      *bbolt.DB  // nil once closed
	head    *head      // as of the last commit; sums and chunks are as of the last transaction of bbolt
	stored  uint64     // number of that transaction
	log     *wal       // nil before the first commit
	logged  []*record  // what the log has and the file has not
	encoded []byte     // room for the record that is being written
	suspect bool       // the last commit failed, and may be on disk all the same
	failed  error      // why the last commit failed; nil when it did not
	closing bool       // Close has begun: nothing else is written any more
	elapsed func() time.Duration
	values  values // of the records in logged
}

// ErrInUse is returned for a file that another program has open.
var ErrInUse = errors.New("another program has it open: stop that one first")

// errClosed is returned for a file that has been closed.
var errClosed = errors.New("the sandbox has stopped")

// options are bbolt's. The list of free pages is not written: it has no checksum, and a wrong one would have pages overwritten that are in
// use. It is made anew at each start, from the pages that the walker has found to be sound.
func options() *bbolt.Options {
	return &bbolt.Options{Timeout: time.Second, PageSize: pageSize, NoFreelistSync: true, FreelistType: bbolt.FreelistMapType, NoStatistics: true}
}

// openDB opens a database for writing.
func openDB(path string) (db *bbolt.DB, err error) {
	survive()
	err = protected(func() (err error) {
		db, err = bbolt.Open(path, 0o600, options())
		return err
	})
	if errors.Is(err, berrors.ErrTimeout) {
		return nil, ErrInUse
	}
	return db, err
}

// protected returns a panic of bbolt, which meets what it does not expect with one, as an error.
func protected(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true)) // a file that somebody cuts off while it is mapped
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("bbolt: %v", value)
		}
	}()
	return f()
}

// update runs a transaction of bbolt and returns once it is on disk. It changes the head with f, and takes the new one only then.
func (f *File) update(change func(tx *bbolt.Tx, next *head) error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.refused(); err != nil {
		return err
	}
	return f.commit(change)
}

// refused returns why nothing can be written now, or nil; the caller holds mu.
func (f *File) refused() error {
	if f.db == nil || f.closing {
		return errClosed
	}
	if f.failed != nil && f.elapsed() < retryAfter {
		return f.failed
	}
	return nil
}

// commit runs a transaction of bbolt, which takes over what is in the log first; the caller holds mu.
func (f *File) commit(change func(tx *bbolt.Tx, next *head) error) error {
	next := f.head.clone()
	next.Transactions++
	next.Clean = false
	err := f.outcome(protected(func() error {
		return f.db.Update(func(tx *bbolt.Tx) error {
			if err := f.settle(tx); err != nil {
				return err
			}
			for _, r := range f.logged {
				if err := r.apply(tx, next); err != nil {
					return err
				}
			}
			if err := change(tx, next); err != nil {
				return err
			}
			return putHead(tx, next)
		})
	}))
	if f.suspect = err != nil; err != nil {
		if f.log != nil && f.head.Log == 0 { // the file does not name it
			_ = f.log.file.Close()
			f.log = nil
		}
		return err
	}
	f.head, f.stored = next, next.Transactions
	f.logged = nil
	f.values.again()
	if f.log != nil {
		f.log.begin()
	}
	return nil
}

// putHead writes a head, with the format that it has: the file may have had an earlier one.
func putHead(tx *bbolt.Tx, h *head) error {
	b := tx.Bucket(headBucket)
	if _, err := put(b, formatKey, strconv.AppendInt(nil, format, 10)); err != nil {
		return err
	}
	_, err := put(b, headKey, encode(nil, h.code))
	return err
}

// outcome remembers an error of the disk for a while, so that a full one is not tried by each request, and returns it.
func (f *File) outcome(err error) error {
	if f.failed = err; err != nil {
		f.elapsed = clock.Stopwatch()
	}
	return err
}

// retryAfter is how long a failure counts for the transactions that come after it.
const retryAfter = 200 * time.Millisecond

// put seals a value and puts it under its key.
func put(b *bbolt.Bucket, key, value []byte) (uint64, error) {
	value, sum := seal(key, value, 0)
	return sum, b.Put(key, value)
}

// Close closes the file. It has then been written to the end, so that the next start knows that nothing is missing. What others are writing
// fails at its next transaction, and leaves nothing behind.
func (f *File) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.db == nil {
		return errClosed
	}
	f.closing = true
	var errs []error
	for range 2 { // both meta pages have it then, and one that is damaged does no harm
		errs = append(errs, f.commit(func(_ *bbolt.Tx, next *head) error {
			next.Clean, next.Log = true, 0
			return nil
		}))
	}
	if f.log != nil {
		errs = append(errs, f.log.file.Close())
	}
	if f.head.Log == 0 && !f.suspect { // a commit that failed may be on disk, and name it
		errs = append(errs, removeLog(f.path))
	}
	errs = append(errs, protected(f.db.Close))
	f.db = nil
	return errors.Join(errs...)
}

// Journal returns the number of the last journal entry that has been written.
func (f *File) Journal() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.head.Journal.Last
}

// Path returns where the file is.
func (f *File) Path() string { return f.path }

// Remove removes a file that is closed, for good, and its log where it has one.
func Remove(path string) error {
	if err := os.Remove(path); err != nil {
		return err
	}
	return errors.Join(removeLog(path), syncDir(filepath.Dir(path)))
}

// removeLog removes the log that a file had, if it is there.
func removeLog(path string) error {
	if err := os.Remove(path + LogSuffix); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// Rename renames a file that is closed, and its log where it has one.
func Rename(from, to string) error {
	if err := os.Rename(from+LogSuffix, to+LogSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}

// syncDir writes to disk which files a directory has. Windows does that itself, and lets no directory be opened for it.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
