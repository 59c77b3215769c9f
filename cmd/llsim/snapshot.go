package main

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

func newSnapshot() *cobra.Command {
	return newListing(&cobra.Command{
		Use:   "snapshot",
		Short: "Keep states of a sandbox and go back to them",
		Long:  "Keep states of a sandbox under a name and go back to them: profiles, clock, orders, refunds, what is still to come, files.",
		Example: `  llsim snapshot create before-midnight
  llsim clock advance 24h
  llsim snapshot restore before-midnight`,
	}, newListOf(&cobra.Command{
		Short:   "List snapshots",
		Long:    "List the snapshots of a sandbox with the platform time each was taken at.",
		Example: "  llsim snapshot list",
	}, "snapshots", (*client.Control).Snapshots, func(b *output, list []api.Snapshot) {
		none := b.in("no snapshots; take one with: llsim snapshot create NAME")
		writeTable(b, "", none, row{"name", "platform time"}, list, func(s api.Snapshot) row { return row{s.Name, showTime(s.At)} })
	}), newActing(&cobra.Command{
		Use:     "create NAME",
		Short:   "Take a snapshot",
		Long:    "Keep the sandbox's state as it is now under a name.",
		Example: "  llsim snapshot create before-midnight",
		Args:    exactly("NAME"),
	}, "created", nil, func(ctx context.Context, c *client.Control, name string) error {
		_, err := c.TakeSnapshot(ctx, name)
		return err
	}), newActing(&cobra.Command{
		Use:     "restore NAME",
		Short:   "Go back to a snapshot",
		Long:    "Take the sandbox back to a snapshot, its clock included. Journal and snapshots stay.",
		Example: "  llsim snapshot restore before-midnight",
		Args:    exactly("NAME"),
	}, "restored", snapshots, func(ctx context.Context, c *client.Control, name string) error {
		_, err := c.Restore(ctx, name)
		return hintAtSnapshots(err)
	}), newActing(&cobra.Command{
		Use:     "delete NAME",
		Short:   "Forget a snapshot",
		Long:    "Forget a snapshot. The sandbox stays as it is.",
		Example: "  llsim snapshot delete before-midnight",
		Args:    exactly("NAME"),
	}, "deleted", snapshots, func(ctx context.Context, c *client.Control, name string) error {
		return hintAtSnapshots(c.DeleteSnapshot(ctx, name))
	}))
}

// hintAtSnapshots adds the command that lists snapshots to the error for an unknown one.
func hintAtSnapshots(err error) error {
	refused, ok := errors.AsType[*client.Error](err)
	if ok && refused.Status == http.StatusNotFound && strings.Contains(refused.Message, "snapshot") {
		return failf("%s; llsim snapshot list lists them", refused.Message)
	}
	return err
}
