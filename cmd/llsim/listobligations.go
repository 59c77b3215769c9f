package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/contract"
)

// obligationListing is an obligation with the scenarios that check it.
type obligationListing struct {
	rulebook.Obligation
	Scenarios []contract.Scenario `json:"scenarios"`
}

// wholeObligation is an obligation with all that is known of it.
type wholeObligation struct {
	rulebook.Obligation
	Written   string          `json:"written,omitempty"` // where it is demanded
	Scenarios []wholeScenario `json:"scenarios"`
}

func newListObligations() *cobra.Command {
	lang := ""
	cmd := withJSON(&cobra.Command{
		Use:   "obligations [ID]",
		Short: "List what a merchant must do",
		Long: `List a merchant's obligations and how the harness provokes each. With an ID, one obligation in full: what usually breaks it, where it
is written, and its scenarios, with --lang zh in Chinese.`,
		Example: "  llsim list obligations M-NTF-17",
		Args:    between(0, "ID"),
	})
	choiceVar(cmd, &lang, "lang", "the language of the scenarios (default en)", "en", "zh")
	cmd.ValidArgsFunction = completeIDs(obligationWords)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return showObligation(cmd, args[0], lang)
		}
		obligations, err := rulebook.Obligations()
		if err != nil {
			return err
		}
		all, err := contract.Scenarios()
		if err != nil {
			return err
		}
		list := make([]obligationListing, len(obligations))
		for i, o := range obligations {
			list[i] = obligationListing{o, tagged(all, o.ID)}
		}
		return emit(cmd, list, func(b *strings.Builder) {
			t := newTable("id", "level", "scenarios", "statement", "provoked by")
			for _, o := range list {
				t.add(o.ID, string(o.Level), fmt.Sprint(len(o.Scenarios)), o.Statement, o.Provoke)
			}
			t.write(b, "no obligations")
		})
	}
	return cmd
}

func showObligation(cmd *cobra.Command, id, lang string) error {
	all, err := rulebook.Obligations()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(o rulebook.Obligation) bool { return strings.EqualFold(o.ID, id) })
	if i < 0 {
		return noSuchID("obligation", id, obligationIDs(), "obligations")
	}
	o := wholeObligation{Obligation: all[i], Written: all[i].Written}
	if o.Scenarios, err = scenariosOf(o.ID, lang); err != nil {
		return err
	}
	return emit(cmd, o, func(b *strings.Builder) {
		pairs(b, "", "id", o.ID, "section", o.Section, "level", string(o.Level), "statement", o.Statement, "provoked by", o.Provoke,
			"usual cause", o.Defect, "written in", o.Written)
		describeScenarios(b, o.Scenarios)
	})
}

// obligationWords are the ids of the obligations, each followed by its statement.
func obligationWords() (words []string) {
	all, _ := rulebook.Obligations() // a test reads the rulebook; without it there are no words
	for _, o := range all {
		words = append(words, o.ID, o.Statement)
	}
	return words
}

// ruleWords are the ids of the rules, each followed by its statement.
func ruleWords() (words []string) {
	all, _ := rulebook.Rules()
	for _, r := range all {
		words = append(words, r.ID, r.Statement)
	}
	return words
}

func obligationIDs() []string { return wordsOf(obligationWords()) }

func ruleIDs() []string { return wordsOf(ruleWords()) }

// wordsOf returns the words of a list of words and meanings.
func wordsOf(wordsAndMeanings []string) (words []string) {
	for i := 0; i < len(wordsAndMeanings); i += 2 {
		words = append(words, wordsAndMeanings[i])
	}
	return words
}

// noSuchID returns the error for an unknown id of a rule or an obligation, with the nearest known one.
func noSuchID(what, id string, known []string, list string) error {
	if near := api.Nearest(strings.ToUpper(id), known); near != "" {
		return usagef("there is no %s %q; did you mean %s?", what, id, near)
	}
	return usagef("there is no %s %q; llsim list %s lists them", what, id, list)
}

// completeIDs completes the one argument of a command, an id in upper case, of words and their meanings.
func completeIDs(known func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return described(strings.ToUpper(prefix), known()...), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}
