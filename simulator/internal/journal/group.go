package journal

import "sort"

// Group is what entries are counted by. Requests and answers are not: what was decided about them is.
type Group struct {
	Kind       Kind
	Rule, Code string
	Requested  bool // they belong to a request
}

func (e *Entry) counted() bool { return e.Kind != KindRequest && e.Kind != KindAnswer }

// Group returns what the entry is counted under.
func (e *Entry) Group() Group { return Group{e.Kind, e.Rule, e.Code, e.Request != 0} }

// numbers are the ids of a group's entries, oldest first. Those before head are gone.
type numbers struct {
	all  []uint64
	head int
}

// enter counts an entry that is kept from now on.
func (j *Journal) enter(e *Entry) {
	if !e.counted() {
		return
	}
	g := e.Group()
	of := j.groups[g]
	if of == nil {
		of = &numbers{}
		j.groups[g] = of
	}
	of.all = append(of.all, e.ID)
}

// leave counts the oldest entry no more.
func (j *Journal) leave(e *Entry) {
	if !e.counted() {
		return
	}
	g := e.Group()
	of := j.groups[g]
	of.head++
	switch {
	case of.head == len(of.all):
		delete(j.groups, g)
	case of.head >= 64 && of.head > len(of.all)/2:
		of.all, of.head = append(of.all[:0], of.all[of.head:]...), 0
	}
}

// Count is how many entries of a group are kept.
type Count struct {
	Group
	All  int
	Last uint64 // the newest
}

// Counts returns how many entries of each group that passes have an id above after, in no order. It looks at no entry.
func (j *Journal) Counts(after uint64, pass func(Group) bool) (counts []Count) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for g, of := range j.groups {
		if !pass(g) {
			continue
		}
		kept := of.all[of.head:]
		if n := len(kept) - sort.Search(len(kept), func(i int) bool { return kept[i] > after }); n > 0 {
			counts = append(counts, Count{g, n, kept[len(kept)-1]})
		}
	}
	return counts
}

// Count returns how many entries with an id above after are in groups that pass.
func (j *Journal) Count(after uint64, pass func(Group) bool) (n int) {
	for _, c := range j.Counts(after, pass) {
		n += c.All
	}
	return n
}
