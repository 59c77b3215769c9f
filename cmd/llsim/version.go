package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built: -ldflags "-X main.version=v1.2.3".
var version = ""

func programVersion() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// versionLine is the version as people read it.
func versionLine() string {
	return "llsim " + programVersion() + ", " + runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH + "\n"
}

func newVersion() *cobra.Command {
	cmd := withJSON(&cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Long:    "Print the version of the program and what it was built with.",
		Example: "  llsim version --json",
		Args:    exactly(),
	})
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		v := struct {
			Version string `json:"version"`
			Go      string `json:"go"`
			OS      string `json:"os"`
			Arch    string `json:"arch"`
		}{programVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH}
		return emit(cmd, v, func(b *output) { b.WriteString(versionLine()) })
	}
	return cmd
}
