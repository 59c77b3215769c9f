package main

import (
	"cmp"
	"encoding/json"
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lianlian-sim/llsim/docs/reference"
	"github.com/lianlian-sim/llsim/simulator/message"
)

var update = flag.Bool("update", false, "write what is made from the commands, the schema and the vocabularies: pages, the phrasebook, files of an editor")

// common are the flags that many commands have; the page explains them once.
var common = []string{"json", "server", "sandbox", "control-token", "help", "version"}

func TestCommandsPage(t *testing.T) {
	for page, c := range map[string]struct {
		lang message.Lang
		head []string
	}{"commands.md": {message.English, []string{"flag", "variable", ""}}, "commands.zh-CN.md": {message.Chinese, []string{"选项", "环境变量", ""}}} {
		t.Run(page, func(t *testing.T) {
			root := newRoot(noEnvironment)
			if c.lang == message.Chinese {
				translate(root)
			}
			p := commandsPage{lang: c.lang, head: c.head}
			var overview, details strings.Builder
			for _, group := range root.Groups() {
				var rows [][]string
				for _, c := range root.Commands() {
					if c.GroupID == group.ID && c.IsAvailableCommand() {
						rows = append(rows, []string{"[`" + c.Name() + "`](#" + anchor(c) + ")", c.Short})
						all(c, func(c *cobra.Command) { p.command(&details, c) })
					}
				}
				overview.WriteString("**" + strings.TrimRight(group.Title, ":：") + "**\n\n" + reference.Table([]string{"", ""}, rows...) + "\n")
			}
			reference.Part(t, *update, page, "the list of commands", overview.String())
			reference.Part(t, *update, page, "the commands", details.String())
			rows := [][]string{p.flag(root.PersistentFlags().Lookup("lang"))}
			c, _, err := root.Find([]string{"orders"}) // it has every common flag
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range common[:4] {
				rows = append(rows, p.flag(c.Flags().Lookup(name)))
			}
			reference.Part(t, *update, page, "the common flags", reference.Table(p.head, rows...))
		})
	}
}

// commandsPage is the page of commands in a language; head is that of a table of flags.
type commandsPage struct {
	lang message.Lang
	head []string
}

// anchor is that of a command's heading.
func anchor(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

func (p commandsPage) command(b *strings.Builder, c *cobra.Command) {
	b.WriteString("### " + c.CommandPath() + "\n\n" + reference.Code(c.Long) + "\n\n```console\n")
	for line := range strings.Lines(c.Example) {
		b.WriteString("$ " + strings.TrimSpace(line) + "\n")
	}
	b.WriteString("```\n\n")
	var rows [][]string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if c.Name() == "serve" || !slices.Contains(common, f.Name) {
			rows = append(rows, p.flag(f))
		}
	})
	if len(rows) > 0 && !inherits(c) {
		b.WriteString(reference.Table(p.head, rows...) + "\n")
	}
}

// inherits tells whether a command does what its first subcommand does, with the same flags.
func inherits(c *cobra.Command) bool {
	return strings.Contains(c.Long, "By itself it does what") || strings.Contains(c.Long, "不带子命令时")
}

func (p commandsPage) flag(f *pflag.Flag) []string {
	variable := ""
	if names := f.Annotations[annotationEnv]; len(names) > 0 {
		variable = names[0]
	}
	usage := strings.TrimSuffix(f.Usage, " ["+variable+"]")
	if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0" {
		usage += map[message.Lang]string{message.English: "; default `", message.Chinese: "；默认 `"}[p.lang] + f.DefValue + "`"
	}
	name := "`--" + f.Name + "`"
	if f.Shorthand != "" {
		name += ", `-" + f.Shorthand + "`"
	}
	return []string{name, code(variable), usage}
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

// property is what the page says of a key, beside what other tests look at.
type property struct {
	Ref         string               `json:"$ref"`
	Type        string               `json:"type"`
	Description string               `json:"description"`
	Default     any                  `json:"default"`
	Enum        []string             `json:"enum"`
	Examples    []string             `json:"examples"`
	Properties  map[string]*property `json:"properties"`
	Items       *property            `json:"items"`
	Required    []string             `json:"required"`
}

func TestConfigurationPage(t *testing.T) {
	var schema struct {
		property
		Defs map[string]*property `json:"$defs"`
	}
	if err := json.Unmarshal(readFile(t, schemaFile), &schema); err != nil {
		t.Fatal(err)
	}
	serve := newServe(noEnvironment)
	var server, sandbox [][]string
	for _, key := range sortedKeys(schema.Properties) {
		row := keyRow(schema.Properties[key], key, schema.Required)
		if f := serve.Flags().Lookup(strings.ReplaceAll(key, "_", "-")); f != nil {
			server = append(server, []string{row[0], "`--" + f.Name + "`", code(f.Annotations[annotationEnv][0]), row[1]})
		} else {
			sandbox = append(sandbox, row)
		}
	}
	reference.Part(t, *update, "configuration.md", "the settings of the server", reference.Table([]string{"key", "flag of `serve`", "variable", ""}, server...))
	reference.Part(t, *update, "configuration.md", "the settings of the sandbox", reference.Table([]string{"key", ""}, sandbox...))
	for part, name := range map[string]string{"a merchant": "merchant", "an automatic payment": "automaticPayment", "a window": "window", "a clock": "clock"} {
		reference.Part(t, *update, "configuration.md", part, keyTable(schema.Defs[name], ""))
	}
}

// keyTable has the keys of an object, and behind a key those of the object that is its value.
func keyTable(p *property, prefix string) string {
	return reference.Table([]string{"key", ""}, keyRows(p, prefix)...)
}

func keyRows(p *property, prefix string) [][]string {
	var rows [][]string
	for _, key := range sortedKeys(p.Properties) {
		inner := p.Properties[key]
		rows = append(rows, keyRow(inner, prefix+key, p.Required))
		rows = append(rows, keyRows(inner, prefix+key+".")...)
	}
	return rows
}

func keyRow(p *property, key string, required []string) []string {
	text := p.Description
	values := p.Enum
	if p.Items != nil {
		values = p.Items.Enum
	}
	if len(values) > 0 {
		text += " One of `" + strings.Join(values, "`, `") + "`."
	}
	if p.Items != nil && len(values) > 0 {
		text = strings.Replace(text, " One of ", " Any of ", 1)
	}
	if kinds := map[string]string{"#/$defs/duration": "A duration such as `90s` or `3d`.", "#/$defs/outcome": "`success`, `processing` or a failure code.", "#/$defs/yuan": "In yuan.", "#/$defs/timeOfDay": "`HH:mm`, UTC+8."}; p.Ref != "" {
		text += " " + kinds[p.Ref]
	}
	if p.Default != nil {
		value, _ := json.Marshal(p.Default)
		text += " Default `" + strings.Trim(string(value), `"`) + "`."
	}
	if len(p.Examples) > 0 {
		text += " Such as `" + p.Examples[0] + "`."
	}
	name := "`" + key + "`"
	if slices.Contains(required, key[strings.LastIndex(key, ".")+1:]) {
		name += " (required)"
	}
	return []string{name, strings.TrimSpace(cmp.Or(reference.Code(text), p.Type))}
}
