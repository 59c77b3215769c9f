package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

type refundFlags struct{ amount, noRefund, dtRefund, notifyURL string }

func newRefund() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "refund ORDER",
		Short: "Refund a payment as its merchant would, signed",
		Long: `Send the merchant's signed refund of a payment, named by oid_paybill or by no_order. Omitted flags get
valid defaults: all that is left of the payment, an unused refund number, platform time.`,
		Example: `  llsim refund 1001
  llsim refund 1001 --amount 10.00 --no-refund R-1001
  llsim refund list
  llsim refund finish 2018011200000007 --outcome 1111`,
		Args: exactly("ORDER"),
	}
	r, f := newRequester(cmd), refundFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.amount, "amount", "", "money_refund, in yuan (default all that is left)")
	flags.StringVar(&f.noRefund, "no-refund", "", "no_refund (default a free one)")
	flags.StringVar(&f.dtRefund, "dt-refund", "", "dt_refund, written as --dt-order of llsim order (default platform time)")
	flags.StringVar(&f.notifyURL, "notify-url", "", "notify_url (default the order's)")
	completeArg(cmd, r.remote, ordersIn("SUCCESS"))
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		ctx := cmd.Context()
		o, err := findOrder(ctx, control, args[0])
		if err != nil {
			return err
		}
		m, err := r.merchant(ctx, control, o.OidPartner)
		if err != nil {
			return err
		}
		request, err := f.request(ctx, control, o)
		if err != nil {
			return err
		}
		return r.exchange(cmd, m, wire.KindRefund, request, func(*output, wire.Fields) {})
	})
	cmd.AddCommand(newRefundList(), newRefundFinish())
	return cmd
}

// request is the refund that the flags ask for (protocol section 8), with the rest as the server knows it.
func (f refundFlags) request(ctx context.Context, control *client.Control, o api.Order) (wire.Fields, error) {
	dtRefund, err := wireMoment(ctx, control, "--dt-refund", cmp.Or(f.dtRefund, "+0s"))
	if err != nil {
		return nil, err
	}
	if f.amount == "" {
		if f.amount, err = remaining(o); err != nil {
			return nil, err
		}
	}
	return wire.FieldsOf("no_refund", cmp.Or(f.noRefund, fmt.Sprintf("R%s-%d", o.OidPaybill, len(o.Refunds)+1)), "dt_refund", dtRefund,
		"money_refund", f.amount, "oid_paybill", o.OidPaybill, "notify_url", cmp.Or(f.notifyURL, o.NotifyURL)), nil
}

// remaining is what can still be refunded of a payment; where nothing can, the payment's amount, for the platform to refuse.
func remaining(o api.Order) (string, error) {
	left, err := unrefunded(o)
	if left <= 0 {
		return o.MoneyOrder, err
	}
	return wire.FormatFen(left), err
}

// unrefunded is what refunds that have not failed leave of a payment, in fen.
func unrefunded(o api.Order) (int64, error) {
	left, err := wire.ParseAmount(o.MoneyOrder)
	if err != nil {
		return 0, err
	}
	for _, refund := range o.Refunds {
		fen, err := wire.ParseAmount(refund.MoneyRefund)
		if err != nil {
			return 0, err
		}
		if refund.StaRefund != "3" {
			left -= fen
		}
	}
	return left, nil
}

func newRefundList() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List refunds",
		Long:    "List the newest refunds of a sandbox, oldest of them first.",
		Example: "  llsim refund list --merchant 201304121000001004",
		Args:    exactly(),
	}
	r, f, limits := newRemote(cmd), client.RefundFilter{}, newListFlags(cmd)
	cmd.Flags().StringVar(&f.OidPartner, "merchant", "", "only of this oid_partner")
	completeFlag(cmd, r, "merchant", merchants)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, _ []string) error {
		list, older, err := newest(cmd, limits, "", func(p client.Page) ([]api.Refund, string, int, error) {
			f.Page = p
			page, err := control.Refunds(cmd.Context(), f)
			return page.Refunds, page.Next, page.Omitted, err
		})
		if err != nil {
			return err
		}
		return emit(cmd, api.Refunds{Refunds: list, Omitted: older}, func(b *output) {
			describeRefunds(b, "", list)
			describeOlder(b, older, "%s older {refund|refunds}")
		})
	})
	return cmd
}

func newRefundFinish() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "finish OID_REFUNDNO",
		Short: "Give the result of a refund that is processing",
		Long: `Give the result of a refund that is processing: success or a failure code. Refunds wait for it when the merchant's profile says
refund.outcome processing.`,
		Example: "  llsim refund finish 2018011200000007 --outcome success",
		Args:    exactly("OID_REFUNDNO"),
	}
	r := newRemote(cmd)
	outcome := cmd.Flags().String("outcome", "success", "success or a failure code such as 1111")
	completeArg(cmd, r, refunds(func(_, oid string) string { return oid }, true))
	completeWords(cmd, "outcome", choice.Results().Meanings)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (api.Refund, error) {
		return control.FinishRefund(ctx, args[0], *outcome)
	}, func(b *output, refund api.Refund) { describeRefunds(b, "", []api.Refund{refund}) })
	return cmd
}

var refundStates = map[string]message.Text{"0": "0 initialised", "1": "1 processing", "2": "2 success", "3": "3 failed"}

func describeRefunds(b *output, indent string, list []api.Refund) {
	head := row{"oid_refundno", "no_refund", "dt_refund", "yuan", "sta_refund", "settle_date", "oid_paybill", "reason"}
	writeTable(b, indent, b.in("no refunds"), head, list, func(r api.Refund) row {
		return row{r.OidRefundno, r.NoRefund, human.Stamp(r.DtRefund), yuan(r.MoneyRefund), b.in(refundStates[r.StaRefund]), human.Stamp(r.SettleDate),
			r.OidPaybill, strings.TrimSpace(r.Code + " " + r.Message)}
	})
}
