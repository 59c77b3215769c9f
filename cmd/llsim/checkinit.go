package main

import (
	"cmp"
	_ "embed"
	"errors"
	"io/fs"

	"github.com/spf13/cobra"
)

// starter is a merchant file to begin with.
//
//go:embed checkinit.yaml
var starter string

// writeStarter writes the starter file where there is none yet.
func writeStarter(cmd *cobra.Command, path string) error {
	path = cmp.Or(path, "merchant.yaml")
	err := writeNew(path, starter, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return usagef("%s is there already and stays as it is; name another file with -c", path)
	}
	if err != nil {
		return usagef("%v", err)
	}
	return emit(cmd, map[string]string{"written": path}, func(b *output) {
		b.line("written %s: fill in how your merchant starts and is reached, then run llsim check -c %s", path, path)
	})
}
