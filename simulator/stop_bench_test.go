package simulator_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/fixtures/process"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// BenchmarkStop ends a program that keeps 500,000 orders on disk with SIGTERM while it has much to do, and tells how long it takes then: wall and
// processor time of the program, of which clients on the same machine take their share. It holds that the program ends with 0, which it
// does when the file is closed in order.
//
//	go test ./simulator -run '^$' -bench Stop -benchtime 1x
func BenchmarkStop(b *testing.B) {
	program := filepath.Join(b.TempDir(), "llsim")
	if out, err := exec.Command("go", "build", "-o", program, "../cmd/llsim").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	filled := filepath.Join(b.TempDir(), "default.llsim")
	fillFile(b, filled)
	for _, c := range []struct {
		name  string
		begin func(*busy)
	}{
		{"idle", func(*busy) {}},
		{"deliveries, an advance, slow and many clients", func(x *busy) {
			hang(x.b, x.control, x.shop())
			x.clients.Go(func() { _, _ = x.control.Advance(x.ctx, time.Hour) }) // waits for the deliveries
			neverRead(x.b, x.control, x.server.URL)
			x.query()
		}},
		{"an advance over 500,000 expiries", func(x *busy) {
			x.goOn(func(ctx context.Context, c *client.Control) error { _, err := c.Advance(ctx, 48*time.Hour); return err })
		}},
		{"a snapshot", func(x *busy) {
			x.goOn(func(ctx context.Context, c *client.Control) error { _, err := c.TakeSnapshot(ctx, "x"); return err })
		}},
		{"a restore", func(x *busy) {
			if _, err := x.control.TakeSnapshot(x.ctx, "x"); err != nil {
				x.b.Fatal(err)
			}
			x.goOn(func(ctx context.Context, c *client.Control) error { _, err := c.Restore(ctx, "x"); return err })
		}},
		{"an export", func(x *busy) {
			x.goOn(func(ctx context.Context, c *client.Control) error { _, err := c.Export(ctx, true); return err })
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var wall, processor time.Duration
			for b.Loop() {
				b.StopTimer()
				x := startBusy(b, program, filled)
				c.begin(x)
				b.StartTimer()
				w, p := x.stop()
				b.StopTimer()
				wall, processor = wall+w, processor+p
				x.leave()
				b.StartTimer()
			}
			b.ReportMetric(wall.Seconds()/float64(b.N), "s/stop")
			b.ReportMetric(processor.Seconds()/float64(b.N), "cpu-s/stop")
		})
	}
}

const keptOrders = 500_000

// fillFile writes a sandbox with waiting orders that expire one after the other on the next day.
func fillFile(b *testing.B, path string) {
	config, err := operator.Sandbox(api.Config{Clock: &api.SetClock{Mode: api.Manual, Now: api.AtOrNull(noon)}})
	if err != nil {
		b.Fatal(err)
	}
	state := engine.Fresh(config)
	rows := state.Present.Store()
	w := rows.Write()
	for n := range keptOrders {
		expires := noon.Add(24*time.Hour + time.Duration(n)*100*time.Millisecond)
		o := &domain.Order{OidPaybill: fmt.Sprintf("20250131%08d", n), OidPartner: merchant, NoOrder: fmt.Sprint("KEPT-", n), DtOrder: "20260131115959", BusinessDate: "20260131",
			MoneyOrder: "49.90", Fen: 4990, ValidOrder: 1440, API: domain.Direct, UserID: "shopper-1", BusiPartner: "101001", NameGoods: "月饼", NotifyURL: "http://127.0.0.1:9/notify",
			PayType: "L", SignType: "RSA", State: domain.Waiting, CreatedAt: noon, ExpiresAt: expires, Requests: 1}
		o.ExpiryJob = w.AddJob(domain.Job{Due: expires, Kind: domain.Expiry, Subject: o.OidPaybill})
		w.PutOrder(o)
	}
	w.Commit()
	state.Present = rows.Snapshot()
	if err := durable.Create(path, state); err != nil {
		b.Fatal(err)
	}
}

// busy is a program at work, with its clients.
type busy struct {
	b       *testing.B
	server  process.Server
	dir     string
	control *client.Control
	ctx     context.Context
	cancel  context.CancelFunc
	clients sync.WaitGroup
}

func startBusy(b *testing.B, program, filled string) *busy {
	b.Helper()
	x := &busy{b: b, dir: b.TempDir()}
	x.ctx, x.cancel = context.WithCancel(context.Background())
	content, err := os.ReadFile(filled)
	if err == nil {
		err = os.WriteFile(filepath.Join(x.dir, "default.llsim"), content, 0o600)
	}
	if err == nil {
		err = x.server.Start(exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--clock", "manual@2026-01-31 12:00:00", "--data", x.dir, "--log-level", "error"))
	}
	if err != nil {
		b.Fatal(err)
	}
	x.control = client.NewControl(x.server.URL, "default")
	return x
}

// stop ends the program in order, and returns what that took.
func (x *busy) stop() (wall, processor time.Duration) {
	x.b.Helper()
	before, elapsed := used(x.b, x.server.Pid()), clock.Stopwatch()
	if err := x.server.End(syscall.SIGTERM); err != nil {
		x.b.Errorf("the program ended with %v\n%s", err, x.server.Stderr)
	}
	return elapsed(), x.server.ProcessorTime() - before
}

// leave ends the clients.
func (x *busy) leave() {
	x.cancel()
	x.clients.Wait()
}

// goOn makes a call that takes long, and returns once the program has worked at it for a while.
func (x *busy) goOn(call func(context.Context, *client.Control) error) {
	x.b.Helper()
	before := used(x.b, x.server.Pid())
	ended := make(chan struct{})
	x.clients.Go(func() {
		defer close(ended)
		_ = call(x.ctx, x.control) // the program ends meanwhile
	})
	for used(x.b, x.server.Pid()) < before+200*time.Millisecond {
		select {
		case <-ended:
			x.b.Fatal("it has ended already")
		default:
			_ = clock.Wait(x.ctx, 5*time.Millisecond)
		}
	}
}

// query has clients ask as fast as they are answered, so that much of the journal is not written.
func (x *busy) query() {
	for range 16 {
		shop := x.shop()
		x.clients.Go(func() {
			for x.ctx.Err() == nil {
				if _, err := shop.Query(x.ctx, wire.Fields{{Name: "no_order", Value: "KEPT-1"}}); err != nil {
					return
				}
			}
		})
	}
	_ = clock.Wait(x.ctx, time.Second)
}

func (x *busy) shop() *client.Merchant {
	x.b.Helper()
	profile, err := x.control.Merchant(x.ctx, merchant)
	if err != nil {
		x.b.Fatal(err)
	}
	shop, err := client.MerchantOf(x.server.URL, profile)
	if err != nil {
		x.b.Fatal(err)
	}
	return shop
}

// used is what a process has taken of the processors so far.
func used(b *testing.B, pid int) time.Duration {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Skipf("the processor time is read from /proc: %v", err)
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / 100 // in ticks, of which Linux tells programs 100 a second
}
