package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
)

type checkFlags struct {
	playFlags
	strict, toStart, onlyFailed bool
}

func newCheck() *cobra.Command {
	f := checkFlags{}
	cmd := withJSON(&cobra.Command{
		Use:   "check -c merchant.yaml [FEATURE[:LINE]...]",
		Short: "Check a merchant's integration",
		Long: `Check what a merchant's integration must do: start a platform and the merchant, play what can happen to an order, and say which
obligations the merchant breaks, with the exchange that shows it. The merchant file says how to start the merchant and how to act on
it; --init writes one to start from. Feature files of your own run in place of the obligations; FEATURE:LINE runs one scenario, or one
row of its examples, as reports name it.

What failed is remembered in the user's cache, by merchant file, for --only-failed. --keep stops at the first scenario that fails or
cannot be judged, and leaves the platform and its copy of the merchant running, so that you can look at them. An interrupted check reports what it
has found until then.

Exit codes: 0 no obligation is broken or not judged (MUST; with --strict SHOULD too) and at least one was checked; 1 one is broken or not
judged, or nothing was checked; 2 usage or merchant file; 3 the platform or the merchant did not start or restart, or the check was
interrupted.`,
		Example: `  llsim check --init                                # write merchant.yaml
  llsim check -c merchant.yaml
  llsim check -c merchant.yaml --tags "M-NTF-* and not @should"
  llsim check -c merchant.yaml merchant/3-receiving.feature:6
  llsim check -c merchant.yaml --only-failed
  llsim check --list`,
	})
	flags := cmd.Flags()
	f.add(cmd, playUsages{
		file:    "the merchant file",
		tags:    "which scenarios: obligations and tags with and, or, not, parentheses and *, such as \"M-NTF-* and not M-NTF-16\"",
		workers: "how many copies of the merchant run at the same time (default as many as this machine has cores, at most 4)",
		keep:    "stop at the first failure and leave platform and merchant running, with their addresses, until Ctrl-C",
		dry:     "read the merchant file and select scenarios, but run nothing",
		list:    "list the scenarios; no merchant is needed",
	})
	flags.BoolVar(&f.strict, "strict", false, "a broken SHOULD counts too")
	flags.BoolVar(&f.onlyFailed, "only-failed", false, "run only what failed or was not judged the last time")
	flags.BoolVar(&f.toStart, "init", false, "write a merchant file with explanations (merchant.yaml, or the one of -c)")
	cmd.MarkFlagsMutuallyExclusive("dry-run", "list", "init")
	_ = cmd.RegisterFlagCompletionFunc("tags", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return append([]string{"@must", "@should"}, wordsOf(obligationWords(message.English))...), cobra.ShellCompDirectiveNoFileComp
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		f := f // of this call
		f.lang = scenarioLanguage(cmd)
		switch {
		case f.toStart:
			return writeStarter(cmd, f.file)
		case f.list:
			return f.listScenarios(cmd, args)
		}
		return f.check(cmd, args)
	}
	return cmd
}

func (f checkFlags) check(cmd *cobra.Command, files []string) error {
	if f.file == "" {
		return usagef("-c is missing: name the merchant file, such as llsim check -c merchant.yaml; llsim check --init writes one to start from")
	}
	p, err := f.prepare(cmd)
	if err != nil {
		return err
	}
	before, err := recallFailures(f.file)
	if err != nil {
		return err
	}
	selection, err := f.read(cmd, files, before)
	if err != nil {
		return err
	}
	p.selection = selection
	if f.dry {
		return p.describe()
	}
	p.platform, p.strict, p.partly, p.remember = p.startPlatform, f.strict, f.onlyFailed, before.remember
	return p.run()
}

// read is selection that returns when the program is stopped.
func (f checkFlags) read(cmd *cobra.Command, files []string, before *failedBefore) (*check.Selection, error) {
	return untilStopped(cmd.Context(), strings.Join(files, ", "), func() (*check.Selection, error) { return f.selection(files, before) })
}

// selection returns what to run: what failed before, the user's feature files, or without files the obligations in the chosen language.
func (f checkFlags) selection(files []string, before *failedBefore) (selection *check.Selection, err error) {
	switch {
	case f.onlyFailed && len(files) > 0:
		return nil, usagef("--only-failed chooses the scenarios itself; leave out %s", files[0])
	case f.onlyFailed:
		return before.selection(f.tags)
	case f.lang == message.Chinese && len(files) == 0:
		selection, err = check.SelectEmbedded(features.Chinese, f.tags)
	default:
		selection, err = check.Select(files, f.tags)
	}
	return selection, featureMistake(err)
}

func (f checkFlags) listScenarios(cmd *cobra.Command, files []string) error {
	if f.onlyFailed && f.file == "" {
		return usagef("--only-failed needs -c: what failed is remembered for each merchant file")
	}
	var before *failedBefore
	if f.onlyFailed {
		var err error
		if before, err = recallFailures(f.file); err != nil {
			return err
		}
	}
	selection, err := f.read(cmd, files, before)
	if err != nil {
		return err
	}
	return emit(cmd, selection.Scenarios, func(b *output) { describeSelection(b, selection) })
}
