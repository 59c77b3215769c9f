package simulator

import (
	"cmp"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/gate"
	"github.com/lianlian-sim/llsim/simulator/internal/guard"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// Options say how a simulator runs. The zero value is a platform with the built-in merchants on a free port of 127.0.0.1.
type Options struct {
	Listen        string        // address of the platform's endpoints; default 127.0.0.1:0
	ControlListen string        // address of the control API; default: on Listen
	SFTPListen    string        // address of clearing files over SFTP; default: nowhere
	ProxyListen   string        // address of the intercepting proxy, or SANDBOX@ADDRESS; default: nowhere
	TLS           bool          // Listen and ControlListen speak HTTPS, with a certificate of the local authority
	CADir         string        // directory where that authority is kept; default: in memory, made anew each time
	PublicURL     string        // where links in answers point to; default: what the request's Host says
	ControlToken  string        // bearer tokens of the control API, TOKEN or NAME:TOKEN, several with commas between them; required, with 16 characters or more, when it is not on a loopback address
	NotifyAllow   []string      // hosts, addresses and CIDR blocks notified beside loopback and private ones
	InboxAllow    []string      // addresses and CIDR blocks from which the inboxes of sandboxes take messages, beside this machine's own
	Sandbox       api.Config    // what the sandbox "default" starts with
	Data          string        // directory where every sandbox is kept: each change is on disk before it is answered; default: nowhere
	Profiles      bool          // Go's profiles are served beside the control API, under /debug/pprof/
	MaxSandboxes  int           // how many sandboxes there may be, "default" included; 0: no limit
	MaxOrders     int           // how many orders all sandboxes may hold together; 0: no limit
	MaxBytes      int64         // how many bytes all sandboxes may hold together, an estimate; 0: no limit
	SandboxTTL    time.Duration // real time after which a sandbox other than "default" is deleted if nobody uses it; 0: never
	Logger        *slog.Logger  // default: silent
	Version       string        // shown by the control API

	limits gate.Limits   // of clients; the zero value is the default
	grace  grace         // of Close; the zero value is the default
	tokens []guard.Token // what ControlToken says
}

// invalidOption returns a mistake in an option, as opposed to an address that is taken or a file that cannot be written.
func invalidOption(name string, text message.Text, args ...any) error {
	return problem.New(problem.Invalid, "Options."+name, text, args...)
}

// fill sets the defaults.
func (o *Options) fill() {
	o.Listen = cmp.Or(o.Listen, "127.0.0.1:0")
	o.Version = cmp.Or(o.Version, "dev")
	o.limits = cmp.Or(o.limits, gate.Default())
	o.grace = cmp.Or(o.grace, defaultGrace)
	o.Logger = cmp.Or(o.Logger, slog.New(slog.DiscardHandler))
}

// check returns an error for the first invalid option.
func (o *Options) check() error {
	for _, check := range []func() error{o.checkToken, o.checkProxy, o.checkPublicURL, o.checkData, o.checkLimits} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkPublicURL refuses what cannot be the beginning of a link.
func (o *Options) checkPublicURL() error {
	if o.PublicURL == "" {
		return nil
	}
	u, err := url.Parse(o.PublicURL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.RawQuery != "" || u.Fragment != "" {
		return invalidOption("PublicURL", "%q: write http://HOST:PORT or https://HOST:PORT, as a payer's browser reaches this server", o.PublicURL)
	}
	return nil
}

// checkLimits refuses negative limits.
func (o *Options) checkLimits() error {
	for name, value := range map[string]int64{"MaxSandboxes": int64(o.MaxSandboxes), "MaxOrders": int64(o.MaxOrders), "MaxBytes": o.MaxBytes, "SandboxTTL": int64(o.SandboxTTL)} {
		if value < 0 {
			return invalidOption(name, "is negative: leave it out for no limit")
		}
	}
	return nil
}

// checkData refuses a blank directory.
func (o *Options) checkData() error {
	if o.Data != "" && strings.TrimSpace(o.Data) == "" {
		return invalidOption("Data", "is blank: name a directory, or leave it out to keep nothing")
	}
	return nil
}

// checkToken refuses a control API without a token that others on the network could reach: it hands out keys and posts to addresses it
// is given.
func (o *Options) checkToken() error {
	var err error
	if o.tokens, err = parseTokens(o.ControlToken); err != nil {
		return err
	}
	name, address := "ControlListen", o.ControlListen
	if address == "" {
		name, address = "Listen", o.Listen
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return invalidOption(name, "%q: write HOST:PORT, such as 127.0.0.1:8900", address)
	}
	if loopback(host) {
		return nil
	}
	if len(o.tokens) == 0 {
		return invalidOption(name, "%s is not a loopback address and the control API hands out keys: set Options.ControlToken, such as one that openssl rand -hex 16 prints, or keep the control API on loopback with Options.ControlListen 127.0.0.1:8901", address)
	}
	return checkLength(o.tokens)
}

// loopback reports whether a host to listen on is reachable from this machine alone. A name must resolve to loopback addresses only.
func loopback(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap().IsLoopback()
	}
	if host == "" {
		return false
	}
	addrs, err := net.LookupHost(host)
	if err != nil || len(addrs) == 0 {
		return false
	}
	for _, a := range addrs {
		if addr, err := netip.ParseAddr(a); err != nil || !addr.Unmap().IsLoopback() {
			return false
		}
	}
	return true
}
