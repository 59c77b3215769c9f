package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// Exit codes of the program.
const (
	exitFine    = 0
	exitFailed  = 1 // refused, not valid, or no server
	exitUsage   = 2 // usage or configuration
	exitNoStart = 3 // could not start
)

// run is the program: it reads and writes nothing but its arguments, and ends when ctx does. env looks up environment
// variables.
func run(ctx context.Context, args []string, env func(string) (string, bool), stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot(env)
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitFine
	}
	if errors.Is(err, errReported) {
		return exitFailed
	}
	fmt.Fprintln(stderr, "llsim:", withFlags(cmd, sentence(err)))
	code := exitCode(err)
	if _, ok := errors.AsType[*usageError](err); ok {
		fmt.Fprintf(stderr, "See %s --help.\n", cmd.CommandPath())
	}
	return code
}

func exitCode(err error) int {
	if _, ok := errors.AsType[*usageError](err); ok {
		return exitUsage
	}
	if _, ok := errors.AsType[*simulator.ConfigError](err); ok {
		return exitUsage
	}
	if _, ok := errors.AsType[*configError](err); ok {
		return exitUsage
	}
	if _, ok := errors.AsType[*harness.FileError](err); ok {
		return exitUsage
	}
	if _, ok := errors.AsType[*startError](err); ok {
		return exitNoStart
	}
	return exitFailed
}
