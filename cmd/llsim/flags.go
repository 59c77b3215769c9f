package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

const annotationEnv = "env"

// bindEnvironment lets environment variables set flags: --control-token is LLSIM_CONTROL_TOKEN.
func bindEnvironment(flags *pflag.FlagSet, names ...string) {
	for _, name := range names {
		f := flags.Lookup(name)
		variable := "LLSIM_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
		f.Annotations = map[string][]string{annotationEnv: {variable}}
		f.Usage += " [" + variable + "]"
	}
}

// fromEnvironment sets the flags that the command line leaves open. An empty variable counts as none.
func fromEnvironment(flags *pflag.FlagSet, env func(string) (string, bool)) error {
	var failed error
	flags.VisitAll(func(f *pflag.Flag) {
		variable := f.Annotations[annotationEnv]
		if len(variable) == 0 || f.Changed || failed != nil {
			return
		}
		if value, _ := env(variable[0]); value != "" {
			if err := flags.Set(f.Name, value); err != nil {
				if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
					err = cause(wrong)
				}
				failed = usagef("%s %q: %v", variable[0], value, err)
			}
		}
	})
	return failed
}

// wrongValues are sentences for what pflag says of a value.
var wrongValues = map[string]message.Text{
	"must be an integer": "it must be an integer", "must be a non-negative integer": "it must be an integer, 0 or more", "must be a number": "it must be a number",
	"must be true or false": "it must be true or false",
}

// cause says what is wrong with a flag's value.
func cause(e *pflag.InvalidValueError) error {
	err := errors.Unwrap(e)
	if text, ok := wrongValues[err.Error()]; ok {
		return failf(text)
	}
	return err
}

// flagError says what is wrong with a flag, and which was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	if wrong, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		return usagef("--%s %q: %v", wrong.GetFlag().Name, wrong.GetValue(), cause(wrong))
	}
	if open, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		return usagef("--%s needs a value behind it", open.GetFlag().Name)
	}
	if wrong, ok := errors.AsType[*pflag.InvalidSyntaxError](err); ok {
		return usagef("%s cannot be read as a flag; write --NAME, --NAME VALUE or --NAME=VALUE", wrong.GetSpecifiedFlag())
	}
	missing, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return usagef("%v", err)
	}
	unknown := missing.GetSpecifiedName()
	if shorthands := missing.GetSpecifiedShortnames(); shorthands != "" {
		return usagef("%s has no flag -%s", cmd.CommandPath(), shorthands)
	}
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if near := api.Nearest(unknown, known); near != "" {
		return usagef("%s has no flag --%s; did you mean --%s?", cmd.CommandPath(), unknown, near)
	}
	return usagef("%s has no flag --%s", cmd.CommandPath(), unknown)
}

// exclusiveFlags refuses flags that exclude each other, in a sentence.
func exclusiveFlags(cmd *cobra.Command) error {
	err := cmd.ValidateFlagGroups()
	if err == nil {
		return nil
	}
	_, given, _ := strings.Cut(err.Error(), "; [")
	given, _, ok := strings.Cut(given, "]")
	if !ok {
		return usagef("%v", err)
	}
	two := append(strings.Fields(given), "")
	return usagef("--%s and --%s exclude each other; keep one", two[0], two[1])
}

// wordFlag is a flag that takes one of a few words.
type wordFlag struct {
	value *string
	words []string
}

func (c wordFlag) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}
func (c wordFlag) Type() string { return "word" }
func (c wordFlag) Set(text string) error {
	if !slices.Contains(c.words, text) {
		return failf("it is none of %s", strings.Join(c.words, ", "))
	}
	*c.value = text
	return nil
}

// wordList ends the usage of a flag of a few words.
func wordList(words []string) string { return ": " + strings.Join(words, ", ") }

// choiceVar adds a flag of a few words, which a shell can complete.
func choiceVar(cmd *cobra.Command, value *string, name, usage string, words ...string) {
	cmd.Flags().Var(wordFlag{value, words}, name, usage+wordList(words))
	// It fails for a flag that does not exist or is registered twice: neither can be.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// durationFlag is a duration such as 90s or 3d; nil where it was not given.
type durationFlag struct{ value *api.Duration }

func (d *durationFlag) String() string {
	if d.value == nil {
		return ""
	}
	return d.value.String()
}
func (d *durationFlag) Type() string { return "duration" }
func (d *durationFlag) Set(text string) error {
	d.value = new(api.Duration)
	if d.value.UnmarshalText([]byte(text)) != nil {
		return failf("it is not a duration; write one such as 90s, 2m, 72h or 3d")
	}
	return nil
}

// bytesFlag is a number of bytes such as 1000000, 64MiB or 2GiB; 0 where it was not given. A configuration file has it, too.
type bytesFlag int64

func (b *bytesFlag) String() string { return strconv.FormatInt(int64(*b), 10) }
func (b *bytesFlag) Type() string   { return "size" }
func (b *bytesFlag) Set(text string) error {
	n, ok := human.ParseBytes(text)
	if !ok {
		return failf("it is not a number of bytes; write one such as 1000000, 64MiB or 2GiB")
	}
	*b = bytesFlag(n)
	return nil
}

// UnmarshalText is Set, for a configuration file.
func (b *bytesFlag) UnmarshalText(text []byte) error { return b.Set(string(text)) }

// changes reads field=value texts, and adds fields to be written as JSON null; nil for no change.
func changes(texts, null []string) (map[string]*string, error) {
	fields, err := assignments(texts)
	if err != nil || len(fields)+len(null) == 0 {
		return nil, err
	}
	set := map[string]*string{}
	for _, f := range fields {
		set[f.Name] = &f.Value
	}
	for _, name := range null {
		set[name] = nil
	}
	return set, nil
}

// assignments reads field=value arguments in their order.
func assignments(texts []string) (wire.Fields, error) {
	var fields wire.Fields
	for _, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usagef("%q is no assignment; write FIELD=VALUE such as no_order=1001", text)
		}
		fields = fields.Set(name, value)
	}
	return fields, nil
}
