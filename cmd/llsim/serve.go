package main

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lianlian-sim/llsim/cmd/llsim/internal/startup"
	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// serveFlags are the values of the flags: options as they are, and what becomes options.
type serveFlags struct {
	simulator.Options
	tokens                             []string
	config, clock, logFormat, logLevel string
	plain                              bool // a terminal gets no colours
	lang                               message.Lang
	maxBytes                           bytesFlag
	sandboxTTL                         durationFlag
}

func newServe(env func(string) (string, bool)) *cobra.Command {
	f := serveFlags{}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the platform",
		Long: `Run the platform until it is interrupted. The first line on standard output is: llsim ready on http://HOST:PORT,
or https://HOST:PORT with --tls.
Flags go before environment variables, and these before the configuration file.`,
		Example: `  llsim serve
  llsim serve --listen 127.0.0.1:0 --clock "manual@2026-01-31 23:59:00"
  llsim serve --config llsim.yaml --data ./state
  llsim serve --proxy-listen 127.0.0.1:8901    # for applications with hard-coded hosts`,
		Args: exactly(),
	}
	flags := cmd.Flags()
	flags.StringVar(&f.Listen, "listen", "127.0.0.1:8900", "address of the platform's endpoints; port 0 takes a free one")
	flags.StringVar(&f.ControlListen, "control-listen", "", "address of the control API (default the same)")
	flags.StringVar(&f.SFTPListen, "sftp-listen", "", "address of clearing files over SFTP, such as 127.0.0.1:8922 (default nowhere)")
	flags.StringVar(&f.ProxyListen, "proxy-listen", "", "address of the intercepting proxy for applications with hard-coded hosts, such as 127.0.0.1:8901, or SANDBOX@ADDRESS (default nowhere)")
	flags.BoolVar(&f.TLS, "tls", false, "speak HTTPS, with a certificate of the local authority (llsim proxy ca)")
	flags.StringArrayVar(&f.tokens, "control-token", nil, "token the control API asks for, or NAME:TOKEN, which the journal names; several with commas or by repeating the flag; needed, with 16 characters or more, where it is not on a loopback address")
	flags.StringVar(&f.PublicURL, "public-url", "", "where links in answers point to (default where a request came to)")
	flags.StringSliceVar(&f.NotifyAllow, "notify-allow", nil, "hosts, addresses and CIDR blocks that may be notified beside loopback and private ones")
	flags.StringSliceVar(&f.InboxAllow, "inbox-allow", nil, "addresses and CIDR blocks from which the inboxes of sandboxes take messages, beside this machine's own")
	flags.StringVarP(&f.config, "config", "c", "", "YAML file; docs/config.schema.json describes it")
	flags.StringVar(&f.clock, "clock", "", "platform time: wall, manual, or manual@TIME such as \"manual@2026-01-31 23:59:00\" (UTC+8)")
	flags.StringVar(&f.Data, "data", "", "directory to keep every sandbox in: each change is on disk before it is answered (docs/operating.md)")
	flags.IntVar(&f.MaxSandboxes, "max-sandboxes", 0, "how many sandboxes there may be, default included (default no limit)")
	flags.IntVar(&f.MaxOrders, "max-orders", 0, "how many orders all sandboxes may hold together (default no limit)")
	flags.Var(&f.maxBytes, "max-bytes", "how much all sandboxes may hold together, such as 512MiB or 2GiB (default no limit)")
	flags.Var(&f.sandboxTTL, "sandbox-ttl", "delete a sandbox, other than default, that nobody has used for this long, such as 12h or 3d (default never)")
	choiceVar(cmd, &f.logFormat, "log-format", "form of the log on standard error (default text, on a terminal a short form)", "text", "json")
	choiceVar(cmd, &f.logLevel, "log-level", "what the log has: info has each request (default info)", logLevels...)
	flags.BoolVar(&f.Profiles, "pprof", false, "serve Go's profiles beside the control API, under /debug/pprof/")
	bindEnvironment(flags, "listen", "control-listen", "sftp-listen", "proxy-listen", "tls", "control-token", "public-url", "notify-allow", "inbox-allow", "config", "clock", "data", "log-format", "log-level", "pprof",
		"max-sandboxes", "max-orders", "max-bytes", "sandbox-ttl")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		noColour, _ := env("NO_COLOR")
		f.plain, f.lang = noColour != "", languageOf(cmd.Context())
		return f.serve(cmd)
	}
	return cmd
}

