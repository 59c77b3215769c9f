package main

import (
	"cmp"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// errReported ends the program with 1 when what went wrong has been printed as the result.
var errReported = errors.New("the result says why")

// usagef returns a mistake in the command line.
func usagef(text message.Text, args ...any) error {
	return problem.New(problem.Usage, "", text, args...)
}

// noStartf returns the reason why a server or a merchant could not start.
func noStartf(text message.Text, args ...any) error {
	return problem.New(problem.Unavailable, "", text, args...)
}

// optionFlags are the flags that set fields of simulator.Options.
var optionFlags = map[string]string{
	"Listen": "--listen", "ControlListen": "--control-listen", "SFTPListen": "--sftp-listen", "ProxyListen": "--proxy-listen",
	"ControlToken": "--control-token", "PublicURL": "--public-url", "NotifyAllow": "--notify-allow", "Data": "--data",
	"MaxSandboxes": "--max-sandboxes", "MaxOrders": "--max-orders", "MaxBytes": "--max-bytes", "SandboxTTL": "--sandbox-ttl",
}

// optionNames are what sentences about some of these fields begin with, where that is not the flag.
var optionNames = map[string]string{
	"ControlToken": "--control-token (LLSIM_CONTROL_TOKEN, control_token)", "PublicURL": "--public-url (public_url)", "Data": "--data (data)",
	"MaxSandboxes": "--max-sandboxes (max_sandboxes)", "MaxOrders": "--max-orders (max_orders)", "SandboxTTL": "--sandbox-ttl (sandbox_ttl)",
	"NotifyAllow": "notify_allow:",
}

var optionField = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`Options\.(\w+)`) })

// sandboxOption is the field of simulator.Options whose parts a configuration file has as keys of its own.
const sandboxOption = "Options.Sandbox."

// optionsAsFlags puts flags and keys of the configuration file in the place of the fields of simulator.Options that an error names.
func optionsAsFlags(e *problem.Error) string {
	text := strings.ReplaceAll(e.Error(), sandboxOption, "")
	if option, ok := strings.CutPrefix(e.Field, "Options."); ok && !strings.HasPrefix(e.Field, sandboxOption) {
		text = cmp.Or(optionNames[option], e.Field) + " " + e.Message.String()
	}
	return optionField().ReplaceAllStringFunc(text, func(field string) string {
		return cmp.Or(optionFlags[strings.TrimPrefix(field, "Options.")], field)
	})
}

// sentence is an error as a user reads it.
func sentence(err error) string {
	if refused, ok := errors.AsType[*client.Error](err); ok && refused.Code == "unknown" {
		return refused.Message // not a control API's
	} else if ok && refused.Status == http.StatusUnauthorized {
		return "the server wants its control token: give it with --control-token or LLSIM_CONTROL_TOKEN"
	} else if ok {
		return asCommands(refused.Message)
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		return unreachable(failed)
	}
	if missing, ok := errors.AsType[*fs.PathError](err); ok && missing.Op != "mkdir" && errors.Is(err, fs.ErrNotExist) {
		return fmt.Sprintf("there is no file %s", missing.Path)
	}
	if e, ok := errors.AsType[*problem.Error](err); ok && e.Code != problem.Usage {
		return optionsAsFlags(e)
	}
	return err.Error()
}

// bodyKey is the key of a body that a sentence of the server begins with.
var bodyKey = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([a-z_]+): `) })

// withFlags puts the flag of a command in the place of the body's key that the server found wrong; a key that the command has as an
// argument is left out.
func withFlags(cmd *cobra.Command, message string) string {
	key := bodyKey().FindStringSubmatch(message)
	if key == nil {
		return message
	}
	if flag := strings.ReplaceAll(key[1], "_", "-"); cmd.Flags().Lookup(flag) != nil {
		return "--" + flag + message[len(key[1]):]
	}
	if slices.Contains([]string{"by", "to", "now"}, key[1]) {
		return message[len(key[0]):]
	}
	return message
}

// controlCall is a call of the control API in a sentence of the server.
var controlCall = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b(?:GET|POST|PUT|DELETE) (?:/_sim/v1|…)\S*?/([a-z]+)(?:/\S*|\?\S*)?( |$)`)
})

// commandsFor are the commands that do what the last part of a call's path stands for.
var commandsFor = map[string]string{
	"orders": "llsim orders", "refunds": "llsim refund list", "merchants": "llsim merchant list", "sandboxes": "llsim sandbox list", "files": "llsim files list",
	"faults": "llsim fault list", "snapshots": "llsim snapshot list", "reset": "llsim sandbox reset",
}

// asCommands puts commands in the place of the control API's calls, which the server's sentences speak of.
func asCommands(message string) string {
	message = strings.ReplaceAll(message, `set {"mode":"manual"}`, "set it with llsim clock set manual")
	return controlCall().ReplaceAllStringFunc(message, func(call string) string {
		parts := controlCall().FindStringSubmatch(call)
		if command := commandsFor[parts[1]]; command != "" {
			return command + parts[2]
		}
		return call
	})
}

func unreachable(e *url.Error) string {
	server := e.URL
	if u, err := url.Parse(e.URL); err == nil {
		server = u.Scheme + "://" + u.Host
	}
	if errors.Is(e, syscall.ECONNREFUSED) {
		return fmt.Sprintf("no server answers at %s; start one with: llsim serve (or name another with --server)", server)
	}
	if errors.Is(e, io.EOF) || errors.Is(e, syscall.ECONNRESET) {
		return fmt.Sprintf("%s closed the connection without an answer", server)
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](e); ok {
		return fmt.Sprintf("the certificate of %s is not trusted: %v; if it is a server with --tls on another machine, fetch its /_sim/v1/ca.pem and name the file in SSL_CERT_FILE", server, e.Err)
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](e); ok || strings.Contains(e.Error(), "HTTP response to HTTPS client") {
		return fmt.Sprintf("%s does not speak HTTPS; write http:// in its address", server)
	}
	if missing, ok := errors.AsType[*net.DNSError](e); ok {
		return fmt.Sprintf("the address of %s cannot be looked up (%s); write another with --server", server, missing.Err)
	}
	if e.Timeout() {
		return fmt.Sprintf("the server at %s did not answer in time", server)
	}
	return fmt.Sprintf("cannot talk to %s: %v", server, e.Err)
}
