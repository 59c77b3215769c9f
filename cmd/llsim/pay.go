package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/client"
)

func newPay() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pay ORDER",
		Short: "Pay an order, or let it fail, as payer and bank",
		Long: `Pay an order, named by oid_paybill or by no_order, with any outcome: success, processing (until it is finished) or a failure
code (llsim list codes). Without --after the result is there at once; with it the order is PROCESSING until platform time has come
that far. The notification goes out by itself; this does not wait for it. --attempt gives the bank's late result of an attempt
that is under way.`,
		Example: `  llsim pay 2018011200000001
  llsim pay 1001 --outcome 1100 --pay-type 2
  llsim pay 1001 --outcome processing && llsim pay 1001 --attempt 1 --outcome success`,
		Args: exactly("ORDER"),
	}
	r, p := newRemote(cmd), api.Pay{}
	flags := cmd.Flags()
	flags.StringVar(&p.Outcome, "outcome", "success", "success, processing or a failure code such as 1100")
	flags.StringVar(&p.PayType, "pay-type", "", "method: I WeChat, L Alipay, 2 and 3 cards, 1 8 9 online banking, D verified, 0 balance (default the order's)")
	flags.StringVar(&p.BankCode, "bank-code", "", "8-digit bank code such as 01020000")
	after := durationFlag{}
	flags.Var(&after, "after", "the result comes after this much platform time, such as 90s")
	silent := flags.Bool("no-notify", false, "send no notification")
	attempt := flags.Int("attempt", 0, "finish this attempt instead of beginning one")
	for _, other := range []string{"pay-type", "bank-code", "after", "no-notify"} {
		cmd.MarkFlagsMutuallyExclusive("attempt", other)
	}
	completeArg(cmd, r, ordersIn("WAITING", "PROCESSING"))
	completeWords(cmd, "outcome", choice.Outcomes().Meanings)
	completeWords(cmd, "pay-type", choice.PayTypes.Meanings)
	completeWords(cmd, "bank-code", bankWords)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (api.Order, error) {
		o, err := findOrder(ctx, control, args[0])
		if err != nil {
			return o, err
		}
		if flags.Changed("attempt") {
			return control.FinishAttempt(ctx, o.OidPaybill, *attempt, p.Outcome)
		}
		p.After = after.value
		if *silent {
			p.Notify = new(bool)
		}
		return control.Pay(ctx, o.OidPaybill, p)
	}, describeOrder)
	return cmd
}
