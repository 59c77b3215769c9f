package store

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// probes bounds how many places of the smallest set are sought in the others before the sets are intersected as a whole.
const probes = 512

// common returns the page of what several sets have in common within a range of places. Pages are short and filters mostly let many pass: it
// goes through the smallest set from the end at which the page is, and intersects the sets only where that does not fill the page.
func (l *lookup) common(q OrderQuery, sets []*roaring.Bitmap, first, last int) (page OrderPage) {
	slices.SortFunc(sets, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	for i, other := range sets[1:] {
		if !sets[i].Intersects(other) {
			return page
		}
	}
	smallest, others := sets[0], sets[1:]
	from, to := below(smallest, first), below(smallest, last)
	found := make([]uint32, 0, q.Limit+1)
	for looked := 0; from < to && len(found) <= q.Limit; {
		if looked >= probes {
			return l.part(q, roaring.FastAnd(sets...), first, last)
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
		switch {
		case !page.More:
		case first == 0 && last == len(l.rows):
			page.Older = counted(sets) - len(shown)
		default:
			page.Older = int(roaring.FastAnd(sets...).CardinalityInRange(uint64(first), uint64(shown[0])))
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

// counted returns how many places several sets have in common.
func counted(sets []*roaring.Bitmap) int {
	within, final := sets[0], sets[len(sets)-1]
	if len(sets) > 2 {
		within = roaring.FastAnd(sets[:len(sets)-1]...)
	}
	return int(within.AndCardinality(final)) // which makes nothing
}
