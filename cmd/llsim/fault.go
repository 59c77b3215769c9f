package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

func newFault() *cobra.Command {
	return newListing(&cobra.Command{
		Use:   "fault",
		Short: "Disturb the platform: lost answers, delays, garbage, wrong signatures",
		Long:  "Disturb the platform on purpose, to see what a merchant makes of it: lost answers, delays, garbage, wrong signatures.",
		Example: `  llsim fault add --at accept --effect drop-reply
  llsim fault clear`,
	}, newListOf(&cobra.Command{
		Short:   "List faults",
		Long:    "List the faults of a sandbox, and how many messages each has hit.",
		Example: "  llsim fault list",
	}, "faults", (*client.Control).Faults, describeFaults), newFaultAdd(), newFaultClear())
}

func describeFaults(b *output, faults []api.Fault) {
	writeTable(b, "", b.in("no faults"), row{"id", "at", "effect", "value", "match", "times", "struck"}, faults, func(f api.Fault) row {
		var match []string
		for _, field := range slices.Sorted(maps.Keys(f.Match)) {
			match = append(match, field+"="+f.Match[field])
		}
		times := strconv.Itoa(f.Times)
		if f.Times == 0 {
			times = b.in("for ever")
		}
		if f.Probability < 1 {
			times += b.in(", with probability %v", f.Probability)
		}
		return row{strconv.FormatUint(f.ID, 10), f.At, f.Effect, f.Value, strings.Join(match, " "), times, strconv.Itoa(f.Struck)}
	})
}

// faultHelp describes the effects of faults and where each can happen.
func faultHelp(lang message.Lang) string {
	b := output{lang: lang}
	b.line("Add a fault. Of several that match a message, the first created applies. The effects are:")
	b.WriteByte('\n')
	for _, e := range choice.Effects {
		fmt.Fprintf(&b, "  %-14s %s\n", e.Value, e.In(lang))
	}
	b.WriteByte('\n')
	b.say("--value, --set and --unset say more of delay, status, garbage, code and variant.")
	for _, at := range choice.FaultPoints {
		if effects := choice.EffectsAt(at.Value); len(effects) < len(choice.Effects) {
			b.WriteByte('\n')
			b.say("At %s only: %s.", at.Value, strings.Join(effects, ", "))
		}
	}
	return b.String()
}

func newFaultAdd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Add a fault",
		Long:  faultHelp(message.English),
		Example: `  llsim fault add --at accept --effect drop-reply --match 'no_order=T*'
  llsim fault add --at query --effect status --value 502 --times 3
  llsim fault add --at notify --effect close --times 29
  llsim fault add --at accept --effect variant --value reordered --set channel_no=20180112`,
		Args: exactly(),
	}
	r, f := newRemote(cmd), api.NewFault{}
	flags := cmd.Flags()
	choiceVar(cmd, &f.At, "at", "where it strikes", choice.FaultPoints.Values()...)
	choiceVar(cmd, &f.Effect, "effect", "what it does", choice.Effects.Values()...)
	match := flags.StringArray("match", nil, "FIELD=GLOB that the message must match (may be repeated; all must)")
	flags.StringVar((*string)(&f.Value), "value", "", "of delay (3s), status (502), code (9999), garbage (a text) or variant ("+strings.Join(choice.AnswerVariants.Values(), ", ")+")")
	set := flags.StringArray("set", nil, "of variant: FIELD=VALUE of the answer to change (may be repeated)")
	flags.StringArrayVar(&f.Unset, "unset", nil, "of variant: field of the answer to leave out (may be repeated)")
	f.Times = flags.Int("times", 1, "how many messages it hits; 0 for ever")
	f.Probability = flags.Float64("probability", 1, "how likely it hits a message that matches")
	flags.Uint64Var(&f.Seed, "seed", 0, "of the probability: the same seed hits the same messages")
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, _ []string) (added api.Fault, err error) {
		if f.At == "" || f.Effect == "" {
			return added, usagef("a fault needs --at and --effect, such as: llsim fault add --at accept --effect drop-reply")
		}
		globs, err := assignments(*match)
		if err != nil {
			return added, err
		}
		if f.Set, err = changes(*set, nil); err != nil {
			return added, err
		}
		f.Match = globs.Map()
		return control.AddFault(ctx, f)
	}, func(b *output, added api.Fault) { describeFaults(b, []api.Fault{added}) })
	return cmd
}

func newFaultClear() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "clear [ID]",
		Short:   "Remove a fault, or all",
		Long:    "Remove the fault with that id, or all faults of the sandbox.",
		Example: "  llsim fault clear 2",
		Args:    between(0, "ID"),
	}
	r := newRemote(cmd)
	completeArg(cmd, r, faults)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		if len(args) == 0 {
			if err := control.ClearFaults(cmd.Context()); err != nil {
				return err
			}
			return emit(cmd, map[string]string{"removed": "all faults"}, func(b *output) { b.line("removed all faults") })
		}
		id, err := strconv.ParseUint(args[0], 10, 64)
		if err != nil {
			return usagef("%q is no id of a fault; llsim fault list shows them", args[0])
		}
		if err := control.RemoveFault(cmd.Context(), id); err != nil {
			return err
		}
		return emitDone(cmd, "removed", args[0])
	})
	return cmd
}
