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
	}, newSnapshotList(), newSnapshotCreate(), newSnapshotRestore(), newSnapshotDelete())
}

func newSnapshotList() *cobra.Command {
	cmd := withJSON(&cobra.Command{Use: "list", Short: "List snapshots", Long: "List the snapshots of a sandbox with the platform time each was taken at.", Example: "  llsim snapshot list", Args: exactly()})
	r := newRemote(cmd)
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, _ []string) error {
		list, err := control.Snapshots(cmd.Context())
		if err != nil {
			return err
		}
		return emit(cmd, api.Snapshots{Snapshots: list}, func(b *strings.Builder) {
			t := newTable("name", "platform time")
			for _, s := range list {
				t.add(s.Name, showTime(s.At))
			}
			t.write(b, "no snapshots; take one with: llsim snapshot create NAME")
		})
	})
	return cmd
}

// snapshotCommand makes a command about the snapshot that its argument names.
func snapshotCommand(cmd *cobra.Command, done string, do func(context.Context, *client.Control, string) error) *cobra.Command {
	r := newRemote(withJSON(cmd))
	cmd.Args = exactly("NAME")
	if done != "created" {
		completeArg(cmd, r, snapshots)
	}
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		err := do(cmd.Context(), control, args[0])
		if refused, ok := errors.AsType[*client.Error](err); ok && refused.Status == http.StatusNotFound && strings.Contains(refused.Message, "snapshot") {
			return errors.New(refused.Message + "; llsim snapshot list lists them")
		}
		if err != nil {
			return err
		}
		return emitDone(cmd, done, args[0])
	})
	return cmd
}

func newSnapshotCreate() *cobra.Command {
	return snapshotCommand(&cobra.Command{Use: "create NAME", Short: "Take a snapshot", Long: "Keep the sandbox's state as it is now under a name.", Example: "  llsim snapshot create before-midnight"},
		"created", func(ctx context.Context, c *client.Control, name string) error {
			_, err := c.TakeSnapshot(ctx, name)
			return err
		})
}

func newSnapshotRestore() *cobra.Command {
	return snapshotCommand(&cobra.Command{Use: "restore NAME", Short: "Go back to a snapshot", Long: "Take the sandbox back to a snapshot, its clock included. Journal and snapshots stay.", Example: "  llsim snapshot restore before-midnight"},
		"restored", func(ctx context.Context, c *client.Control, name string) error {
			_, err := c.Restore(ctx, name)
			return err
		})
}

func newSnapshotDelete() *cobra.Command {
	return snapshotCommand(&cobra.Command{Use: "delete NAME", Short: "Forget a snapshot", Long: "Forget a snapshot. The sandbox stays as it is.", Example: "  llsim snapshot delete before-midnight"},
		"deleted", func(ctx context.Context, c *client.Control, name string) error { return c.DeleteSnapshot(ctx, name) })
}
