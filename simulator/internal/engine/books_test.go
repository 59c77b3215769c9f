package engine_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// checkFiles holds that the daily files show every payment and refund of their clearing date once and nothing else, and that
// the summary has their sums (CLR-3, CLR-4): money in is what was cleared and refunded.
func (w *world) checkFiles(r store.Rows, now time.Time) {
	want := map[string][]string{}
	expect := func(oidPartner string, settled domain.Date, line string) {
		if now.Before(clearing.ReadyAt(clearing.KindDetail, string(settled))) {
			return
		}
		name := "JYMX_" + oidPartner + "_" + string(settled) + ".txt"
		want[name] = append(want[name], line)
	}
	for _, o := range r.Orders {
		if o.SettleDate != "" {
			expect(o.OidPartner, o.SettleDate, fmt.Sprintf("%s %s %s %s 0 0 %s", o.NoOrder, o.OidPaybill, o.SettleDate, wire.FormatFen(o.Fen), o.InfoOrder))
		}
	}
	for _, f := range r.Refunds {
		if f.SettleDate != "" {
			payment := r.Orders[slices.IndexFunc(r.Orders, func(o *domain.Order) bool { return o.OidPaybill == f.OidPaybill })]
			expect(f.OidPartner, f.SettleDate, fmt.Sprintf("%s %s %s %s 1 5 %s", f.NoRefund, f.NoOrder, f.SettleDate, wire.FormatFen(-f.Fen), payment.InfoOrder))
		}
	}
	got, sums := map[string][]string{}, map[string]string{}
	for _, f := range r.Files {
		parts := strings.Split(f.Name, "_")
		if period := strings.TrimSuffix(parts[2], ".txt"); len(period) == len("yyyyMMdd") {
			if ready := clearing.ReadyAt(clearing.KindDetail, period); !f.CreatedAt.Equal(ready) {
				w.t.Fatalf("%s appeared at %s, not at %s", f.Name, f.CreatedAt, ready)
			}
		}
		switch {
		case parts[0] == "JYMXSUM":
			sums["JYMX_"+parts[1]+"_"+parts[2]] = strings.TrimSpace(string(f.Content))
		case len(parts[2]) == len("yyyyMMdd.txt"):
			got[f.Name] = w.readDetail(f)
		}
	}
	for name, lines := range got {
		if sum := sumUp(lines); sums[name] != sum {
			w.t.Fatalf("summary of %s is %q, its lines say %q", name, sums[name], sum)
		}
		if len(lines) == 0 {
			delete(got, name) // a day without payments
		}
		slices.Sort(lines)
		slices.Sort(want[name])
	}
	if diff := cmp.Diff(want, got); diff != "" {
		w.t.Fatalf("clearing files at %s (-what happened +files):\n%s", now, diff)
	}
}

// readDetail reads a daily detail of 2018 into number, oid_paybill, settle_date, amount, flag, status and info_order.
func (w *world) readDetail(f *domain.File) []string {
	lines := []string{}
	title, records, _ := strings.Cut(string(f.Content), "\n")
	if !strings.HasPrefix(title, "商户订单号,") {
		w.t.Fatalf("%s begins with %q, not with its title", f.Name, title)
	}
	for line := range strings.Lines(records) {
		c := strings.SplitN(strings.TrimSuffix(line, "\n"), ",", 14)
		if len(c) != 14 {
			w.t.Fatalf("%s: %d columns in %q", f.Name, len(c), line)
		}
		lines = append(lines, strings.Join([]string{c[0], c[4], c[5], c[6], c[7], c[8], c[13]}, " "))
	}
	return lines
}

// sumUp makes the summary of a detail's lines.
func sumUp(lines []string) string {
	var in, out int64
	ins, outs := 0, 0
	for _, line := range lines {
		amount, refunded := strings.CutPrefix(strings.Fields(line)[3], "-")
		fen, err := wire.ParseAmount(amount)
		if err != nil {
			return err.Error()
		}
		if refunded {
			out, outs = out+fen, outs+1
		} else {
			in, ins = in+fen, ins+1
		}
	}
	text := func(n int, fen int64) string {
		if n == 0 {
			return "0|"
		}
		return fmt.Sprintf("%d|%s", n, wire.FormatFen(fen))
	}
	return fmt.Sprintf("%d|%s|%s|0|", ins+outs, text(ins, in), text(outs, -out))
}
