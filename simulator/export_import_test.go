package simulator_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
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

// TestExportedSandboxGoesOnElsewhere carries a sandbox from one server to another, which keeps it on disk or does not.
func TestExportedSandboxGoesOnElsewhere(t *testing.T) {
	t.Parallel()
	from := started(t, simulator.Options{})
	control, ctx := from.Control(), t.Context()
	paid := placed(t, from.Client(), order("PAID", "20260131120000", "49.90"))
	if _, err := control.Pay(ctx, paid, api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.TakeSnapshot(ctx, "paid"); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Advance(ctx, 48*time.Hour); err != nil {
		t.Fatal(err)
	}
	without, with := exported(t, control, false), exported(t, control, true)
	if bytes.Contains(without, []byte("PRIVATE KEY")) || !bytes.Contains(with, []byte("PRIVATE KEY")) {
		t.Error("private keys are in the wrong one of the two files")
	}
	before, err := control.WholeJournal(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]simulator.Options{"in memory": {}, "on disk": {Data: t.TempDir()}} {
		t.Run(name, func(t *testing.T) {
			to := started(t, o)
			made, err := to.Control().Import(t.Context(), "copy", bytes.NewReader(without))
			if err != nil || made.ID != "copy" {
				t.Fatalf("%+v, %v", made, err)
			}
			there := to.Control().In("copy")
			if o, err := there.Order(t.Context(), paid); err != nil || o.ResultPay != "SUCCESS" || len(o.Notifications) == 0 {
				t.Errorf("the order is %+v, %v", o, err)
			}
			if c, err := there.Clock(t.Context()); err != nil || !c.Now.Equal(noon.Add(48*time.Hour)) {
				t.Errorf("the clock is %+v, %v", c, err)
			}
			if entries, err := there.WholeJournal(t.Context(), 0); err != nil || len(entries) < len(before) || entries[3].Text != before[3].Text {
				t.Errorf("%d of %d entries, %v", len(entries), len(before), err)
			}
			profile, err := there.Merchant(t.Context(), byNumber)
			if err != nil {
				t.Fatal(err)
			}
			m, err := client.MerchantOf(made.BaseURL, profile)
			if err != nil {
				t.Fatal(err)
			}
			if next := placed(t, m, order("NEXT", "20260202120000", "1.00")); !strings.HasSuffix(next, "00000002") {
				t.Errorf("the next number after %s is %s", paid, next)
			}
			if _, err := there.Restore(t.Context(), "paid"); err != nil {
				t.Error(err)
			}
			if _, err := to.Control().Import(t.Context(), "copy", bytes.NewReader(with)); !refusedWith(err, "conflict") {
				t.Errorf("a second one: %v", err)
			}
		})
	}
	to := started(t, simulator.Options{})
	for name, data := range map[string][]byte{"empty": nil, "text": []byte("orders: []"), "cut off": with[:len(with)/2], "flipped": flipped(with, "49.90")} {
		t.Run(name, func(t *testing.T) {
			if made, err := to.Control().Import(t.Context(), "bad", bytes.NewReader(data)); !refusedWith(err, "invalid") {
				t.Errorf("%+v, %v", made, err)
			}
		})
	}
}

const byNumber = "201304121000001004"

// exported returns the file of a sandbox.
func exported(t *testing.T, c *client.Control, keys bool) []byte {
	t.Helper()
	file, err := c.Export(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// flipped returns data with one bit of each place changed that has a text.
func flipped(data []byte, text string) []byte {
	return bytes.ReplaceAll(data, []byte(text), []byte("\x00"+text[1:]))
}

func refusedWith(err error, code string) bool {
	refusal, ok := errors.AsType[*client.Error](err)
	return ok && refusal.Code == code
}

// TestLogsAreSetAsideWithTheirFiles kills a server and takes away the file of one sandbox and the log of another: both are reported, what is
// left of them is kept under another name, and the sandboxes begin anew.
func TestLogsAreSetAsideWithTheirFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := started(t, simulator.Options{Data: dir})
	for _, id := range []string{"alone", "bare", "good"} {
		if _, err := first.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: id}); err != nil {
			t.Fatal(err)
		}
		if _, err := first.Control().In(id).Reset(t.Context(), false); err != nil {
			t.Fatal(err)
		}
	}
	copied := t.TempDir() // as a kill leaves it
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"alone.llsim", "bare.llsim.wal"} {
		if err := os.Remove(filepath.Join(copied, name)); err != nil {
			t.Fatal(err)
		}
	}
	second := started(t, simulator.Options{Data: copied})
	answer, err := http.Get(second.ControlURL() + "/_sim/v1/sandboxes")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	for _, part := range []string{`"id":"alone","file":"` + filepath.Join(copied, "alone.llsim.wal.damaged"), `"id":"bare","file":"` + filepath.Join(copied, "bare.llsim.damaged"),
		"alone.llsim, to which this log belongs, is not there", "bare.llsim.wal, is not there", `"id":"good","`} {
		if !strings.Contains(string(body), part) {
			t.Errorf("%s is not in %s", part, body)
		}
	}
	for _, id := range []string{"alone", "bare"} {
		if _, err := second.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: id}); err != nil {
			t.Error(err)
		}
	}
}

// TestDamagedSandboxIsSetAside holds that a damaged file is renamed and reported, that the other sandboxes start, and that its id is free.
func TestDamagedSandboxIsSetAside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := started(t, simulator.Options{Data: dir})
	for _, id := range []string{"bad", "good"} {
		if _, err := first.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "bad.llsim")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	damaged := flipped(data, "201304121000001004")
	if err := os.WriteFile(file, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	for starts := range 2 {
		second := started(t, simulator.Options{Data: dir})
		answer, err := http.Get(second.ControlURL() + "/_sim/v1/sandboxes")
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if told := strings.Contains(string(body), `"set_aside":[{"id":"bad","file":"`+file+".damaged"); told != (starts == 0) {
			t.Errorf("start %d: %s", starts, body)
		}
		list, err := second.Control().Sandboxes(t.Context())
		if err != nil || len(list) != 2 {
			t.Errorf("%d sandboxes, %v", len(list), err)
		}
		if err := second.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(file + ".damaged"); err != nil || !bytes.Equal(kept, damaged) {
		t.Errorf("the damaged file has not been kept as it was: %v", err)
	}
}
