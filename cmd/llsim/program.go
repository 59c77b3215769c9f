package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
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
	commands := newRoot
	if len(args) == 0 || args[0] == "serve" {
		commands = newServer
	}
	root, lang := commands(env), chooseLanguage(args, env)
	if lang != message.English {
		translate(root)
	}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(withLanguage(ctx, lang))
	if err == nil {
		return exitFine
	}
	if errors.Is(err, errReported) {
		return exitFailed
	}
	fmt.Fprintln(stderr, "llsim:", withFlags(cmd, sentence{err}.In(lang)))
	code := exitCode(err)
	if problem.CodeOf(err) == problem.Usage {
		fmt.Fprintln(stderr, message.New("See %s --help.", cmd.CommandPath()).In(lang))
	}
	return code
}

// exitCodes are the ends of the program that the kind of a mistake decides; all others are exitFailed.
var exitCodes = map[problem.Code]int{problem.Usage: exitUsage, problem.Invalid: exitUsage, problem.Unavailable: exitNoStart}

func exitCode(err error) int {
	if _, ok := errors.AsType[*harness.FileError](err); ok {
		return exitUsage
	}
	return cmp.Or(exitCodes[problem.CodeOf(err)], exitFailed)
}
