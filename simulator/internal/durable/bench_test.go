package durable

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
)

// BenchmarkOpen reads a file with waiting orders, checks everything in it, fills the tables and opens it for writing.
func BenchmarkOpen(b *testing.B) {
	for _, size := range []int{1_000, 500_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "x.llsim")
			state := begin()
			rows := state.Present.Store()
			w := rows.Write()
			for n := range size {
				o := order(n)
				o.ExpiresAt = noon.Add(time.Duration(n) * time.Millisecond)
				w.PutOrder(o)
				w.AddJob(domain.Job{Due: o.ExpiresAt, Kind: domain.Expiry, Subject: o.OidPaybill})
			}
			w.Commit()
			state.Present = rows.Snapshot()
			if err := Create(path, state); err != nil {
				b.Fatal(err)
			}
			state, rows, w = nil, nil, nil
			runtime.GC()
			defer debug.SetGCPercent(debug.SetGCPercent(ReadGCPercent)) // as at a start
			for b.Loop() {
				f, s, err := Open(path)
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if s.Present.Counters() != (store.Counters{Job: uint64(size)}) {
					b.Fatal(s.Present.Counters())
				}
				if err := f.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}
