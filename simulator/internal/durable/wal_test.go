package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.etcd.io/bbolt"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// kill ends a file as a kill does.
func (x *sandbox) kill() {
	x.t.Helper()
	if x.file.log != nil {
		_ = x.file.log.file.Close()
	}
	if err := x.file.db.Close(); err != nil {
		x.t.Fatal(err)
	}
}

// mixed commits transactions that put rows, change them and remove them.
func (x *sandbox) mixed(from, to int) {
	x.t.Helper()
	for n := from; n < to; n++ {
		if err := x.commit(func(w *store.Tx) {
			w.PutOrder(order(n))
			w.AddJob(domain.Job{Due: noon.Add(time.Hour), Kind: domain.Expiry, Subject: order(n).OidPaybill})
			if n%3 == 0 && n > 10 {
				w.RemoveJob(noon.Add(time.Hour), domain.Expiry, uint64(n-10))
				paid := order(n - 7)
				paid.State = domain.Success
				w.PutOrder(paid)
			}
			w.PutFile(&domain.File{Name: fmt.Sprint("file ", n%5), OidPartner: "201304121000001004", Content: fmt.Append(nil, n), CreatedAt: noon})
			if n%7 == 0 {
				w.DeleteFile(&domain.File{Name: fmt.Sprint("file ", n%5)})
			}
		}); err != nil {
			x.t.Fatal(err)
		}
	}
}

// content is the rows that are in memory.
func (x *sandbox) content() map[string][]any {
	return content(&State{Present: x.rows.Snapshot()})
}

// sameRows fails unless a state has the rows that are in memory.
func (x *sandbox) sameRows(s *State) {
	x.t.Helper()
	if d := cmp.Diff(x.content(), content(&State{Present: s.Present}), sameContent); d != "" {
		x.t.Errorf("(-in memory +in the file)\n%s", d)
	}
}

// TestTheLogIsTakenUp kills a sandbox again and again: what was in the log is there, what is written then goes on behind it, and an orderly stop
// leaves no log.
func TestTheLogIsTakenUp(t *testing.T) {
	t.Parallel()
	x := created(t)
	full := 0
	for round, n := 0, 0; round < 12; round++ {
		stored := x.file.stored
		x.mixed(n, n+20+round*13)
		n += 20 + round*13
		if round > 0 && x.file.stored > stored {
			full++
		}
		x.kill()
		s, err := Read(x.path)
		if err != nil {
			t.Fatal(err)
		}
		x.sameRows(s)
		if s.Clean || s.Torn || len(s.logged) == 0 || len(s.Entries) < 20 {
			t.Errorf("round %d: clean %t, torn %t, %d transactions in the log, %d entries", round, s.Clean, s.Torn, len(s.logged), len(s.Entries))
		}
		before := x
		x = opened(t, x.path)
		before.sameRows(&State{Present: x.rows.Snapshot()})
		if first, last := before.journal.Last(), x.journal.Oldest(); first == 0 || last == 0 || x.journal.Last() <= first {
			t.Errorf("round %d: the numbers of entries went from %d to %d", round, first, x.journal.Last())
		}
	}
	if full == 0 {
		t.Error("the log was never full")
	}
	if err := x.file.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(x.path + LogSuffix); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an orderly stop leaves the log: %v", err)
	}
	s, err := Read(x.path)
	if err != nil || !s.Clean {
		t.Fatalf("%+v, %v", s, err)
	}
	x.sameRows(s)
}

// TestTheLogAfterAFailure lets the log fail: the transaction is refused, another takes its place once the log can be written, and a kill
// leaves what was told.
func TestTheLogAfterAFailure(t *testing.T) {
	t.Parallel()
	for _, then := range []string{"the log works again", "the file is closed", "the file is killed"} {
		t.Run(then, func(t *testing.T) {
			t.Parallel()
			x := created(t)
			x.mixed(0, 20)
			sound := x.file.log.file
			readOnly, err := os.Open(sound.Name())
			if err != nil {
				t.Fatal(err)
			}
			x.file.log.file = readOnly
			many := func(w *store.Tx) {
				for n := 500; n < 520; n++ {
					w.PutOrder(order(n))
				}
			}
			room := len(x.file.values.buffer)
			for range 2 {
				if err := x.commit(many); err == nil || !errors.Is(x.file.failed, err) {
					t.Fatalf("it was not refused, or those after it try the log again at once: %v, %v", err, x.file.failed)
				}
			}
			if n := len(x.file.values.buffer); n != room {
				t.Errorf("%d bytes of what was refused are kept", n-room)
			}
			if n := len(x.content()["present orders"]); n != 20 {
				t.Fatalf("%d orders", n)
			}
			_ = readOnly.Close()
			x.file.log.file = sound
			switch then {
			case "the log works again":
				x.file.elapsed = func() time.Duration { return time.Hour }
				x.mixed(20, 40)
				x.kill()
			case "the file is closed":
				if err := x.file.Close(); err != nil {
					t.Fatal(err)
				}
			default:
				x.kill()
			}
			s, err := Read(x.path)
			if err != nil {
				t.Fatal(err)
			}
			x.sameRows(s)
		})
	}
}

