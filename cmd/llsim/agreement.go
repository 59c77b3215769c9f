package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

func newAgreement() *cobra.Command {
	return newListing(&cobra.Command{
		Use:   "agreement",
		Short: "List the cards that users have bound, bind and unbind them",
		Long:  "List the cards that users have bound with a merchant (no_agree), bind one without a code, or unbind it.",
		Example: `  llsim agreement add --user u1 --card 6222020000000007
  llsim agreement unbind 2018011200000003`,
	}, newListOf(&cobra.Command{
		Short:   "List agreements",
		Long:    "List the newest agreements of a sandbox, oldest of them first, those that were unbound included.",
		Example: "  llsim agreement list",
	}, "agreements", newestAgreements, describeAgreements), newAgreementAdd(), newAgreementUnbind())
}

// newestAgreements returns as many agreements as one call gives.
func newestAgreements(c *client.Control, ctx context.Context) ([]api.Agreement, error) { //nolint:revive // as the methods of Control that the other lists call
	list, err := c.Agreements(ctx, client.AgreementFilter{Page: client.Page{Newest: 1000}})
	return list.Agreements, err
}

func describeAgreements(b *output, list []api.Agreement) {
	none := b.in("no agreements; bind a card with: llsim agreement add --user USER --card NUMBER")
	writeTable(b, "", none, row{"no_agree", "merchant", "user", "pay_type", "card", "bank", "name", "bound"}, list, func(a api.Agreement) row {
		return row{a.NoAgree, a.OidPartner, a.UserID, a.PayType, a.CardNo, a.BankCode, a.AcctName, b.yesNo(a.Bound)}
	})
}

func newAgreementAdd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Bind a card to a user",
		Long:  "Bind a card to a user, without a code by SMS. The platform's rules hold: one person under a user_id, a card once with a pay_type.",
		Example: `  llsim agreement add --user u1 --card 6222020000000007
  llsim agreement add --user u1 --card 4392250000000009 --name 张三 --id-no 11010119900307123X`,
		Args: exactly(),
	}
	r, a := newRemote(cmd), api.NewAgreement{}
	flags := cmd.Flags()
	flags.StringVar(&a.OidPartner, "merchant", "201304121000001004", "oid_partner")
	flags.StringVar(&a.UserID, "user", "", "user_id")
	flags.StringVar(&a.CardNo, "card", "", "card number in full, such as a published test card")
	flags.StringVar(&a.PayType, "pay-type", "", "2, 3, D, P or 27 (default the card's kind)")
	flags.StringVar(&a.AcctName, "name", "", "acct_name")
	flags.StringVar(&a.IDNo, "id-no", "", "id_no")
	flags.StringVar(&a.BindMob, "phone", "", "bind_mob, 11 digits")
	completeFlag(cmd, r, "merchant", merchants)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, _ []string) (added api.Agreement, err error) {
		if a.UserID == "" || a.CardNo == "" {
			return added, usagef("an agreement needs --user and --card, such as: llsim agreement add --user u1 --card 6222020000000007")
		}
		return control.AddAgreement(ctx, a)
	}, func(b *output, added api.Agreement) { describeAgreements(b, []api.Agreement{added}) })
	return cmd
}

func newAgreementUnbind() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "unbind NO_AGREE",
		Short:   "Unbind a card",
		Long:    "Unbind a card: a payment that names its agreement is refused with 3003. Orders that were paid with it stay as they are.",
		Example: "  llsim agreement unbind 2018011200000003",
		Args:    exactly("NO_AGREE"),
	}
	r := newRemote(cmd)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (api.Agreement, error) {
		return control.Unbind(ctx, args[0])
	}, func(b *output, a api.Agreement) { describeAgreements(b, []api.Agreement{a}) })
	return cmd
}
