package durable

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var noon = time.Date(2026, 1, 31, 12, 0, 0, 0, wire.Zone)

// begin returns the state that the tests begin with: one merchant.
func begin() *State {
	rows := store.New()
	w := rows.Write()
	m := &domain.Merchant{OidPartner: "201304121000001004", Name: "shop"}
	m.Register(builtin.PlatformKey().Public())
	w.PutMerchant(m)
	w.Commit()
	return &State{Settings: Settings{ClockMode: clock.Manual, ClockStart: noon, PlatformKey: builtin.PlatformKey().PKCS1PEM()},
		Written: noon, Clock: clock.State{Mode: clock.Manual, Now: noon}, Present: rows.Snapshot()}
}

// sandbox is a store with its journal and its file.
type sandbox struct {
	t       testing.TB
	path    string
	file    *File
	rows    *store.Store
	journal *journal.Journal
}

func opened(t testing.TB, path string) *sandbox {
	t.Helper()
	f, s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	x := &sandbox{t: t, path: path, file: f, rows: s.Present.Store(), journal: journal.New(journal.Limits{Entries: 50}, func() time.Time { return noon })}
	x.rows.Record()
	x.journal.Load(s.Entries, s.Last)
	return x
}

func created(t testing.TB) *sandbox {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.llsim")
	if err := Create(path, begin()); err != nil {
		t.Fatal(err)
	}
	return opened(t, path)
}

// commit runs a transaction, on disk first.
func (x *sandbox) commit(change func(*store.Tx)) error {
	w := x.rows.Write()
	defer w.Abort()
	change(w)
	entry := journal.Entry{Kind: journal.KindOperator, At: noon, Text: message.As("a change")}
	err := x.file.Commit(Batch{Changes: w.Changes(), Counters: w.Counters(), Clock: clock.State{Mode: clock.Manual, Now: noon}, Real: noon, Entries: []journal.Entry{entry}}, x.journal)
	if err == nil {
		w.Commit()
		x.journal.Append(entry)
	}
	return err
}

// order returns an order whose row takes about half a kilobyte.
func order(n int) *domain.Order {
	return &domain.Order{OidPaybill: fmt.Sprintf("20260131%08d", n), OidPartner: "201304121000001004", NoOrder: fmt.Sprint("N", n), DtOrder: "20260131120000", BusinessDate: "20260131",
		MoneyOrder: "49.90", Fen: 4990, UserID: "shopper-1", NameGoods: "月饼", NotifyURL: "http://127.0.0.1:9/notify", PayType: "L", SignType: "RSA", State: domain.Waiting,
		CreatedAt: noon, ExpiresAt: noon.Add(time.Hour), Requests: 1, Payload: strings.Repeat("payload ", 30), ExpiryJob: uint64(n)}
}

// fill places orders, each in a transaction with its job.
func (x *sandbox) fill(from, to int) {
	x.t.Helper()
	for n := from; n < to; n++ {
		if err := x.commit(func(w *store.Tx) {
			o := order(n)
			w.PutOrder(o)
			w.AddJob(domain.Job{Due: o.ExpiresAt, Kind: domain.Expiry, Subject: o.OidPaybill})
		}); err != nil {
			x.t.Fatal(err)
		}
	}
}

// content is what a file says, in a form that can be compared.
func content(s *State) map[string][]any {
	rows := map[string][]any{"settings": {s.Settings}, "clock": {s.Clock}, "entries": nil}
	for _, e := range s.Entries {
		rows["entries"] = append(rows["entries"], e)
	}
	states := map[string]*store.Snapshot{"present": s.Present}
	for _, kept := range s.Snapshots {
		states[kept.Name] = kept.Rows
	}
	for name, state := range states {
		rows[name] = append(rows[name], state.Counters())
		for _, table := range store.Tables() {
			for _, row := range state.Rows(table) {
				rows[name+" "+table] = append(rows[name+" "+table], row)
			}
		}
	}
	return rows
}

