package main

import (
	"cmp"
	"context"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

func newFiles() *cobra.Command {
	return newListing(&cobra.Command{
		Use:   "files",
		Short: "List, read, replace and remove clearing files",
		Long: `List, read, replace and remove clearing files. The files of a clearing date appear at 09:00 platform time of the next day; on a manual
clock advance beyond that.`,
		Example: `  llsim clock advance 24h
  llsim files list`,
	}, newListOf(&cobra.Command{
		Short:   "List the clearing files",
		Long:    "List the clearing files that have appeared so far, by name.",
		Example: "  llsim files list",
	}, "files", (*client.Control).Files, describeFiles), newFilesGet(), newFilesPut(), newActing(&cobra.Command{
		Use:     "rm NAME",
		Short:   "Remove a clearing file",
		Long:    "Remove a clearing file, as if it had not come.",
		Example: "  llsim files rm JYMXSUM_201304121000001004_20180112.txt",
		Args:    exactly("NAME"),
	}, "removed", clearingFiles, func(ctx context.Context, c *client.Control, name string) error { return c.DeleteFile(ctx, name) }))
}

func describeFiles(b *output, files []api.File) {
	none := b.in("no clearing files yet: those of a day appear at 09:00 platform time of the next one")
	writeTable(b, "", none, row{"name", "bytes", "appeared", "note"}, files, func(f api.File) row {
		note := ""
		if f.Replaced {
			note = b.in("replaced")
		}
		return row{f.Name, strconv.Itoa(f.Size), showTime(f.At), note}
	})
}

func newFilesGet() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "get NAME",
		Short:   "Print a clearing file",
		Long:    "Print the content of a clearing file, or write it to a file.",
		Example: "  llsim files get JYMX_201304121000001004_20180112.txt -o detail.txt",
		Args:    exactly("NAME"),
	}
	r := newRemote(cmd)
	completeArg(cmd, r, clearingFiles)
	out := cmd.Flags().StringP("output", "o", "", "write to this file instead")
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		f, err := control.File(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		content := *cmp.Or(f.Content, new(string))
		if *out != "" {
			return os.WriteFile(*out, []byte(content), 0o644)
		}
		return emit(cmd, f, func(b *output) { b.WriteString(content) })
	})
	return cmd
}

func newFilesPut() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "put NAME FILE",
		Short:   "Replace a clearing file, for a test",
		Long:    "Replace a clearing file by another content, as a test of the merchant's reconciliation needs it. FILE - is standard input.",
		Example: "  llsim files put JYMX_201304121000001004_20180112.txt broken.txt",
		Args:    exactly("NAME", "FILE"),
	}
	r := newRemote(cmd)
	completeArg(cmd, r, clearingFiles)
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (api.File, error) {
		content, err := readWire(cmd, args[1])
		if err != nil {
			return api.File{}, err
		}
		return control.PutFile(ctx, args[0], string(content))
	}, func(b *output, f api.File) { describeFiles(b, []api.File{f}) })
	return cmd
}
