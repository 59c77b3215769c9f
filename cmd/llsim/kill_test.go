//go:build unix

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/lianlian-sim/llsim/fixtures/process"
	"github.com/lianlian-sim/llsim/fixtures/race"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// killed is a server that a test kills, and starts again on the same directory.
type killed struct {
	process.Server
	t   testing.TB
	dir string
}

// start starts the server and waits until it serves.
func (k *killed) start() {
	k.t.Helper()
	cmd := exec.Command("llsim", "serve", "--listen", "127.0.0.1:0", "--clock", "manual@2026-01-31 12:00:00", "--data", k.dir)
	cmd.Env = append(os.Environ(), "GORACE="+raceOptions, "XDG_CACHE_HOME="+filepath.Join(k.dir, "cache"))
	if err := k.Start(cmd); err != nil {
		k.t.Fatal(err)
	}
}

// end ends the server with a signal and waits until it is gone.
func (k *killed) end(signal os.Signal) { _ = k.End(signal) }

func (k *killed) control() *client.Control { return client.NewControl(k.URL, "default") }

// merchant returns a client of the first built-in merchant.
func (k *killed) merchant() *client.Merchant {
	k.t.Helper()
	profile, err := k.control().Merchant(k.t.Context(), byNumber)
	if err != nil {
		k.t.Fatal(err)
	}
	m, err := client.MerchantOf(k.URL, profile)
	if err != nil {
		k.t.Fatal(err)
	}
	return m
}

// byNumber is the built-in merchant that identifies orders by their number.
const byNumber = "201304121000001004"

// kills is how often the test below kills the server; under the race detector and with -short it does so fewer times.
const kills, killsShort = 50, 5

// TestKilledServerKeepsWhatItAnswered kills a server under mixed load of several clients, each time after a number of answers that follows from
// a seed, and holds after each start that what the clients were told is there, once, and nothing else. At the end the clearing files have the
// payments that clients were told of, and each of them has been notified.
func TestKilledServerKeepsWhatItAnswered(t *testing.T) {
	t.Parallel()
	books := newBooks(t)
	shop := httptest.NewServer(http.HandlerFunc(books.notified))
	defer shop.Close()
	k := &killed{t: t, dir: t.TempDir()}
	k.start()
	defer func() { k.end(os.Kill) }()
	books.begin(k)
	times := kills
	if testing.Short() || race.On {
		times = killsShort
	}
	moments := rand.New(rand.NewPCG(11, 1))
	for round := range times {
		books.load(k, shop.URL, round, int64(5+moments.IntN(60)), true)
		k.start()
		books.compare(k)
		if t.Failed() {
			t.Fatalf("after kill %d\n%s", round+1, k.Stderr)
		}
	}
	books.settle(k)
	t.Logf("%d kills: %s", times, books)
}

// load has clients work until that many of their requests are answered. Then it kills the server while they work on, or lets each have its
// answer.
func (b *books) load(k *killed, shop string, round int, answers int64, killing bool) {
	ctx, cancel := context.WithCancel(k.t.Context())
	defer cancel()
	var answered atomic.Int64
	kill := sync.OnceFunc(func() {
		k.end(os.Kill)
		cancel()
	})
	merchant, control := k.merchant(), k.control()
	var clients sync.WaitGroup
	for i := range 6 {
		c := &loadClient{books: b, merchant: merchant, control: control, shop: shop, name: fmt.Sprintf("R%dC%d", round, i), number: i,
			rnd: rand.New(rand.NewPCG(uint64(round), uint64(i))), date: b.now[0].Format("20060102") + "120000"}
		clients.Go(func() {
			for ctx.Err() == nil && (killing || answered.Load() < answers) {
				if !c.step(ctx) {
					if ctx.Err() == nil && answered.Load() < answers {
						k.t.Errorf("client %s got no answer before the kill", c.name)
					}
					return
				}
				if answered.Add(1) >= answers && killing {
					go kill() // while the others go on
					<-ctx.Done()
				}
			}
		})
	}
	clients.Wait()
	if killing {
		kill()
	}
}
