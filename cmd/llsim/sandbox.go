package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
)

func newSandbox() *cobra.Command {
	return newListing(&cobra.Command{
		Use:   "sandbox",
		Short: "Make, show, export, import, reset and delete sandboxes",
		Long: `Make, show, export, import, reset and delete sandboxes. Each is a platform of its own, with its own clock, merchants, orders and files; a merchant reaches
it under its own base URL.`,
		Example: `  llsim sandbox create mine --clock manual
  llsim order --sandbox mine`,
	}, newListOf(&cobra.Command{
		Short:   "List sandboxes",
		Long:    "List the sandboxes with the base URLs for merchants.",
		Example: "  llsim sandbox list",
	}, "sandboxes", (*client.Control).Sandboxes, func(b *output, list []api.Sandbox) {
		writeTable(b, "", b.in("no sandboxes"), row{"id", "base URL"}, list, func(s api.Sandbox) row { return row{s.ID, s.BaseURL} })
	}), sandboxCommand(&cobra.Command{
		Use:     "show [ID]",
		Short:   "Show a sandbox",
		Long:    "Show a sandbox: base URL, merchants, clock.",
		Example: "  llsim sandbox show mine",
	}, func(ctx context.Context, c *client.Control) (api.Sandbox, error) { return c.Sandbox(ctx) }), newSandboxCreate(), newSandboxExport(), newSandboxImport(), newSandboxReset(), newActing(&cobra.Command{
		Use:     "delete ID",
		Short:   "Delete a sandbox",
		Long:    "Delete a sandbox with everything in it. The sandbox default stays.",
		Example: "  llsim sandbox delete mine",
		Args:    exactly("ID"),
	}, "deleted", sandboxes, func(ctx context.Context, c *client.Control, id string) error { return c.In(id).DeleteSandbox(ctx) }))
}

// sandboxCommand makes a command about the sandbox that its argument names, or --sandbox without one.
func sandboxCommand(cmd *cobra.Command, do func(context.Context, *client.Control) (api.Sandbox, error)) *cobra.Command {
	r := newRemote(cmd)
	cmd.Args = between(0, "ID")
	completeArg(cmd, r, sandboxes)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (api.Sandbox, error) {
		if len(args) == 1 {
			control = control.In(args[0])
		}
		return do(ctx, control)
	}, describeSandbox)
	return cmd
}

func describeSandbox(b *output, s api.Sandbox) {
	holds := ""
	if s.Held != nil {
		holds = b.in("%s {order|orders}, %s", human.Number(s.Held.Orders), human.Bytes(int64(s.Held.Bytes)))
	}
	pairs(b, "", "sandbox", s.ID, "base URL", s.BaseURL, "control API", s.ControlURL, "inbox", s.InboxURL, "merchants", strings.Join(s.Merchants, " "), "holds", holds)
	if s.Clock != nil {
		describeClock(b, *s.Clock)
	}
}

func newSandboxReset() *cobra.Command {
	keep := new(bool)
	cmd := sandboxCommand(&cobra.Command{
		Use:     "reset [ID]",
		Short:   "Take a sandbox back to its configuration",
		Long:    "Take a sandbox back to what it was configured with: no orders, its first time. The journal and snapshots stay.",
		Example: "  llsim sandbox reset --keep-sequence",
	}, func(ctx context.Context, c *client.Control) (api.Sandbox, error) { return c.Reset(ctx, *keep) })
	cmd.Flags().BoolVar(keep, "keep-sequence", false, "let the numbers of orders and refunds go on, so that none comes twice")
	return cmd
}

func newSandboxCreate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "create [ID]",
		Short: "Make a sandbox",
		Long: `Make a sandbox; without an ID it gets one. --config reads a configuration file; of what llsim serve takes in it,
what concerns the server as a whole must be left out.`,
		Example: `  llsim sandbox create mine --clock "manual@2026-01-31 23:59:00"
  llsim sandbox create shop --config shop.yaml`,
		Args: between(0, "ID"),
	}
	r := newRemote(cmd)
	clockText := cmd.Flags().String("clock", "", "wall, manual, or manual@TIME (default wall)")
	file := cmd.Flags().StringP("config", "c", "", "YAML file with merchants, clearing_cutoff and so on")
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (s api.Sandbox, err error) {
		body := api.NewSandbox{ID: strings.Join(args, "")}
		if *file != "" {
			config, err := loadConfig(ctx, *file)
			if err != nil {
				return s, err
			}
			if key := config.serverKey(); key != "" {
				return s, config.errorf(key, "%s concerns the server; leave it out of a sandbox's configuration", key)
			}
			body.Config = &config.sandbox
		}
		if *clockText != "" {
			clock, err := parseClock(*clockText)
			if err != nil {
				return s, usagef("%s: %v", "--clock", err)
			}
			body.Clock = &clock
		}
		return control.CreateSandbox(ctx, body)
	}, describeSandbox)
	return cmd
}
