// Command llsim simulates the LianLianPay platform and drives a running simulator.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/lianlian-sim/llsim/cmd/llsim/internal/startup"
)

func init() { startup.Restore() }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.LookupEnv, os.Stdin, os.Stdout, os.Stderr))
}
