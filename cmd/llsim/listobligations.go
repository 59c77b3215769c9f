package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
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
	return newListByID(&cobra.Command{
		Use:   "obligations [ID]",
		Short: "List what a merchant must do",
		Long: `List a merchant's obligations and how the harness provokes each. With an ID, one obligation in full: what usually breaks it, where it
is written, and its scenarios, with --lang zh in Chinese.`,
		Example: "  llsim list obligations M-NTF-17",
	}, "obligation", obligationWords, listObligations, func(cmd *cobra.Command, id string) error { return showObligation(cmd, id, scenarioLanguage(cmd)) })
}

func listObligations(cmd *cobra.Command) error {
	obligations, err := rulebook.ObligationsIn(string(textLanguage(cmd)))
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
	return emit(cmd, list, func(b *output) {
		writeTable(b, "", b.in("no obligations"), row{"id", "level", "scenarios", "statement", "provoked by"}, list, func(o obligationListing) row {
			return row{o.ID, string(o.Level), fmt.Sprint(len(o.Scenarios)), o.Statement, o.Provoke}
		})
	})
}

func showObligation(cmd *cobra.Command, id string, lang message.Lang) error {
	o, _ := rulebook.ObligationByID(id)
	if in := rulebook.ObligationIn(string(textLanguage(cmd)), id); in != nil {
		o = *in
	}
	scenarios, err := scenariosOf(id, lang)
	if err != nil {
		return err
	}
	return emit(cmd, wholeObligation{o, o.Written, scenarios}, func(b *output) {
		pairs(b, "", "id", o.ID, "section", o.Section, "level", string(o.Level), "statement", o.Statement, "provoked by", o.Provoke,
			"usual cause", o.Defect, "written in", o.Written)
		describeScenarios(b, scenarios)
	})
}

// obligationWords are the ids of the obligations, each followed by its statement.
func obligationWords(lang message.Lang) (words []string) {
	all, _ := rulebook.ObligationsIn(string(lang)) // as in ruleWords
	for _, o := range all {
		words = append(words, o.ID, o.Statement)
	}
	return words
}
