package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/sign"
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

// newRemote adds the flags that say which server, and which of its sandboxes.
func newRemote(cmd *cobra.Command) *remote {
	r := &remote{}
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
		return run(cmd, control, args)
	}
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

// merchant returns the signed client of a merchant of the sandbox. Its private key is read from keyFile, or is the one that the server
// has where keyFile is empty.
func (r *remote) merchant(ctx context.Context, control *client.Control, oidPartner, keyFile string) (*client.Merchant, error) {
	box, err := control.Sandbox(ctx)
	if err != nil {
		return nil, err
	}
	profile, err := control.Merchant(ctx, oidPartner)
	if err != nil {
		return nil, err
	}
	if keyFile == "" {
		return client.MerchantOf(box.BaseURL, profile, client.WithHTTPClient(httpClient(box.BaseURL)))
	}
	return merchantWithKey(ctx, box.BaseURL, profile, keyFile)
}

// merchantWithKey returns the client of a merchant whose private key is in a file.
func merchantWithKey(ctx context.Context, baseURL string, profile api.Merchant, keyFile string) (*client.Merchant, error) {
	private, err := readPrivateKey(ctx, keyFile)
	if err != nil {
		return nil, err
	}
	platform := sign.Keys{MD5: profile.MD5Key}
	if platform.Public, err = sign.ParsePublicKey(profile.Keys.PlatformPublicPEM); err != nil {
		return nil, err
	}
	return client.NewMerchant(baseURL, profile.OidPartner, sign.Signer{Private: private, MD5: profile.MD5Key}, platform,
		client.WithHTTPClient(httpClient(baseURL))), nil
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
		return order, fmt.Errorf("no order %s in sandbox %s; llsim orders lists them", name, control.ID())
	}
	var which []string
	for _, o := range found.Orders {
		if len(which) == maxNamed {
			which = append(which, fmt.Sprintf("and %s with llsim orders --no-order %s", more(found), name))
			break
		}
		which = append(which, o.OidPaybill+" (merchant "+o.OidPartner+", dated "+human.Stamp(o.BusinessDate)+")")
	}
	return order, fmt.Errorf("several orders have the number %s; name one by its oid_paybill: %s", name, strings.Join(which, ", "))
}

// maxNamed is how many orders with the same number an error names.
const maxNamed = 10

// more says how many orders of an answer an error does not name.
func more(found api.Orders) string {
	if found.Next != "" {
		return "more"
	}
	return human.Number(len(found.Orders)-maxNamed) + " more"
}
