package main

import (
	"cmp"
	"slices"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/client"
)

func newNotify() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "notify ORDER",
		Short: "Send an order's notification now, right or wrong on purpose",
		Long: `Send the notification of an order, named by oid_paybill or by no_order, now and outside the platform's 30 attempts, and show what
the merchant answered. --set and --unset change the message before it is signed; --sign and --variant make it wrong or unusual
on purpose, as a merchant must be able to bear it.`,
		Example: `  llsim notify 1001
  llsim notify 1001 --copies 8 --parallel
  llsim notify 1001 --set money_order=0.01 --sign before-changes
  llsim notify 1001 --variant unicode-escaped --url http://127.0.0.1:8080/other
  llsim notify resend 1001
  llsim notify list`,
		Args: exactly("ORDER"),
	}
	r, n := newRemote(cmd), api.Notify{}
	flags := cmd.Flags()
	choiceVar(cmd, &n.Variant, "variant", "form of the message", choice.Variants.Values()...)
	choiceVar(cmd, &n.Sign, "sign", "its signature", choice.Signings.Values()...)
	set := flags.StringArray("set", nil, "FIELD=VALUE to change (may be repeated)")
	null := flags.StringArray("set-null", nil, "field to write as JSON null (may be repeated)")
	flags.StringArrayVar(&n.Unset, "unset", nil, "field to leave out (may be repeated)")
	flags.IntVar(&n.Copies, "copies", 1, "how many")
	flags.BoolVar(&n.Parallel, "parallel", false, "all copies at the same instant")
	flags.StringVar(&n.URL, "url", "", "where to (default the order's notify_url)")
	completeArg(cmd, r, ordersIn())
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) (err error) {
		if n.Copies < 1 {
			return usagef("--copies %d sends nothing; write 1 or more", n.Copies)
		}
		if n.Set, err = changes(*set, *null); err != nil {
			return err
		}
		o, err := findOrder(cmd.Context(), control, args[0])
		if err != nil {
			return err
		}
		list, err := control.Notify(cmd.Context(), o.OidPaybill, n)
		if err != nil {
			return err
		}
		return printDeliveries(cmd, list, 0)
	})
	cmd.AddCommand(newNotifyList(), newNotifyResend())
	return cmd
}

func newNotifyList() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the notifications sent so far",
		Long:    "List the newest deliveries of notifications, oldest of them first, with the merchant's answer and what the platform made of it.",
		Example: "  llsim notify list --no-order 1001",
		Args:    exactly(),
	}
	r, f, limits := newRemote(cmd), client.DeliveryFilter{}, newListFlags(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.OidPartner, "merchant", "", "only to this oid_partner")
	flags.StringVar(&f.NoOrder, "no-order", "", "only of this no_order")
	flags.StringVar(&f.OidPaybill, "oid-paybill", "", "only of this payment")
	completeFlag(cmd, r, "merchant", merchants)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, _ []string) error {
		list, older, err := newest(cmd, limits, "", func(p client.Page) ([]api.Delivery, string, int, error) {
			f.Page = p
			page, err := control.Notifications(cmd.Context(), f)
			return page.Notifications, page.Next, page.Omitted, err
		})
		if err != nil {
			return err
		}
		return printDeliveries(cmd, list, older)
	})
	return cmd
}

func newNotifyResend() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "resend ORDER",
		Short: "Send a delivery of an order once more, byte for byte as it was",
		Long: `Send a delivery of an order's notification, named by oid_paybill or by no_order, once more as it was: the same bytes to the same
address, whatever has changed since, and show what the merchant answered. It is outside the platform's 30 attempts. --delivery counts
the order's deliveries from 1 as llsim notify list --oid-paybill shows them; without it the last one goes.`,
		Example: `  llsim notify resend 1001
  llsim notify resend 1001 --delivery 2`,
		Args: exactly("ORDER"),
	}
	r := newRemote(cmd)
	which := cmd.Flags().Int("delivery", 0, "which delivery of the order, from 1 (default the last)")
	completeArg(cmd, r, ordersIn())
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		o, err := findOrder(cmd.Context(), control, args[0])
		if err != nil {
			return err
		}
		id, n, err := deliveryOf(o, *which)
		if err != nil {
			return err
		}
		again, err := control.Resend(cmd.Context(), id, n)
		if err != nil {
			return err
		}
		return printDeliveries(cmd, []api.Delivery{again}, 0)
	})
	return cmd
}

// deliveryOf returns which delivery of which notification the order's delivery of a number is; 0 stands for the last.
func deliveryOf(o api.Order, number int) (notification uint64, n int, err error) {
	type placed struct {
		api.Delivery
		n int
	}
	count, all := map[uint64]int{}, make([]placed, len(o.Notifications))
	for i, d := range o.Notifications {
		count[d.Notification]++
		all[i] = placed{d, count[d.Notification]}
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(a.At.Compare(b.At.Time), cmp.Compare(a.Notification, b.Notification))
	})
	switch {
	case len(all) == 0:
		return 0, 0, usagef("order %s has no delivery yet: llsim notify %s sends one", o.NoOrder, o.OidPaybill)
	case number == 0:
		number = len(all)
	case number < 0 || number > len(all):
		return 0, 0, usagef("order %s has no delivery %d: write 1 to %d", o.NoOrder, number, len(all))
	}
	chosen := all[number-1]
	return chosen.Notification, chosen.n, nil
}

func printDeliveries(cmd *cobra.Command, list []api.Delivery, older int) error {
	return emit(cmd, api.Notifications{Notifications: list, Omitted: older}, func(b *output) {
		describeDeliveries(b, "", list)
		describeOlder(b, older, "%s older {delivery|deliveries}")
	})
}
