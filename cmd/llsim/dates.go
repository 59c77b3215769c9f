package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// datesResult is what --json prints.
type datesResult struct {
	At            api.Time          `json:"at"`
	PlatformDate  string            `json:"platform_date"`
	OrderIdentity string            `json:"order_identity"`
	Cutoff        string            `json:"clearing_cutoff"`
	Orders        []dates.Candidate `json:"orders"`
	Payments      []dates.Payment   `json:"payments"`
}

type datesFlags struct {
	at, identity, cutoff, merchant string
	gherkin                        bool
}

func newDates() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dates [DT_ORDER...]",
		Short: "Show what a dt_order would mean around a moment, and when payments clear",
		Long: `Show, for a moment, what the platform makes of each dt_order around it (or of those that are given): as a new order, as a retry of a
waiting order of that date, as the number of a waiting order of the platform date. And when a payment clears that is made around
the moment: the clearing date follows the payment, never dt_order. --gherkin prints all of this as a feature file that plays and
passes: scenario outlines, with an example for each dt_order at which an answer changes, or for those that are given.
It needs no server, unless --merchant asks one for the merchant's settings and the sandbox's time.`,
		Example: `  llsim dates --at "2026-01-31 23:59:00"
  llsim dates --at "2026-01-31 23:59:00" --cutoff 23:00 --identity date_and_number
  llsim dates 20260130235959 20260202000000 --at 2026-01-31
  llsim dates --merchant 201408071000001539
  llsim dates --at "2026-01-31 23:59:00" --gherkin > month-end.feature`,
	}
	r, f := newRemote(cmd), datesFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.at, "at", "", "the moment, such as \"2026-01-31 23:59:00\", 09:00 or +2d; in UTC+8 unless it says a zone (default now)")
	choiceVar(cmd, &f.identity, "identity", "the merchant's order_identity (default number)", choice.Identities.Values()...)
	flags.StringVar(&f.cutoff, "cutoff", "", "clearing cut-off, HH:mm (default midnight); that of the platform, for a --merchant without its own")
	flags.StringVar(&f.merchant, "merchant", "", "take identity, cut-off and time from the server, for this merchant")
	flags.BoolVar(&f.gherkin, "gherkin", false, "print a feature file with an example for each edge")
	completeFlag(cmd, r, "merchant", merchants)
	cmd.MarkFlagsMutuallyExclusive("merchant", "identity")
	cmd.MarkFlagsMutuallyExclusive("gherkin", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		at, m, err := f.setting(cmd.Context(), r)
		if err != nil {
			return err
		}
		dtOrders, err := readDtOrders(at, args)
		if err != nil {
			return err
		}
		if f.gherkin {
			feature, err := dates.Feature(at, m, dtOrders...)
			if err != nil {
				return err
			}
			_, err = io.WriteString(cmd.OutOrStdout(), feature)
			return err
		}
		orders, err := judge(at, m, dtOrders)
		if err != nil {
			return err
		}
		result := datesResult{api.At(at), wire.FormatDate(at), m.Identity, m.Cutoff, orders, dates.Payments(at, m)}
		return emit(cmd, result, func(b *output) { describeDates(b, result) })
	}
	return cmd
}

// setting returns the moment and the merchant of the flags; with --merchant, those of the server.
func (f datesFlags) setting(ctx context.Context, r *remote) (time.Time, dates.Merchant, error) {
	at, m := dates.Now(), dates.Merchant{Identity: cmp.Or(f.identity, "number"), Cutoff: cmp.Or(f.cutoff, "00:00")}
	if _, err := human.TimeOfDay(m.Cutoff, "23:00"); err != nil {
		return at, m, usagef("%s %v", "--cutoff", err)
	}
	if f.merchant != "" {
		control, err := r.control()
		if err != nil {
			return at, m, err
		}
		profile, err := control.Merchant(ctx, f.merchant)
		if err != nil {
			return at, m, err
		}
		clock, err := control.Clock(ctx)
		if err != nil {
			return at, m, err
		}
		at, m.Identity, m.Cutoff = clock.Now.Time, profile.OrderIdentity, cmp.Or(profile.ClearingCutoff, m.Cutoff)
	}
	if f.at != "" {
		var err error
		if at, err = human.Moment(f.at, at); err != nil {
			return at, m, usagef("%s: %v", "--at", err)
		}
	}
	return at.Truncate(time.Second), m, nil
}

// readDtOrders returns the moments of the arguments as dt_order has them.
func readDtOrders(at time.Time, args []string) ([]string, error) {
	var dtOrders []string
	for _, arg := range args {
		moment, err := human.Moment(arg, at)
		if err != nil {
			return nil, usagef("%s %v", "dt_order", err)
		}
		dtOrders = append(dtOrders, wire.FormatDateTime(moment))
	}
	return dtOrders, nil
}

func judge(at time.Time, m dates.Merchant, dtOrders []string) ([]dates.Candidate, error) {
	if len(dtOrders) == 0 {
		return dates.Around(at, m)
	}
	var all []dates.Candidate
	for _, dtOrder := range dtOrders {
		c, err := dates.Judge(at, m, dtOrder)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func describeDates(b *output, r datesResult) {
	cutoff := r.Cutoff
	if cutoff == "00:00" {
		cutoff = b.in("midnight")
	}
	today := human.Stamp(r.PlatformDate)
	b.line("At %s UTC+8, platform date %s, order_identity %s, clearing cut-off %s:", showTime(r.At), today, r.OrderIdentity, cutoff)
	b.WriteByte('\n')
	head := row{"dt_order", "days ahead", "new order", "retry of its date", b.in("number known on %s", today), "paid now clears", "files ready"}
	writeTable(b, "", "", head, r.Orders, func(c dates.Candidate) row {
		ready := ""
		if c.FilesReady != nil {
			ready = human.Time(*c.FilesReady)
		}
		days := strings.TrimPrefix(fmt.Sprintf("%+d", c.Days), "+0")
		return row{human.Stamp(c.DtOrder), cmp.Or(days, "0"), b.verdict(c.New), b.verdict(c.Retry), b.verdict(c.Today), human.Stamp(c.SettleDate), ready}
	})
	b.WriteByte('\n')
	b.line("A payment clears by when it is made, whatever its dt_order:")
	b.WriteByte('\n')
	writeTable(b, "", "", row{"paid at", "settle_date", "files ready", "refundable until"}, r.Payments, func(p dates.Payment) row {
		return row{human.Time(p.At), human.Stamp(p.SettleDate), human.Time(p.FilesReady), human.Stamp(p.RefundUntil)}
	})
}

func (b *output) verdict(v dates.Verdict) string {
	word := b.in("refused")
	if v.Code == wire.CodeSuccess {
		word = b.in("taken")
	}
	return fmt.Sprintf("%s %s %s", word, v.Code, v.Rule)
}
