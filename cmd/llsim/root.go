package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// Groups of commands in the help.
const (
	groupServer  = "server"
	groupClient  = "client"
	groupOffline = "offline"
)

// newRoot makes the tree of commands. env looks up environment variables.
func newRoot(env func(string) (string, bool)) *cobra.Command {
	root := newServer(env)
	addGroup(root, groupServer, newProxy(), newListen(), newCheck(), newExplore(), newRun(), newHealth(), newVersion())
	addGroup(root, groupClient, newOrder(), newPay(), newApp(), newQuery(), newRefund(), newNotify(), newOrders(), newClock(), newFiles(),
		newJournal(), newRecord(), newSandbox(), newSnapshot(), newFault(), newMerchant(), newAgreement())
	addGroup(root, groupOffline, newList(), newDates(), newSign(), newVerify(), newKeys(), newCompletion())
	return root
}

// newServer makes the root of the commands, and serve alone: who serves waits neither for the others nor for their hundreds of flags.
func newServer(env func(string) (string, bool)) *cobra.Command {
	serve := newServe(env)
	root := &cobra.Command{
		Use:   "llsim",
		Short: "A LianLianPay platform on your machine",
		Long: `llsim simulates the LianLianPay aggregate-payment platform: the same wire protocol, signatures and decisions, in memory,
on a clock you control. Without a command it serves, as llsim serve does.

Every flag with a variable in brackets can be set by that environment variable; the flag goes first.
Exit codes: 0 fine, 1 refused, not valid, checks failed or no server, 2 usage or configuration, 3 could not start.`,
		Example: `  llsim                                        # serve on http://127.0.0.1:8900
  llsim order --amount 49.90                   # place a signed order
  llsim pay 2018011200000001                   # pay it; the notification goes out
  llsim clock advance 2m                       # on a manual clock: let two minutes pass
  llsim dates --at "2026-01-31 23:59:00"       # what dates mean around that moment`,
		Args:          noSuchCommand,
		RunE:          serve.RunE,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := fromEnvironment(cmd.Flags(), env); err != nil {
				return err
			}
			return exclusiveFlags(cmd)
		},
	}
	root.Flags().AddFlagSet(serve.Flags())
	root.Version = programVersion()
	root.SetVersionTemplate(versionLine())
	root.SetFlagErrorFunc(flagError)
	root.AddGroup(&cobra.Group{ID: groupServer, Title: "The server:"}, &cobra.Group{ID: groupClient, Title: "Against a running server:"},
		&cobra.Group{ID: groupOffline, Title: "Offline:"})
	addGroup(root, groupServer, serve)
	root.SetHelpCommandGroupID(groupOffline)
	root.SetHelpCommand(newHelp())
	root.SetUsageFunc(printUsage)
	addLanguage(root)
	root.CompletionOptions.DisableDefaultCmd = true
	return root
}

func addGroup(root *cobra.Command, id string, commands ...*cobra.Command) {
	for _, c := range commands {
		c.GroupID = id
		root.AddCommand(c)
	}
}

// newGroup makes a command that has subcommands; with a RunE it does something by itself too.
func newGroup(c *cobra.Command, subcommands ...*cobra.Command) *cobra.Command {
	c.Args = noSuchCommand
	if c.RunE == nil {
		c.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	}
	c.AddCommand(subcommands...)
	return c
}

// byItself begins the sentence at the end of a group's long text.
const byItself = "\n\nBy itself it does what "

// newListing makes a group that without a subcommand does what its first one does: list or show.
func newListing(c *cobra.Command, first *cobra.Command, others ...*cobra.Command) *cobra.Command {
	c.RunE = first.RunE
	c.Long += byItself + first.Name() + " does."
	c.Flags().AddFlagSet(first.Flags())
	return newGroup(c, append([]*cobra.Command{first}, others...)...)
}

// noSuchCommand refuses an argument in the place of a subcommand.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var known []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			known = append(known, c.Name())
		}
	}
	all := message.New("there are: %s", strings.Join(slices.Sorted(slices.Values(known)), ", "))
	return usagef("there is no command %q in %s; %s", args[0], cmd.CommandPath(), suggest(args[0], known, all))
}

// exactly requires these arguments, named as in the command's usage line.
func exactly(names ...string) cobra.PositionalArgs { return between(len(names), names...) }

// between requires the first required of the named arguments; the others are optional.
func between(required int, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < required {
			return usagef("%s is missing; write: %s", names[len(args)], useLine(cmd))
		}
		if len(args) > len(names) {
			return usagef("%q is one argument too many; write: %s", args[len(names)], useLine(cmd))
		}
		return nil
	}
}
