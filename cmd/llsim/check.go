package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/harness"
)

type checkFlags struct {
	file, tags, lang     string
	format               []string
	workers              int
	strict, dry, toStart bool
	onlyFailed, keep     bool
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
	flags.StringVarP(&f.file, "config", "c", "", "the merchant file")
	flags.StringVar(&f.tags, "tags", "", "which scenarios: obligations and tags with and, or, not, parentheses and *, such as \"M-NTF-* and not M-NTF-16\"")
	flags.StringVar(&f.lang, "lang", "en", "the language of the obligations' scenarios: en or zh; feature files of your own can be in either")
	flags.BoolVar(&f.strict, "strict", false, "a broken SHOULD counts too")
	flags.IntVar(&f.workers, "workers", 0, "how many copies of the merchant run at the same time (default as many as this machine has cores, at most 4)")
	flags.StringSliceVar(&f.format, "format", []string{"pretty"}, "how to report: "+formatNames())
	flags.BoolVar(&f.onlyFailed, "only-failed", false, "run only what failed or was not judged the last time")
	flags.BoolVar(&f.keep, "keep", false, "stop at the first failure and leave platform and merchant running, with their addresses, until Ctrl-C")
	flags.BoolVar(&f.dry, "dry-run", false, "read the merchant file and select scenarios, but run nothing")
	list := flags.Bool("list", false, "list the scenarios; no merchant is needed")
	flags.BoolVar(&f.toStart, "init", false, "write a merchant file with explanations (merchant.yaml, or the one of -c)")
	bindEnvironment(flags, "tags", "workers") // not config: LLSIM_CONFIG is the server's
	cmd.MarkFlagsMutuallyExclusive("dry-run", "list", "init")
	cmd.MarkFlagsMutuallyExclusive("keep", "dry-run")
	completeCheck(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case f.toStart:
			return writeStarter(cmd, f.file)
		case *list:
			return f.list(cmd, args)
		}
		return f.check(cmd, args)
	}
	return cmd
}

// completeCheck adds the completion of flags and feature files. Registering fails only for a flag that does not exist or is registered
// twice.
func completeCheck(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("tags", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return append([]string{"@must", "@should"}, wordsOf(obligationWords())...), cobra.ShellCompDirectiveNoFileComp
	})
	_ = cmd.RegisterFlagCompletionFunc("config", cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt))
	cmd.ValidArgsFunction = cobra.FixedCompletions([]string{"feature"}, cobra.ShellCompDirectiveFilterFileExt)
}

func (f checkFlags) check(cmd *cobra.Command, files []string) error {
	if f.file == "" {
		return usagef("-c is missing: name the merchant file, such as llsim check -c merchant.yaml; llsim check --init writes one to start from")
	}
	reports, err := parseFormats(f.format)
	if err != nil {
		return err
	}
	file, err := untilStopped(cmd.Context(), f.file, func() (*harness.File, error) { return harness.Load(f.file) })
	if err != nil {
		return err
	}
	workers, err := check.Workers(file, f.workers)
	if err != nil {
		return usagef("--workers: %v", err)
	}
	before, err := recallFailures(f.file)
	if err != nil {
		return err
	}
	selection, err := f.read(cmd, files, before)
	if err != nil {
		return err
	}
	if f.dry {
		return emit(cmd, selection.Scenarios, func(b *strings.Builder) {
			describeSelection(b, selection)
			skipped := describeSkipped(b, selection.Skipped(file))
			fmt.Fprintf(b, "%s is fine; %s, each row of examples counted, would run with %s", file.Path, human.Count(selection.Total(), "scenario"), human.Count(workers, "worker"))
			if skipped > 0 {
				fmt.Fprintf(b, ", %d of them skipped", skipped)
			}
			if !file.Has("clock") {
				b.WriteString("; more are skipped where time passes, because the merchant's clock cannot be moved")
			}
			b.WriteByte('\n')
		})
	}
	return checkRun{cmd, f, file, selection, workers, reports, before}.run()
}

// startEmbedded starts the platform of a check. The control API listens on loopback, wherever the platform does.
func startEmbedded(ctx context.Context, listen, sftpListen string) (check.Platform, error) {
	o := simulator.Options{Listen: listen, SFTPListen: sftpListen, Version: programVersion()}
	if host, _, err := net.SplitHostPort(listen); err == nil {
		o.ProxyListen = net.JoinHostPort(host, "0")
		o.SFTPListen = cmp.Or(sftpListen, o.ProxyListen)
		if !onLoopback(host) {
			o.ControlListen = "127.0.0.1:0"
		}
	}
	server, err := simulator.Start(ctx, o)
	switch inUse := errors.Is(err, syscall.EADDRINUSE); {
	case inUse && sftpListen != "":
		return nil, fmt.Errorf("another program uses %s or %s: stop it, or write another port in platform.listen or platform.sftp_listen", listen, sftpListen)
	case inUse:
		return nil, fmt.Errorf("another program uses %s: stop it, or write another port in platform.listen", listen)
	case err != nil:
		return nil, err
	}
	return server, nil
}

// featureMistake turns a mistake in a feature file into a usage error.
func featureMistake(err error) error {
	if wrong, ok := errors.AsType[*check.FeatureError](err); ok {
		return usagef("%s", wrong.Reason)
	}
	return err
}

// read is selection that returns when the program is stopped.
func (f checkFlags) read(cmd *cobra.Command, files []string, before *failedBefore) (*check.Selection, error) {
	return untilStopped(cmd.Context(), strings.Join(files, ", "), func() (*check.Selection, error) { return f.selection(files, before) })
}

// selection returns what to run: what failed before, the user's feature files, or without files the obligations in the chosen language.
func (f checkFlags) selection(files []string, before *failedBefore) (selection *check.Selection, err error) {
	switch {
	case f.lang != "en" && f.lang != "zh":
		return nil, usagef("--lang %s is not known; write en or zh", f.lang)
	case f.onlyFailed && len(files) > 0:
		return nil, usagef("--only-failed chooses the scenarios itself; leave out %s", files[0])
	case f.onlyFailed:
		return before.selection(f.tags)
	case f.lang == "zh" && len(files) == 0:
		selection, err = check.SelectEmbedded(features.Chinese, f.tags)
	default:
		selection, err = check.Select(files, f.tags)
	}
	return selection, featureMistake(err)
}

func (f checkFlags) list(cmd *cobra.Command, files []string) error {
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
	return emit(cmd, selection.Scenarios, func(b *strings.Builder) { describeSelection(b, selection) })
}

// describeSkipped lists why scenarios would be skipped, and returns how many would.
func describeSkipped(b *strings.Builder, skipped map[string]int) (all int) {
	if len(skipped) == 0 {
		return 0
	}
	b.WriteString("\nscenarios that would be skipped:\n")
	var rows []string
	for _, reason := range slices.Sorted(maps.Keys(skipped)) {
		rows = append(rows, fmt.Sprint(skipped[reason]), reason)
		all += skipped[reason]
	}
	pairs(b, gap, rows...)
	b.WriteByte('\n')
	return all
}

func describeSelection(b *strings.Builder, s *check.Selection) {
	writeTable(b, "", "no scenarios", row{"obligations", "scenario", "place", "tags"}, s.Scenarios, func(scenario check.Scenario) row {
		var tags []string
		for _, tag := range scenario.Tags {
			if !strings.HasPrefix(tag, "M-") {
				tags = append(tags, "@"+tag)
			}
		}
		return row{join(scenario.Obligations), scenario.Name, fmt.Sprintf("%s:%d", scenario.File, scenario.Line), strings.Join(tags, " ")}
	})
}
