package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Defaults of --server and --sandbox.
const (
	defaultServer  = "http://127.0.0.1:8900"
	defaultSandbox = "default"
)

// remote is the running server a command talks to.
type remote struct {
	server, sandbox, token string
	timeout                time.Duration // of each request; 0 is none
}

// newRemote adds --json and the flags that say which server, and which of its sandboxes.
func newRemote(cmd *cobra.Command) *remote {
	r := &remote{}
	withJSON(cmd)
	flags := cmd.Flags()
	flags.StringVar(&r.server, "server", defaultServer, "address of a running server, such as 127.0.0.1:8900")
	flags.StringVar(&r.sandbox, "sandbox", defaultSandbox, "which sandbox of it")
	flags.StringVar(&r.token, "control-token", "", "token of a control API that is not on a loopback address")
	bindEnvironment(flags, "server", "sandbox", "control-token")
	completeFlag(cmd, r, "sandbox", sandboxes)
	return r
}

// whereFlags returns the flags with which another command reaches the same sandbox, with a blank before each.
func whereFlags(server, sandbox string) string {
	flags := ""
	if server != defaultServer {
		flags += " --server " + server
	}
	if sandbox != defaultSandbox {
		flags += " --sandbox " + sandbox
	}
	return flags
}

// with makes the RunE of a command that talks to the control API: run gets a client for the server and sandbox of the flags.
func (r *remote) with(run func(cmd *cobra.Command, control *client.Control, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		control, err := r.control()
		if err != nil {
			return err
		}
		stop := waiting(cmd, message.New("waiting for %s", r.server))
		defer stop()
		whileWaiting(cmd, stop)
		return run(cmd, control.Saying(textLanguage(cmd)), args)
	}
}

// printing makes the RunE of a command that prints what get asks the control API for, with --json as it is, else as describe writes it.
func printing[T any](r *remote, get func(context.Context, *client.Control, []string) (T, error), describe func(*output, T)) func(*cobra.Command, []string) error {
	return r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		result, err := get(cmd.Context(), control, args)
		if err != nil {
			return err
		}
		return emit(cmd, result, func(b *output) { describe(b, result) })
	})
}

// newActing makes a command that does something to the thing its argument names and prints what was done. known completes the name; nil
// for a name that must be new.
func newActing(cmd *cobra.Command, done message.Text, known offer, act func(context.Context, *client.Control, string) error) *cobra.Command {
	r := newRemote(cmd)
	if known != nil {
		completeArg(cmd, r, known)
	}
	cmd.RunE = r.with(func(cmd *cobra.Command, control *client.Control, args []string) error {
		if err := act(cmd.Context(), control, args[0]); err != nil {
			return err
		}
		return emitDone(cmd, done, args[0])
	})
	return cmd
}

// control returns a client of the control API. Its error is a usage error of --server or --control-token.
func (r *remote) control() (*client.Control, error) {
	server, err := serverAddress(r.server)
	if err != nil {
		return nil, err
	}
	r.server = server
	if err := simulator.CheckToken(r.token); err != nil {
		return nil, err
	}
	sender := httpClient(r.server)
	sender.Timeout = r.timeout
	return client.NewControl(r.server, r.sandbox, client.WithHTTPClient(sender), client.WithToken(r.token)), nil
}

// serverAddress returns the base URL of a server. Without a scheme it is http; the path of a page of the console or of the control API,
// as copied from a browser, is cut off.
func serverAddress(given string) (string, error) {
	address := strings.TrimSpace(given)
	if !strings.Contains(address, "://") {
		if strings.HasPrefix(address, ":") {
			address = "127.0.0.1" + address
		}
		address = "http://" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || wire.AllDigits(u.Host) {
		return "", usagef("--server %q is no address; write one such as 127.0.0.1:8900 or %s", given, defaultServer)
	}
	if _, sandbox, ok := strings.Cut(u.Path, "/s/"); ok {
		sandbox, _, _ = strings.Cut(sandbox, "/")
		return "", usagef("--server %q is a merchant's base URL; write --server %s://%s --sandbox %s", given, u.Scheme, u.Host, sandbox)
	}
	for _, page := range []string{"/_sim", "/console"} {
		if path, _, ok := strings.Cut(u.Path, page); ok {
			u.Path = path
		}
	}
	return u.Scheme + "://" + u.Host + strings.TrimRight(u.Path, "/"), nil
}

// findOrder returns the order a user named by oid_paybill or, where only one has it, by no_order.
func findOrder(ctx context.Context, control *client.Control, name string) (api.Order, error) {
	order, err := control.Order(ctx, name)
	if refused, ok := errors.AsType[*client.Error](err); !ok || refused.Status != http.StatusNotFound {
		return order, err
	}
	found, err := control.Orders(ctx, client.OrderFilter{NoOrder: name})
	switch {
	case err != nil:
		return order, err
	case len(found.Orders) == 1:
		return control.Order(ctx, found.Orders[0].OidPaybill)
	case len(found.Orders) == 0:
		return order, failf("no order %s in sandbox %s; llsim orders lists them", name, control.ID())
	}
	var which commaList
	for _, o := range found.Orders {
		if len(which) == maxNamed {
			which = append(which, message.New("and %s with llsim orders --no-order %s", more(found), name))
			break
		}
		which = append(which, message.New("%s (merchant %s, dated %s)", o.OidPaybill, o.OidPartner, human.Stamp(o.BusinessDate)))
	}
	return order, failf("several orders have the number %s; name one by its oid_paybill: %s", name, which)
}

// commaList are messages said one after another, with commas.
type commaList []message.Message

func (a commaList) String() string { return a.In(message.English) }

// In says the messages in a language.
func (a commaList) In(lang message.Lang) string {
	said := make([]string, len(a))
	for i, m := range a {
		said[i] = m.In(lang)
	}
	return strings.Join(said, ", ")
}

// maxNamed is how many orders with the same number an error names.
const maxNamed = 10

// more says how many orders of an answer an error does not name.
func more(found api.Orders) message.Message {
	if found.Next != "" {
		return message.New("more")
	}
	return message.New("%s more", human.Number(len(found.Orders)-maxNamed))
}
