package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// announce prints the line that programs wait for, then addresses, merchants and first commands for people.
func announce(cmd *cobra.Command, server *simulator.Server, o simulator.Options) error {
	if err := cmd.Context().Err(); err != nil { // stopped at once
		return err
	}
	clock, merchants := server.Default()
	b := output{lang: languageOf(cmd.Context())}
	base := cmp.Or(o.PublicURL, server.URL())
	hostKey, fingerprint := server.SFTPHostKey()
	if hostKey != "" {
		fingerprint = "256 " + fingerprint + " (ED25519)"
	}
	proxy, certificate := server.ProxyURL(), ""
	if proxy != "" {
		proxy = b.in("%s for %s", proxy, strings.Join(wire.Hosts(), ", "))
	}
	if server.CA() != nil {
		certificate = simulator.CAFile(o.CADir)
	}
	fmt.Fprintf(&b, "llsim ready on %s\n\n", server.URL()) // in every language: programs wait for it
	pairs(&b, gap, "console", b.in("%s in a browser", server.ControlURL()+"/"), "base URL", base, "control API", b.in("%s (described at /_sim/v1/openapi.json)", server.ControlURL()+"/_sim/v1"),
		"platform time", b.in("%s UTC+8, %s clock", showTime(clock.Now), clock.Mode), "kept state", o.Data,
		"SFTP", server.SFTPAddress(), "its host key", fingerprint, "for known_hosts", hostKey,
		"proxy", proxy, "CA to trust", certificate)
	if given := o.Sandbox.Clock; o.Data != "" && given != nil && (given.Mode != clock.Mode || given.Now != nil && !given.Now.Equal(clock.Now.Time)) {
		b.WriteString("\n" + gap)
		b.line("The kept state goes on with its own clock; the one given counts after llsim sandbox reset.")
	}
	b.WriteString("\n")
	var endpoints []string
	for _, e := range wire.Endpoints() {
		endpoints = append(endpoints, string(e.Kind), base+e.Paths[0])
	}
	pairs(&b, gap, endpoints...)
	b.WriteString("\n")
	writeTable(&b, gap, "", row{"merchant", "order_identity", "status", "name"}, merchants, func(m api.Merchant) row {
		return row{m.OidPartner, m.OrderIdentity, m.Status, m.Name}
	})
	suffix := whereFlags(server.ControlURL(), defaultSandbox)
	if o.ControlToken != "" {
		b.WriteString("\n" + gap)
		b.line("Commands need a control token: set LLSIM_CONTROL_TOKEN.")
	}
	b.WriteString("\n")
	pairs(&b, gap, "keys for your configuration", "llsim merchant keys"+suffix, "a first order", "llsim order --amount 49.90"+suffix, "at the cashier", "llsim order --cashier"+suffix,
		"what happens", "llsim journal --follow"+suffix)
	_, err := io.WriteString(cmd.OutOrStdout(), b.String())
	return err
}
