package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func noEnvironment(string) (string, bool) { return "", false }

// all visits every command that a user can call.
func all(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			all(sub, visit)
		}
	}
}

func TestEveryCommandHelps(t *testing.T) {
	all(newRoot(noEnvironment), func(c *cobra.Command) {
		path := c.CommandPath()
		if c.Short == "" || c.Long == "" || c.Example == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: a command has a short text without a full stop, a long one and an example", path)
		}
		if !strings.Contains(c.Example, path) && !c.HasSubCommands() && c.Name() != "files" {
			t.Errorf("%s: its example does not show it:\n%s", path, c.Example)
		}
		var out, errs bytes.Buffer
		args := append(strings.Fields(path)[1:], "--help")
		if code := run(t.Context(), args, noEnvironment, nil, &out, &errs); code != 0 || errs.Len() > 0 || !strings.Contains(out.String(), "Examples:") {
			t.Errorf("%s --help: code %d, %s%s", path, code, out.String(), errs.String())
		}
	})
}

// TestEveryExampleParses runs the flags and arguments of each example through its command, without running the command.
func TestEveryExampleParses(t *testing.T) {
	all(newRoot(noEnvironment), func(c *cobra.Command) {
		for line := range strings.Lines(c.Example) {
			for part := range strings.SplitSeq(line, "&&") {
				words := shellWords(part)
				if len(words) == 0 || words[0] != "llsim" {
					continue
				}
				root := newRoot(noEnvironment)
				cmd, rest, err := root.Find(words[1:])
				if err == nil {
					err = cmd.ParseFlags(rest)
				}
				if err == nil {
					err = cmd.ValidateFlagGroups()
				}
				if err == nil && cmd.Args != nil {
					err = cmd.Args(cmd, cmd.Flags().Args())
				}
				if err != nil {
					t.Errorf("%s: example %q: %v", c.CommandPath(), strings.TrimSpace(part), err)
				}
			}
		}
	})
}

// shellWords splits a line at blanks outside quotes, up to a comment, pipe or redirection.
func shellWords(line string) []string {
	var words []string
	var word strings.Builder
	quote, open := rune(0), false
	flush := func() {
		if open {
			words = append(words, word.String())
		}
		word.Reset()
		open = false
	}
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote, open = r, true
		case quote == 0 && (r == ' ' || r == '\n'):
			flush()
		case quote == 0 && strings.ContainsRune("#|<>", r):
			flush()
			return words
		default:
			word.WriteRune(r)
			open = true
		}
	}
	flush()
	return words
}

func TestEveryCommandPrintsJSON(t *testing.T) {
	without := map[string]bool{"llsim": true, "llsim serve": true, "llsim completion": true, "llsim keys": true, "llsim list": true}
	all(newRoot(noEnvironment), func(c *cobra.Command) {
		path := c.CommandPath()
		if has := c.Flags().Lookup("json") != nil; has == without[path] {
			t.Errorf("%s: --json %v", path, has)
		}
	})
}

// TestServeFlagsHaveVariables holds the flags of serve against the environment.
func TestServeFlagsHaveVariables(t *testing.T) {
	env := map[string]string{
		"LLSIM_LISTEN": "a", "LLSIM_CONTROL_LISTEN": "b", "LLSIM_CONTROL_TOKEN": "c", "LLSIM_PUBLIC_URL": "d", "LLSIM_NOTIFY_ALLOW": "e,f",
		"LLSIM_CONFIG": "g", "LLSIM_CLOCK": "h", "LLSIM_DATA": "i", "LLSIM_LOG_FORMAT": "json",
	}
	serve := newServe(noEnvironment)
	if err := fromEnvironment(serve.Flags(), func(name string) (string, bool) { v, ok := env[name]; return v, ok }); err != nil {
		t.Fatal(err)
	}
	for name, value := range env {
		t.Run(name, func(t *testing.T) {
			flag := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(name, "LLSIM_"), "_", "-"))
			if got := strings.Trim(serve.Flags().Lookup(flag).Value.String(), "[]"); got != value {
				t.Errorf("--%s is %q, want %q", flag, got, value)
			}
		})
	}
}
