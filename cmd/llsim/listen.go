package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// listenFlags are the values of the flags.
type listenFlags struct {
	listen, answer, value, forward string
	times                          int
	keyFile, md5Key                string
}

func newListen() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "listen",
		Short: "Receive notifications and returns, verify them, answer them",
		Long: `Stand in for a merchant on an address of its own: take notifications and returns, one line each with what a good merchant makes of
the signature, and answer them, until it is interrupted. Use the printed address as notify_url and url_return.
--answer and --times say how notifications are answered, such as refused three times and then acknowledged; without them those are
acknowledged that the platform has signed. --forward passes each message on, byte for byte, to a shop under development and shows its
answer; that answer is then the platform's, unless --answer says another.
The keys are those of the running server, or those of --key and --md5-key, which needs none. A sandbox has such a receiver of its own
(llsim order uses it).`,
		Example: `  llsim listen
  llsim listen --answer status --value 503 --times 3
  llsim listen --forward http://127.0.0.1:3000/lianlian/notify
  llsim listen --listen 127.0.0.1:0 --json --key platform-public.pem`,
		Args: exactly(),
	}
	r, f := newRemote(cmd), listenFlags{}
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:8903", "address to listen at; port 0 takes a free one")
	f.answer = string(choice.AnswerAcknowledge)
	choiceVar(cmd, &f.answer, "answer", "how to answer notifications", choice.ReceiverAnswers.Values()...)
	completeWords(cmd, "answer", choice.ReceiverAnswers.Meanings)
	flags.StringVar(&f.value, "value", "", "ret_code of refuse (default 9999), status of status (500), real time of slow (6s), body of garbage (success)")
	flags.IntVar(&f.times, "times", 0, "answer so many notifications so, then acknowledge (default all)")
	flags.StringVar(&f.forward, "forward", "", "address of a shop to pass messages on to")
	flags.StringVar(&f.keyFile, "key", "", "file with the platform's public key, in place of the server's")
	flags.StringVar(&f.md5Key, "md5-key", "", "the merchant's MD5 key, in place of the server's")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return f.run(cmd, r) }
	return cmd
}

// run listens until the command's context ends.
func (f listenFlags) run(cmd *cobra.Command, r *remote) error {
	answer, err := receiver.NewAnswer(f.answer, f.value, f.times)
	if err != nil {
		return err
	}
	known, err := f.known(cmd.Context(), r)
	if err != nil {
		return err
	}
	box := &receiver.Box{}
	box.SetAnswer(answer)
	log := &listenLog{cmd: cmd}
	rc := &receiver.Receiver{Box: box, Known: known, Received: log.add}
	shop, err := newForwarder(f.forward)
	if err != nil {
		return err
	}
	socket, err := net.Listen("tcp", f.listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return noStartf("cannot listen on %s: another program uses that port; stop it, or choose another address with --listen (port 0 takes a free one)", f.listen)
	}
	if err != nil {
		return noStartf("cannot listen on %s: %w; choose another address with --listen (port 0 takes a free one)", f.listen, err)
	}
	if shop != nil {
		shop.via = "1.1 " + onThisMachine(socket.Addr())
		rc.Forward, rc.Relay = shop.pass, !cmd.Flags().Changed("answer")
	}
	log.begin("http://" + socket.Addr().String())
	return log.end(serveUntil(cmd.Context(), socket, rc))
}

// listenTimes bound how long a client may take for a header, and an answer under way at the end.
const (
	headerTime  = 10 * time.Second
	closingTime = time.Second
)

// serveUntil serves until the context ends. Answers under way are then cut off after closingTime.
func serveUntil(ctx context.Context, socket net.Listener, handler http.Handler) error {
	base, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := &http.Server{Handler: handler, ReadHeaderTimeout: headerTime, BaseContext: func(net.Listener) context.Context { return base }}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(socket) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	closing, stop := context.WithTimeout(base, closingTime)
	defer stop()
	if server.Shutdown(closing) != nil {
		cut()
		_ = server.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// longestWord is how many characters of a field a line shows.
const longestWord = 64

// messageLine is one message in a line, with the reason and a shop's answer in lines of their own.
func messageLine(b *output, m receiver.Message) {
	line := []string{showTime(api.At(m.At)), string(m.Kind), b.verdictWords(m.Verdict)}
	for _, name := range []string{"no_order", "no_refund", "money_order", "money_refund", "result_pay", "sta_refund", "agreeno"} {
		line = append(line, wire.Clip(m.Fields.Get(name), longestWord))
	}
	line = append(line, b.answerWords(m))
	writeWords(b, line)
	if !m.Reason.IsZero() {
		b.WriteString(gap + printable(m.Reason.In(b.lang)) + "\n")
	}
	if m.Forwarded != nil {
		writeWords(b, []string{gap + b.in("the shop answers"), b.shopWords(*m.Forwarded)})
	}
}
