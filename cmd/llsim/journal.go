package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
)

func newJournal() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "journal",
		Short: "Show what happened: requests, decisions, answers, deliveries",
		Long: `Show what happened in a sandbox, the newest entries in order: requests, decisions with their rule, answers, deliveries, acts of the operator.
--follow goes on as things happen, until it is interrupted. --json prints one entry per line.`,
		Example: `  llsim journal --follow
  llsim journal --kind decision
  llsim journal --after 120 --json`,
		Args: exactly(),
	}
	r := newRemote(cmd)
	flags := cmd.Flags()
	follow := flags.BoolP("follow", "f", false, "go on as things happen")
	after := flags.Uint64("after", 0, "only entries after this id")
	limits := newListFlags(cmd)
	var kind string
	choiceVar(cmd, &kind, "kind", "only entries of a kind", simulator.JournalKinds()...)
	cmd.MarkFlagsMutuallyExclusive("follow", "limit")
	cmd.MarkFlagsMutuallyExclusive("follow", "all")
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, _ []string) error {
		if *follow {
			doneWaiting(cmd)
			return followJournal(cmd, control, *after, kind)
		}
		list, older, err := newest(cmd, limits, fmt.Sprint(*after), func(p client.Page) ([]api.Entry, string, int, error) {
			page, err := control.Journal(cmd.Context(), kind, p)
			return page.Entries, page.Next, page.Omitted, err
		})
		if err != nil {
			return err
		}
		doneWaiting(cmd)
		if older > 0 && !asJSON(cmd) {
			fmt.Fprintln(cmd.ErrOrStderr(), say(cmd.Context(), "%s {entry|entries} before these: --all lists them", human.Number(older)))
		}
		for _, e := range list {
			if err := writeEntry(cmd, e); err != nil {
				return err
			}
		}
		return nil
	})
	return cmd
}

func followJournal(cmd *cobra.Command, control *client.Control, after uint64, kind string) error {
	for e, err := range control.Follow(cmd.Context(), after, kind) {
		if errors.Is(err, context.Canceled) {
			return nil // interrupted, which is how it ends
		}
		if err == nil {
			err = writeEntry(cmd, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func writeEntry(cmd *cobra.Command, e api.Entry) error {
	if asJSON(cmd) {
		return writeJSON(cmd.OutOrStdout(), e, "")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%5d  %s  %-8s", e.ID, showTime(e.At), e.Kind)
	for _, part := range []string{e.Rule, e.Code, e.NoOrder, e.OidPaybill, e.Text} {
		if part != "" {
			b.WriteString(gap + printable(part))
		}
	}
	b.WriteByte('\n')
	_, err := io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}
