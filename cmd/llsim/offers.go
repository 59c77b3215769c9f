package main

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
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
	for pair := range slices.Chunk(wordsAndMeanings, 2) {
		if word := pair[0]; word != "" && strings.HasPrefix(word, prefix) {
			all = append(all, cobra.CompletionWithDesc(word, printable(pair[1])))
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
func completeWords(cmd *cobra.Command, flag string, wordsAndMeanings func(message.Lang) []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return described(prefix, wordsAndMeanings(languageOf(cmd.Context()))...), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
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
				what := say(ctx, "%s yuan, %s, %s", yuan(o.MoneyOrder), o.ResultPay, o.NameGoods)
				byNumber = append(byNumber, o.NoOrder, what)
				byPlatform = append(byPlatform, o.OidPaybill, what)
			}
		}
		return append(byNumber, byPlatform...), nil
	}
}

// offered makes the offer of a list of the control API: of each element the word that names it, and its meaning.
func offered[T any](list func(*client.Control, context.Context) ([]T, error), word func(T) (name string, meaning message.Message)) offer {
	return func(ctx context.Context, control *client.Control) ([]string, error) {
		all, err := list(control, ctx)
		return wordsAndMeanings(all, func(element T) (string, string) {
			name, meaning := word(element)
			return name, meaning.In(languageOf(ctx))
		}), err
	}
}

func wordsAndMeanings[T any](list []T, word func(T) (name, meaning string)) (all []string) {
	for _, element := range list {
		name, meaning := word(element)
		all = append(all, name, meaning)
	}
	return all
}

// asIs is a meaning that is the same in every language.
func asIs(text string) message.Message { return message.New("%s", text) }

var (
	sandboxes     = offered((*client.Control).Sandboxes, func(s api.Sandbox) (string, message.Message) { return s.ID, asIs(s.BaseURL) })
	merchants     = offered((*client.Control).Merchants, func(m api.Merchant) (string, message.Message) { return m.OidPartner, asIs(m.Name) })
	clearingFiles = offered((*client.Control).Files, func(f api.File) (string, message.Message) { return f.Name, message.New("appeared %s", showTime(f.At)) })
	snapshots     = offered((*client.Control).Snapshots, func(s api.Snapshot) (string, message.Message) {
		return s.Name, message.New("taken at %s", showTime(s.At))
	})
	faults = offered((*client.Control).Faults, func(f api.Fault) (string, message.Message) {
		return strconv.FormatUint(f.ID, 10), asIs(f.At + " " + f.Effect + " " + f.Value)
	})
)

// refunds offers refunds, by oid_refundno or by no_refund; open ones alone where only they can be meant.
func refunds(number func(no, oid string) string, open bool) offer {
	return func(ctx context.Context, control *client.Control) (all []string, err error) {
		found, err := control.Refunds(ctx, client.RefundFilter{Page: client.Page{Newest: shownFirst}})
		for _, r := range found.Refunds {
			if !open || r.StaRefund == "1" {
				all = append(all, number(r.NoRefund, r.OidRefundno), say(ctx, "%s yuan of order %s, %s", yuan(r.MoneyRefund), r.NoOrder, message.New(refundStates[r.StaRefund])))
			}
		}
		return all, err
	}
}

func bankWords(message.Lang) []string {
	return wordsAndMeanings(wire.Banks(), func(b wire.Bank) (string, string) { return b.Code, b.Name })
}

func cardWords(lang message.Lang) []string {
	outcomes := choice.Outcomes()
	return wordsAndMeanings(wire.Cards(), func(c wire.Card) (string, string) {
		if i := slices.Index(outcomes.Values(), c.Outcome); i >= 0 && lang != message.English {
			return c.Number, outcomes[i].In(lang)
		}
		return c.Number, c.Outcome
	})
}
