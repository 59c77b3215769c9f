package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/explore"
)

// promiseListing is a promise that explore judges.
type promiseListing struct {
	Promise   string   `json:"promise"`
	Statement string   `json:"statement"`
	Rests     []string `json:"rests_on"` // obligations
}

// wholePromise is a promise with all that is known of it.
type wholePromise struct {
	promiseListing
	Cost      string          `json:"cost"`
	Step      string          `json:"step"` // that judges it
	Scenarios []wholeScenario `json:"scenarios"`
}

func newListPromises() *cobra.Command {
	return newListByID(&cobra.Command{
		Use:   "promises [ID]",
		Short: "List the promises about money that explore judges",
		Long: `List the promises that llsim explore judges a merchant by after each sequence of events, with the obligations that each rests on. With
an ID, one promise in full: what it costs to break it, the step that judges it, and its scenarios, with --lang zh in Chinese.`,
		Example: "  llsim list promises INV-4",
	}, "promise", promiseWords, listPromises, func(cmd *cobra.Command, id string) error { return showPromise(cmd, id, scenarioLanguage(cmd)) })
}

func listPromises(cmd *cobra.Command) error {
	return emit(cmd, promises(textLanguage(cmd)), func(b *output) {
		writeTable(b, "", b.in("no promises"), row{"promise", "rests on", "statement"}, promises(textLanguage(cmd)), func(p promiseListing) row {
			return row{p.Promise, strings.Join(p.Rests, " "), p.Statement}
		})
	})
}

func promises(lang message.Lang) (list []promiseListing) {
	for _, p := range explore.Promises() {
		list = append(list, promiseListing{p.ID, p.In(lang), p.Rests})
	}
	return list
}

func showPromise(cmd *cobra.Command, id string, lang message.Lang) error {
	p := rulebook.PromiseIn(string(textLanguage(cmd)), id)
	scenarios, err := scenariosOf(id, lang)
	if err != nil {
		return err
	}
	whole := wholePromise{promiseListing{p.ID, p.Statement, p.Rests}, p.Cost, p.Sentence, scenarios}
	return emit(cmd, whole, func(b *output) {
		pairs(b, "", "id", p.ID, "statement", p.Statement, "cost", p.Cost, "rests on", strings.Join(p.Rests, " "), "step", p.Sentence)
		describeScenarios(b, scenarios)
	})
}

// promiseWords are the ids of the promises, each followed by its statement.
func promiseWords(lang message.Lang) []string {
	return wordsAndMeanings(promises(lang), func(p promiseListing) (string, string) { return p.Promise, p.Statement })
}
