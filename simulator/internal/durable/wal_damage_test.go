package durable

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// killed returns the file and the log of a sandbox that was killed after a number of transactions, its content, and the content before one more,
// which takes several pages.
func killed(t testing.TB, transactions int) (file, log []byte, before, after map[string][]any) {
	t.Helper()
	x := created(t)
	x.mixed(0, transactions)
	before = x.content()
	if err := x.commit(func(w *store.Tx) {
		for n := 400; n < 440; n++ {
			w.PutOrder(order(n))
		}
	}); err != nil {
		t.Fatal(err)
	}
	after = x.content()
	x.kill()
	file, err := os.ReadFile(x.path)
	if err == nil {
		log, err = os.ReadFile(x.path + LogSuffix)
	}
	if err != nil {
		t.Fatal(err)
	}
	return file, log, before, after
}

// putBoth writes a file and its log to a directory.
func putBoth(t testing.TB, file, log []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "y.llsim")
	if err := errors.Join(os.WriteFile(path, file, 0o600), os.WriteFile(path+LogSuffix, log, 0o600)); err != nil {
		t.Fatal(err)
	}
	return path
}

// present is the content of a state as killed returns it.
func present(s *State) map[string][]any { return content(&State{Present: s.Present}) }

// lastRecord returns the pages of the last transaction of a log.
func lastRecord(t testing.TB, log []byte) (first, behind int) {
	t.Helper()
	newest := uint64(0)
	for i := 1; i < len(log)/pageSize; i++ {
		p := readWALPage(0, log[i*pageSize:(i+1)*pageSize])
		if p.number > newest {
			newest, first, behind = p.number, i, i+needed(p.size)
		}
	}
	if behind-first < 3 {
		t.Fatalf("the last transaction has %d pages", behind-first)
	}
	return first, behind
}

