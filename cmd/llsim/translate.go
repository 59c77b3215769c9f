package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// translate puts Chinese texts in the place of the English ones of all commands and flags. A text without a Chinese twin stays as it is;
// a test finds those.
func translate(root *cobra.Command) {
	for _, g := range root.Groups() {
		g.Title = twin(g.Title)
	}
	seen := map[*pflag.Flag]bool{} // a group shares the flags of its first command
	translateCommand(root, seen)
}

func translateCommand(cmd *cobra.Command, seen map[*pflag.Flag]bool) {
	cmd.Short, cmd.Long, cmd.Example = twin(cmd.Short), chineseLong(cmd), chineseExample(cmd.Example)
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	for _, flags := range []*pflag.FlagSet{cmd.Flags(), cmd.PersistentFlags()} {
		flags.VisitAll(func(f *pflag.Flag) {
			if !seen[f] {
				seen[f], f.Usage = true, chineseUsage(f)
			}
		})
	}
	for _, c := range cmd.Commands() {
		translateCommand(c, seen)
	}
}

// twin returns the Chinese twin of a text of the help, or the text itself.
func twin(english string) string {
	if chinese, ok := message.Twin(english); ok {
		return chinese
	}
	return english
}

// chineseLong returns the long text of a command.
func chineseLong(cmd *cobra.Command) string {
	if cmd.CommandPath() == "llsim fault add" {
		return faultHelp(message.Chinese)
	}
	text, first, ok := strings.Cut(cmd.Long, byItself)
	if !ok {
		return twin(cmd.Long)
	}
	return twin(text) + "\n\n" + message.New("By itself it does what %s does.", strings.TrimSuffix(first, " does.")).In(message.Chinese)
}

// chineseExample returns an example with its comments in Chinese.
func chineseExample(example string) string {
	var b strings.Builder
	for line := range strings.Lines(example) {
		if command, comment, ok := strings.Cut(line, " # "); ok {
			line = command + " # " + twin(strings.TrimSuffix(comment, "\n"))
			if strings.HasSuffix(comment, "\n") {
				line += "\n"
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// chineseUsage returns the usage of a flag: its text is Chinese, the words that it takes and its variable stay.
func chineseUsage(f *pflag.Flag) string {
	text, suffix := f.Usage, ""
	switch f.Name {
	case "help":
		return twin("print this help")
	case "version":
		return twin("print the version")
	}
	if variable := f.Annotations[annotationEnv]; len(variable) > 0 {
		text, suffix = strings.TrimSuffix(text, " ["+variable[0]+"]"), " ["+variable[0]+"]"
	}
	if words, ok := f.Value.(wordFlag); ok {
		if before, found := strings.CutSuffix(text, wordList(words.words)); found {
			text, suffix = before, "："+strings.Join(words.words, "、")+suffix
		}
	}
	return twin(text) + suffix
}
