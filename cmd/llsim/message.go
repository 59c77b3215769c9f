package main

import (
	"bytes"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// readMessage reads a message from arguments: FIELD=VALUE pairs, or one file with a JSON object or a form. "-", or no argument, is
// standard input.
func readMessage(cmd *cobra.Command, args []string) (wire.Fields, error) {
	if len(args) > 0 && strings.Contains(args[0], "=") {
		return assignments(args)
	}
	name := "-"
	switch len(args) {
	case 0:
	case 1:
		name = args[0]
	default:
		return nil, usagef("%q is one argument too many; write one file, or FIELD=VALUE pairs", args[1])
	}
	text, err := readText(cmd, name)
	if err != nil {
		return nil, err
	}
	text = bytes.TrimSpace(text)
	decode := wire.DecodeJSON
	if len(text) > 0 && text[0] != '{' && bytes.ContainsRune(text, '=') {
		decode = wire.DecodeForm
	}
	fields, err := decode(text)
	if err != nil {
		return nil, failf("%s holds neither a flat JSON object nor a form: %w", inputName(name), err)
	}
	return fields, nil
}
