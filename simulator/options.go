package simulator

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/gate"
)

// Options say how a simulator runs. The zero value is a platform with the built-in merchants on a free port of 127.0.0.1.
type Options struct {
	Listen        string       // address of the platform's endpoints; default 127.0.0.1:0
	ControlListen string       // address of the control API; default: on Listen
	SFTPListen    string       // address of clearing files over SFTP; default: nowhere
	ProxyListen   string       // address of the intercepting proxy, or SANDBOX@ADDRESS; default: nowhere
	TLS           bool         // Listen and ControlListen speak HTTPS, with a certificate of the local authority
	CADir         string       // directory where that authority is kept; default: in memory, made anew each time
	PublicURL     string       // where links in answers point to; default: what the request's Host says
	ControlToken  string       // bearer token of the control API; required when it is not on a loopback address
	NotifyAllow   []string     // hosts, addresses and CIDR blocks notified beside loopback and private ones
	Sandbox       api.Config   // what the sandbox "default" starts with
	Data          string       // directory where the state is kept from one run to the next; default: nowhere
	Logger        *slog.Logger // default: silent
	Version       string       // shown by the control API

	limits gate.Limits // of clients; the zero value is the default
}

// ConfigError is a mistake in the options, as opposed to an address that is taken or a file that cannot be written.
type ConfigError struct{ Reason string }

func (e *ConfigError) Error() string { return e.Reason }

func configErrorf(format string, args ...any) error {
	return &ConfigError{fmt.Sprintf(format, args...)}
}

func (o *Options) fill() {
	if o.Listen == "" {
		o.Listen = "127.0.0.1:0"
	}
	if o.Version == "" {
		o.Version = "dev"
	}
	if o.limits == (gate.Limits{}) {
		o.limits = gate.Default()
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
}

// checkToken refuses a control API that anybody on the network could use: it hands out keys and posts where it is told.
func (o *Options) checkToken() error {
	address, flag := o.ControlListen, "--control-listen"
	if address == "" {
		address, flag = o.Listen, "--listen"
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return configErrorf("%s %q: write HOST:PORT, such as 127.0.0.1:8900", flag, address)
	}
	if o.ControlToken == "" && !loopback(host) {
		return configErrorf("%s %s is not a loopback address and the control API hands out keys: set --control-token, or keep the control API on loopback with --control-listen 127.0.0.1:8901", flag, address)
	}
	return nil
}

// loopback tells whether an address to listen on is this machine alone. A name counts when it resolves to loopback only.
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
