package main

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/explore"
)

// exploreFlags are the flags of explore.
type exploreFlags struct {
	file, save, replay    string
	format, only, without []string
	runs, orders, length  int
	workers               int
	seed                  uint64
	lasting               durationFlag
	lang                  message.Lang // of the texts
	given                 *pflag.FlagSet
}

// defaultLasting is how long an exploration lasts that nothing else ends.
const defaultLasting = 2 * time.Minute

func newExplore() *cobra.Command {
	f := exploreFlags{}
	cmd := withJSON(&cobra.Command{
		Use:   "explore -c merchant.yaml",
		Short: "Find a sequence of events that breaks a promise about money",
		Long: `Play sequences of events to a merchant that nobody wrote a scenario for: checkouts, payments, refunds, lost, late, repeated and forged
messages, time, failures of its store, kills. After each sequence everything settles, and the promises about money are judged by the
platform's own books: nothing is fulfilled without its money or twice, what was paid is fulfilled or remedied, nothing is charged or paid
back twice (llsim list promises). The first sequence that breaks one is made as small as it can be, played again three times, and told as
a scenario that llsim check can play. Events (llsim list events) are played as far as the merchant file covers them; the report says what
was left out.

The same seed plays the same sequences, on any machine, to a merchant that answers the same. --save keeps the finding in a new folder below
DIR: the scenario, the story, the exchanges. --replay plays the finding of such a folder again. An interrupted exploration reports what it
has reached until then.

Exit codes: 0 no promise was broken and at least one sequence could be judged; 1 one was broken, nothing could be judged, or no event
of --only happened; 2 usage or merchant file; 3 the platform or the merchant did not start or restart, or the exploration was interrupted.`,
		Example: `  llsim explore -c merchant.yaml                     # for two minutes
  llsim explore -c merchant.yaml --for 30m --save findings
  llsim explore -c merchant.yaml --seed 7 --runs 200 --without restart
  llsim explore -c merchant.yaml --replay findings/INV-2-7.31
  llsim explore -c merchant.yaml --format pretty,html:explored.html,junit:explored.xml`,
	})
	cmd.Args = exactly()
	f.add(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		f := f // of this call
		f.lang = scenarioLanguage(cmd)
		return f.explore(cmd)
	}
	return cmd
}

// add adds the flags, with completion. Registering fails only for a flag that does not exist or is registered twice.
func (f *exploreFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.given = flags
	flags.StringVarP(&f.file, "config", "c", "", "the merchant file")
	flags.Var(&f.lasting, "for", "how long to explore, such as 30s or 30m (default 2m without --runs)")
	flags.IntVar(&f.runs, "runs", 0, "how many sequences to play, without a limit of time unless --for is given")
	flags.Uint64Var(&f.seed, "seed", 0, "of the sequences: the same seed plays the same (default drawn, and told)")
	flags.IntVar(&f.orders, "orders", explore.DefaultOrders, "how many orders a sequence has at most, 1 to 9")
	flags.IntVar(&f.length, "length", explore.DefaultLength, "how many events a sequence has at most, 2 or more: one is always a checkout")
	flags.IntVar(&f.workers, "workers", 0, "how many copies of the merchant run at the same time (default one more than this machine has cores, at most 5)")
	flags.StringSliceVar(&f.only, "only", nil, "play these events alone, beside checkout: names as in llsim list events")
	flags.StringSliceVar(&f.without, "without", nil, "leave these events out")
	flags.StringVar(&f.save, "save", "", "keep the finding in a new folder below this one")
	flags.StringVar(&f.replay, "replay", "", "play the finding of this folder again, in place of exploring")
	flags.StringSliceVar(&f.format, "format", []string{pretty}, "how to report: "+formatNames(exploreFormats))
	bindEnvironment(flags, "workers")
	for _, flag := range []string{"for", "runs", "seed", "orders", "length", "only", "without", "save"} {
		cmd.MarkFlagsMutuallyExclusive("replay", flag)
	}
	_ = cmd.RegisterFlagCompletionFunc("config", cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt))
	for _, flag := range []string{"only", "without"} {
		completeWords(cmd, flag, eventWords)
	}
	for _, flag := range []string{"save", "replay"} {
		_ = cmd.MarkFlagDirname(flag)
	}
}
