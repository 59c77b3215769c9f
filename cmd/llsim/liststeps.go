package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/phrasebook"
)

func newListSteps() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "steps [WORD ...]",
		Short: "List the steps to write scenarios with",
		Long: `List the steps of feature files, by subject and by the keyword that most scenarios say them with, in English and in Chinese
(# language: zh-CN), each with an example from the scenarios that come with the program and what it needs of a merchant file; below
them what {moment} and the other parameters stand for. Words, in either language, narrow the list to the steps that have all of
them; of one step alone the example's scenario is shown whole. --json has the steps that need a merchant file under merchant, the
others under platform. With --lang the sentences are in that language alone.`,
		Example: "  llsim list steps clearing file\n  llsim list steps 退款 --lang zh",
	})
	cmd.ValidArgsFunction = func(cmd *cobra.Command, _ []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return described(strings.ToLower(prefix), stepWords(languageOf(cmd.Context()))...), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		book, err := phrasebook.Read()
		if err != nil {
			return err
		}
		found, err := findSteps(book, args)
		if err != nil {
			return err
		}
		text := stepsText{lang: languageFlag(cmd), labels: languageOf(cmd.Context())}
		if text.groups(found); len(found.Steps()) == 1 {
			err = text.scenarios(found.Steps()[0])
		}
		if err != nil {
			return err
		}
		return emit(cmd, found, func(b *output) { b.WriteString(text.String()) })
	}
	return cmd
}

// findSteps keeps the steps that have all words. None is a mistake: of the first word that no step has, or of the words together.
func findSteps(book phrasebook.Book, words []string) (phrasebook.Book, error) {
	query := strings.Join(words, " ")
	found := book.Find(query)
	if len(found.Steps()) > 0 {
		return found, nil
	}
	all := message.New("llsim list steps lists them all")
	if word := book.Unknown(query); word != "" {
		return found, usagef("no step has %q; %s", word, suggest(strings.ToLower(word), book.Words(), all))
	}
	return found, usagef("no step has all of %q; leave words out, or %s", query, all)
}

// stepWords are words to narrow the list of steps with, each followed by how many steps it leaves.
func stepWords(lang message.Lang) (words []string) {
	book, _ := phrasebook.Read() // a test reads it; without it there are no words
	for _, word := range book.Words() {
		words = append(words, word, message.New("%d of %d steps", len(book.Find(word).Steps()), len(book.Steps())).In(lang))
	}
	return words
}
