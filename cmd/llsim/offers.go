package main

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// completionTime is how long a shell waits for what the server has to offer.
const completionTime = time.Second

// offer returns the words that the server has, each followed by its meaning.
type offer func(context.Context, *client.Control) ([]string, error)

// complete returns the completion of a word with what the server offers; with nothing, and no message, where there is no server.
func (r *remote) complete(what offer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		if cmd.Root().PersistentPreRunE(cmd, args) != nil { // it reads the environment
			return nil, directive
		}
		r.timeout = completionTime
		control, err := r.control()
		if err != nil {
			return nil, directive
		}
		found, err := what(cmd.Context(), control)
		if err != nil {
			return nil, directive
		}
		return described(prefix, found...), directive
	}
}

// described returns the words that begin with prefix, each with its meaning.
func described(prefix string, wordsAndMeanings ...string) (all []cobra.Completion) {
	for i := 0; i < len(wordsAndMeanings); i += 2 {
		if word := wordsAndMeanings[i]; word != "" && strings.HasPrefix(word, prefix) {
			all = append(all, cobra.CompletionWithDesc(word, printable(wordsAndMeanings[i+1])))
		}
	}
	return all
}

// completeArg completes the first argument of a command.
func completeArg(cmd *cobra.Command, r *remote, what offer) {
	words := r.complete(what)
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return words(cmd, args, prefix)
	}
}

// completeFlag completes the value of a flag of a command.
func completeFlag(cmd *cobra.Command, r *remote, flag string, what offer) {
	// It fails for a flag that does not exist or is registered twice: neither can be.
	_ = cmd.RegisterFlagCompletionFunc(flag, r.complete(what))
}

// completeWords completes the value of a flag with words that are known without a server: each and what it stands for.
func completeWords(cmd *cobra.Command, flag string, wordsAndMeanings []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return described(prefix, wordsAndMeanings...), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	})
}

// ordersIn offers the newest orders in some states (none: all), by the merchant's number and by the platform's.
func ordersIn(states ...string) offer {
	if len(states) == 0 {
		states = []string{""}
	}
	return func(ctx context.Context, control *client.Control) ([]string, error) {
		var byNumber, byPlatform []string
		for _, state := range states {
			found, err := control.Orders(ctx, client.OrderFilter{ResultPay: state, Page: client.Page{Newest: shownFirst}})
			if err != nil {
				return nil, err
			}
			for _, o := range slices.Backward(found.Orders) { // the newest first
				what := yuan(o.MoneyOrder) + " yuan, " + o.ResultPay + ", " + o.NameGoods
				byNumber = append(byNumber, o.NoOrder, what)
				byPlatform = append(byPlatform, o.OidPaybill, what)
			}
		}
		return append(byNumber, byPlatform...), nil
	}
}

func sandboxes(ctx context.Context, control *client.Control) (all []string, err error) {
	list, err := control.Sandboxes(ctx)
	for _, s := range list {
		all = append(all, s.ID, s.BaseURL)
	}
	return all, err
}

func merchants(ctx context.Context, control *client.Control) (all []string, err error) {
	list, err := control.Merchants(ctx)
	for _, m := range list {
		all = append(all, m.OidPartner, m.Name)
	}
	return all, err
}

func clearingFiles(ctx context.Context, control *client.Control) (all []string, err error) {
	list, err := control.Files(ctx)
	for _, f := range list {
		all = append(all, f.Name, "appeared "+showTime(f.At))
	}
	return all, err
}

func snapshots(ctx context.Context, control *client.Control) (all []string, err error) {
	list, err := control.Snapshots(ctx)
	for _, s := range list {
		all = append(all, s.Name, "taken at "+showTime(s.At))
	}
	return all, err
}

func faults(ctx context.Context, control *client.Control) (all []string, err error) {
	list, err := control.Faults(ctx)
	for _, f := range list {
		all = append(all, strconv.FormatUint(f.ID, 10), f.At+" "+f.Effect+" "+f.Value)
	}
	return all, err
}

// refunds offers refunds, by oid_refundno or by no_refund; open ones alone where only they can be meant.
func refunds(number func(no, oid string) string, open bool) offer {
	return func(ctx context.Context, control *client.Control) (all []string, err error) {
		found, err := control.Refunds(ctx, client.RefundFilter{Page: client.Page{Newest: shownFirst}})
		for _, r := range found.Refunds {
			if !open || r.StaRefund == "1" {
				all = append(all, number(r.NoRefund, r.OidRefundno), yuan(r.MoneyRefund)+" yuan of order "+r.NoOrder+", "+refundStates[r.StaRefund])
			}
		}
		return all, err
	}
}

func bankWords() (all []string) {
	for _, b := range wire.Banks() {
		all = append(all, b.Code, b.Name)
	}
	return all
}

func cardWords() (all []string) {
	for _, c := range wire.Cards() {
		all = append(all, c.Number, c.Outcome)
	}
	return all
}