// sameBytes compares bytes at once, where cmp looks at each.
var sameBytes = cmp.Comparer(func(a, b []byte) bool { return string(a) == string(b) && (a == nil) == (b == nil) })

var sameContent = cmp.Options{sameRow, sameEntry, sameBytes}

// used returns a file, closed, with everything in it that there can be: changed and removed rows, a snapshot, a journal that has dropped entries.
func used(t testing.TB) (path string, want map[string][]any) {
	t.Helper()
	x := created(t)
	x.fill(0, 60)
	n, err := x.file.Write(x.rows.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	w := x.rows.Write()
	if err := x.file.Commit(Batch{Changes: w.Changes(), Counters: w.Counters(), Clock: clock.State{Mode: clock.Manual, Now: noon}, Real: noon, Taken: &Snapshot{Name: "sixty", Clock: clock.State{Mode: clock.Manual, Now: noon}, State: n}}, x.journal); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	x.fill(40, 120)
	if err := x.commit(func(w *store.Tx) { w.RemoveJob(noon.Add(time.Hour), domain.Expiry, 7) }); err != nil {
		t.Fatal(err)
	}
	if err := x.file.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Read(x.path)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Snapshots) != 1 || len(content(s)["present orders"]) != 120 || len(content(s)["sixty orders"]) != 60 || len(s.Entries) < 50 || len(s.Entries) > 60 {
		t.Fatalf("read %d snapshots, %d orders, %d entries", len(s.Snapshots), len(content(s)["present orders"]), len(s.Entries))
	}
	return x.path, content(s)
}

// TestBitFlipsAreNoticed flips single bits of a file: each is noticed, or does no harm, which is that all data are the same.
func TestBitFlipsAreNoticed(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	path, want := used(t)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	flips := rand.New(rand.NewPCG(11, 2))
	noticed, harmless := 0, 0
	for i := range 400 {
		at, bit := flips.IntN(len(data)), byte(1)<<flips.IntN(8)
		if i < 200 { // headers and the descriptions of elements
			at = at/pageSize*pageSize + flips.IntN(120)
		}
		damaged := slices.Clone(data)
		damaged[at] ^= bit
		if reads(t, damaged, want, fmt.Sprintf("bit %#x of byte %d of page %d", bit, at%pageSize, at/pageSize)) {
			harmless++
		} else {
			noticed++
		}
	}
	t.Logf("%d noticed, %d without effect", noticed, harmless)
	if noticed < 100 {
		t.Errorf("only %d of 400 were noticed", noticed)
	}
}

// TestFilesThatAreCutOff cuts a file at each page boundary, and in the middle of each page.
func TestFilesThatAreCutOff(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	path, want := used(t)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	whole := 0
	for at := 0; at < len(data); at += pageSize / 2 {
		if reads(t, data[:at], want, fmt.Sprintf("cut at %d of %d", at, len(data))) {
			whole++
		} else if whole > 0 {
			t.Errorf("cut at %d: noticed, but a shorter file was whole", at)
		}
	}
	if whole*pageSize/2 > len(data)*3/4 {
		t.Errorf("%d of %d bytes are of no use", whole*pageSize/2, len(data))
	}
}

// reads opens a damaged file for writing, works with it, and reads it again. It returns false where the damage is noticed, and fails where other
// data than before were read.
func reads(t *testing.T, data []byte, want map[string][]any, what string) bool {
	t.Helper()
	path := filepath.Join(t.TempDir(), "y.llsim")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, s, err := Open(path)
	if err != nil {
		if _, system := errors.AsType[*os.PathError](err); system {
			t.Errorf("%s: taken for an error of the system: %v", what, err)
		}
		return false
	}
	if d := cmp.Diff(want, content(s), sameContent); d != "" {
		t.Errorf("%s: read other data:\n%s", what, d)
	}
	if err := f.Close(); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	x := opened(t, path)
	x.fill(200, 203)
	if err := x.file.Close(); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	again, err := Read(path)
	if err != nil || len(content(again)["present orders"]) != 123 {
		t.Errorf("%s: after more work %d orders, %v", what, len(content(again)["present orders"]), err)
	}
	return true
}

