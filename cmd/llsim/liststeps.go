package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/platform"
)

// vocabularies are the steps that llsim check runs, and those that package steps gives to a Go program's own scenarios.
type vocabularies struct {
	Merchant []contract.StepDoc `json:"merchant"`
	Platform []platform.StepDoc `json:"platform"`
}

func newListSteps() *cobra.Command {
	return newOffline(&cobra.Command{
		Use:   "steps",
		Short: "List the steps to write scenarios with",
		Long: `List the steps of feature files for llsim check, in English and in Chinese (# language: zh-CN), as Cucumber expressions of their whole
text, each with an example from the scenarios that come with the program and the parts of a merchant file that it needs. --json has
the steps of Go package steps as well, under platform.`,
		Example: "  llsim list steps",
	}, func() (v vocabularies, err error) {
		if v.Merchant, err = contract.Vocabulary(); err == nil {
			v.Platform, err = platform.Vocabulary()
		}
		return v, err
	}, func(b *strings.Builder, v vocabularies) {
		for _, s := range v.Merchant {
			b.WriteString(s.Pattern + "\n")
			describeExample(b, s.Pattern, s.Example)
			pairs(b, gap, "Chinese", s.Chinese)
			describeExample(b, s.Chinese, s.ExampleChinese)
			pairs(b, gap, "needs  ", strings.Join(s.Needs, ", "))
		}
	})
}

// describeExample writes an example, line by line, unless it says no more than the pattern.
func describeExample(b *strings.Builder, pattern, example string) {
	if example == pattern {
		return
	}
	name := "such as"
	for line := range strings.SplitSeq(example, "\n") {
		pairs(b, gap, name, line)
		name = "       "
	}
}
