package simulator_test

import (
	"bytes"
	"context"
	"encoding/gob"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestDataIsKept holds that what one run leaves in its directory the next takes up: orders, clock, snapshots, faults, files,
// other sandboxes, the numbering.
func TestDataIsKept(t *testing.T) {
	t.Parallel()
	dir, ctx := t.TempDir(), t.Context()
	first := started(t, simulator.Options{Data: dir})
	control := first.Control()
	paid := placed(t, first.Client(), order("PAID", "20260131120000", "49.90"))
	if _, err := control.Pay(ctx, paid, api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.TakeSnapshot(ctx, "paid"); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Advance(ctx, 48*time.Hour); err != nil {
		t.Fatal(err)
	}
	if _, err := control.AddFault(ctx, api.NewFault{At: "query", Effect: "close"}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.CreateSandbox(ctx, api.NewSandbox{ID: "other"}); err != nil {
		t.Fatal(err)
	}
	before, err := control.Order(ctx, paid)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}

	second := started(t, simulator.Options{Data: dir})
	control = second.Control()
	after, err := control.Order(ctx, paid)
	if err != nil || after.SettleDate != before.SettleDate || len(after.Notifications) != len(before.Notifications) || after.ResultPay != "SUCCESS" {
		t.Errorf("the order was %+v and is %+v, %v", before, after, err)
	}
	if c, err := control.Clock(ctx); err != nil || !c.Now.Equal(noon.Add(48*time.Hour)) || c.Mode != api.Manual {
		t.Errorf("the clock is %+v, %v", c, err)
	}
	if f, err := control.Faults(ctx); err != nil || len(f) != 1 {
		t.Errorf("faults %+v, %v", f, err)
	}
	if f, err := control.File(ctx, "JYMX_201304121000001004_20260131.txt"); err != nil || f.Content == nil || !strings.Contains(*f.Content, paid) {
		t.Errorf("the clearing file is %+v, %v", f, err)
	}
	if _, err := control.In("other").Sandbox(ctx); err != nil {
		t.Error(err)
	}
	if next := placed(t, second.Client(), order("NEXT", "20260202120000", "1.00")); next <= paid || !strings.HasSuffix(next, "00000002") {
		t.Errorf("the next number after %s is %s", paid, next)
	}
	if _, err := control.Restore(ctx, "paid"); err != nil {
		t.Fatal(err)
	}
	if c, err := control.Clock(ctx); err != nil || !c.Now.Equal(noon) {
		t.Errorf("the snapshot is of %+v, %v", c, err)
	}
}

// TestStateOfAnotherVersionIsRefused holds that a start is refused, with what to do, where a sandbox's file has another version's format.
func TestStateOfAnotherVersionIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "default.llsim")
	var other bytes.Buffer
	if err := gob.NewEncoder(&other).Encode(struct{ Version int }{7}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, other.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := simulator.Start(context.Background(), simulator.Options{Data: dir})
	if err == nil {
		_ = s.Close()
		t.Fatal("started with a state that is none")
	}
	if text := err.Error(); !strings.Contains(text, file) || !strings.Contains(text, "move the file away") || !strings.Contains(text, "format 7") {
		t.Errorf("the error names neither file nor remedy: %v", err)
	}
	if left, err := os.ReadFile(file); err != nil || !bytes.Equal(left, other.Bytes()) {
		t.Errorf("the file was changed, %v", err)
	}
}

// TestReplayOverHTTP holds that a script replayed after a reset gets the same numbers and links.
func TestReplayOverHTTP(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	script := func(m *client.Merchant) (got []string) {
		for _, payType := range []string{"I", "L", "Y", "W"} {
			f := order("N"+payType, "20260131120000", "49.90").Set("pay_type", payType).Set("appid", "wx1").Set("openid", "o1")
			for range 2 { // the second is a retry
				a, err := m.CreateOrder(t.Context(), f)
				if err != nil || !a.OK() {
					t.Fatalf("%s %s, %v", a.Body, a.Reason, err)
				}
				got = append(got, a.Fields.Get("oid_paybill")+" "+a.Fields.Get("payLoad"))
			}
		}
		return got
	}
	first := script(s.Client())
	if _, err := s.Control().Reset(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	for i, again := range script(s.Client()) {
		if again != first[i] {
			t.Errorf("answer %d was %s and is %s", i, first[i], again)
		}
	}
	if _, err := s.Control().Reset(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if on := script(s.Client()); on[0] == first[0] || !strings.HasPrefix(on[0], "2026013100000005 ") {
		t.Errorf("with keep_sequence the first number is %s", on[0])
	}
}

// TestFilesOfFormat2GoOn holds that the file of a program which kept no log goes on, through a stop and an import too.
func TestFilesOfFormat2GoOn(t *testing.T) {
	t.Parallel()
	old, err := os.ReadFile("internal/engine/testdata/kept-2.llsim")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "shop.llsim"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	for round := range 3 {
		s := started(t, simulator.Options{Data: dir})
		shop := s.Control().In("shop")
		if round == 0 {
			if _, err := s.Control().Import(t.Context(), "imported", bytes.NewReader(old)); err != nil {
				t.Fatal(err)
			}
		}
		for _, sandbox := range []*client.Control{shop, s.Control().In("imported")} {
			paid, err := sandbox.Order(t.Context(), "2026013100000001")
			if err != nil || paid.ResultPay != "SUCCESS" || paid.Refunded != "1.00" {
				t.Errorf("the paid order is %+v, %v", paid, err)
			}
			if snapshots, err := sandbox.Snapshots(t.Context()); err != nil || len(snapshots) != 1 || snapshots[0].Name != "half" {
				t.Errorf("snapshots: %+v, %v", snapshots, err)
			}
		}
		if _, err := shop.Pay(t.Context(), "2026013100000002", api.Pay{Outcome: "success"}); err != nil && round == 0 {
			t.Error(err)
		}
		if o, err := shop.Order(t.Context(), "2026013100000002"); err != nil || o.ResultPay != "SUCCESS" {
			t.Errorf("round %d: the order is %+v, %v", round, o, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFilesOfFormat1AreConverted holds that the state which earlier programs wrote at their stop goes on, and stays beside the new file.
func TestFilesOfFormat1AreConverted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	old, err := os.ReadFile("internal/engine/testdata/kept-1.llsim")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "shop.llsim")
	if err := os.WriteFile(file, old, 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s := started(t, simulator.Options{Data: dir})
		shop := s.Control().In("shop")
		if o, err := shop.Order(t.Context(), "2018011200000002"); err != nil || o.ResultPay != "WAITING" {
			t.Errorf("the order is %+v, %v", o, err)
		}
		if snapshots, err := shop.Snapshots(t.Context()); err != nil || len(snapshots) != 1 {
			t.Errorf("snapshots: %+v, %v", snapshots, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(file + ".format-1"); err != nil || !bytes.Equal(kept, old) {
		t.Errorf("the file of format 1 is not there as it was: %v", err)
	}
}
