package main

import (
	"encoding/json"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// withJSON adds --json.
func withJSON(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().Bool("json", false, "print JSON for programs")
	return cmd
}

func asJSON(cmd *cobra.Command) bool {
	on, err := cmd.Flags().GetBool("json")
	return err == nil && on
}

// output collects what is printed for people, in their language.
type output struct {
	strings.Builder
	lang message.Lang
}

// in returns a sentence or a word in the language of the output.
func (b *output) in(text message.Text, args ...any) string {
	return message.New(text, args...).In(b.lang)
}

// say adds a sentence.
func (b *output) say(text message.Text, args ...any) { b.WriteString(b.in(text, args...)) }

// line adds a sentence and the end of the line.
func (b *output) line(text message.Text, args ...any) { b.WriteString(b.in(text, args...) + "\n") }

// emit prints a result: as JSON with --json, else as human writes it.
func emit(cmd *cobra.Command, result any, human func(*output)) error {
	doneWaiting(cmd)
	if asJSON(cmd) {
		return writeJSON(cmd.OutOrStdout(), result, "  ")
	}
	b := output{lang: languageOf(cmd.Context())}
	human(&b)
	_, err := io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}

// emitVerdict prints a result; the error is errReported where it is a refusal, which the result explains.
func emitVerdict(cmd *cobra.Command, accepted bool, result any, human func(*output)) error {
	if err := emit(cmd, result, human); err != nil || accepted {
		return err
	}
	return errReported
}

// writeJSON writes one JSON text and a line break; without indent it is one line.
func writeJSON(w io.Writer, v any, indent string) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	return e.Encode(v)
}

// emitDone prints what was done to what, for commands without another result. done is the key of the JSON and the English word.
func emitDone(cmd *cobra.Command, done message.Text, what string) error {
	return emit(cmd, map[message.Text]string{done: what}, func(b *output) { b.WriteString(b.in(done) + " " + printable(what) + "\n") })
}

// isTerminal reports whether output goes to a person's screen.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
