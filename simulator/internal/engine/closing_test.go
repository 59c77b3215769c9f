package engine_test

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/durable"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// TestResetAndRestoreDuringClose lets one client reset and restore in turn while the sandbox stops, and others look: what was answered is in the
// file as a whole, what was refused is not, and the file is closed in order.
func TestResetAndRestoreDuringClose(t *testing.T) {
	t.Parallel()
	for round := range 20 {
		path := filepath.Join(t.TempDir(), "x.llsim")
		e := onDisk(t, manual(), path)
		fill(e, 30)
		if _, err := e.Snapshot("full"); err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		turned := make(chan struct{}, 1000)
		orders := int64(30) // that are there, by the last answer
		wait.Go(func() {
			for turn := 0; ; turn++ {
				change, leads := func() error { return e.Reset(true) }, int64(0)
				if turn%2 == 1 {
					change, leads = func() error { return e.Restore("full") }, 30
				}
				if refusedOnDisk(change) != nil {
					return
				}
				orders = leads
				select {
				case turned <- struct{}{}:
				default:
				}
			}
		})
		for range 1 + round%4 {
			<-turned
		}
		if err := e.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		wait.Wait()
		state, err := durable.Read(path)
		if err != nil || !state.Clean {
			t.Fatalf("round %d: the file is not closed in order: %v", round, err)
		}
		if held := engine.HeldBy(state); held.Orders != orders {
			t.Errorf("round %d: %d orders are in the file, and the last answer left %d", round, held.Orders, orders)
		}
		if len(state.Snapshots) != 1 || state.Snapshots[0].Rows.Held().Orders != 30 {
			t.Errorf("round %d: the file has %d snapshots", round, len(state.Snapshots))
		}
	}
}

// refusedOnDisk runs a change and returns why it was refused; it may panic as transactions do whose sandbox has stopped.
func refusedOnDisk(change func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			if err = engine.Unkept(value); err == nil {
				panic(value)
			}
		}
	}()
	return change()
}

// TestCloseEndsAnAdvance holds that an advance ends with its sandbox, wherever it is, and that time stands in the file where its answer says.
func TestCloseEndsAnAdvance(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.llsim")
	e := onDisk(t, manual(), path)
	var placing sync.WaitGroup
	for i := range 16 { // they share transactions
		placing.Go(func() {
			for n := range 75 {
				create(e, order(e, fmt.Sprint("E", i, "-", n), deadAddress))
			}
		})
	}
	placing.Wait()
	ended := make(chan error, 1)
	began := e.Now()
	go func() {
		ended <- refusedOnDisk(func() error {
			_, err := e.AdvanceBy(context.Background(), 30*24*time.Hour)
			return err
		})
	}()
	for e.Now().Equal(began) {
		runtime.Gosched()
	}
	if err := e.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Log("the advance ended with", <-ended) // it may have reached its end
	state, err := durable.Read(path)
	if err != nil || !state.Clean || state.Clock.Now.Before(began) {
		t.Errorf("the file has %v, closed in order %v, and %s; the advance began at %s", err, state.Clean, state.Clock.Now, began)
	}
}
