package durable

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// State is what a file says about a sandbox.
type State struct {
	Settings  Settings
	Written   time.Time // real time at which the clock showed what stands here
	Clock     clock.State
	Epoch     uint64
	Present   *store.Snapshot
	Snapshots []KeptSnapshot
	Entries   []journal.Entry // the newest ones, in order; those of the last transaction have no numbers yet
	Last      uint64          // no entry has got a number above it
	Clean     bool            // the file was closed in an orderly way
	Torn      bool            // the last transaction is not there, because its page could not be read

	head   *head
	stored uint64 // number of the last transaction of bbolt
	log    walContent
	logged []*record // its transactions
}

// KeptSnapshot is a snapshot with its rows.
type KeptSnapshot struct {
	Snapshot
	Rows *store.Snapshot
}

// VersionError is returned for the file of another version of the program.
type VersionError struct{ Format uint64 }

// Error says which format the file has and what to do.
func (e *VersionError) Error() string {
	return fmt.Sprintf("another version of llsim wrote it (format %d, this one reads %d): start that version again, or move the file away to begin without it (with the one that ends in "+LogSuffix+", if there is one)", e.Format, format)
}

// ReadGCPercent is a setting of the garbage collector that suits a start, which reads files and does nothing else.
const ReadGCPercent = 400

// Read reads a file and checks everything in it. An error that is neither a *VersionError nor the system's says what is damaged.
func Read(path string) (*State, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	r := &reader{path: path, states: map[uint64]*stateRows{}, rows: make(chan []rawRow, 4), decoded: make(chan []readyRow, 4)}
	err = protected(func() (err error) {
		if r.walker, err = newWalker(file, info.Size()); err != nil {
			return err
		}
		return r.read()
	})
	if err != nil {
		return nil, err
	}
	return r.state()
}

// reader reads a file in three steps that run at the same time: pages and checksums, rows, tables.
type reader struct {
	path     string
	walker   *walker
	format   bool
	settings *Settings
	head     *head
	tail     []journal.Entry
	entries  []journal.Entry
	chunks   sum
	states   map[uint64]*stateRows
	log      walContent
	logged   []*record                    // its transactions
	newer    map[string]map[string][]byte // rows of the present state that the log has: by table and key, the value or nil

	batch   []rawRow
	rows    chan []rawRow
	decoded chan []readyRow
}

// stateRows are the rows of a state.
type stateRows struct {
	tables map[string]sum
	store  *store.Store
	tx     *store.Tx
}

// rawRow is a row as it is in the file, readyRow as it is in the store.
type (
	rawRow struct {
		to    *stateRows
		table string
		data  string
	}
	readyRow struct {
		to    *stateRows
		table string
		row   any
	}
)

// batchRows is how many rows are handed from one step to the next at once.
const batchRows = 256

func (r *reader) read() error {
	failures := make(chan error, 2)
	go func() {
		defer close(r.rows)
		failures <- protected(func() error {
			if err := r.walker.walk(r.value); err != nil {
				return err
			}
			if err := r.handNewer(); err != nil {
				return err
			}
			r.rows <- r.batch
			return nil
		})
	}()
	go func() {
		defer close(r.decoded)
		failures <- protected(r.decode)
		for range r.rows { // after a failure, so that the first step ends
		}
	}()
	for batch := range r.decoded {
		for _, row := range batch {
			row.to.tx.PutRow(row.table, row.row)
		}
	}
	return errors.Join(<-failures, <-failures)
}

func (r *reader) decode() error {
	for batch := range r.rows {
		ready := make([]readyRow, len(batch))
		for i, raw := range batch {
			row, err := readRow(raw.table, raw.data)
			if err != nil {
				return damagedf("table %s: %w", raw.table, err)
			}
			ready[i] = readyRow{raw.to, raw.table, row}
		}
		r.decoded <- ready
	}
	return nil
}

// value takes a value of the file. The bucket head comes before the others.
func (r *reader) value(path []string, key, value []byte) error {
	body, sum, err := unseal(key, value)
	switch {
	case err != nil:
		return err
	case len(path) == 1 && path[0] == string(headBucket):
		return r.headValue(string(key), body)
	case r.head == nil || r.settings == nil || !r.format:
		return damagedf("its head is not complete")
	case len(path) == 1 && path[0] == string(journalBucket):
		return r.chunk(body, sum)
	case len(path) == 2 && strings.HasPrefix(path[0], "state-"):
		return r.stateValue(path[0], path[1], string(key), body, sum)
	}
	return damagedf("it has a key %q in %q", key, path)
}

