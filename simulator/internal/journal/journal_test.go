package journal

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lianlian-sim/llsim/simulator/message"
)

func noon() time.Time { return time.Date(2018, 1, 12, 12, 0, 0, 0, time.UTC) }

// sized is an entry that keeps n bytes alive.
func sized(n int) Entry { return Entry{Text: message.As(strings.Repeat("x", n))} }

func ids(entries []Entry) []uint64 {
	var out []uint64
	for _, e := range entries {
		out = append(out, e.ID)
	}
	return out
}

func wantIDs(t *testing.T, entries []Entry, want ...uint64) {
	t.Helper()
	if d := cmp.Diff(want, ids(entries)); d != "" {
		t.Errorf("ids (-want +got):\n%s", d)
	}
}

func TestIDsGoUpFromOne(t *testing.T) {
	j := New(Limits{}, noon)
	if j.Oldest() != 0 || j.Last() != 0 {
		t.Errorf("empty journal: oldest %d, last %d", j.Oldest(), j.Last())
	}
	for want := uint64(1); want <= 3; want++ {
		if got := j.Append(Entry{ID: 77, Kind: KindRequest, Text: message.As(fmt.Sprint(want))}); got != want {
			t.Errorf("id %d, want %d", got, want)
		}
	}
	e, ok := j.Get(2)
	if !ok || e.ID != 2 || e.Text.String() != "2" {
		t.Errorf("got %+v, %v", e, ok)
	}
	for _, id := range []uint64{0, 4, 1 << 63} {
		if _, ok := j.Get(id); ok {
			t.Errorf("entry %d exists", id)
		}
	}
}

func TestTheNewestEntriesAreKept(t *testing.T) {
	j := New(Limits{Entries: 100}, noon)
	for range 250 {
		j.Append(Entry{})
	}
	if j.Oldest() != 151 || j.Last() != 250 {
		t.Errorf("kept %d to %d, want 151 to 250", j.Oldest(), j.Last())
	}
	entries, next := j.Read(0, 2, nil)
	wantIDs(t, entries, 151, 152)
	if next != 152 {
		t.Errorf("next %d, want 152", next)
	}
	if _, ok := j.Get(150); ok {
		t.Error("entry 150 is still there")
	}
}

func TestBytesAreBounded(t *testing.T) {
	j := New(Limits{Bytes: 100}, noon)
	for _, size := range []int{40, 40, 20} {
		j.Append(sized(size))
	}
	if j.Oldest() != 1 {
		t.Fatalf("oldest %d: 100 bytes fit", j.Oldest())
	}
	j.Append(sized(41))
	if j.Oldest() != 3 {
		t.Errorf("oldest %d, want 3", j.Oldest())
	}
	j.Append(sized(1000))
	if j.Oldest() != 5 || j.Last() != 5 {
		t.Errorf("kept %d to %d, want the large one alone", j.Oldest(), j.Last())
	}
	j.Append(sized(1))
	if j.Oldest() != 6 {
		t.Errorf("oldest %d, want 6", j.Oldest())
	}
	for i := range j.ring {
		if e := j.ring[i]; e.ID != 0 && e.ID != 6 {
			t.Errorf("slot %d still holds entry %d", i, e.ID)
		}
	}
}

func TestReadByKindAndPage(t *testing.T) {
	j := New(Limits{}, noon)
	for i := range 10 {
		j.Append(Entry{Kind: []Kind{KindRequest, KindDecision, KindAnswer}[i%3]})
	}
	for _, tc := range []struct {
		name  string
		after uint64
		limit int
		kinds []Kind
		want  []uint64
		next  uint64
	}{
		{"all", 0, 0, nil, []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 10},
		{"a page", 3, 2, nil, []uint64{4, 5}, 5},
		{"one kind", 0, 0, []Kind{KindAnswer}, []uint64{3, 6, 9}, 10},
		{"a page of two kinds", 2, 3, []Kind{KindAnswer, KindDecision}, []uint64{3, 5, 6}, 6},
		{"an unknown kind", 2, 3, []Kind{"x"}, nil, 10},
		{"from the end", 10, 5, nil, nil, 10},
		{"from beyond the end", 99, 5, nil, nil, 99},
		{"from the highest number", 1<<64 - 1, 5, nil, nil, 1<<64 - 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			entries, next := j.Read(tc.after, tc.limit, tc.kinds)
			wantIDs(t, entries, tc.want...)
			if next != tc.next {
				t.Errorf("next %d, want %d", next, tc.next)
			}
		})
	}
}

