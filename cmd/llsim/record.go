package main

import (
	"errors"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
)

func newRecord() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "record",
		Short: "Write what happened in a sandbox as a Gherkin scenario",
		Long: `Write what happened in a sandbox as a feature file with one scenario: the clock as it was moved, requests and answers, payments, faults,
notifications and the merchant's answers to them, and where orders and refunds stand at the end. Played again by llsim run, it passes.

It begins where the sandbox began, or with its last reset. What the scenario cannot say stands in it as a comment that begins with
"Left out:". A file that exists stays as it is.`,
		Example: `  llsim record --sandbox night -o night.feature
  llsim run night.feature`,
		Args: exactly(),
	}
	r := newRemote(cmd)
	out := cmd.Flags().StringP("output", "o", "", "write to this new file instead")
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, _ []string) error {
		feature, err := control.Feature(cmd.Context())
		if err != nil {
			return err
		}
		if *out == "" {
			return emit(cmd, map[string]string{"feature": feature}, func(b *output) { b.WriteString(feature) })
		}
		if err := writeNew(*out, feature, 0o644); errors.Is(err, fs.ErrExist) {
			return usagef("%s is there already and stays as it is; name another file with -o", *out)
		} else if err != nil {
			return usagef("%v", err)
		}
		return emitDone(cmd, "written", *out)
	})
	return cmd
}
