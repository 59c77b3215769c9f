package main

import (
	"github.com/spf13/cobra"
)

func newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the completion script for a shell",
		Long: `Print the script that makes a shell complete commands, flags and their words.

bash: add  source <(llsim completion bash)  to ~/.bashrc.
zsh:  llsim completion zsh > "${fpath[1]}/_llsim"
fish: llsim completion fish > ~/.config/fish/completions/llsim.fish
powershell: llsim completion powershell | Out-String | Invoke-Expression`,
		Example:   "  llsim completion bash > /etc/bash_completion.d/llsim",
		Args:      exactly("bash|zsh|fish|powershell"),
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			root, out := cmd.Root(), cmd.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(out, true)
			case "zsh":
				return root.GenZshCompletion(out)
			case "fish":
				return root.GenFishCompletion(out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(out)
			}
			return usagef("there is no completion for %q; write bash, zsh, fish or powershell", args[0])
		},
	}
}
