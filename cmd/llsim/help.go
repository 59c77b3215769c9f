package main

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// printUsage writes how a command is used, as cobra lays it out, in the user's language.
func printUsage(cmd *cobra.Command) error {
	b := output{lang: languageOf(cmd.Context())}
	b.say("Usage:")
	if cmd.Runnable() {
		b.WriteString("\n" + gap + useLine(cmd))
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n" + gap)
		b.say("%s [command]", cmd.CommandPath())
	}
	if cmd.HasExample() {
		b.WriteString("\n\n")
		b.line("Examples:")
		b.WriteString(cmd.Example)
	}
	b.subcommands(cmd)
	b.flags("Flags:", cmd.LocalFlags())
	b.flags("Global Flags:", cmd.InheritedFlags())
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n\n")
		b.say("Use \"%s [command] --help\" for more information about a command.", cmd.CommandPath())
	}
	_, err := fmt.Fprintln(cmd.OutOrStderr(), b.String())
	return err
}

// subcommands adds the commands below a command, by group where it has groups.
func (b *output) subcommands(cmd *cobra.Command) {
	groups := cmd.Groups()
	if len(groups) == 0 {
		groups = []*cobra.Group{{Title: b.in("Available Commands:")}}
	}
	for _, group := range groups {
		title := "\n\n" + group.Title
		for _, c := range cmd.Commands() {
			if c.GroupID == group.ID && (c.IsAvailableCommand() || c.Name() == "help") {
				b.WriteString(title + "\n" + gap + c.Name() + strings.Repeat(" ", max(0, c.NamePadding()-len(c.Name()))) + " " + c.Short)
				title = ""
			}
		}
	}
}

// defaultValue is how pflag writes the default of a flag, at the end of its line.
var defaultValue = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m) \(default (.*)\)$`) })

// flags adds flags below a title, nothing where none is to be shown.
func (b *output) flags(title message.Text, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	text := strings.TrimRight(flags.FlagUsages(), " \n")
	if b.lang == message.Chinese {
		text = defaultValue().ReplaceAllStringFunc(text, func(found string) string {
			return b.in(" (default %s)", defaultValue().FindStringSubmatch(found)[1])
		})
	}
	b.WriteString("\n\n")
	b.line(title)
	b.WriteString(text)
}

// useLine returns the line of a command with its arguments, in the user's language.
func useLine(cmd *cobra.Command) string {
	line, some := strings.CutSuffix(cmd.UseLine(), " [flags]")
	if !some {
		return line
	}
	return say(cmd.Context(), "%s [flags]", line)
}

// newHelp makes the command help.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]...",
		Short: "Help about any command",
		Long:  "Print what a command does, with its flags and examples, as --help of that command does.",
		Example: `  llsim help order
  llsim help sandbox create`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
			about, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var words []string
			for _, c := range about.Commands() {
				if c.IsAvailableCommand() {
					words = append(words, c.Name(), c.Short)
				}
			}
			return described(prefix, words...), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return noSuchCommand(about, rest)
			}
			about.SetContext(cmd.Context())
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
	}
}
