package main

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// listenLog writes what comes to llsim listen, and counts it.
type listenLog struct {
	cmd *cobra.Command

	mu     sync.Mutex
	counts map[choice.MessageVerdict]int
	failed error // of the first line that could not be written
}

// begin says where it listens: on standard error where standard output is for programs.
func (l *listenLog) begin(address string) {
	out := l.cmd.OutOrStdout()
	if asJSON(l.cmd) {
		out = l.cmd.ErrOrStderr()
	}
	doneWaiting(l.cmd)
	fmt.Fprintln(out, say(l.cmd.Context(), "listening on %s: use it as notify_url and url_return; Ctrl-C ends", address))
}

// add writes one message.
func (l *listenLog) add(m receiver.Message) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.counts == nil {
		l.counts = map[choice.MessageVerdict]int{}
	}
	l.counts[m.Verdict]++
	var err error
	if asJSON(l.cmd) {
		err = writeJSON(l.cmd.OutOrStdout(), receiver.Show(m), "")
	} else {
		b := output{lang: languageOf(l.cmd.Context())}
		messageLine(&b, m)
		_, err = io.WriteString(l.cmd.OutOrStdout(), b.String())
	}
	l.failed = cmp.Or(l.failed, err)
}

// end writes how many messages came, by what became of them. The error is that of serving, or of a line that could not be written.
func (l *listenLog) end(err error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err = cmp.Or(err, l.failed); err != nil {
		return err
	}
	total, parts := 0, []string{}
	for _, verdict := range choice.MessageVerdicts {
		if n := l.counts[verdict.Value]; n > 0 {
			total += n
			parts = append(parts, fmt.Sprintf("%d %s", n, verdict.Value))
		}
	}
	text := say(l.cmd.Context(), "%s {message|messages}", human.Number(total))
	if total > 0 {
		text += ": " + strings.Join(parts, ", ")
	}
	out := l.cmd.OutOrStdout()
	if asJSON(l.cmd) {
		out = l.cmd.ErrOrStderr()
	}
	_, err = fmt.Fprintln(out, text)
	return err
}

// verdictWords is a verdict in words.
func (b *output) verdictWords(verdict choice.MessageVerdict) string {
	for _, known := range choice.MessageVerdicts {
		if known.Value == verdict {
			return known.In(b.lang)
		}
	}
	return string(verdict)
}

// answerWords says how a message was answered.
func (b *output) answerWords(m receiver.Message) string {
	if m.Kind != choice.NotificationMessage && m.Forwarded == nil {
		return b.in("answered with a page")
	}
	return b.in("answered %s", replyWords(m.Reply))
}

// shopWords says what a shop answered.
func (b *output) shopWords(p receiver.Reply) string {
	if !p.Problem.IsZero() {
		return b.in("nothing: %s", p.Problem)
	}
	return replyWords(p)
}

func replyWords(p receiver.Reply) string {
	return strings.TrimSpace(strconv.Itoa(p.Status) + " " + wire.Clip(strings.TrimSpace(string(p.Body)), 80))
}

// writeWords writes the words that there are in a line.
func writeWords(b *output, words []string) {
	first := true
	for _, word := range words {
		if word == "" {
			continue
		}
		if !first {
			b.WriteString(gap)
		}
		first = false
		b.WriteString(printable(word))
	}
	b.WriteByte('\n')
}