// TestUnfinishedStatesGo holds that rows of a snapshot that was being written at a kill are removed.
func TestUnfinishedStatesGo(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.fill(0, 20)
	if _, err := x.file.Write(x.rows.Snapshot()); err != nil {
		t.Fatal(err)
	}
	_ = x.file.db.Close() // as a kill does
	x = opened(t, x.path)
	if n := len(x.file.head.States); n != 1 {
		t.Errorf("%d states are left", n)
	}
	x.fill(20, 30)
	if err := x.file.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err := Read(x.path); err != nil || len(content(s)["present orders"]) != 30 || !s.Clean {
		t.Errorf("%+v, %v", s, err)
	}
}

// TestCloseEndsWhatIsBeingWritten closes a file while snapshots are being written to it: the writer is told so, and the next start finds a file
// that was closed in order, without what was not finished.
func TestCloseEndsWhatIsBeingWritten(t *testing.T) {
	t.Parallel()
	for range 10 {
		x := created(t)
		x.fill(0, 20)
		snapshot, written := x.rows.Snapshot(), make(chan error, 1)
		begun := make(chan struct{})
		go func() {
			_, err := x.file.Write(snapshot)
			for close(begun); err == nil; {
				_, err = x.file.Write(snapshot)
			}
			written <- err
		}()
		<-begun
		if err := x.file.Close(); err != nil {
			t.Fatal(err)
		}
		if err := <-written; !errors.Is(err, errClosed) {
			t.Errorf("what was being written failed with %v", err)
		}
		s, err := Read(x.path)
		if err != nil || !s.Clean || len(content(s)["present orders"]) != 20 {
			t.Fatalf("%+v, %v", s, err)
		}
		if x = opened(t, x.path); len(x.file.head.States) != 1 {
			t.Errorf("%d states are left", len(x.file.head.States))
		}
		if err := x.file.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNumbersOfEntriesGoOnAfterAKill holds that no number of a journal's entry is given out twice, those of entries included that were not
// written, and that entries of the last transaction are there.
func TestNumbersOfEntriesGoOnAfterAKill(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.fill(0, 3)
	shown := x.journal.Append(journal.Entry{Text: message.As("lost")})
	_ = x.file.db.Close()
	x = opened(t, x.path)
	entries, last := x.journal.Read(0, 0, nil)
	if len(entries) != 3 || last <= shown {
		t.Errorf("%d entries, the last number is %d, %d was given out before", len(entries), last, shown)
	}
	if err := x.file.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestCommitsAfterAFullDisk makes a file that cannot grow any more: the transaction that does not fit is refused as a whole, and those after
// it work once there is room.
func TestCommitsAfterAFullDisk(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.fill(0, 20)
	x.file.db.MaxSize = 1 // bbolt refuses to grow the file
	big := func(w *store.Tx) {
		w.PutFile(&domain.File{Name: "big", OidPartner: "201304121000001004", Content: make([]byte, 1<<20), CreatedAt: noon})
		w.PutOrder(order(500))
	}
	if err := x.commit(big); err == nil {
		t.Fatal("it was not refused")
	}
	if err := x.commit(big); err == nil {
		t.Fatal("it was not refused the second time")
	}
	x.file.db.MaxSize = 0
	x.file.elapsed = func() time.Duration { return time.Hour }
	x.fill(20, 25)
	if err := x.commit(big); err != nil {
		t.Fatal(err)
	}
	if err := x.file.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err := Read(x.path); err != nil || len(content(s)["present orders"]) != 26 {
		t.Errorf("%d orders, %v", len(content(s)["present orders"]), err)
	}
}