// serve runs the platform until the command's context ends.
func (f serveFlags) serve(cmd *cobra.Command) error {
	f.ControlToken = strings.Join(f.tokens, ",")
	var c *config
	if f.config != "" {
		var err error
		if c, err = loadConfig(cmd.Context(), f.config); err != nil {
			return err
		}
		f = f.over(c, cmd.Flags())
	}
	o, err := f.options(c, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	if strings.TrimSpace(o.Data) != "" { // a directory that cannot be made would show only at the end
		if err := os.MkdirAll(o.Data, 0o755); err != nil {
			return noStartf("--data: %w; name a directory that llsim can write", err)
		}
	}
	if o.Profiles {
		startup.ProfileMemory()
	}
	starting := message.New("llsim is starting")
	if o.Data != "" {
		starting = message.New("reading the state in %s", o.Data)
	}
	stop := waiting(cmd, starting)
	server, err := simulator.Start(cmd.Context(), o)
	stop()
	if err != nil {
		return startFailure(c.locate(err))
	}
	startup.Release()
	if err := announce(cmd, server, o); err != nil && cmd.Context().Err() == nil { // not one that was stopped at once
		return errors.Join(err, server.Close())
	}
	<-cmd.Context().Done()
	if err := server.Close(); err != nil {
		return failf("stopped, but the state could not be kept: %w", err)
	}
	return nil
}

// over returns the flags, with the values of the file for those that were not given. It drops the positions of the others, so that no
// error points into the file for them.
func (f serveFlags) over(c *config, flags *pflag.FlagSet) serveFlags {
	take := func(name string, value *string, fromFile string) {
		switch {
		case flags.Changed(name):
			delete(c.positions, strings.ReplaceAll(name, "-", "_"))
		case fromFile != "":
			*value = fromFile
		}
	}
	take("listen", &f.Listen, c.Listen)
	take("control-listen", &f.ControlListen, c.ControlListen)
	take("sftp-listen", &f.SFTPListen, c.SFTPListen)
	take("proxy-listen", &f.ProxyListen, c.ProxyListen)
	take("control-token", &f.ControlToken, c.ControlToken)
	take("public-url", &f.PublicURL, c.PublicURL)
	take("data", &f.Data, c.Data)
	take("log-format", &f.logFormat, c.LogFormat)
	take("log-level", &f.logLevel, c.LogLevel)
	unlessGiven(flags, "pprof", &f.Profiles, c.Pprof)
	unlessGiven(flags, "tls", &f.TLS, c.TLS)
	unlessGiven(flags, "notify-allow", &f.NotifyAllow, c.NotifyAllow)
	unlessGiven(flags, "inbox-allow", &f.InboxAllow, c.InboxAllow)
	unlessGiven(flags, "max-sandboxes", &f.MaxSandboxes, c.MaxSandboxes)
	unlessGiven(flags, "max-orders", &f.MaxOrders, c.MaxOrders)
	unlessGiven(flags, "max-bytes", &f.maxBytes, c.MaxBytes)
	unlessGiven(flags, "sandbox-ttl", &f.sandboxTTL.value, c.SandboxTTL)
	return f
}

// unlessGiven sets the value of a flag to that of the file where the flag is not given.
func unlessGiven[T any](flags *pflag.FlagSet, name string, value *T, fromFile T) {
	if !flags.Changed(name) {
		*value = fromFile
	}
}

// options returns the simulator's options of flags and file.
func (f serveFlags) options(c *config, stderr io.Writer) (simulator.Options, error) {
	o := f.Options
	o.PublicURL, o.Version = strings.TrimRight(f.PublicURL, "/"), programVersion()
	o.MaxBytes = int64(f.maxBytes)
	if f.sandboxTTL.value != nil {
		o.SandboxTTL = time.Duration(*f.sandboxTTL.value)
	}
	if o.TLS || o.ProxyListen != "" {
		var err error
		if o.CADir, err = caDir(o.Data); err != nil {
			return o, err
		}
	}
	if c != nil {
		o.Sandbox = c.sandbox
	}
	if f.clock != "" {
		clock, err := parseClock(f.clock)
		if err != nil {
			return o, usagef("%s: %v", "--clock", err)
		}
		o.Sandbox.Clock = &clock
	}
	level := slog.LevelInfo
	if f.logLevel != "" {
		if !slices.Contains(logLevels, f.logLevel) { // the flag takes nothing else; the file might
			return o, c.errorf("log_level", "log_level: %q is none of %s", f.logLevel, strings.Join(logLevels, ", "))
		}
		if err := level.UnmarshalText([]byte(f.logLevel)); err != nil {
			return o, c.errorf("log_level", "%s: %v", "log_level", err)
		}
	}
	handler := &slog.HandlerOptions{Level: level}
	switch {
	case f.logFormat == "" && isTerminal(stderr):
		o.Logger = slog.New(&shortLog{out: stderr, level: level, colours: !f.plain, lang: f.lang})
	case f.logFormat == "", f.logFormat == "text":
		o.Logger = slog.New(slog.NewTextHandler(stderr, handler))
	case f.logFormat == "json":
		o.Logger = slog.New(slog.NewJSONHandler(stderr, handler))
	default: // the flag takes nothing else; the file might
		return o, c.errorf("log_format", "log_format: %q is neither text nor json", f.logFormat)
	}
	return o, nil
}

// logLevels are the values of --log-level.
var logLevels = []string{"debug", "info", "warn", "error"}

// startFailure returns the error of Start with its exit code: usage for a mistake in the options, else that of a server that did not
// start.
func startFailure(err error) error {
	if exitCode(err) == exitUsage {
		return err
	}
	if errors.Is(err, syscall.EADDRINUSE) {
		what, _, _ := strings.Cut(err.Error(), ": listen ")
		return noStartf("%s: another program uses that port; stop it, or choose another address (port 0 takes a free one)", what)
	}
	return noStartf("%w", err)
}
