package main

import (
	"cmp"
	_ "embed"
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/message"
)

// starter and chineseStarter are a merchant file to begin with, with comments in English and in Chinese.
var (
	//go:embed checkinit.yaml
	starter string
	//go:embed checkinit.zh.yaml
	chineseStarter string
)

// writeStarter writes the starter file where there is none yet.
func writeStarter(cmd *cobra.Command, path string) error {
	path = cmp.Or(path, "merchant.yaml")
	text := starter
	if languageOf(cmd.Context()) == message.Chinese {
		text = chineseStarter
	}
	err := writeNew(path, text, 0o644)
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
