package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/features"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/steps/check"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// wholeScenario is a scenario with its text and that of its feature's background.
type wholeScenario struct {
	platform.Scenario
	Background string `json:"background,omitempty"`
	Text       string `json:"text"`
}

func newListScenarios() *cobra.Command {
	ids := func(lang message.Lang) []string { return append(obligationWords(lang), ruleWords(lang)...) }
	return newListByID(&cobra.Command{
		Use:   "scenarios [ID]",
		Short: "List the scenarios that come with the program",
		Long: `List the scenarios that come with the program, with their tags: the rules and obligations they check. With the ID of a rule or an
obligation, its scenarios in full, with --lang zh in Chinese.`,
		Example: "  llsim list scenarios M-NTF-17 --lang zh",
	}, "rule or obligation", ids, listScenarios, func(cmd *cobra.Command, id string) error {
		list, err := scenariosOf(id, scenarioLanguage(cmd))
		if err != nil {
			return err
		}
		return emit(cmd, list, func(b *output) { describeScenarios(b, list) })
	})
}

func listScenarios(cmd *cobra.Command) error {
	list, err := platform.Scenarios()
	if err != nil {
		return err
	}
	obligations, err := contract.Scenarios()
	if err != nil {
		return err
	}
	list = append(list, obligations...)
	return emit(cmd, list, func(b *output) {
		writeTable(b, "", b.in("no scenarios"), row{"scenario", "tags", "where"}, list, func(s platform.Scenario) row {
			return row{s.Name, strings.Join(s.Tags, " "), fmt.Sprintf("%s:%d", s.File, s.Line)}
		})
	})
}

// scenariosOf are the scenarios about a rule or an obligation, in a language.
func scenariosOf(id string, lang message.Lang) ([]wholeScenario, error) {
	folders := map[message.Lang]string{message.English: features.Platform, message.Chinese: features.ChinesePlatform}
	if _, ok := rulebook.ObligationByID(id); ok || rulebook.PromiseIn("en", id) != nil {
		folders = map[message.Lang]string{message.English: features.Merchant, message.Chinese: features.Chinese}
	}
	all, err := check.SelectEmbedded(folders[lang], "")
	if err != nil {
		return nil, err
	}
	list := []wholeScenario{}
	for _, s := range all.Scenarios {
		if !slices.Contains(s.Tags, id) {
			continue
		}
		tags := make([]string, len(s.Tags))
		for i, tag := range s.Tags {
			tags[i] = "@" + tag
		}
		list = append(list, wholeScenario{platform.Scenario{Name: s.Name, File: s.File, Line: s.Line, Tags: tags}, s.Background, s.Text})
	}
	return list, nil
}

func describeScenarios(b *output, list []wholeScenario) {
	for _, s := range list {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "# %s:%d\n", s.File, s.Line)
		if s.Background != "" {
			b.WriteString(s.Background + "\n")
		}
		b.WriteString(s.Text)
	}
}