// TestARefusedTransactionIsCleared lets the sync of a transaction fail after all of it is in the log: the next one begins with clearing it, so
// that a kill meanwhile does not bring it back.
func TestARefusedTransactionIsCleared(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.mixed(0, 20)
	w := x.file.log
	w.paginate(x.file.head.Transactions+1, encode(nil, func(c *coder) {
		c.record(&record{Rows: []recordRow{{Table: "orders", Key: []byte("refused")}}})
	}))
	if err := w.write(); err != nil {
		t.Fatal(err)
	}
	w.spoil = 1
	if err := w.repair(); err != nil || w.spoil != 0 {
		t.Fatal(err)
	}
	x.kill()
	s, err := Read(x.path)
	if err != nil || s.Torn || len(s.logged) != 19 { // the first went to the file
		t.Fatalf("%d transactions in the log, torn %t, %v", len(s.logged), s.Torn, err)
	}
	x.sameRows(s)
}

// TestTransactionsLargerThanTheLog holds that a transaction which does not fit into the log is written with all that is in it.
func TestTransactionsLargerThanTheLog(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.mixed(0, 20)
	if err := x.commit(func(w *store.Tx) {
		w.PutFile(&domain.File{Name: "big", OidPartner: "201304121000001004", Content: make([]byte, 2*walPages*pageSize), CreatedAt: noon})
	}); err != nil {
		t.Fatal(err)
	}
	if v := x.file.values.buffer; len(v) != 0 || cap(v) > 2*maxValues || len(x.file.logged) != 0 {
		t.Errorf("%d bytes and room for %d, and %d transactions are kept of what is in the file", len(v), cap(v), len(x.file.logged))
	}
	x.mixed(20, 30)
	x.kill()
	s, err := Read(x.path)
	if err != nil || len(s.logged) != 10 {
		t.Fatalf("%d transactions in the log, %v", len(s.logged), err)
	}
	x.sameRows(s)
}

// TestFilesAreRenamedAndRemovedWithTheirLogs holds that a log goes where its file goes.
func TestFilesAreRenamedAndRemovedWithTheirLogs(t *testing.T) {
	t.Parallel()
	file, log, _, after := killed(t, 300)
	path := putBoth(t, file, log)
	moved := path + ".moved"
	if err := Rename(path, moved); err != nil {
		t.Fatal(err)
	}
	s, err := Read(moved)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(after, present(s), sameContent); d != "" {
		t.Error(d)
	}
	if err := Remove(moved); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 0 {
		t.Errorf("%v are left, %v", left, err)
	}
}

// TestStopAfterTheFirstCommitHasFailed lets the commit that names the log fail though it is on disk: the stop leaves the log, without which the next
// start would find damage.
func TestStopAfterTheFirstCommitHasFailed(t *testing.T) {
	t.Parallel()
	x := created(t)
	before, stored := x.file.head, x.file.stored
	x.mixed(0, 1)
	_ = x.file.log.file.Close()
	x.file.head, x.file.stored, x.file.log, x.file.suspect = before, stored, nil, true // as commit leaves it
	if err := x.file.Close(); err == nil {
		t.Error("a change that was refused and is there all the same is not reported")
	}
	s, err := Read(x.path)
	if err != nil {
		t.Fatal(err)
	}
	x.sameRows(s)
}

