package main

import "github.com/spf13/cobra"

// completeCheck adds the completion of flags and feature files. Registering fails only for a flag that does not exist or is registered
// twice.
func completeCheck(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("tags", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return append([]string{"@must", "@should"}, wordsOf(obligationWords())...), cobra.ShellCompDirectiveNoFileComp
	})
	_ = cmd.RegisterFlagCompletionFunc("config", cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt))
	cmd.ValidArgsFunction = cobra.FixedCompletions([]string{"feature"}, cobra.ShellCompDirectiveFilterFileExt)
}
