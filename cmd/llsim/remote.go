package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
)

// Where commands go unless they are told.
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
	flags.StringVar(&r.server, "server", defaultServer, "the control API of a running server")
	flags.StringVar(&r.sandbox, "sandbox", defaultSandbox, "which sandbox of it")
	flags.StringVar(&r.token, "control-token", "", "token of a control API that is not on a loopback address")
	bindEnvironment(flags, "server", "sandbox", "control-token")
	return r
}

// whereFlags are the flags with which another command reaches the same sandbox.
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

func (r *remote) control() (*client.Control, error) {
	u, err := url.Parse(r.server)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, usagef("--server %q is no address; write one such as %s", r.server, defaultServer)
	}
	if err := simulator.CheckToken(r.token); err != nil {
		return nil, err
	}
	sender := httpClient(r.server)
	sender.Timeout = r.timeout
	return client.NewControl(r.server, r.sandbox, client.WithHTTPClient(sender), client.WithToken(r.token)), nil
}

// merchant returns the signed client of a merchant of the sandbox, with its own key from keyFile, or without one with the key
// the simulator has.
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
	return merchantWithKey(box.BaseURL, profile, keyFile)
}

func merchantWithKey(baseURL string, profile api.Merchant, keyFile string) (*client.Merchant, error) {
	private, err := readPrivateKey(keyFile)
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
		which = append(which, o.OidPaybill+" (merchant "+o.OidPartner+", dated "+o.BusinessDate+")")
	}
	return order, fmt.Errorf("several orders have the number %s; name one by its oid_paybill: %s", name, strings.Join(which, ", "))
}

// readInput reads a file; "-" is standard input.
func readInput(cmd *cobra.Command, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(cmd.InOrStdin())
	}
	return os.ReadFile(name)
}
