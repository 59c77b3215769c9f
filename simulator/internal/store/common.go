package store

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// probes bounds how many places of the smallest set are sought in the others before the sets are intersected as a whole.
const probes = 2048

// common returns the page of what several sets have in common within a range of places. Pages are short and filters mostly let many pass: it
// goes through the smallest set from the end at which the page is, and intersects the sets only where that does not fill the page.
func (l *lookup) common(q OrderQuery, sets []*roaring.Bitmap, first, last int) (page OrderPage) {
	slices.SortFunc(sets, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	smallest, others := sets[0], sets[1:]
	from, to := below(smallest, first), below(smallest, last)
	found := make([]uint32, 0, q.Limit+1)
	for looked := 0; from < to && len(found) <= q.Limit; {
		if looked >= probes {
			return l.part(q, intersection(sets), first, last)
		}
		some := min(to-from, max(64, looked)) // twice as many in all
		looked += some
		if q.Newest {
			found = append(probe(smallest, others, to-some, to), found...)
			to -= some
		} else {
			found = append(found, probe(smallest, others, from, from+some)...)
			from += some
		}
	}
	// Beyond the page are what has been found too much, and what nobody has looked at.
	shown := found[:min(q.Limit, len(found))]
	page.More = len(found) > q.Limit
	if q.Newest {
		shown = found[max(0, len(found)-q.Limit):]
		if page.More {
			page.Older = counted(sets, first, int(shown[0]))
		}
	}
	for _, place := range shown {
		page.Orders = append(page.Orders, l.rows[place])
	}
	return page
}

// probe returns those of a set, from one of its places to before another, that all others have.
func probe(set *roaring.Bitmap, others []*roaring.Bitmap, from, to int) (in []uint32) {
	for place := range places(set, from, to) {
		if !slices.ContainsFunc(others, func(other *roaring.Bitmap) bool { return !other.Contains(place) }) {
			in = append(in, place)
		}
	}
	return in
}

// intersection returns what several sets, the smallest first, have in common.
func intersection(sets []*roaring.Bitmap) *roaring.Bitmap {
	for i, other := range sets[1:] { // most of those that have nothing in common are known by counting, which makes nothing
		if !sets[i].Intersects(other) {
			return roaring.New()
		}
	}
	return roaring.FastAnd(sets...)
}

// counted returns how many places from one on to before another several sets have in common.
func counted(sets []*roaring.Bitmap, first, last int) int {
	within := roaring.New()
	within.AddRange(uint64(first), uint64(last))
	for _, set := range sets[:len(sets)-1] {
		within.And(set)
	}
	return int(within.AndCardinality(sets[len(sets)-1]))
}
