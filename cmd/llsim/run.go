package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/check"
)

// runCommand is what llsim run was asked for.
type runCommand struct {
	playFlags
	*remote
}

func newRun() *cobra.Command {
	r := runCommand{remote: &remote{sandbox: defaultSandbox}}
	cmd := withJSON(&cobra.Command{
		Use:   "run FEATURE[:LINE]...",
		Short: "Play feature files",
		Long: `Play scenarios written in Gherkin: each has a sandbox of its own, with a clock that stands until a step moves it. The steps act on the
platform and play the merchant, too. With -c a merchant's program is started as well, and scenarios may use the steps about it beside
the others; the platform's steps then act on the sandbox that the merchant talks to, and its clock follows the platform's.
llsim list steps shows all steps. FEATURE is a file, a folder, or a file that comes with the program, such as platform/dates.feature;
FEATURE:LINE plays one scenario, or one row of its examples.

A platform is started for the run. With --server the sandboxes are made on a server that runs already on this machine, and deleted
afterwards. --keep leaves those whose scenario failed, with their addresses in the console; the platform of the run then stays until
Ctrl-C. With -c, --keep stops at the first failure.

Exit codes: 0 all scenarios passed, but for those that the merchant file does not cover; 1 one failed or could not be judged, or none
passed; 2 usage, feature or merchant file; 3 the platform or the merchant did not start, no server answers, or the run was interrupted.`,
		Example: `  llsim run my.feature
  llsim run platform/dates.feature
  llsim run my.feature:12 --keep
  llsim run features/ --tags "@IDN-* and not @slow" --format pretty,junit:junit.xml
  llsim run my.feature -c merchant.yaml
  llsim run my.feature --server 127.0.0.1:8900 --keep`,
	})
	r.add(cmd, playUsages{
		file:    "the file of a merchant whose program the scenarios act on (llsim check --init writes one)",
		tags:    "which scenarios: tags with and, or, not, parentheses and *, such as \"@IDN-* and not @slow\"",
		workers: "how many scenarios are played at the same time (default as many as this machine has cores, at most 4)",
		keep:    "leave the sandboxes of scenarios that failed, with their addresses",
		dry:     "read the files and select scenarios, but play nothing",
		list:    "list the scenarios",
	})
	flags := cmd.Flags()
	flags.StringVar(&r.server, "server", "", "address of a running server, such as 127.0.0.1:8900 (default: one is started)")
	flags.StringVar(&r.token, "control-token", "", "token of a control API that is not on a loopback address")
	bindEnvironment(flags, "server", "control-token")
	cmd.MarkFlagsMutuallyExclusive("dry-run", "list")
	_ = cmd.RegisterFlagCompletionFunc("tags", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return wordsOf(ruleWords(message.English)), cobra.ShellCompDirectiveNoFileComp
	})
	cmd.RunE = func(cmd *cobra.Command, files []string) error { return r.run(cmd, files) }
	return cmd
}

func (r runCommand) run(cmd *cobra.Command, files []string) error {
	r.lang = scenarioLanguage(cmd)
	if len(files) == 0 {
		return usagef("the feature file is missing: write llsim run FILE.feature; scenarios that come with the program are in platform/dates.feature and others, which llsim list scenarios names")
	}
	p, err := r.prepare(cmd)
	if err != nil {
		return err
	}
	if r.server != "" && p.file != nil && !p.file.StartsMerchant() {
		return usagef("--server needs a merchant that llsim starts, since it makes a sandbox for it: write start in %s, or leave out --server", r.file)
	}
	p.selection, err = untilStopped(cmd.Context(), strings.Join(files, ", "), func() (*check.Selection, error) {
		return check.Select(r.inLanguage(files), r.tags)
	})
	switch {
	case err != nil:
		return featureMistake(err)
	case r.list:
		return emit(cmd, p.selection.Scenarios, func(b *output) { describeSelection(b, p.selection) })
	case r.dry:
		return p.describe()
	}
	p.own, p.strict = true, true
	if r.server != "" {
		if _, err := r.control(); err != nil {
			return err
		}
		p.server = r.server
		p.platform = func(ctx context.Context, _ string) (check.Platform, error) { return attach(ctx, r.remote) }
	} else {
		p.platform = p.startPlatform
	}
	return p.run()
}

// inLanguage returns the names of files, those that come with the program in the chosen language.
func (r runCommand) inLanguage(files []string) []string {
	if r.lang != message.Chinese {
		return files
	}
	names := make([]string, len(files))
	for i, name := range files {
		names[i] = name
		if check.IsFile(name) {
			continue
		}
		folder, rest, _ := strings.Cut(name, "/")
		if chinese := map[string]string{features.Platform: features.ChinesePlatform, features.Merchant: features.Chinese}[folder]; chinese != "" {
			names[i] = strings.TrimSuffix(chinese+"/"+rest, "/")
		}
	}
	return names
}