// TestFilesGetTheFormatWithTheirFirstChange changes no more than the settings in a file of the format without a log: the head has a field more
// then, which an older program would take for damage if the format did not tell it.
func TestFilesGetTheFormatWithTheirFirstChange(t *testing.T) {
	t.Parallel()
	old, err := os.ReadFile("../engine/testdata/kept-2.llsim")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.llsim")
	if err := os.WriteFile(path, old, 0o600); err != nil {
		t.Fatal(err)
	}
	f, s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	s.Settings.JournalEntries++
	if err := f.Configure(s.Settings); err != nil {
		t.Fatal(err)
	}
	if err := f.db.View(func(tx *bbolt.Tx) error {
		if body, _, err := unseal(formatKey, tx.Bucket(headBucket).Get(formatKey)); err != nil || body != strconv.Itoa(format) {
			t.Errorf("the format is %q, %v", body, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestNothingFollowsACommitThatMayBeThere lets a commit fail that is on disk all the same: what comes after it would have its number, and would not
// be read, in the log either. So it is refused until a restart, which goes on from what is there.
func TestNothingFollowsACommitThatMayBeThere(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.mixed(0, 20)
	before, stored, logged, at := x.file.head, x.file.stored, x.file.logged, x.file.log.at
	refused, err := x.file.Write(x.rows.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	x.file.head, x.file.stored, x.file.logged, x.file.log.at, x.file.suspect = before, stored, logged, at, true // as commit leaves it
	for range 2 {
		if err := x.commit(func(w *store.Tx) { w.PutOrder(order(500)) }); err == nil || !strings.Contains(err.Error(), "restart llsim") {
			t.Fatalf("it was not refused until a restart: %v", err)
		}
		x.file.elapsed = func() time.Duration { return time.Hour }
	}
	if err := x.file.Discard(refused); err == nil {
		t.Fatal("it was not refused")
	}
	x.kill()
	again := opened(t, x.path)
	x.sameRows(&State{Present: again.rows.Snapshot()})
	again.mixed(20, 30)
	if err := again.file.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestASandboxAtRestHasNoLog writes no more than entries of the journal, as the stop of a sandbox that nobody used does: that makes no log.
func TestASandboxAtRestHasNoLog(t *testing.T) {
	t.Parallel()
	x := created(t)
	if err := x.commit(func(*store.Tx) {}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(x.path + LogSuffix); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it has a log: %v", err)
	}
	x.mixed(0, 1)
	if err := x.commit(func(*store.Tx) {}); err != nil || len(x.file.logged) != 1 {
		t.Errorf("%d transactions in the log, %v", len(x.file.logged), err)
	}
	if err := x.file.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestARefusedTransactionIsClearedFirst holds that the transaction after one that was refused does not write over it, but clears it before: a power
// cut that tears the later one would else leave the refused one whole.
func TestARefusedTransactionIsClearedFirst(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.mixed(0, 20)
	w := x.file.log
	at := w.at
	w.paginate(x.file.head.Transactions+1, make([]byte, 5*walRoom))
	if err := w.write(); err != nil {
		t.Fatal(err)
	}
	w.spoil = 5
	x.mixed(20, 21)
	log := (&world{sandbox: x}).disk().log
	for i := w.at; i < at+5; i++ {
		if p := readWALPage(w.id, log[i*pageSize:(i+1)*pageSize]); !p.blank {
			t.Errorf("page %d of what was refused is still there: %+v", i-at, p.number)
		}
	}
	if w.at >= at+5 || w.spoil != 0 {
		t.Errorf("the next transaction ends at page %d, not before %d", w.at, at+5)
	}
	if err := x.file.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestALogThatTheFileDoesNotNameIsNotUsed lets the transaction fail that makes the log: the next one makes another, which the file names.
func TestALogThatTheFileDoesNotNameIsNotUsed(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.file.db.MaxSize = 1 // bbolt refuses to grow the file
	if err := x.commit(func(w *store.Tx) {
		w.PutFile(&domain.File{Name: "big", OidPartner: "201304121000001004", Content: make([]byte, 1<<20), CreatedAt: noon})
	}); err == nil || x.file.log != nil {
		t.Fatalf("it was not refused, or its log is used: %v", err)
	}
	x.file.db.MaxSize = 0
	x.file.elapsed = func() time.Duration { return time.Hour }
	x.mixed(0, 5)
	x.kill()
	s, err := Read(x.path)
	if err != nil || len(s.logged) != 4 {
		t.Fatalf("%+v, %v", s, err)
	}
	x.sameRows(s)
}