func TestSelect(t *testing.T) {
	j := New(Limits{Entries: 4}, noon)
	wantIDs(t, j.Select(func(*Entry) bool { return true }))
	for _, kind := range []Kind{KindRequest, KindAnswer, KindRequest, KindAnswer, KindRequest, KindAnswer} {
		j.Append(Entry{Kind: kind})
	}
	wantIDs(t, j.Select(func(e *Entry) bool { return e.Kind == KindRequest }), 3, 5)
	wantIDs(t, j.Select(func(e *Entry) bool { return e.ID != 4 }), 3, 5, 6)
}

func TestAnEmptyJournalTakesLittleMemory(t *testing.T) {
	j := New(Limits{}, noon)
	if len(j.ring) != 0 {
		t.Errorf("%d slots before the first entry", len(j.ring))
	}
	j.Append(Entry{})
	if len(j.ring) != firstEntries {
		t.Errorf("%d slots after the first entry, want %d", len(j.ring), firstEntries)
	}
}

func TestAppendDoesNotAllocate(t *testing.T) {
	j := New(Limits{Entries: firstEntries}, noon)
	j.Append(Entry{})
	var data Detail = Answer{Body: Body("{}")}
	if n := testing.AllocsPerRun(1000, func() { j.Append(Entry{Kind: KindRequest, Data: data}) }); n != 0 {
		t.Errorf("%v allocations per entry", n)
	}
}

func TestAFollowerMissesNothing(t *testing.T) {
	const writers, each = 4, 200
	j := New(Limits{}, noon)
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				j.Append(Entry{})
			}
		})
	}
	var after, seen uint64
	for seen < writers*each {
		changed := j.Changed()
		entries, next := j.Read(after, 7, nil)
		if len(entries) == 0 {
			<-changed
		}
		for _, e := range entries {
			if seen++; e.ID != seen {
				t.Fatalf("entry %d, want %d", e.ID, seen)
			}
		}
		after = next
	}
	wg.Wait()
}

// The journal against the plainest one that could be: a slice from which the front is cut off.
func TestJournalAgainstAModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Limits{Entries: rapid.IntRange(1, 200).Draw(t, "entries"), Bytes: rapid.IntRange(1, 400).Draw(t, "bytes")}
		j := New(l, noon)
		var model []Entry
		var last uint64
		t.Repeat(map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				for range rapid.IntRange(1, 90).Draw(t, "times") {
					last++
					e := sized(rapid.IntRange(0, 9).Draw(t, "size"))
					e.Kind = rapid.SampledFrom([]Kind{KindState, KindFile}).Draw(t, "kind")
					j.Append(e)
					model = append(model, Entry{ID: last, Kind: e.Kind, size: e.Text.Size()})
				}
				for len(model) > 1 && (len(model) > l.Entries || total(model) > l.Bytes) {
					model = model[1:]
				}
			},
			"read": func(t *rapid.T) {
				after := rapid.Uint64Range(0, last+2).Draw(t, "after")
				var want []uint64
				for _, e := range model {
					if e.ID > after && e.Kind == KindFile {
						want = append(want, e.ID)
					}
				}
				got, _ := j.Read(after, 0, []Kind{KindFile})
				if d := cmp.Diff(want, ids(got)); d != "" {
					t.Fatalf("ids (-want +got):\n%s", d)
				}
			},
			"count": func(t *rapid.T) {
				after := rapid.Uint64Range(0, last+2).Draw(t, "after")
				want := map[Kind]int{}
				for _, e := range model {
					if e.ID > after {
						want[e.Kind]++
					}
				}
				for _, kind := range []Kind{KindState, KindFile} {
					if got := j.Count(after, func(g Group) bool { return g.Kind == kind }); got != want[kind] {
						t.Fatalf("%d entries of the kind %s after %d, want %d", got, kind, after, want[kind])
					}
				}
			},
			"": func(t *rapid.T) {
				var oldest uint64
				if len(model) > 0 {
					oldest = model[0].ID
				}
				if j.Oldest() != oldest || j.Last() != last || j.bytes != total(model) {
					t.Fatalf("kept %d to %d with %d bytes, want %d to %d with %d", j.Oldest(), j.Last(), j.bytes, oldest, last, total(model))
				}
			},
		})
	})
}

