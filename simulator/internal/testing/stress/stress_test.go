package stress_test

import (
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/testing/leak"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var (
	seed       = flag.Uint64("seed", 1, "what the clients do; a failure names its seed")
	operations = flag.Int("operations", 64, "requests of each client in a round")
	clients    = flag.Int("clients", 64, "clients in a round, each with a connection")
	lasting    = flag.Duration("lasting", 0, "begin rounds with the next seeds until this much time is over")
)

func TestMain(m *testing.M) { leak.Main(m) }

const (
	sandboxes = 8
	phases    = 4
)

// TestStress runs rounds of load and checks the books of each.
func TestStress(t *testing.T) {
	elapsed := clock.Stopwatch()
	if socket, err := net.Listen("tcp", "127.0.0.1:0"); err == nil { // the first one takes descriptors for good
		_ = socket.Close()
	}
	for s := *seed; ; s++ {
		if !t.Run(fmt.Sprint("seed ", s), func(t *testing.T) { runRound(t, s) }) {
			t.Fatalf("repeat this round with: go test ./simulator/internal/testing/stress -run TestStress -count=1 -seed %d -operations %d -clients %d", s, *operations, *clients)
		}
		if elapsed() >= *lasting {
			return
		}
	}
}

// round is one server under load.
type round struct {
	t         *testing.T
	dir       string
	server    *simulator.Server
	http      *http.Client
	receivers *receivers
	groups    []*group
}

// start is where the platform's time begins.
var start = time.Date(2026, 1, 31, 8, 0, 0, 0, wire.Zone)

// runRound runs the phases of a round, checks the books, and looks at what the server leaves behind.
func runRound(t *testing.T, seed uint64) {
	descriptors, memory := openDescriptors(t), heap()
	r := &round{t: t, dir: t.TempDir(), receivers: newReceivers(),
		http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *clients + sandboxes, IdleConnTimeout: 20 * time.Second}}} // the server closes them after 60
	for i := range sandboxes {
		r.groups = append(r.groups, newGroup(r, fmt.Sprint("shop-", i), seed<<8+uint64(i), *clients/sandboxes))
	}
	r.open()
	for phase := range phases {
		r.each(func(g *group) { g.phase(phase, *operations/phases) })
		r.each(func(g *group) { g.between(phase) })
		if phase == phases/2 {
			r.stop()
			r.open()
		}
	}
	r.each((*group).settle)
	r.each((*group).check)
	r.checkMemory(memory)
	r.stop()
	r.receivers.close()
	checkDescriptors(t, descriptors)
	if !t.Failed() {
		r.groups = nil
		if left := heap() - memory; left > 32<<20 {
			t.Errorf("%d MiB are left after the server has stopped", left>>20)
		}
	}
}

// open starts the server with the state that it kept, and the clients.
func (r *round) open() {
	r.t.Helper()
	var err error
	off := false
	if r.server, err = simulator.Start(r.t.Context(), simulator.Options{Data: r.dir, Logger: slog.New(slog.NewTextHandler(r.t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))}); err != nil {
		r.t.Fatal(err)
	}
	control := r.control("default")
	for _, g := range r.groups {
		if g.control == nil {
			at := api.At(start)
			if _, err := control.CreateSandbox(r.t.Context(), api.NewSandbox{ID: g.id, Config: &api.Config{
				Clock: &api.SetClock{Mode: api.Manual, Now: &at}, Merchants: profiles(), BuiltinMerchants: &off, JournalEntries: 2000}}); err != nil {
				r.t.Fatal(err)
			}
		}
		g.connect()
	}
}

func (r *round) stop() {
	r.t.Helper()
	r.http.CloseIdleConnections()
	if err := r.server.Close(); err != nil {
		r.t.Error(err)
	}
}

// each runs f for every sandbox at the same time.
func (r *round) each(f func(*group)) {
	var wait sync.WaitGroup
	for _, g := range r.groups {
		wait.Go(func() { f(g) })
	}
	wait.Wait()
	if r.t.Failed() {
		r.stop()
		r.receivers.close()
		r.t.FailNow()
	}
}

// checkMemory holds the heap to what the sandboxes say that they hold, their journals and the books.
func (r *round) checkMemory(before int64) {
	r.t.Helper()
	var held int64
	for _, g := range r.groups {
		s, err := g.control.Sandbox(r.t.Context())
		if err != nil {
			r.t.Fatal(err)
		}
		held += int64(s.Held.Bytes)
	}
	const journals = sandboxes * 8 << 20
	if grown := heap() - before; grown > 2*held+journals {
		r.t.Errorf("the heap has grown by %d MiB, while the sandboxes say that they hold %d MiB", grown>>20, held>>20)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// openDescriptors is how many files and connections this process has open, 0 where the system does not say.
func openDescriptors(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}

// checkDescriptors holds that no descriptor is left. Connections that were closed go when their goroutines have run.
func checkDescriptors(t *testing.T, before int) {
	t.Helper()
	after := openDescriptors(t)
	for tries := 0; after > before && tries < 500; tries++ {
		runtime.GC()
		after = openDescriptors(t)
	}
	if after > before {
		t.Errorf("%d descriptors are open, %d were before", after, before)
	}
}

// dice is the source of a client's choices.
func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x6c6c73696d)) }
