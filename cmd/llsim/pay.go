package main

import (
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
that far. The notification is sent automatically. llsim waits for its first attempt, for which a merchant has 5 seconds, and prints how it ended.
--attempt gives the bank's late result of an attempt that is under way.`,
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
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		ctx := cmd.Context()
		before, err := findOrder(ctx, control, args[0])
		if err != nil {
			return err
		}
		box, err := control.Sandbox(ctx)
		if err != nil {
			return err
		}
		p.After = after.value
		if *silent {
			p.Notify = new(bool)
		}
		var o api.Order
		if flags.Changed("attempt") {
			o, err = control.FinishAttempt(ctx, before.OidPaybill, *attempt, p.Outcome)
		} else {
			o, err = control.Pay(ctx, before.OidPaybill, p)
		}
		if err == nil && before.ResultPay != paid && o.ResultPay == paid && !*silent {
			o, err = awaitNotification(ctx, control, o, box.Last)
		}
		if err != nil {
			return err
		}
		return emit(cmd, o, func(b *output) {
			describeOrder(b, o)
			pairs(b, "", "notification", notificationNews(o, *silent).In(b.lang))
		})
	})
	return cmd
}