func (r *reader) headValue(key, body string) error {
	switch key {
	case string(formatKey):
		r.format = true
		if n, err := strconv.ParseUint(body, 10, 64); err != nil || n != format && n != formatWithoutLog {
			return &VersionError{n}
		}
		return nil
	case string(settingsKey):
		r.settings = new(Settings)
		return r.settings.read(body)
	case string(headKey):
		r.head = new(head)
		if err := decode(body, r.head.code); err != nil {
			return err
		}
		for _, s := range r.head.States {
			if !r.head.used(s.State) {
				continue
			}
			rows := &stateRows{tables: map[string]sum{}, store: store.New()}
			rows.tx = rows.store.Write()
			r.states[s.State] = rows
		}
		return r.readLog()
	case string(tailKey):
		return decode(body, func(c *coder) { c.entries(&r.tail) })
	}
	return damagedf("its head has a key %q", key)
}

func (r *reader) chunk(body string, sum uint64) error {
	entries, err := readEntries(body)
	if err != nil {
		return err
	}
	r.chunks.add(sum)
	r.head.chunks = append(r.head.chunks, chunk{entries[0].ID, entries[len(entries)-1].ID, sum})
	r.entries = append(r.entries, entries...)
	return nil
}

// readEntries reads a value of the journal's bucket.
func readEntries(body string) (entries []journal.Entry, err error) {
	if err := decode(body, func(c *coder) { c.entries(&entries) }); err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, damagedf("its journal has an empty part")
	}
	return entries, nil
}

func (r *reader) stateValue(bucket, table, key, body string, checksum uint64) error {
	n, err := strconv.ParseUint(strings.TrimPrefix(bucket, "state-"), 10, 64)
	if err != nil {
		return damagedf("it has a bucket %q", bucket)
	}
	rows := r.states[n]
	if rows == nil {
		return nil // not finished when the program ended
	}
	sums := rows.tables[table]
	sums.add(checksum)
	rows.tables[table] = sums
	if n == r.head.Present {
		if _, replaced := r.newer[table][key]; replaced {
			return nil
		}
	}
	r.hand(rawRow{rows, table, body})
	return nil
}

// hand hands a row to the next step.
func (r *reader) hand(row rawRow) {
	if r.batch = append(r.batch, row); len(r.batch) == batchRows {
		r.rows <- r.batch
		r.batch = make([]rawRow, 0, batchRows)
	}
}

// state returns what has been read, if nothing is missing.
func (r *reader) state() (*State, error) {
	h := r.head
	if h == nil || r.settings == nil || !r.format || h.state(h.Present) == nil {
		return nil, damagedf("its head is not complete")
	}
	if r.chunks != h.Journal.Chunks {
		return nil, damagedf("its journal is not what was written: %d parts instead of %d, or others", r.chunks.Count, h.Journal.Chunks.Count)
	}
	s := &State{Settings: *r.settings, Clean: h.Clean, Torn: r.walker.torn && !h.Clean || r.log.torn > 0, head: h, stored: h.Transactions, log: r.log, logged: r.logged}
	for n, rows := range r.states {
		said := h.state(n)
		for _, table := range store.Tables() {
			if got, want := rows.tables[table], said.Tables[table]; got != want {
				return nil, damagedf("table %s is not what was written: it has %d rows and should have %d, or has others", table, got.Count, want.Count)
			}
		}
	}
	if err := r.followLog(); err != nil {
		return nil, err
	}
	for n, rows := range r.states {
		rows.tx.SetCounters(h.state(n).Counters)
		rows.tx.Commit()
	}
	s.Written, s.Clock, s.Epoch, s.Entries, s.Last = h.Written, h.Clock, h.Epoch, append(r.entries, r.tail...), h.Journal.Ceiling
	if s.Clean {
		s.Last = h.Journal.Last
	}
	s.Present = r.states[h.Present].store.Snapshot()
	for _, snap := range h.Snapshots {
		rows := r.states[snap.State]
		if rows == nil {
			return nil, damagedf("snapshot %q is not there", snap.Name)
		}
		s.Snapshots = append(s.Snapshots, KeptSnapshot{snap, rows.store.Snapshot()})
	}
	return s, nil
}

// used reports whether a state is the present one or a snapshot's.
func (h *head) used(n uint64) bool {
	if n == h.Present {
		return true
	}
	for _, s := range h.Snapshots {
		if s.State == n {
			return true
		}
	}
	return false
}

// read reads settings and parses the keys in them.
func (s *Settings) read(body string) error {
	if err := decode(body, s.code); err != nil {
		return err
	}
	for _, m := range s.Merchants {
		if err := m.ReadKey(); err != nil {
			return fmt.Errorf("merchant %s: %w", m.OidPartner, err)
		}
	}
	return nil
}