// TestTransactionsAreTornByAPowerCut leaves out any pages of the last transaction: the state is that before it, which the start says, and the
// next transaction takes its place.
func TestTransactionsAreTornByAPowerCut(t *testing.T) {
	t.Parallel()
	file, log, before, after := killed(t, 300)
	first, behind := lastRecord(t, log)
	earlier := make([]byte, pageSize) // what was in a page before
	for lost := 1; lost < 1<<(behind-first); lost++ {
		torn := slices.Clone(log)
		for i := first; i < behind; i++ {
			if lost&(1<<(i-first)) != 0 {
				copy(torn[i*pageSize:], earlier)
			}
		}
		path := putBoth(t, file, torn)
		f, s, err := Open(path)
		if err != nil {
			t.Fatalf("pages %b lost: %v", lost, err)
		}
		all := lost == 1<<(behind-first)-1
		if d := cmp.Diff(before, present(s), sameContent); d != "" || s.Torn == all {
			t.Errorf("pages %b lost, torn %t:\n%s", lost, s.Torn, d)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	_, s, err := Open(putBoth(t, file, log))
	if err != nil || s.Torn {
		t.Fatalf("%+v, %v", s, err)
	}
	if d := cmp.Diff(after, present(s), sameContent); d != "" {
		t.Error(d)
	}
}

// TestWhatIsTornIsSaidOnce tears the last page of a transaction: the start says so, a shorter transaction takes its place, and the start after that
// finds nothing torn.
func TestWhatIsTornIsSaidOnce(t *testing.T) {
	t.Parallel()
	file, log, _, _ := killed(t, 20)
	_, behind := lastRecord(t, log)
	clear(log[behind*pageSize-512 : behind*pageSize])
	log[behind*pageSize-700] ^= 1
	path := putBoth(t, file, log)
	if s, err := Read(path); err != nil || !s.Torn {
		t.Fatalf("%+v, %v", s, err)
	}
	x := opened(t, path)
	x.mixed(20, 21)
	x.kill()
	s, err := Read(path)
	if err != nil || s.Torn {
		t.Fatalf("%+v, %v", s, err)
	}
	x.sameRows(s)
}

// TestBitFlipsInTheLogAreNoticed flips single bits of the log: the file is found to be damaged, or, where the bit is in the last transaction,
// the start says that its end is torn.
func TestBitFlipsInTheLogAreNoticed(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	file, log, before, _ := killed(t, 300)
	_, behind := lastRecord(t, log)
	flips := rand.New(rand.NewPCG(11, 3))
	refused, torn := 0, 0
	for i := range 400 {
		at, bit := flips.IntN(behind*pageSize), byte(1)<<flips.IntN(8)
		if i%2 == 0 {
			at = at/pageSize*pageSize + flips.IntN(walHeader)
		}
		damaged := slices.Clone(log)
		damaged[at] ^= bit
		s, err := Read(putBoth(t, file, damaged))
		switch {
		case err != nil:
			if !strings.Contains(err.Error(), "damaged") {
				t.Errorf("byte %d: %v", at, err)
			}
			refused++
		case s.Torn && cmp.Equal(before, present(s), sameContent):
			torn++
		default:
			t.Errorf("byte %d, bit %#x: not noticed, or other data were read", at, bit)
		}
	}
	if refused == 0 || torn == 0 {
		t.Errorf("%d were refused, %d torn", refused, torn)
	}
}

// TestLogsThatAreCutOff cuts the log at each page boundary, and takes it away: the file is found to be damaged, and the reason names the log.
func TestLogsThatAreCutOff(t *testing.T) {
	race.Skip(t)
	t.Parallel()
	file, log, _, _ := killed(t, 300)
	for at := 0; at < len(log); at += pageSize / 2 {
		if _, err := Read(putBoth(t, file, log[:at])); err == nil || !strings.Contains(err.Error(), "damaged: its write-ahead log") {
			t.Fatalf("cut at %d: %v", at, err)
		}
	}
	path := putBoth(t, file, log)
	if err := os.Remove(path + LogSuffix); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(path); err == nil || !strings.Contains(err.Error(), "y.llsim.wal") {
		t.Errorf("without the log: %v", err)
	}
}

// TestALogThatIsLeftOverGoes holds that a log which the file does not name is not read: the file was closed in order, and the program was killed
// before it removed the log.
func TestALogThatIsLeftOverGoes(t *testing.T) {
	t.Parallel()
	_, log, _, _ := killed(t, 300)
	path, want := used(t)
	if err := os.WriteFile(path+LogSuffix, log, 0o600); err != nil {
		t.Fatal(err)
	}
	f, s, err := Open(path)
	if err != nil || !s.Clean {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, content(s), sameContent); d != "" {
		t.Error(d)
	}
	if _, err := os.Stat(path + LogSuffix); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}

// FuzzLog reads logs that are damaged in any way beside a sound file: each is refused, or gives a state all of whose rows can be read.
func FuzzLog(f *testing.F) {
	file, log, _, _ := killed(f, 5)
	_, behind := lastRecord(f, log)
	f.Add(log[:behind*pageSize])
	f.Add(log[:pageSize])
	f.Fuzz(func(t *testing.T, data []byte) {
		whole := slices.Concat(data, make([]byte, max(0, len(log)-len(data))))
		s, err := Read(putBoth(t, file, whole))
		if err != nil {
			if _, system := errors.AsType[*os.PathError](err); system {
				t.Errorf("damage was taken for an error of the system: %v", err)
			}
			return
		}
		for _, table := range store.Tables() {
			for key, row := range s.Present.Rows(table) {
				if len(key) == 0 || row == nil {
					t.Errorf("table %s has a row %v under the key %q", table, row, key)
				}
			}
		}
	})
}

// TestALogIsNotLeftOverWhereItsHeadIsLost damages the only head that names the log: what was acknowledged since is in the log, so that the file is
// damaged, and not one that was closed in order before.
func TestALogIsNotLeftOverWhereItsHeadIsLost(t *testing.T) {
	t.Parallel()
	x := created(t)
	x.mixed(0, 1) // to the file, with the log's name
	lose := func() disk {
		x.kill()
		w := &world{sandbox: x}
		on := w.disk()
		on.file[newestMeta(on.file)*pageSize+pageHeader+20] ^= 1
		return on
	}
	first := lose()
	path := putBoth(t, first.file, first.log)
	if s, err := Read(path); err != nil || s.Clean || !s.Torn {
		t.Errorf("without the first transaction: %+v, %v", s, err)
	}
	x = opened(t, x.path)
	x.mixed(1, 40)
	later := lose()
	if _, err := Read(putBoth(t, later.file, later.log)); err == nil || !strings.Contains(err.Error(), "damaged: its newer head") {
		t.Errorf("without the first of 40 transactions: %v", err)
	}
}

// TestLogsOfOtherSandboxesAreRefused exchanges the logs of two sandboxes that have done as many transactions, which begins anew with each run.
func TestLogsOfOtherSandboxesAreRefused(t *testing.T) {
	t.Parallel()
	var disks []disk
	for n := range 2 {
		x := created(t)
		x.mixed(0, 1)
		x.mixed(10*n+1, 10*n+5)
		x.kill()
		disks = append(disks, (&world{sandbox: x}).disk())
	}
	if _, err := Read(putBoth(t, disks[0].file, disks[1].log)); err == nil || !strings.Contains(err.Error(), "damaged: its write-ahead log") {
		t.Errorf("the log of another sandbox was taken: %v", err)
	}
}
