package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// languages are the values of --lang.
var languages = []string{string(message.English), string(message.Chinese)}

// chooseLanguage returns the language in which the program speaks to the user: that of --lang, else of LLSIM_LANG, else of the locale. It
// reads the command line before the commands do, because help texts and errors need the language too. It ignores an unknown value, which
// the flag's own check reports.
func chooseLanguage(args []string, env func(string) (string, bool)) message.Lang {
	chosen, _ := env("LLSIM_LANG")
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			chosen = value
		} else if arg == "--lang" && i+1 < len(args) {
			chosen = args[i+1]
		}
	}
	switch lang := message.Lang(chosen); lang {
	case message.English, message.Chinese:
		return lang
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale, _ := env(name); locale != "" {
			return localeLanguage(locale)
		}
	}
	return message.English
}

// localeLanguage returns the language of a locale such as zh_CN.UTF-8. It is English for a Chinese locale of another charset, whose
// terminals cannot show what llsim writes.
func localeLanguage(locale string) message.Lang {
	locale, _, _ = strings.Cut(strings.ToLower(locale), "@")
	name, charset, _ := strings.Cut(locale, ".")
	language, _, _ := strings.Cut(strings.ReplaceAll(name, "-", "_"), "_")
	if language == string(message.Chinese) && (charset == "" || charset == "utf8" || charset == "utf-8") {
		return message.Chinese
	}
	return message.English
}

// addLanguage adds the flag --lang to all commands. Its value is read by chooseLanguage, and by those that show scenarios.
func addLanguage(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.Var(wordFlag{new(string), languages}, "lang", "language of texts, and of the scenarios that come with the program (default that of the locale)"+wordList(languages))
	bindEnvironment(flags, "lang")
	// It fails for a flag that does not exist or is registered twice: neither can be.
	_ = root.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions(languages, cobra.ShellCompDirectiveNoFileComp))
}

// languageFlag returns the language that --lang or LLSIM_LANG names, "" for none.
func languageFlag(cmd *cobra.Command) string {
	if flag := cmd.Flag("lang"); flag != nil {
		return flag.Value.String()
	}
	return ""
}

// scenarioLanguage returns the language of the scenarios that come with the program: the user's, but English for --json without --lang,
// since programs get the same everywhere.
func scenarioLanguage(cmd *cobra.Command) message.Lang {
	if asJSON(cmd) {
		return message.Lang(cmp.Or(languageFlag(cmd), string(message.English)))
	}
	return languageOf(cmd.Context())
}

// textLanguage returns the language of rules and obligations: the user's, but English for --json, which is the same everywhere.
func textLanguage(cmd *cobra.Command) message.Lang {
	if asJSON(cmd) {
		return message.English
	}
	return languageOf(cmd.Context())
}

type languageKey struct{}

// withLanguage returns a context in which the program speaks a language.
func withLanguage(ctx context.Context, lang message.Lang) context.Context {
	return context.WithValue(ctx, languageKey{}, lang)
}

// languageOf returns the language of a context, English where it has none.
func languageOf(ctx context.Context) message.Lang {
	if ctx == nil {
		return message.English
	}
	if lang, ok := ctx.Value(languageKey{}).(message.Lang); ok {
		return lang
	}
	return message.English
}

// say returns a sentence in the language of a context.
func say(ctx context.Context, text message.Text, args ...any) string {
	return message.New(text, args...).In(languageOf(ctx))
}