func total(entries []Entry) (n int) {
	for _, e := range entries {
		n += e.size
	}
	return n
}

func BenchmarkAppend(b *testing.B) {
	for _, follow := range []bool{false, true} {
		b.Run(fmt.Sprintf("followed=%v", follow), func(b *testing.B) {
			b.ReportAllocs()
			j := New(Limits{}, noon)
			var data Detail = Request{Body: make([]byte, 600)}
			at := noon()
			for b.Loop() {
				if follow {
					j.Changed()
				}
				j.Append(Entry{At: at, Kind: KindRequest, Subject: Subject{OidPartner: "201304121000001004", NoOrder: "2018"}, Data: data})
			}
		})
	}
}

func BenchmarkReadOneKindOfAFullJournal(b *testing.B) {
	j := New(Limits{}, noon)
	for i := range defaultEntries {
		j.Append(Entry{Kind: []Kind{KindRequest, KindAnswer}[i%2]})
	}
	for b.Loop() {
		j.Read(0, 100, []Kind{KindFault})
	}
}

func TestNewestGoesBackFromTheEnd(t *testing.T) {
	j := New(Limits{Entries: 10}, noon)
	wantIDs(t, j.Newest(0, 3, func(*Entry) bool { return true }))
	for range 15 { // 6 to 15 are kept
		j.Append(Entry{})
	}
	even := func(e *Entry) bool { return e.ID%2 == 0 }
	wantIDs(t, j.Newest(0, 3, even), 14, 12, 10)
	wantIDs(t, j.Newest(10, 3, even), 8, 6)
	wantIDs(t, j.Newest(6, 3, even))
	wantIDs(t, j.Newest(1, 3, even))
	wantIDs(t, j.Newest(99, 1, even), 14)
	wantIDs(t, j.Newest(0, 0, even))
}

// TestLoadedEntriesGoOn holds that a journal goes on after the entries of earlier runs, over the gaps in their numbers that kills left.
func TestLoadedEntriesGoOn(t *testing.T) {
	t.Parallel()
	j := New(Limits{Entries: 6}, func() time.Time { return time.Time{} })
	j.Load([]Entry{{ID: 1, Text: message.As("dropped")}, {ID: 2, Text: message.As("a")}, {ID: 3, Text: message.As("b")}, {ID: 100, Text: message.As("c")}, {Text: message.As("d")}}, 200)
	if id := j.Append(Entry{Text: message.As("e")}); id != 202 {
		t.Errorf("the next number is %d", id)
	}
	j.Append(Entry{Text: message.As("f")})
	texts := func(entries []Entry) (all string) {
		for _, e := range entries {
			all += e.Text.String()
		}
		return all
	}
	for after, want := range map[uint64]string{0: "abcdef", 1: "abcdef", 2: "bcdef", 3: "cdef", 50: "cdef", 100: "def", 150: "def", 200: "def", 201: "ef", 202: "f", 203: ""} {
		got, next := j.Read(after, 0, nil)
		if texts(got) != want || next != 203 {
			t.Errorf("after %d: %q, next %d", after, texts(got), next)
		}
	}
	for before, want := range map[uint64]string{0: "fedcba", 203: "edcba", 201: "cba", 101: "cba", 100: "ba", 50: "ba", 3: "a", 2: ""} {
		if got := j.Newest(before, 10, func(*Entry) bool { return true }); texts(got) != want {
			t.Errorf("before %d: %q", before, texts(got))
		}
	}
	for id, want := range map[uint64]string{1: "", 2: "a", 50: "", 100: "c", 200: "", 201: "d", 203: "f", 204: ""} {
		if e, found := j.Get(id); e.Text.String() != want || found != (want != "") {
			t.Errorf("entry %d: %q, %t", id, e.Text, found)
		}
	}
	if j.Oldest() != 2 || j.Last() != 203 {
		t.Errorf("from %d to %d", j.Oldest(), j.Last())
	}
}
