package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// liveLine is the last line of a terminal, which is written anew as things go on. It writes nothing elsewhere. It is not safe for
// concurrent use.
type liveLine struct {
	w  io.Writer
	on bool
}

// newLiveLine returns a line on w, if w is a terminal that can erase one.
func newLiveLine(w io.Writer) liveLine {
	return liveLine{w: w, on: isTerminal(w) && os.Getenv("TERM") != "dumb"}
}

// maxWidth is the width of the line in cells: a line that wraps cannot be erased.
const maxWidth = 76

// show writes the line anew, cut to maxWidth.
func (l liveLine) show(text string) {
	if !l.on {
		return
	}
	for human.Width(text) > maxWidth {
		runes := []rune(text)
		text = string(runes[:len(runes)-1])
	}
	l.clear()
	fmt.Fprint(l.w, text)
}

// clear erases the line.
func (l liveLine) clear() {
	if l.on {
		fmt.Fprint(l.w, "\r\x1b[K")
	}
}

// patience is how long a command may take until it says on a terminal that it runs.
const patience = 200 * time.Millisecond

// soon calls f after patience, unless stop is called before.
func soon(ctx context.Context, f func()) (stop func()) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
	context.AfterFunc(ctx, func() {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			f()
		}
	})
	return cancel
}

// waiting says on a terminal what a command waits for, once that takes more than patience. stop erases it; what the command prints comes
// after stop.
func waiting(cmd *cobra.Command, what message.Message) (stop func()) {
	line := newLiveLine(cmd.ErrOrStderr())
	if !line.on || asJSON(cmd) {
		return func() {}
	}
	var mu sync.Mutex
	shown, stopped := false, false
	cancel := soon(cmd.Context(), func() {
		mu.Lock()
		defer mu.Unlock()
		if !stopped {
			shown = true
			line.show(what.In(languageOf(cmd.Context())))
		}
	})
	return func() {
		cancel()
		mu.Lock()
		defer mu.Unlock()
		if stopped = true; shown {
			shown = false
			line.clear()
		}
	}
}

type waitingKey struct{}

// whileWaiting lets emit end what a command says while it waits.
func whileWaiting(cmd *cobra.Command, stop func()) {
	cmd.SetContext(context.WithValue(cmd.Context(), waitingKey{}, stop))
}

// doneWaiting ends what a command says while it waits.
func doneWaiting(cmd *cobra.Command) {
	if stop, ok := cmd.Context().Value(waitingKey{}).(func()); ok {
		stop()
	}
}
