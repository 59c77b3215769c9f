package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/steps/report/explored"
)

// exploreFormats are the formats of explore with a file.
var exploreFormats = []string{"html", "junit"}

// writeExplored writes the reports of an exploration.
func (r reports) writeExplored(cmd *cobra.Command, whole explored.Report) error {
	whole.Page = r.file("html")
	failed := r.writeFiles(map[string]func(io.Writer) error{"html": whole.HTML, "junit": whole.JUnit})
	return errors.Join(r.show(cmd, whole, func() any { return whole.Listing() }), failed)
}
