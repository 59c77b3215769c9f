package simulator

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strings"

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

// configErrorf returns a *ConfigError.
func configErrorf(format string, args ...any) error {
	return &ConfigError{fmt.Sprintf(format, args...)}
}

// fill sets the defaults.
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

// check returns an error for the first invalid option.
func (o *Options) check() error {
	for _, check := range []func() error{o.checkToken, o.checkProxy, o.checkPublicURL, o.checkData} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// CheckToken refuses a token that cannot be sent as a bearer token. The *ConfigError does not show it.
func CheckToken(token string) error {
	if strings.TrimSpace(token) == "" && token != "" {
		return configErrorf("--control-token (LLSIM_CONTROL_TOKEN, control_token) is blank: give a token, or none")
	}
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return configErrorf("--control-token (LLSIM_CONTROL_TOKEN, control_token) has characters that an Authorization header cannot carry: write letters, digits and signs of ASCII, without blanks")
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
		return configErrorf("--public-url (public_url) %q: write http://HOST:PORT or https://HOST:PORT, as a payer's browser reaches this server", o.PublicURL)
	}
	return nil
}

// checkData refuses a blank directory.
func (o *Options) checkData() error {
	if o.Data != "" && strings.TrimSpace(o.Data) == "" {
		return configErrorf("--data (data) is blank: name a directory, or leave it out to keep nothing")
	}
	return nil
}

// checkToken refuses a control API without a token that others on the network could reach: it hands out keys and posts to addresses it
// is given.
func (o *Options) checkToken() error {
	if err := CheckToken(o.ControlToken); err != nil {
		return err
	}
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
