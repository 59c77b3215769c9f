package journal

import (
	"slices"
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
	changed chan struct{} // nil while nobody follows
}

// New returns an empty journal. now is platform time, for entries that come without it.
func New(l Limits, now func() time.Time) *Journal {
	if l.Entries <= 0 {
		l.Entries = defaultEntries
	}
	if l.Bytes <= 0 {
		l.Bytes = defaultBytes
	}
	return &Journal{limits: l, now: now}
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

// GoOnAfter lets the ids of an empty journal go on after those of an earlier run.
func (j *Journal) GoOnAfter(id uint64) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.kept == 0 {
		j.last = max(j.last, id)
	}
}

// Append records e, gives it the next id and returns that. What exceeds the limits goes, oldest first; the newest
// entry always stays.
func (j *Journal) Append(e Entry) uint64 {
	e = j.Masked(e)
	e.ID = j.append(e)
	if j.watch != nil {
		j.watch(e)
	}
	return e.ID
}

func (j *Journal) append(e Entry) uint64 {
	bytes := len(e.Text) + size(e.Data)
	if e.At.IsZero() {
		e.At = j.now()
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.kept == j.limits.Entries {
		j.drop() // e takes its place
	}
	for j.kept > 0 && j.bytes+bytes > j.limits.Bytes {
		*j.drop() = Entry{}
	}
	if j.kept == len(j.ring) {
		j.grow()
	}
	j.last++
	at := &j.ring[(j.head+j.kept)%len(j.ring)]
	*at = e
	at.ID, at.size = j.last, bytes
	j.kept++
	j.bytes += bytes
	if j.changed != nil {
		close(j.changed)
		j.changed = nil
	}
	return j.last
}

// drop gives up the oldest entry and returns its place, which still holds it.
func (j *Journal) drop() *Entry {
	oldest := &j.ring[j.head]
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
	for id := max(after+1, j.oldest()); id <= j.last && id > after; id++ {
		e := j.at(id)
		if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) {
			continue
		}
		entries = append(entries, *e)
		if len(entries) == limit {
			return entries, id
		}
	}
	return entries, max(after, j.last)
}

// Select returns the kept entries that pass, oldest first. pass must not call the journal or keep the pointer.
func (j *Journal) Select(pass func(*Entry) bool) (entries []Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for id := j.oldest(); id <= j.last; id++ {
		if e := j.at(id); pass(e) {
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
	id := j.last
	if before > 0 {
		id = min(id, before-1)
	}
	for ; id >= j.oldest() && id > 0 && len(entries) < limit; id-- {
		if e := j.at(id); pass(e) {
			entries = append(entries, *e)
		}
	}
	return entries
}

// Get returns one entry, or false when it never was or is no longer kept.
func (j *Journal) Get(id uint64) (Entry, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if id == 0 || id < j.oldest() || id > j.last {
		return Entry{}, false
	}
	return *j.at(id), true
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
	return j.oldest()
}

// Last is the newest id, or 0 while nothing was recorded.
func (j *Journal) Last() uint64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.last
}

// oldest is the lowest kept id, or the next one while nothing is kept.
func (j *Journal) oldest() uint64 { return j.last - uint64(j.kept) + 1 }

func (j *Journal) at(id uint64) *Entry {
	return &j.ring[(j.head+int(id-j.oldest()))%len(j.ring)]
}
