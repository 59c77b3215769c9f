package durable

import (
	gobytes "bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// disk is what is on a disk: a file and its log, which is nil where it is not there.
type disk struct{ file, log []byte }

// crashed is a disk after a power cut, and the states of which one is there.
type crashed struct {
	what    string
	on      disk
	allowed []*known
	damaged bool // that the file is damaged may be found too
	told    bool // and any state but the last of those allowed must be said to be torn
}

// known is a state that was acknowledged, or was about to be.
type known struct {
	state State
	sum   uint64
	texts []string // of the journal, oldest first
	ids   []uint64
	shown uint64 // the highest number of an entry
}

// world is a sandbox that is used at random, and what it has told so far.
type world struct {
	*sandbox
	random   *rand.Rand
	next     int
	settings Settings
	snaps    []KeptSnapshot
	clock    clock.State
	epoch    uint64
	begun    bool // something was written since the start
	one      bool // only one of the file's two heads counts: a power cut in the middle of the next one has used pages of the one before
	ending   bool // it is being stopped

	checked, refused, torn int // how many disks were looked at, were found to be damaged, were said to be torn
}

// sumOfState returns a checksum over all that a state says, but for its journal.
func sumOfState(s *State) uint64 {
	out := encode(nil, func(c *coder) {
		c.clock(&s.Clock)
		c.uint(&s.Epoch)
		s.Settings.code(c)
	})
	add := func(name string, rows *store.Snapshot) {
		out = append(out, name...)
		out = encode(out, func(c *coder) {
			counters := rows.Counters()
			c.counters(&counters)
		})
		for _, table := range store.Tables() {
			out = append(out, table...)
			for key, row := range rows.Rows(table) {
				out = append(out, key...)
				out = encode(out, func(c *coder) { codeRow(c, row) })
			}
		}
	}
	add("present", s.Present)
	for _, kept := range s.Snapshots {
		add(kept.Name, kept.Rows)
	}
	return xxhash.Sum64(out)
}

// query is the rule of entries that no transaction belongs to.
const query = "query"

// known returns what is in memory, without the entries that no transaction has taken with it yet.
func (w *world) known() *known {
	k := &known{state: State{Settings: w.settings, Clock: w.clock, Epoch: w.epoch, Present: w.rows.Snapshot(), Snapshots: slices.Clone(w.snaps)},
		shown: w.journal.Last()}
	k.sum = sumOfState(&k.state)
	entries, _ := w.journal.Read(0, 0, nil)
	for _, e := range entries {
		if e.ID <= w.file.Journal() || e.Rule != query {
			k.texts, k.ids = append(k.texts, e.Text.String()), append(k.ids, e.ID)
		}
	}
	return k
}

// disk reads what is on the disk.
func (w *world) disk() (d disk) {
	w.t.Helper()
	var err error
	if d.file, err = os.ReadFile(w.path); err != nil {
		w.t.Fatal(err)
	}
	if d.log, err = os.ReadFile(w.path + LogSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Fatal(err)
	}
	return d
}

// put writes a disk to a directory.
func (d disk) put(t testing.TB, path string) {
	t.Helper()
	err := os.WriteFile(path, d.file, 0o600)
	if d.log == nil {
		err = errors.Join(err, removeLog(path))
	} else {
		err = errors.Join(err, os.WriteFile(path+LogSuffix, d.log, 0o600))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// partly returns what is on the disk when only some of the pages that have changed were written, the last of them perhaps in part.
func (w *world) partly(before, after []byte, from int) []byte {
	now := slices.Clone(before)
	if w.random.IntN(2) == 0 && len(after) > len(now) {
		now = append(now, make([]byte, len(after)-len(now))...)
	}
	for at := from * pageSize; at < len(after); at += pageSize {
		page := after[at : at+pageSize]
		if at < len(before) && gobytes.Equal(before[at:at+pageSize], page) {
			continue
		}
		switch w.random.IntN(3) {
		case 0:
			continue
		case 1:
			page = page[:512*(1+w.random.IntN(7))]
		}
		if need := at + pageSize; len(now) < need {
			now = append(now, make([]byte, need-len(now))...)
		}
		copy(now[at:], page)
	}
	return now
}

// crashes returns what a power cut may leave while one transaction is written.
func (w *world) crashes(before, after disk, was, is *known) (all []crashed) {
	both := []*known{was, is}
	if gobytes.Equal(before.file, after.file) { // to the log
		all = append(all, crashed{what: "none of the log's pages", on: before, allowed: both[:1]})
		for range 2 {
			all = append(all, crashed{what: "some of the log's pages", on: disk{after.file, w.partly(before.log, after.log, 0)}, allowed: both})
		}
	} else {
		w.one = false
		logs := []disk{{log: before.log}, {log: after.log}}
		if before.log == nil && after.log != nil {
			blank := make([]byte, len(after.log))
			logs = append(logs, disk{log: w.partly(blank[:w.random.IntN(len(blank)/pageSize)*pageSize], after.log, 0)}, disk{log: blank})
		}
		log := logs[w.random.IntN(len(logs))].log
		unnamed := slices.Concat(before.file[:2*pageSize], w.partly(before.file, after.file, 2)[2*pageSize:])
		all = append(all, crashed{what: "some of the file's pages", on: disk{unnamed, log}, allowed: both[:1]})
		torn := slices.Concat(before.file[:2*pageSize], after.file[2*pageSize:])
		at := newestMeta(after.file) * pageSize
		copy(torn[at:], after.file[at:at+pageHeader+30])
		all = append(all, crashed{what: "the file's meta page in part", on: disk{torn, after.log}, allowed: both})
	}
	return append(all, w.flipped(after, was, is)...)
}

// newestMeta returns which of the two meta pages is the newest one.
func newestMeta(file []byte) int {
	first, _ := readMeta(file[:pageSize])
	second, _ := readMeta(file[pageSize : 2*pageSize])
	if second.transaction > first.transaction {
		return 1
	}
	return 0
}

// flipped returns disks with a bit that has changed in the newest meta page: that must be told, unless nothing is lost.
func (w *world) flipped(after disk, was, is *known) []crashed {
	all := []crashed{{what: "as it is", on: after, allowed: []*known{is}}}
	if !w.one {
		file := slices.Clone(after.file)
		file[newestMeta(file)*pageSize+pageHeader+w.random.IntN(64)] ^= 1 << w.random.IntN(8)
		all = append(all, crashed{what: "a bit of the file's newest meta page flipped", on: disk{file, after.log}, allowed: []*known{was, is}, damaged: true, told: true})
	}
	if after.log != nil {
		log := slices.Clone(after.log)
		log[w.random.IntN(len(log))] ^= 1 << w.random.IntN(8)
		all = append(all, crashed{what: "a bit of the log flipped", on: disk{after.file, log}, allowed: []*known{was, is}, damaged: true, told: true})
	}
	return all
}

// check reads what a power cut has left.
func (w *world) check(c crashed) *known {
	w.t.Helper()
	path := filepath.Join(filepath.Dir(w.path), "crashed.llsim")
	c.on.put(w.t, path)
	w.checked++
	s, err := Read(path)
	if err != nil {
		if !c.damaged {
			w.t.Fatalf("after change %d, %s: %v", w.next, c.what, err)
		}
		w.refused++
		return nil
	}
	if s.Torn {
		w.torn++
	}
	sum := sumOfState(s)
	i := slices.IndexFunc(c.allowed, func(k *known) bool { return k.sum == sum })
	if i < 0 {
		last := c.allowed[len(c.allowed)-1]
		w.t.Fatalf("after change %d, %s, clean %t, torn %t: (-acknowledged +read)\n%s", w.next, c.what, s.Clean, s.Torn,
			cmp.Diff(content(&last.state), content(s), sameContent))
	}
	for i+1 < len(c.allowed) && c.allowed[i+1].sum == sum && !w.journalIs(s, c.allowed[i]) {
		i++
	}
	if k := c.allowed[i]; !w.journalIs(s, k) {
		w.t.Fatalf("after change %d, %s: the journal is not what was written: %v", w.next, c.what, cmp.Diff(k.texts, textsOf(s)))
	}
	if c.told && i+1 < len(c.allowed) && !s.Torn && !w.journalIs(s, c.allowed[len(c.allowed)-1]) {
		w.t.Fatalf("after change %d, %s: nothing is said about what is not there", w.next, c.what)
	}
	return c.allowed[i]
}

func textsOf(s *State) (texts []string) {
	for _, e := range s.Entries {
		texts = append(texts, e.Text.String())
	}
	return texts
}

// journalIs reports whether a state's journal has the last entries of what is known, in order and with their numbers, and perhaps older ones.
func (w *world) journalIs(s *State, k *known) bool {
	at := len(s.Entries) - len(k.texts)
	if at < 0 {
		return false
	}
	last := uint64(0)
	for i, e := range s.Entries {
		if e.ID != 0 && e.ID <= last {
			return false
		}
		last = max(last, e.ID)
		if i >= at && (e.Text.String() != k.texts[i-at] || e.ID != 0 && e.ID != k.ids[i-at]) {
			return false
		}
	}
	return true
}

// transact runs a transaction, and looks at what a power cut leaves at any moment of it.
func (w *world) transact(b Batch, change func(*store.Tx), done func()) {
	w.t.Helper()
	before, was := w.disk(), w.known()
	w.next++
	tx := w.rows.Write()
	defer tx.Abort()
	if change != nil {
		change(tx)
	}
	if w.clock.Now = w.clock.Now.Add(time.Second); tx.Changes().Cleared {
		w.epoch++
	}
	entry := journal.Entry{Kind: journal.KindOperator, At: noon, Text: message.As(fmt.Sprint("change ", w.next))}
	b.Changes, b.Counters, b.Clock, b.Real, b.Epoch, b.Entries = tx.Changes(), tx.Counters(), w.clock, noon, w.epoch, []journal.Entry{entry}
	if err := w.file.Commit(b, w.journal); err != nil {
		w.t.Fatalf("change %d: %v", w.next, err)
	}
	tx.Commit()
	w.begun = true
	if done != nil {
		done()
	}
	w.journal.Append(entry)
	is, after := w.known(), w.disk()
	all := w.crashes(before, after, was, is)
	for _, c := range all {
		w.check(c)
	}
	if !w.ending && w.random.IntN(12) == 0 {
		c := all[w.random.IntN(len(all))]
		if k := w.check(c); k != nil {
			w.one = !gobytes.Equal(c.on.file, after.file)
			w.goOn(c.on, k)
		}
	}
}

// goOn opens what a power cut has left.
func (w *world) goOn(on disk, k *known) {
	w.t.Helper()
	w.sandbox.kill()
	on.put(w.t, w.path)
	w.take(k)
}

// take opens what is on the disk, which is what is known.
func (w *world) take(k *known) {
	w.t.Helper()
	w.sandbox, w.begun = opened(w.t, w.path), false
	w.clock, w.epoch, w.snaps, w.settings = k.state.Clock, k.state.Epoch, k.state.Snapshots, k.state.Settings
	if got := w.known(); got.sum != k.sum || !slices.Equal(got.texts[max(0, len(got.texts)-len(k.texts)):], k.texts) {
		w.t.Fatalf("after change %d: another state, or %v", w.next, cmp.Diff(k.texts, got.texts))
	}
	if w.journal.Last() < k.shown {
		w.t.Fatalf("after change %d: numbers of entries go on after %d, and %d was shown", w.next, w.journal.Last(), k.shown)
	}
}

// step does something at random.
func (w *world) step() {
	w.t.Helper()
	n := w.next
	switch kind := w.random.IntN(100); {
	case kind < 55:
		w.transact(Batch{}, func(tx *store.Tx) {
			tx.PutOrder(order(n))
			tx.AddJob(domain.Job{Due: noon.Add(time.Hour), Kind: domain.Expiry, Subject: order(n).OidPaybill})
			old := order(w.random.IntN(n + 1))
			old.State = domain.Success
			tx.PutOrder(old)
			tx.PutFile(&domain.File{Name: fmt.Sprint("file ", n%5), OidPartner: "201304121000001004", Content: fmt.Append(nil, n), CreatedAt: noon})
			if n%3 == 0 {
				tx.DeleteFile(&domain.File{Name: fmt.Sprint("file ", n%5)})
			}
		}, nil)
	case kind < 62:
		w.transact(Batch{}, nil, nil)
	case kind < 72:
		w.transact(Batch{}, func(tx *store.Tx) {
			for i := range 5 + w.random.IntN(60) {
				tx.PutOrder(order(1000 + n + i))
			}
		}, nil)
	case kind < 74:
		w.transact(Batch{}, func(tx *store.Tx) {
			content := make([]byte, (w.random.IntN(2)+1)*walPages*pageSize/2)
			tx.PutFile(&domain.File{Name: "big", OidPartner: "201304121000001004", Content: content, CreatedAt: noon})
		}, nil)
		w.transact(Batch{}, func(tx *store.Tx) { tx.DeleteFile(&domain.File{Name: "big"}) }, nil)
	case kind < 82 && w.begun:
		for range w.random.IntN(4) {
			w.next++
			w.journal.Append(journal.Entry{At: noon, Rule: query, Text: message.As(fmt.Sprint("query ", w.next))})
		}
	case kind < 85:
		s := w.rows.Snapshot()
		state, err := w.file.Write(s)
		if err != nil {
			w.t.Fatal(err)
		}
		taken := Snapshot{Name: fmt.Sprint("snapshot ", n), Clock: w.clock, State: state}
		w.transact(Batch{Taken: &taken}, nil, func() { w.snaps = append(slices.Clone(w.snaps), KeptSnapshot{taken, s}) })
	case kind < 88 && len(w.snaps) > 0:
		i := w.random.IntN(len(w.snaps))
		dropped := w.snaps[i].Snapshot
		w.transact(Batch{Dropped: &dropped}, nil, func() { w.snaps = slices.Delete(slices.Clone(w.snaps), i, i+1) })
	case kind < 91 && len(w.snaps) > 0:
		from := w.snaps[w.random.IntN(len(w.snaps))]
		state, err := w.file.Copy(from.State)
		if err != nil {
			w.t.Fatal(err)
		}
		w.transact(Batch{From: state}, func(tx *store.Tx) { tx.Restore(from.Rows) }, nil)
	case kind < 92:
		w.transact(Batch{}, func(tx *store.Tx) {
			tx.Clear()
			tx.PutOrder(order(n))
		}, nil)
	case kind < 93:
		state, err := w.file.Write(w.rows.Snapshot())
		if err == nil && w.random.IntN(2) == 0 {
			err = w.file.Discard(state)
		}
		if err != nil {
			w.t.Fatal(err)
		}
		w.check(crashed{what: "a state that is not used", on: w.disk(), allowed: []*known{w.known()}})
	case kind < 95:
		w.settings.JournalEntries = n
		if err := w.file.Configure(w.settings); err != nil {
			w.t.Fatal(err)
		}
		w.check(crashed{what: "other settings", on: w.disk(), allowed: []*known{w.known()}})
	case kind < 98:
		k := w.known()
		w.sandbox.kill()
		w.take(k)
	default:
		w.stop()
	}
}

// stop ends the sandbox in order, and looks at what a kill leaves before its log has gone, and where the newer of the two heads is lost.
func (w *world) stop() {
	w.t.Helper()
	w.ending = true
	w.transact(Batch{}, nil, nil)
	w.ending = false
	before, k := w.disk(), w.known()
	if err := w.file.Close(); err != nil {
		w.t.Fatal(err)
	}
	after := w.disk()
	if after.log != nil {
		w.t.Fatal("an orderly stop leaves the log")
	}
	once := slices.Clone(after.file)
	clear(once[newestMeta(once)*pageSize+pageHeader+30 : (newestMeta(once)+1)*pageSize])
	for _, file := range [][]byte{once, after.file} {
		for _, log := range [][]byte{before.log, nil} {
			w.check(crashed{what: "stopped", on: disk{file, log}, allowed: []*known{k}})
		}
	}
	w.take(k)
}

// TestPowerCutsAtEveryMoment uses a sandbox at random. At each transaction it looks at what a power cut leaves on the disk: any of the pages that
// were not synced, in part or as a whole, is the state before, all of them that after it, and the journal goes with it. It goes on from some
// of them.
func TestPowerCutsAtEveryMoment(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random, now := rand.New(rand.NewPCG(31, seed)), clock.State{Mode: clock.Manual, Now: noon}
			w := &world{sandbox: created(t), random: random, settings: begin().Settings, clock: now}
			for range 45 {
				w.step()
			}
			w.stop()
			t.Logf("%d looks, %d times damaged, %d times torn", w.checked, w.refused, w.torn)
		})
	}
}
