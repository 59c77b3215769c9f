package journal

import (
	"slices"
	"sort"
	"sync"
	"time"
)

// Limits bound a journal; a zero field takes its default.
type Limits struct {
	Entries int // default 20000
	Bytes   int // of texts and details together, default 64 MiB
}

const (
	defaultEntries = 20000
	defaultBytes   = 64 << 20
	firstEntries   = 64 // the ring's first allocation: a sandbox at rest costs little
)

// Journal is safe for concurrent use.
type Journal struct {
	limits Limits
	now    func() time.Time
	watch  func(Entry) // nil: nobody
	mask   Masker      // nil: nothing is hidden

	mu      sync.Mutex
	ring    []Entry // kept entries, the oldest at head, consecutive ids
	head    int
	kept    int
	bytes   int
	last    uint64
	groups  map[Group]*numbers // of the entries that are kept
	changed chan struct{}      // nil while nobody follows
}

// New returns an empty journal. now is platform time, for entries that come without it.
func New(l Limits, now func() time.Time) *Journal {
	if l.Entries <= 0 {
		l.Entries = defaultEntries
	}
	if l.Bytes <= 0 {
		l.Bytes = defaultBytes
	}
	return &Journal{limits: l, now: now, groups: map[Group]*numbers{}}
}

// Watch has f called with each entry that is appended from now on, once it is there and without a lock. Call it before the journal is used. f
// must return at once: whoever appends waits for it.
func (j *Journal) Watch(f func(Entry)) { j.watch = f }

// Bytes is how many bytes of texts and details are kept.
func (j *Journal) Bytes() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.bytes
}

// Load puts the entries of an earlier run, oldest first, into an empty journal, as far as its limits go. Numbers go on after last, those of
// entries that have none yet too, so that no number is given out a second time.
func (j *Journal) Load(entries []Entry, last uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, e := range entries {
		if e.ID == 0 {
			j.last = max(j.last, last)
			e.ID = j.last + 1
		}
		j.append(&e)
	}
	j.last = max(j.last, last)
}

// Append records e, gives it the next id and returns that. What exceeds the limits goes, oldest first; the newest
// entry always stays.
func (j *Journal) Append(e Entry) uint64 {
	e = j.Masked(e)
	return j.AppendMasked(&e)
}

// AppendMasked is Append for an entry that Masked has returned; it sets its moment and its id.
func (j *Journal) AppendMasked(e *Entry) uint64 {
	if e.At.IsZero() {
		e.At = j.now()
	}
	e.ID = j.next(e)
	if j.watch != nil {
		j.watch(*e)
	}
	return e.ID
}

// next gives an entry the next id, puts it into the ring and wakes those who follow.
func (j *Journal) next(e *Entry) uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	e.ID = j.last + 1
	j.append(e)
	if j.changed != nil {
		close(j.changed)
		j.changed = nil
	}
	return e.ID
}

// append puts an entry with a number above the last one into the ring; the caller holds the lock.
func (j *Journal) append(e *Entry) {
	bytes := e.Text.Size() + size(e.Data)
	if j.kept == j.limits.Entries {
		j.drop() // e takes its place
	}
	for j.kept > 0 && j.bytes+bytes > j.limits.Bytes {
		*j.drop() = Entry{}
	}
	if j.kept == len(j.ring) {
		j.grow()
	}
	j.last = e.ID
	at := j.at(j.kept)
	*at = *e
	at.size = bytes
	j.enter(e)
	j.kept++
	j.bytes += bytes
}

// drop gives up the oldest entry and returns its place, which still holds it.
func (j *Journal) drop() *Entry {
	oldest := &j.ring[j.head]
	j.leave(oldest)
	j.bytes -= oldest.size
	j.head = (j.head + 1) % len(j.ring)
	j.kept--
	return oldest
}

func (j *Journal) grow() {
	ring := make([]Entry, min(max(2*len(j.ring), firstEntries), j.limits.Entries))
	n := copy(ring, j.ring[j.head:])
	copy(ring[n:], j.ring[:j.head])
	j.ring, j.head = ring, 0
}

// Read returns up to limit entries (0: all) with ids above after, oldest first, of the given kinds (none: all kinds).
// Pass next as after to go on from there: entries of other kinds are not looked at again.
func (j *Journal) Read(after uint64, limit int, kinds []Kind) (entries []Entry, next uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	first := j.above(after)
	if limit == 0 && len(kinds) == 0 {
		entries = make([]Entry, 0, j.kept-first)
	}
	for i := first; i < j.kept; i++ {
		e := j.at(i)
		if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) {
			continue
		}
		entries = append(entries, *e)
		if len(entries) == limit {
			return entries, e.ID
		}
	}
	return entries, max(after, j.last)
}

// Select returns the kept entries that pass, oldest first. pass must not call the journal or keep the pointer.
func (j *Journal) Select(pass func(*Entry) bool) (entries []Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i := range j.kept {
		if e := j.at(i); pass(e) {
			entries = append(entries, *e)
		}
	}
	return entries
}

// Newest returns up to limit entries with ids below before (0: all) that pass, newest first. pass must not call the journal or keep
// the pointer.
func (j *Journal) Newest(before uint64, limit int, pass func(*Entry) bool) (entries []Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	end := j.kept
	if before > 0 {
		end = j.above(before - 1)
	}
	for i := end - 1; i >= 0 && len(entries) < limit; i-- {
		if e := j.at(i); pass(e) {
			entries = append(entries, *e)
		}
	}
	return entries
}

// Get returns one entry, or false when it never was or is no longer kept.
func (j *Journal) Get(id uint64) (Entry, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if id == 0 {
		return Entry{}, false
	}
	i := j.above(id - 1)
	if i == j.kept || j.at(i).ID != id {
		return Entry{}, false
	}
	return *j.at(i), true
}

// Changed returns a channel that the next Append closes. To follow without a gap: take the channel, Read until nothing
// comes, then wait on it.
func (j *Journal) Changed() <-chan struct{} {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.changed == nil {
		j.changed = make(chan struct{})
	}
	return j.changed
}

// Oldest is the lowest id still kept, or 0 while nothing was recorded.
func (j *Journal) Oldest() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.kept == 0 {
		return 0
	}
	return j.at(0).ID
}

// Last is the newest id, or 0 while nothing was recorded.
func (j *Journal) Last() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last
}

// above returns the place of the first kept entry with an id above the given one, or kept where there is none. Ids go up by one, but for
// gaps that earlier runs left.
func (j *Journal) above(id uint64) int {
	if id >= j.last {
		return j.kept
	}
	if behind := j.last - id; behind <= uint64(j.kept) && j.at(j.kept-int(behind)).ID == id+1 {
		return j.kept - int(behind)
	}
	return sort.Search(j.kept, func(i int) bool { return j.at(i).ID > id })
}

// at returns the place of the entry with a number of kept ones before it.
func (j *Journal) at(i int) *Entry { return &j.ring[(j.head+i)%len(j.ring)] }
