package engine_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// BenchmarkAdvance30Days10000Orders lets 30 days pass over 10,000 paid orders whose merchant is not there: 300,000 attempts and
// 30 days of clearing files.
func BenchmarkAdvance30Days10000Orders(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		e := newEngine(b, manual())
		for i := range 10_000 {
			id := placed(b, e, order(e, fmt.Sprint("N", i), deadAddress))
			if _, d := e.Pay(id, domain.Payment{Outcome: domain.OutcomeSuccess}, true); !d.OK() {
				b.Fatal(d)
			}
		}
		b.StartTimer()
		advance(b, e, 30*24*time.Hour)
	}
}

// sizes are the stores that the benchmarks below run over.
var sizes = []int{1_000, 1_000_000}

// BenchmarkAccept places orders one after another, and tells what each costs in memory while it waits.
func BenchmarkAccept(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				e := newEngine(b, manual())
				before := heap()
				b.StartTimer()
				fill(e, size)
				b.StopTimer()
				b.ReportMetric(float64(heap()-before)/float64(size), "B/order")
				runtime.KeepAlive(e)
				b.StartTimer()
			}
			b.ReportMetric(float64(size)*float64(b.N)/b.Elapsed().Seconds(), "orders/s")
		})
	}
}

// fill places orders with numbers of their own, each as a merchant's request would be.
func fill(e *engine.Engine, n int) {
	c := order(e, "", "http://127.0.0.1:9/notify")
	for i := range n {
		c.NoOrder = number(i)
		create(e, c)
	}
}

func number(i int) string { return fmt.Sprintf("ORDER-%08d", i) }

// heap is what is in use after a collection.
func heap() uint64 {
	runtime.GC()
	runtime.GC() // pools give back what they hold at the second one
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkQueryByNumber(b *testing.B) {
	benchmarkQuery(b, func(i int) domain.Name { return domain.Name{NoOrder: number(i)} })
}

func BenchmarkQueryByDateAndNumber(b *testing.B) {
	benchmarkQuery(b, func(i int) domain.Name { return domain.Name{NoOrder: number(i), DtOrder: "20180112000000"} })
}

// benchmarkQuery asks for orders all over the store.
func benchmarkQuery(b *testing.B, name func(i int) domain.Name) {
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			e := newEngine(b, manual())
			fill(e, size)
			heap() // what filling left behind is not collected while queries are measured
			names := make([]domain.Name, 1024)
			for i := range names {
				names[i] = name(i * (size / 1000) % size)
			}
			i := 0
			for b.Loop() {
				if d, _ := e.FindPayment(byNumber, names[i%len(names)]); !d.OK() {
					b.Fatal(d)
				}
				i++
			}
		})
	}
}

// BenchmarkSettle places orders, pays them and has their notifications acknowledged, and tells what each costs in memory after that. The
// journal keeps a hundred entries, so that it is not counted.
func BenchmarkSettle(b *testing.B) {
	const orders = 2_000
	s := newShop(b, nil)
	for b.Loop() {
		b.StopTimer()
		c := manual()
		c.JournalEntries = 100
		e := newEngine(b, c)
		before := heap()
		b.StartTimer()
		for i := range orders {
			id := placed(b, e, order(e, number(i), s.URL))
			if _, d := e.Pay(id, domain.Payment{Outcome: domain.OutcomeSuccess}, true); !d.OK() {
				b.Fatal(d)
			}
		}
		advance(b, e, 0)
		b.StopTimer()
		b.ReportMetric(float64(heap()-before)/orders, "B/order")
		for _, n := range rows(e).Notifications {
			if n.State != domain.NotificationAcknowledged {
				b.Fatalf("%+v", n)
			}
		}
		b.StartTimer()
	}
}

// BenchmarkResident tells what an order costs of the memory that the process has from the system, without a collection before the look: one
// that waits, of 500,000, and one that is paid, notified and acknowledged, of 20,000, with a shop in the same process. The journal, which is
// bounded, keeps a thousand entries.
func BenchmarkResident(b *testing.B) {
	b.Run("waiting", func(b *testing.B) {
		const orders = 500_000
		for b.Loop() {
			e := newEngine(b, shortJournal())
			debug.FreeOSMemory() // what earlier runs had
			before := resident(b)
			fill(e, orders)
			b.ReportMetric((resident(b)-before)/orders, "B/order")
			runtime.KeepAlive(e)
		}
	})
	b.Run("acknowledged", func(b *testing.B) {
		const orders, slice = 20_000, 500
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"ret_code":"0000","ret_msg":"交易成功"}`)
		}))
		defer s.Close()
		for b.Loop() {
			e := newEngine(b, shortJournal())
			debug.FreeOSMemory() // what earlier runs had
			before := resident(b)
			for i := range orders {
				id := placed(b, e, order(e, number(i), s.URL))
				if _, d := e.Pay(id, domain.Payment{Outcome: domain.OutcomeSuccess}, true); !d.OK() {
					b.Fatal(d)
				}
				if i%slice == slice-1 {
					advance(b, e, 0)
				}
			}
			b.ReportMetric((resident(b)-before)/orders, "B/order")
			runtime.KeepAlive(e)
		}
	})
}

func shortJournal() engine.Config {
	c := manual()
	c.JournalEntries = 1000
	return c
}

// resident is what the process has from the system.
func resident(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("the system has no /proc:", err)
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); fields[0] == "VmRSS:" {
			kB, err := strconv.Atoi(fields[1])
			if err != nil {
				b.Fatal(err)
			}
			return float64(kB) * 1024
		}
	}
	b.Fatal("no VmRSS in", string(status))
	return 0
}
