package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

type queryFlags struct{ dtOrder, oidPaybill, version, refund, dtRefund, card string }

func newQuery() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "query [NO_ORDER]",
		Short: "Ask the platform for a payment, a refund or a card, signed",
		Long: `Send the merchant's signed query: for a payment by its no_order, by no_order and dt_order, or by oid_paybill;
with --refund for a refund; with --card for the bank of a card.`,
		Example: `  llsim query 1001
  llsim query 1001 --dt-order 20180112235950
  llsim query --oid-paybill 2018011200000001
  llsim query --refund R-1001
  llsim query --card 6222020060010003`,
		Args: between(0, "NO_ORDER"),
	}
	r, f := newRequester(cmd), queryFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.dtOrder, "dt-order", "", "dt_order, written as --dt-order of llsim order")
	flags.StringVar(&f.oidPaybill, "oid-paybill", "", "the platform's number of the payment")
	flags.StringVar(&f.version, "query-version", "1.1", "1.0, 1.1 or 4.0; 1.1 and 4.0 add memo, bank_name and card_no")
	flags.StringVar(&f.refund, "refund", "", "no_refund: ask for a refund")
	flags.StringVar(&f.dtRefund, "dt-refund", "", "dt_refund of that refund, written as dt_order (default: as the server knows it)")
	flags.StringVar(&f.card, "card", "", "card number: ask which bank issued it")
	cmd.MarkFlagsMutuallyExclusive("refund", "card", "oid-paybill")
	completeArg(cmd, r.remote, ordersIn())
	completeFlag(cmd, r.remote, "oid-paybill", ordersIn())
	completeFlag(cmd, r.remote, "refund", refunds(func(no, _ string) string { return no }, false))
	completeWords(cmd, "card", cardWords)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		ctx := cmd.Context()
		kind, request, err := f.request(ctx, control, cmp.Or(r.merchantNumber, defaultMerchant()), args)
		if err != nil {
			return err
		}
		m, err := r.merchant(ctx, control, defaultMerchant())
		if err != nil {
			return err
		}
		return r.exchange(cmd, m, kind, request, func(b *output, answer wire.Fields) {
			if o, err := control.Order(ctx, answer.Get("oid_paybill")); err == nil && kind == wire.KindQuery { // the platform's answer does not say it
				pairs(b, "", "refunded", b.refundNote(o))
			}
		})
	})
	return cmd
}

// request is the query that the flags ask for.
func (f queryFlags) request(ctx context.Context, control *client.Control, merchant string, args []string) (wire.EndpointKind, wire.Fields, error) {
	dtOrder, err := wireMoment(ctx, control, "--dt-order", f.dtOrder)
	if err != nil {
		return "", nil, err
	}
	noOrder := strings.Join(args, "")
	switch {
	case f.card != "" && len(args) == 0:
		return wire.KindCardBIN, wire.FieldsOf("card_no", f.card), nil
	case f.refund != "" && len(args) == 0:
		dtRefund, err := f.refundMoment(ctx, control, merchant)
		return wire.KindRefundQuery, wire.FieldsOf("no_refund", f.refund, "dt_refund", dtRefund), err
	case f.card != "" || f.refund != "" || len(args) == 0 && f.oidPaybill == "":
		return "", nil, usagef("say what to ask for, and only that: NO_ORDER, --oid-paybill, --refund or --card")
	}
	return wire.KindQuery, wire.FieldsOf("no_order", noOrder, "dt_order", dtOrder, "oid_paybill", f.oidPaybill, "query_version", f.version), nil
}

func (f queryFlags) refundMoment(ctx context.Context, control *client.Control, merchant string) (string, error) {
	if f.dtRefund != "" {
		return wireMoment(ctx, control, "--dt-refund", f.dtRefund)
	}
	known, err := control.Refunds(ctx, client.RefundFilter{OidPartner: merchant, NoRefund: f.refund})
	if err != nil {
		return "", err
	}
	if len(known.Refunds) == 0 {
		return "", failf("merchant %s has no refund %s; llsim refund list lists them", merchant, f.refund)
	}
	return known.Refunds[0].DtRefund, nil
}
