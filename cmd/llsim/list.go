package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/platform"
)

func newList() *cobra.Command {
	return newGroup(&cobra.Command{
		Use:   "list",
		Short: "List rules, obligations, scenarios, steps, events, promises, products, test cards and passwords, return codes",
		Long: `List what the simulator knows: the platform's rules, a merchant's obligations, the scenarios that check both, the steps to write
scenarios with, the events that explore plays and the promises that it judges, products and their paths, test cards and passwords, return
codes.`,
		Example: "  llsim list rules IDN-5",
	}, newListRules(), newListObligations(), newListScenarios(), newListSteps(), newListEvents(), newListPromises(), newListProducts(), newListCards(), newListPasswords(), newListCodes())
}

// newOffline makes a command without arguments that prints what load returns, which is part of the program.
func newOffline[T any](cmd *cobra.Command, load func() (T, error), describe func(*output, T)) *cobra.Command {
	withJSON(cmd).Args = exactly()
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		result, err := load()
		if err != nil {
			return err
		}
		return emit(cmd, result, func(b *output) { describe(b, result) })
	}
	return cmd
}

// newListByID makes a command that lists things without an argument, and shows those that its argument names: what they are, such as
// rule, and their ids, each followed by its meaning.
func newListByID(cmd *cobra.Command, what message.Text, ids func(message.Lang) []string, list func(*cobra.Command) error, show func(cmd *cobra.Command, id string) error) *cobra.Command {
	withJSON(cmd).Args = between(0, "ID")
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return described(strings.ToUpper(prefix), ids(languageOf(cmd.Context()))...), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return list(cmd)
		}
		known := wordsOf(ids(message.English))
		i := slices.IndexFunc(known, func(id string) bool { return strings.EqualFold(id, args[0]) })
		if i >= 0 {
			return show(cmd, known[i])
		}
		hint := suggest(strings.ToUpper(args[0]), known, message.New("llsim list %s lists them", cmd.Name()))
		return usagef("there is no %s %q; %s", message.New(what), args[0], hint)
	}
	return cmd
}

// wordsOf returns the words of a list of words and meanings.
func wordsOf(wordsAndMeanings []string) (words []string) {
	for pair := range slices.Chunk(wordsAndMeanings, 2) {
		words = append(words, pair[0])
	}
	return words
}

// ruleWords are the ids of the rules, each followed by its statement.
func ruleWords(lang message.Lang) (words []string) {
	all, _ := rulebook.Rules() // a test reads the rulebook; without it there are no words
	for _, r := range all {
		if in := rulebook.In(string(lang), r.ID); in != nil {
			words = append(words, r.ID, in.Statement)
		}
	}
	return words
}

// ruleListing is a rule with the scenarios that check it.
type ruleListing struct {
	rulebook.Rule
	Scenarios []platform.Scenario `json:"scenarios"`
}

func newListRules() *cobra.Command {
	return newListByID(&cobra.Command{
		Use:   "rules [ID]",
		Short: "List what the platform decides",
		Long: `List the rules by which the platform decides, with their source: doc (LianLian's documentation), doc* (of a sister product), sdk (its
samples), seen (real traffic and public clients), cap (real traffic whose signature verifies), reading (the simulator's, where the
documentation is silent). With an ID, one rule in full.`,
		Example: "  llsim list rules IDN-5",
	}, "rule", ruleWords, listRules, showRule)
}

func listRules(cmd *cobra.Command) error {
	rules, err := rulebook.Rules()
	if err != nil {
		return err
	}
	all, err := platform.Scenarios()
	if err != nil {
		return err
	}
	list := make([]ruleListing, len(rules))
	for i, r := range rules {
		if in := rulebook.In(string(textLanguage(cmd)), r.ID); in != nil {
			r = *in
		}
		list[i] = ruleListing{r, tagged(all, r.ID)}
	}
	return emit(cmd, list, func(b *output) {
		writeTable(b, "", b.in("no rules"), row{"id", "source", "codes", "scenarios", "built", "statement"}, list, func(r ruleListing) row {
			return row{r.ID, join(r.Marks), join(r.Codes), fmt.Sprint(len(r.Scenarios)), b.yesNo(r.Built), r.Statement}
		})
	})
}

func showRule(cmd *cobra.Command, id string) error {
	rule, _ := rulebook.ByID(id)
	if in := rulebook.In(string(textLanguage(cmd)), id); in != nil {
		rule = *in
	}
	all, err := platform.Scenarios()
	if err != nil {
		return err
	}
	r := ruleListing{rule, tagged(all, id)}
	return emit(cmd, r, func(b *output) {
		pairs(b, "", "id", r.ID, "section", r.Section, "statement", r.Statement, "source", join(r.Marks), "codes", join(r.Codes), "built", b.yesNo(r.Built))
		for _, reading := range r.Readings {
			b.line("reading")
			pairs(b, gap, "about", reading.About, "reason", reading.Reason, "alternative", reading.Alternative)
		}
		for _, s := range r.Scenarios {
			b.line("checked by %s:%d %s", s.File, s.Line, s.Name)
		}
	})
}

// tagged are the scenarios that carry an id as a tag.
func tagged(all []platform.Scenario, id string) []platform.Scenario {
	with := []platform.Scenario{}
	for _, s := range all {
		if slices.Contains(s.Tags, "@"+id) {
			with = append(with, s)
		}
	}
	return with
}

func newListCodes() *cobra.Command {
	return newOffline(&cobra.Command{
		Use:     "codes",
		Short:   "List the platform's return codes",
		Long:    "List the platform's return codes with their exact messages. Each but 0000 can be the outcome of a payment.",
		Example: "  llsim list codes",
	}, func() ([]wire.CodeInfo, error) { return wire.Codes(), nil }, func(b *output, list []wire.CodeInfo) {
		if b.lang == message.Chinese { // the message says what it means
			writeTable(b, "", b.in("no codes"), row{"ret_code", "ret_msg"}, list, func(c wire.CodeInfo) row { return row{string(c.Code), c.Message} })
			return
		}
		writeTable(b, "", b.in("no codes"), row{"ret_code", "ret_msg", "meaning"}, list, func(c wire.CodeInfo) row {
			return row{string(c.Code), c.Message, c.Meaning}
		})
	})
}

func join[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = string(v)
	}
	return strings.Join(texts, " ")
}

func (b *output) yesNo(yes bool) string {
	if yes {
		return b.in("yes")
	}
	return b.in("no")
}
