package main

import "github.com/spf13/cobra"

// completeCheck tells shells the words of flags, and that what is named are features. It fails for a flag that does not exist or is
// registered twice: neither can be.
func completeCheck(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("tags", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return append([]string{"@must", "@should"}, obligationIDs()...), cobra.ShellCompDirectiveNoFileComp
	})
	_ = cmd.RegisterFlagCompletionFunc("config", cobra.FixedCompletions([]string{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt))
	cmd.ValidArgsFunction = cobra.FixedCompletions([]string{"feature"}, cobra.ShellCompDirectiveFilterFileExt)
}
