package stress_test

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var (
	seed       = flag.Uint64("seed", 1, "what the clients do; a failure names its seed")
	operations = flag.Int("operations", defaultOperations, "requests of each client in a round")
	clients    = flag.Int("clients", 64, "clients in a round, each with a connection")
	lasting    = flag.Duration("lasting", 0, "begin rounds with the next seeds until this much time is over")
)

const (
	sandboxes = 8
	phases    = 4
)

// TestStress runs rounds of load and checks the books of each: for each seed one on a server in this process, which keeps nothing, and one on
// a process of its own, which keeps its state and is killed.
func TestStress(t *testing.T) {
	elapsed := clock.Stopwatch()
	touchNetwork()
	for s := *seed; ; s++ {
		for _, name := range []string{"in memory", "killed"} {
			if !t.Run(fmt.Sprint(name, " seed ", s), func(t *testing.T) { runRound(t, s, name == "killed") }) {
				t.Fatalf("repeat this round with: go test ./simulator/internal/testing/stress -run 'TestStress/%s' -count=1 -seed %d -operations %d -clients %d", name, s, *operations, *clients)
			}
		}
		if elapsed() >= *lasting {
			return
		}
	}
}

// round is one server under load.
type round struct {
	t         *testing.T
	host      host
	dice      *rand.Rand // of the moments of kills; used by one goroutine at a time
	kills     int        // so far
	line      *line
	http      *http.Client
	receivers *receivers
	groups    []*group
	tally     tally
}

// start is where the platform's time begins.
var start = time.Date(2026, 1, 31, 8, 0, 0, 0, wire.Zone)

// runRound runs the phases of a round, checks the books, and looks at what the server leaves behind.
func runRound(t *testing.T, seed uint64, killing bool) {
	descriptors, memory := openDescriptors(), heap()
	r := &round{t: t, dice: dice(seed), host: &within{t: t}, line: &line{now: &connection{ready: make(chan struct{})}}}
	r.receivers = newReceivers(&r.tally)
	if killing {
		r.host = &apart{dir: t.TempDir()}
	}
	r.line.kill, r.http = r.kill, &http.Client{Transport: r.line}
	for i := range sandboxes {
		r.groups = append(r.groups, newGroup(r, fmt.Sprint("shop-", i), seed<<8+uint64(i), *clients/sandboxes))
	}
	if !r.open() {
		r.receivers.close()
		t.FailNow()
	}
	before := r.host.heap()
	r.each((*group).create)
	for phase := range phases {
		if killing {
			r.killSoon(*operations / phases * *clients)
		}
		r.each(func(g *group) { g.phase(phase, *operations/phases) })
		if killing {
			r.killSoon(2 * sandboxes)
		}
		r.each(func(g *group) { g.between(phase) })
		if killing && phase == phases/2 {
			r.line.spare()
			r.stop()
			r.open()
		}
	}
	r.each((*group).settle)
	if killing {
		r.line.spare()
		r.kill()
		r.line.spare()
	}
	r.each((*group).check)
	r.checkMemory(before)
	r.stop()
	r.receivers.close()
	checkEnd(t, descriptors, memory)
	if missing, unknown := r.tally.missing(), r.tally.unknown(); len(missing)+len(unknown) > 0 {
		t.Errorf("%q did not happen, and there are no kinds %q: take more operations", missing, unknown)
	}
	if killing {
		t.Logf("the server was killed %d times; %d requests got no answer", r.kills, r.line.none)
		if r.line.none == 0 {
			t.Error("no request was under way at a kill")
		}
	}
}

// checkEnd holds that nothing is left in this process.
func checkEnd(t *testing.T, descriptors int, memory int64) {
	t.Helper()
	if err := checkDescriptors(descriptors); err != nil {
		t.Error(err)
	}
	if left := heap() - memory; !t.Failed() && left > 32<<20 {
		t.Errorf("%d MiB are left after the server has stopped", left>>20)
	}
}

// open starts the server with the state that it kept.
func (r *round) open() bool {
	r.t.Helper()
	url, err := r.host.start()
	if err != nil {
		r.t.Error(err)
	}
	r.line.lead(url, err)
	if err == nil {
		r.checkAside()
	}
	return err == nil
}

// stop stops the server in order.
func (r *round) stop() {
	r.t.Helper()
	r.line.spare()
	r.line.leave()
	if err := r.host.stop(); err != nil {
		r.t.Error(err)
	}
}

// kill kills the server and starts it again.
func (r *round) kill() {
	r.line.leave()
	r.host.kill()
	r.kills++
	if r.open() {
		r.killSoon(*operations / phases * *clients)
	}
}

// killSoon kills the server within the next answers, which are so many.
func (r *round) killSoon(answers int) { r.line.killAfter(1 + r.dice.IntN(answers)) }

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
	grown := r.host.heap() - before
	var held int64
	for _, g := range r.groups {
		s, err := g.control.Sandbox(r.t.Context())
		if err != nil {
			r.t.Fatal(err)
		}
		held += int64(s.Held.Bytes)
	}
	const journals = sandboxes * 8 << 20
	if grown > 2*held+journals {
		r.t.Errorf("the heap has grown by %d MiB, while the sandboxes say that they hold %d MiB", grown>>20, held>>20)
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// heapAt is heap of a server that serves profiles and metrics.
func heapAt(url string) (int64, error) {
	var text []byte
	for _, path := range []string{"/debug/pprof/heap?gc=1", "/metrics"} {
		res, err := http.Get(url + path)
		if err != nil {
			return 0, err
		}
		text, err = io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil {
			return 0, err
		}
	}
	_, after, _ := strings.Cut(string(text), "\ngo_memstats_heap_alloc_bytes ")
	number, _, _ := strings.Cut(after, "\n")
	bytes, err := strconv.ParseFloat(number, 64)
	return int64(bytes), err
}

// touchNetwork opens a socket: the first one takes descriptors for good.
func touchNetwork() {
	if socket, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
		_ = socket.Close()
	}
}

// openDescriptors is how many files and connections this process has open, 0 where the system does not say.
func openDescriptors() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}

// checkDescriptors returns an error where descriptors are left. Connections that were closed go when their goroutines have run.
func checkDescriptors(before int) error {
	after := openDescriptors()
	for tries := 0; after > before && tries < 500; tries++ {
		runtime.GC()
		after = openDescriptors()
	}
	if after > before {
		return fmt.Errorf("%d descriptors are open, %d were before", after, before)
	}
	return nil
}

// dice is the source of a client's choices.
func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x6c6c73696d)) }
