package main

import (
	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// playFlags are the flags of the commands that play scenarios.
type playFlags struct {
	file, tags      string
	lang            message.Lang // of the scenarios that come with the program
	format          []string
	workers         int
	keep, dry, list bool
}

// playUsages say what the flags mean, where the commands differ.
type playUsages struct{ file, tags, workers, keep, dry, list string }

// add adds the flags, with completion. Registering fails only for a flag that does not exist or is registered twice.
func (f *playFlags) add(cmd *cobra.Command, usage playUsages) {
	flags := cmd.Flags()
	flags.StringVarP(&f.file, "config", "c", "", usage.file)
	flags.StringVar(&f.tags, "tags", "", usage.tags)
	flags.IntVar(&f.workers, "workers", 0, usage.workers)
	flags.StringSliceVar(&f.format, "format", []string{"pretty"}, "how to report: "+formatNames(checkFormats))
	flags.BoolVar(&f.keep, "keep", false, usage.keep)
	flags.BoolVar(&f.dry, "dry-run", false, usage.dry)
	flags.BoolVar(&f.list, "list", false, usage.list)
	bindEnvironment(flags, "tags", "workers") // not config: LLSIM_CONFIG is the server's
	cmd.MarkFlagsMutuallyExclusive("keep", "dry-run")
	_ = cmd.RegisterFlagCompletionFunc("config", cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt))
	cmd.ValidArgsFunction = cobra.FixedCompletions([]string{"feature"}, cobra.ShellCompDirectiveFilterFileExt)
}

// prepare reads what the flags name, but for the scenarios. The play has no merchant where no file is named.
func (f playFlags) prepare(cmd *cobra.Command) (p play, err error) {
	p = play{cmd: cmd, flags: f}
	if p.reports, err = parseFormats(f.format, checkFormats); err != nil {
		return p, err
	}
	if f.file != "" {
		p.file, err = untilStopped(cmd.Context(), f.file, func() (*harness.File, error) { return harness.Load(f.file) })
		if err != nil {
			return p, err
		}
	}
	if p.workers, err = check.Workers(p.file, f.workers); err != nil {
		err = usagef("%s: %v", "--workers", err)
	}
	return p, err
}
