package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/platform"
)

func newList() *cobra.Command {
	return newGroup(&cobra.Command{
		Use:   "list",
		Short: "List rules, obligations, scenarios, steps, test cards and passwords, return codes",
		Long: `List what the simulator knows: the platform's rules, a merchant's obligations, the scenarios that check both, the steps to write
scenarios with, test cards and passwords, return codes.`,
		Example: "  llsim list rules IDN-5",
	}, newListRules(), newListObligations(), newListScenarios(), newListSteps(), newListCards(), newListPasswords(), newListCodes())
}

// ruleListing is a rule with the scenarios that check it.
type ruleListing struct {
	rulebook.Rule
	Scenarios []platform.Scenario `json:"scenarios"`
}

func newListRules() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:   "rules [ID]",
		Short: "List what the platform decides",
		Long: `List the rules by which the platform decides, with their source: doc (LianLian's documentation), doc* (of a sister product), seen (real
traffic), reading (the simulator's, where the documentation is silent). With an ID, one rule in full.`,
		Example: "  llsim list rules IDN-5",
		Args:    between(0, "ID"),
	})
	cmd.ValidArgsFunction = completeIDs(ruleWords)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		rules, err := listRules()
		if err != nil {
			return err
		}
		if len(args) == 0 {
			return emit(cmd, rules, func(b *strings.Builder) {
				t := newTable("id", "source", "codes", "scenarios", "built", "statement")
				for _, r := range rules {
					t.add(r.ID, join(r.Marks), join(r.Codes), fmt.Sprint(len(r.Scenarios)), yesNo(r.Built), r.Statement)
				}
				t.write(b, "no rules")
			})
		}
		i := slices.IndexFunc(rules, func(r ruleListing) bool { return strings.EqualFold(r.ID, args[0]) })
		if i < 0 {
			return noSuchID("rule", args[0], ruleIDs(), "rules")
		}
		return emit(cmd, rules[i], func(b *strings.Builder) { describeRule(b, rules[i]) })
	}
	return cmd
}

func listRules() ([]ruleListing, error) {
	rules, err := rulebook.Rules()
	if err != nil {
		return nil, err
	}
	all, err := platform.Scenarios()
	if err != nil {
		return nil, err
	}
	list := make([]ruleListing, len(rules))
	for i, r := range rules {
		list[i] = ruleListing{r, tagged(all, r.ID)}
	}
	return list, nil
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

func describeRule(b *strings.Builder, r ruleListing) {
	pairs(b, "", "id", r.ID, "section", r.Section, "statement", r.Statement, "source", join(r.Marks), "codes", join(r.Codes), "built", yesNo(r.Built))
	for _, reading := range r.Readings {
		b.WriteString("reading\n")
		pairs(b, gap, "about", reading.About, "reason", reading.Reason, "alternative", reading.Alternative)
	}
	for _, s := range r.Scenarios {
		fmt.Fprintf(b, "checked by %s:%d %s\n", s.File, s.Line, s.Name)
	}
}

func newListCodes() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:     "codes",
		Short:   "List the platform's return codes",
		Long:    "List the platform's return codes with their exact messages. Each but 0000 can be the outcome of a payment.",
		Example: "  llsim list codes",
		Args:    exactly(),
	})
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		list := wire.Codes()
		return emit(cmd, list, func(b *strings.Builder) {
			t := newTable("ret_code", "ret_msg", "meaning")
			for _, c := range list {
				t.add(string(c.Code), c.Message, c.Meaning)
			}
			t.write(b, "no codes")
		})
	}
	return cmd
}

func join[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = string(v)
	}
	return strings.Join(texts, " ")
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
