package examples

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/lianlian-sim/llsim/examples/internal/checked"
	"github.com/lianlian-sim/llsim/simulator"
)

func start(t *testing.T) *simulator.Server {
	t.Helper()
	server, err := simulator.Start(t.Context(), simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// The shop has no code in common with the simulator: its signatures are made and verified by openssl.
func TestShop(t *testing.T) {
	t.Parallel()
	checked.Need(t, "bash", "curl", "openssl")
	server := start(t)
	cmd := exec.CommandContext(t.Context(), "bash", "shop.sh", server.URL())
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, &errs)
	}
	if errs.Len() > 0 {
		t.Errorf("it complains: %s", &errs)
	}
	for _, want := range []string{
		"accepted as oid_paybill 20180112",
		"dt_order=20180112235950&money_order=49.90&no_order=1001&",
		"result_pay SUCCESS, settle_date 20180113",
		"money_refund=10.00&no_refund=R1001&",
		"sta_refund=2",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	wantFile(t, string(out))
	sandboxes, err := server.Control().Sandboxes(t.Context())
	if err != nil || len(sandboxes) != 1 {
		t.Errorf("%d sandboxes are left (%v), want default alone", len(sandboxes), err)
	}
}

// wantFile checks the last lines, which are the clearing file: the payment, then its refund.
func wantFile(t *testing.T, out string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	lines = lines[max(0, len(lines)-2):]
	for i, want := range []string{
		"1001,201304121000001004,20180112 23:59:50,101001,20180112",
		"R1001,201304121000001004,20180113 00:00:05,101001,1001,20180113,-10.00,",
	} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("line %q of the clearing file does not begin with %q", lines[i], want)
		}
	}
	if cells := strings.Split(lines[0], ","); len(cells) < 9 || cells[5] != "20180113" || cells[6] != "49.90" || cells[7] != "0" || cells[8] != "0" {
		t.Errorf("payment %q: want settle date 20180113, 49.90, received, success", lines[0])
	}
}
