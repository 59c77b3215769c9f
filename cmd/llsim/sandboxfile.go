package main

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// exported is what llsim sandbox export tells.
type exported struct {
	Sandbox string `json:"sandbox"`
	File    string `json:"file"`
	Bytes   int64  `json:"bytes"`
}

func newSandboxExport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export FILE",
		Short: "Write a sandbox to a file",
		Long: `Write a sandbox to a file, with everything in it: orders, clock, snapshots, journal. llsim sandbox import makes a sandbox of it again, on
another server too. The journal has what merchants and payers sent. Private keys and MD5 keys are left out unless --keys is given.`,
		Example: `  llsim sandbox export bug-17.llsim --sandbox mine`,
		Args:    exactly("FILE"),
	}
	r := newRemote(cmd)
	keys := cmd.Flags().Bool("keys", false, "write the platform's private key and the merchants' private and MD5 keys too")
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (exported, error) {
		out := exported{Sandbox: control.ID(), File: args[0]}
		file, err := control.Export(ctx, *keys)
		if err != nil {
			return out, err
		}
		defer file.Close()
		out.Bytes, err = saveAs(args[0], file)
		return out, err
	}, func(b *output, x exported) {
		pairs(b, "", "sandbox", x.Sandbox, "file", x.File)
	})
	return cmd
}

// saveAs writes what comes to a file, for its owner alone: beside it and then renamed, so that half a file never has the name.
func saveAs(path string, from io.Reader) (int64, error) {
	file, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.Remove(file.Name()) }() // where it was not renamed
	n, err := io.Copy(file, from)
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	return n, err
}

func newSandboxImport() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "Make a sandbox of a file",
		Long: `Make a sandbox of a file that llsim sandbox export wrote, of this server or another one. It gets the ID that it had, or the one of --id. The
file is checked as a whole before anything of it is used.`,
		Example: `  llsim sandbox import bug-17.llsim --id bug-17`,
		Args:    exactly("FILE"),
	}
	r := newRemote(cmd)
	id := cmd.Flags().String("id", "", "ID of the sandbox (default: the one it had)")
	cmd.RunE = printing(r, func(ctx context.Context, control *client.Control, args []string) (s api.Sandbox, err error) {
		file, err := os.Open(args[0])
		if err != nil {
			return s, err
		}
		defer file.Close()
		return control.Import(ctx, *id, file)
	}, describeSandbox)
	return cmd
}
